-- B2B SaaS starter (card a987c501) for Trino
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
    LAST_VALUE(raw_usage) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_usage,
    LAST_VALUE(raw_key_actions) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_key_actions,
    LAST_VALUE(raw_breadth) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_breadth,
    LAST_VALUE(raw_active_days) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_active_days,
    raw_sponsor AS value_sponsor,
    LAST_VALUE(raw_pulse) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 3 preceding AND CURRENT ROW) AS value_pulse,
    raw_escalations AS value_escalations,
    raw_payment AS value_payment,
    LAST_VALUE(raw_survey) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 6 preceding AND CURRENT ROW) AS value_survey
  FROM measured
),

-- Each value as points from 0 to 100; what is missing stays missing.
pointed AS (
  SELECT
    account_id,
    as_of,
    CASE
      WHEN value_usage IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_usage - CAST(0.4 AS DOUBLE)
        ) / CAST(0.5 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_usage,
    CASE
      WHEN value_key_actions IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_key_actions - CAST(15.0 AS DOUBLE)
        ) / CAST(50.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_key_actions,
    CASE
      WHEN value_breadth IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_breadth - CAST(5.0 AS DOUBLE)
        ) / CAST(10.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_breadth,
    CASE
      WHEN value_active_days IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_active_days - CAST(8.0 AS DOUBLE)
        ) / CAST(14.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_active_days,
    CASE
      WHEN value_sponsor IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_sponsor - CAST(270.0 AS DOUBLE)
        ) / CAST(-240.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_sponsor,
    CASE
      WHEN value_pulse IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_pulse - CAST(1.0 AS DOUBLE)
        ) / CAST(4.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_pulse,
    CASE
      WHEN value_escalations IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_escalations - CAST(2.0 AS DOUBLE)
        ) / CAST(-2.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_escalations,
    CASE
      WHEN value_payment IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_payment - CAST(30.0 AS DOUBLE)
        ) / CAST(-30.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_payment,
    CASE
      WHEN value_survey IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_survey - CAST(4.0 AS DOUBLE)
        ) / CAST(5.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
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
    CAST(0 AS DOUBLE) + CASE WHEN points_usage IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(30.0 AS DOUBLE) END + CASE WHEN points_key_actions IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(15.0 AS DOUBLE) END + CASE WHEN points_breadth IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_active_days IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_sponsor IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_pulse IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_escalations IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(5.0 AS DOUBLE) END + CASE WHEN points_payment IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(5.0 AS DOUBLE) END + CASE WHEN points_survey IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(5.0 AS DOUBLE) END AS known_weight,
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
    CAST(0 AS DOUBLE) + COALESCE(points_usage * CAST(30.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_key_actions * CAST(15.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_breadth * CAST(10.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_active_days * CAST(10.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_sponsor * CAST(10.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_pulse * CAST(10.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_escalations * CAST(5.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_payment * CAST(5.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_survey * CAST(5.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) AS points_sum,
    CAST(0 AS DOUBLE) + CASE WHEN points_usage IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(30.0 AS DOUBLE) END + CASE WHEN points_key_actions IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(15.0 AS DOUBLE) END + CASE WHEN points_breadth IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_active_days IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_sponsor IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_pulse IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_escalations IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(5.0 AS DOUBLE) END + CASE WHEN points_payment IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(5.0 AS DOUBLE) END + CASE WHEN points_survey IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(5.0 AS DOUBLE) END AS weight_sum,
    CAST(FLOOR(
      (
        (
          known_weight / CAST(100.0 AS DOUBLE)
        ) * CAST(1000000000.0 AS DOUBLE)
      ) + CAST(0.5 AS DOUBLE)
    ) AS BIGINT) / CAST(1000000000.0 AS DOUBLE) AS coverage,
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
      )
      OR (
        coverage < CAST(0.5 AS DOUBLE)
      )
      OR refused
      OR (
        weight_sum <= CAST(0.0 AS DOUBLE)
      )
      THEN CAST(NULL AS DOUBLE)
      ELSE CAST(FLOOR(
        (
          (
            CAST(points_sum AS DOUBLE) / NULLIF(weight_sum, CAST(0.0 AS DOUBLE))
          ) * CAST(1000000000.0 AS DOUBLE)
        ) + CAST(0.5 AS DOUBLE)
      ) AS BIGINT) / CAST(1000000000.0 AS DOUBLE)
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
      score + CAST(5e-10 AS DOUBLE)
    ) * CAST(10.0 AS DOUBLE)) AS BIGINT) / CAST(10.0 AS DOUBLE) AS shown,
    CASE
      WHEN score IS NULL
      THEN 'Not scored'
      WHEN score >= CAST(65.0 AS DOUBLE)
      THEN 'Healthy'
      WHEN score >= CAST(45.0 AS DOUBLE)
      THEN 'Watch'
      WHEN score >= CAST(0.0 AS DOUBLE)
      THEN 'At risk'
      ELSE 'At risk'
    END AS band,
    coverage,
    CAST(NULL AS VARCHAR) AS capped_by,
    CAST(NULL AS VARCHAR) AS variant,
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
