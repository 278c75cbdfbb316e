-- B2B SaaS starter (card a987c501) for BigQuery
-- Nine signals a CS team usually has. Usage counts for two thirds, opinions for little.
--
-- Gives a row for each account and month, among others with
--   score: 0 to 100, null where too little is known
--   shown: the score as people see it
--   band: Healthy from 65, Watch from 45, At risk from 0, or Not scored
--   coverage: the share of the weight that has a value, 0 to 1
--
-- Reads the table snapshots, a row for each account at the end of each month:
--   account_id: text
--   as_of: date, the last day of its month
--   licence_use: number
--   key_actions: number
--   features_used: number
--   active_days: number
--   exec_meeting_days: number
--   csm_pulse: number
--   escalations: number
--   days_overdue: number
--   nps: number
--
-- Metrics, with their share of the weight, which goes to the others where a value is
-- missing, unless it is said what happens:
--   Product usage: 30%, latest value, 0 points at 0.4, 100 at 0.9
--   Key actions: 15%, latest value, 0 points at 15, 100 at 65
--   Breadth of use: 10%, latest value, 0 points at 5, 100 at 15
--   Active days: 10%, latest value, 0 points at 8, 100 at 22
--   Executive contact: 10%, latest value, 0 points at 270, 100 at 30
--   CSM pulse: 10%, latest value, 0 points at 1, 100 at 5
--   Escalations: 5%, latest value, 0 points at 2, 100 at 0
--   Payment: 5%, latest value, 0 points at 30, 100 at 0
--   Survey answer: 5%, latest value, 0 points at 4, 100 at 9
WITH
-- The raw measure of each metric, a row for each account at the end of each month.
measured AS (
  SELECT
    account_id,
    as_of,
    (
      (
        EXTRACT(YEAR FROM as_of) * 12
      ) + EXTRACT(MONTH FROM as_of)
    ) - 1 AS month_number,
    licence_use AS raw_usage,
    key_actions AS raw_key_actions,
    features_used AS raw_breadth,
    active_days AS raw_active_days,
    exec_meeting_days AS raw_sponsor,
    csm_pulse AS raw_pulse,
    escalations AS raw_escalations,
    days_overdue AS raw_payment,
    nps AS raw_survey
  FROM snapshots
),

-- What each metric reads from its measure's history; never a row after the as-of date.
transformed AS (
  SELECT
    account_id,
    as_of,
    LAST_VALUE(raw_usage IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_usage,
    LAST_VALUE(raw_key_actions IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_key_actions,
    LAST_VALUE(raw_breadth IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_breadth,
    LAST_VALUE(raw_active_days IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_active_days,
    raw_sponsor AS value_sponsor,
    LAST_VALUE(raw_pulse IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 3 preceding AND CURRENT ROW) AS value_pulse,
    raw_escalations AS value_escalations,
    raw_payment AS value_payment,
    LAST_VALUE(raw_survey IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 6 preceding AND CURRENT ROW) AS value_survey
  FROM measured
),

-- Each value as points from 0 to 100; what is missing stays missing.
pointed AS (
  SELECT
    account_id,
    as_of,
    CASE
      WHEN value_usage IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_usage - 0.4
      ) / 0.5)) * 100.0
    END AS points_usage,
    CASE
      WHEN value_key_actions IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_key_actions - 15.0
      ) / 50.0)) * 100.0
    END AS points_key_actions,
    CASE
      WHEN value_breadth IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_breadth - 5.0
      ) / 10.0)) * 100.0
    END AS points_breadth,
    CASE
      WHEN value_active_days IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_active_days - 8.0
      ) / 14.0)) * 100.0
    END AS points_active_days,
    CASE
      WHEN value_sponsor IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_sponsor - 270.0
      ) / -240.0)) * 100.0
    END AS points_sponsor,
    CASE
      WHEN value_pulse IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_pulse - 1.0
      ) / 4.0)) * 100.0
    END AS points_pulse,
    CASE
      WHEN value_escalations IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_escalations - 2.0
      ) / -2.0)) * 100.0
    END AS points_escalations,
    CASE
      WHEN value_payment IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_payment - 30.0
      ) / -30.0)) * 100.0
    END AS points_payment,
    CASE
      WHEN value_survey IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_survey - 4.0
      ) / 5.0)) * 100.0
    END AS points_survey
  FROM transformed
),

-- Points that stand in for missing ones; known_weight still counts real values only.
filled AS (
  SELECT
    account_id,
    as_of,
    points_usage,
    points_key_actions,
    points_breadth,
    points_active_days,
    points_sponsor,
    points_pulse,
    points_escalations,
    points_payment,
    points_survey,
    CAST(0 AS FLOAT64) + CASE WHEN points_usage IS NULL THEN 0.0 ELSE 30.0 END + CASE WHEN points_key_actions IS NULL THEN 0.0 ELSE 15.0 END + CASE WHEN points_breadth IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_active_days IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_sponsor IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_pulse IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_escalations IS NULL THEN 0.0 ELSE 5.0 END + CASE WHEN points_payment IS NULL THEN 0.0 ELSE 5.0 END + CASE WHEN points_survey IS NULL THEN 0.0 ELSE 5.0 END AS known_weight,
    FALSE AS refused
  FROM pointed
),

-- Weights times points, and the weights in force.
summed AS (
  SELECT
    account_id,
    as_of,
    points_usage,
    points_key_actions,
    points_breadth,
    points_active_days,
    points_sponsor,
    points_pulse,
    points_escalations,
    points_payment,
    points_survey,
    CAST(0 AS FLOAT64) + COALESCE(points_usage * 30.0, 0.0) + COALESCE(points_key_actions * 15.0, 0.0) + COALESCE(points_breadth * 10.0, 0.0) + COALESCE(points_active_days * 10.0, 0.0) + COALESCE(points_sponsor * 10.0, 0.0) + COALESCE(points_pulse * 10.0, 0.0) + COALESCE(points_escalations * 5.0, 0.0) + COALESCE(points_payment * 5.0, 0.0) + COALESCE(points_survey * 5.0, 0.0) AS points_sum,
    CAST(0 AS FLOAT64) + CASE WHEN points_usage IS NULL THEN 0.0 ELSE 30.0 END + CASE WHEN points_key_actions IS NULL THEN 0.0 ELSE 15.0 END + CASE WHEN points_breadth IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_active_days IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_sponsor IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_pulse IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_escalations IS NULL THEN 0.0 ELSE 5.0 END + CASE WHEN points_payment IS NULL THEN 0.0 ELSE 5.0 END + CASE WHEN points_survey IS NULL THEN 0.0 ELSE 5.0 END AS weight_sum,
    CAST(FLOOR((
      known_weight / 100.0 * 1000000000.0
    ) + 0.5) AS INT64) / 1000000000.0 AS coverage,
    refused
  FROM filled
),

-- The weighted mean, adjusted, rounded once; no number where too little is known.
scored AS (
  SELECT
    account_id,
    as_of,
    points_usage,
    points_key_actions,
    points_breadth,
    points_active_days,
    points_sponsor,
    points_pulse,
    points_escalations,
    points_payment,
    points_survey,
    coverage,
    CASE
      WHEN (
        coverage IS NULL
      ) OR (
        coverage < 0.5
      ) OR refused OR (
        weight_sum <= 0.0
      )
      THEN CAST(NULL AS FLOAT64)
      ELSE CAST(FLOOR((
        points_sum / NULLIF(weight_sum, 0.0) * 1000000000.0
      ) + 0.5) AS INT64) / 1000000000.0
    END AS score
  FROM summed
),

-- The band each score falls into.
banded AS (
  SELECT
    account_id,
    as_of,
    score,
    CAST(FLOOR((
      score + 5e-10
    ) * 10.0) AS INT64) / 10.0 AS shown,
    CASE
      WHEN score IS NULL
      THEN 'Not scored'
      WHEN score >= 65.0
      THEN 'Healthy'
      WHEN score >= 45.0
      THEN 'Watch'
      WHEN score >= 0.0
      THEN 'At risk'
      ELSE 'At risk'
    END AS band,
    coverage,
    CAST(NULL AS STRING) AS capped_by,
    CAST(NULL AS STRING) AS variant,
    points_usage,
    points_key_actions,
    points_breadth,
    points_active_days,
    points_sponsor,
    points_pulse,
    points_escalations,
    points_payment,
    points_survey
  FROM scored
)

SELECT * FROM banded;
