-- Steady use and a pulse (card 46e8b0d5) for Trino
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
        AVG(raw_steady_days) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) <= CAST(0.0 AS DOUBLE)
      )
      OR (
        AVG(raw_steady_days) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) IS NULL
      )
      THEN CAST(NULL AS DOUBLE)
      WHEN (
        CAST(1.0 AS DOUBLE) - (
          CAST(STDDEV_POP(raw_steady_days) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) AS DOUBLE) / NULLIF(
            AVG(raw_steady_days) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW),
            CAST(0.0 AS DOUBLE)
          )
        )
      ) < CAST(0.0 AS DOUBLE)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(1.0 AS DOUBLE) - (
        CAST(STDDEV_POP(raw_steady_days) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) AS DOUBLE) / NULLIF(
          AVG(raw_steady_days) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW),
          CAST(0.0 AS DOUBLE)
        )
      )
    END AS value_steady_days,
    CASE
      WHEN (
        COUNT(raw_steady_actions) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) < 2
      )
      OR (
        AVG(raw_steady_actions) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) <= CAST(0.0 AS DOUBLE)
      )
      OR (
        AVG(raw_steady_actions) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) IS NULL
      )
      THEN CAST(NULL AS DOUBLE)
      WHEN (
        CAST(1.0 AS DOUBLE) - (
          CAST(STDDEV_POP(raw_steady_actions) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) AS DOUBLE) / NULLIF(
            AVG(raw_steady_actions) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW),
            CAST(0.0 AS DOUBLE)
          )
        )
      ) < CAST(0.0 AS DOUBLE)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(1.0 AS DOUBLE) - (
        CAST(STDDEV_POP(raw_steady_actions) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) AS DOUBLE) / NULLIF(
          AVG(raw_steady_actions) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW),
          CAST(0.0 AS DOUBLE)
        )
      )
    END AS value_steady_actions,
    AVG(raw_key_actions) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_key_actions,
    SUM(raw_escalations) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_escalations,
    LAST_VALUE(raw__pulse) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value__pulse
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
      THEN CAST(0.0 AS DOUBLE)
      ELSE GREATEST(
        -(
          CAST(10.0 AS DOUBLE)
        ),
        LEAST(
          CAST(10.0 AS DOUBLE),
          (
            (
              value__pulse - CAST(3.0 AS DOUBLE)
            ) / CAST(2.0 AS DOUBLE)
          ) * CAST(10.0 AS DOUBLE)
        )
      )
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
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_steady_days - CAST(0.65 AS DOUBLE)
        ) / CAST(0.27 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_steady_days,
    CASE
      WHEN value_steady_actions IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_steady_actions - CAST(0.5 AS DOUBLE)
        ) / CAST(0.35 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_steady_actions,
    CASE
      WHEN value_key_actions IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_key_actions - CAST(15.0 AS DOUBLE)
        ) / CAST(45.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_key_actions,
    CASE
      WHEN value_escalations IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_escalations - CAST(3.0 AS DOUBLE)
        ) / CAST(-3.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
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
    CAST(0 AS DOUBLE) + CASE WHEN points_steady_days IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(25.0 AS DOUBLE) END + CASE WHEN points_steady_actions IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(25.0 AS DOUBLE) END + CASE WHEN points_key_actions IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(30.0 AS DOUBLE) END + CASE WHEN points_escalations IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(20.0 AS DOUBLE) END AS known_weight,
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
    CAST(0 AS DOUBLE) + COALESCE(points_steady_days * CAST(25.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_steady_actions * CAST(25.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_key_actions * CAST(30.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_escalations * CAST(20.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) AS points_sum,
    CAST(0 AS DOUBLE) + CASE WHEN points_steady_days IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(25.0 AS DOUBLE) END + CASE WHEN points_steady_actions IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(25.0 AS DOUBLE) END + CASE WHEN points_key_actions IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(30.0 AS DOUBLE) END + CASE WHEN points_escalations IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(20.0 AS DOUBLE) END AS weight_sum,
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
    nudge,
    points_steady_days,
    points_steady_actions,
    points_key_actions,
    points_escalations,
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
          GREATEST(
            CAST(0.0 AS DOUBLE),
            LEAST(
              CAST(100.0 AS DOUBLE),
              (
                CAST(points_sum AS DOUBLE) / NULLIF(weight_sum, CAST(0.0 AS DOUBLE))
              ) + nudge
            )
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
      WHEN score >= CAST(60.0 AS DOUBLE)
      THEN 'Green'
      WHEN score >= CAST(0.0 AS DOUBLE)
      THEN 'Red'
      ELSE 'Red'
    END AS band,
    coverage,
    CAST(NULL AS VARCHAR) AS capped_by,
    CAST(NULL AS VARCHAR) AS variant,
    points_steady_days,
    points_steady_actions,
    points_key_actions,
    points_escalations
  FROM scored
)

SELECT * FROM banded;
