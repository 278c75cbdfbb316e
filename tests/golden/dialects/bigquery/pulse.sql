-- Steady use and a pulse (card 46e8b0d5) for BigQuery
-- How steadily the product is used rather than how long, and a CSM who may add or take ten
-- points.
--
-- Gives a row for each account and month, among others with
--   score: 0 to 100, null where too little is known
--   shown: the score as people see it
--   band: Green from 60, Red from 0, or Not scored
--   coverage: the share of the weight that has a value, 0 to 1
--
-- Reads the table snapshots, a row for each account at the end of each month:
--   account_id: text
--   as_of: date, the last day of its month
--   active_days: number
--   key_actions: number
--   escalations: number
--   csm_pulse: number
--
-- Metrics, with their share of the weight, which goes to the others where a value is
-- missing, unless it is said what happens:
--   Steady days: 25%, steadiness over 6 months, 0 points at 0.65, 100 at 0.92
--   Steady key actions: 25%, steadiness over 6 months, 0 points at 0.5, 100 at 0.85
--   Key actions: 30%, mean of the last 3 months, 0 points at 15, 100 at 60
--   Escalations: 20%, total of the last 3 months, 0 points at 3, 100 at 0
--   CSM pulse: up to 10 points either way
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
    active_days AS raw_steady_days,
    key_actions AS raw_steady_actions,
    key_actions AS raw_key_actions,
    escalations AS raw_escalations,
    csm_pulse AS raw__pulse
  FROM snapshots
),

-- What each metric reads from its measure's history; never a row after the as-of date.
transformed AS (
  SELECT
    account_id,
    as_of,
    CASE
      WHEN (
        COUNT(raw_steady_days) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) < 2
      )
      OR (
        AVG(raw_steady_days) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) <= 0.0
      )
      OR (
        AVG(raw_steady_days) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) IS NULL
      )
      THEN CAST(NULL AS FLOAT64)
      WHEN (
        1.0 - STDDEV_POP(raw_steady_days) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) / NULLIF(
          AVG(raw_steady_days) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW),
          0.0
        )
      ) < 0.0
      THEN 0.0
      ELSE 1.0 - STDDEV_POP(raw_steady_days) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) / NULLIF(
        AVG(raw_steady_days) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW),
        0.0
      )
    END AS value_steady_days,
    CASE
      WHEN (
        COUNT(raw_steady_actions) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) < 2
      )
      OR (
        AVG(raw_steady_actions) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) <= 0.0
      )
      OR (
        AVG(raw_steady_actions) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) IS NULL
      )
      THEN CAST(NULL AS FLOAT64)
      WHEN (
        1.0 - STDDEV_POP(raw_steady_actions) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) / NULLIF(
          AVG(raw_steady_actions) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW),
          0.0
        )
      ) < 0.0
      THEN 0.0
      ELSE 1.0 - STDDEV_POP(raw_steady_actions) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) / NULLIF(
        AVG(raw_steady_actions) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW),
        0.0
      )
    END AS value_steady_actions,
    AVG(raw_key_actions) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_key_actions,
    SUM(raw_escalations) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_escalations,
    LAST_VALUE(raw__pulse IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value__pulse
  FROM measured
),

-- What the pulse says.
judged AS (
  SELECT
    account_id,
    as_of,
    value_steady_days,
    value_steady_actions,
    value_key_actions,
    value_escalations,
    CASE
      WHEN value__pulse IS NULL
      THEN 0.0
      ELSE GREATEST(-(
        10.0
      ), LEAST(10.0, (
        value__pulse - 3.0
      ) / 2.0 * 10.0))
    END AS nudge
  FROM transformed
),

-- Each value as points from 0 to 100; what is missing stays missing.
pointed AS (
  SELECT
    account_id,
    as_of,
    nudge,
    CASE
      WHEN value_steady_days IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_steady_days - 0.65
      ) / 0.27)) * 100.0
    END AS points_steady_days,
    CASE
      WHEN value_steady_actions IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_steady_actions - 0.5
      ) / 0.35)) * 100.0
    END AS points_steady_actions,
    CASE
      WHEN value_key_actions IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_key_actions - 15.0
      ) / 45.0)) * 100.0
    END AS points_key_actions,
    CASE
      WHEN value_escalations IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_escalations - 3.0
      ) / -3.0)) * 100.0
    END AS points_escalations
  FROM judged
),

-- Points that stand in for missing ones; known_weight still counts real values only.
filled AS (
  SELECT
    account_id,
    as_of,
    nudge,
    points_steady_days,
    points_steady_actions,
    points_key_actions,
    points_escalations,
    CAST(0 AS FLOAT64) + CASE WHEN points_steady_days IS NULL THEN 0.0 ELSE 25.0 END + CASE WHEN points_steady_actions IS NULL THEN 0.0 ELSE 25.0 END + CASE WHEN points_key_actions IS NULL THEN 0.0 ELSE 30.0 END + CASE WHEN points_escalations IS NULL THEN 0.0 ELSE 20.0 END AS known_weight,
    FALSE AS refused
  FROM pointed
),

-- Weights times points, and the weights in force.
summed AS (
  SELECT
    account_id,
    as_of,
    nudge,
    points_steady_days,
    points_steady_actions,
    points_key_actions,
    points_escalations,
    CAST(0 AS FLOAT64) + COALESCE(points_steady_days * 25.0, 0.0) + COALESCE(points_steady_actions * 25.0, 0.0) + COALESCE(points_key_actions * 30.0, 0.0) + COALESCE(points_escalations * 20.0, 0.0) AS points_sum,
    CAST(0 AS FLOAT64) + CASE WHEN points_steady_days IS NULL THEN 0.0 ELSE 25.0 END + CASE WHEN points_steady_actions IS NULL THEN 0.0 ELSE 25.0 END + CASE WHEN points_key_actions IS NULL THEN 0.0 ELSE 30.0 END + CASE WHEN points_escalations IS NULL THEN 0.0 ELSE 20.0 END AS weight_sum,
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
    nudge,
    points_steady_days,
    points_steady_actions,
    points_key_actions,
    points_escalations,
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
      ELSE CAST(FLOOR(
        (
          GREATEST(0.0, LEAST(100.0, points_sum / NULLIF(weight_sum, 0.0) + nudge)) * 1000000000.0
        ) + 0.5
      ) AS INT64) / 1000000000.0
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
      WHEN score >= 60.0
      THEN 'Green'
      WHEN score >= 0.0
      THEN 'Red'
      ELSE 'Red'
    END AS band,
    coverage,
    CAST(NULL AS STRING) AS capped_by,
    CAST(NULL AS STRING) AS variant,
    points_steady_days,
    points_steady_actions,
    points_key_actions,
    points_escalations
  FROM scored
)

SELECT * FROM banded;
