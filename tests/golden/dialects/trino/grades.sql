-- Grades, A to F (card 2f31eb38) for Trino
-- Six signals of equal weight, printed as a letter that anybody can read.
--
-- Gives a row for each account and month, among others with
--   score: 0 to 100, null where too little is known
--   shown: the score as people see it
--   band: A and B from 80, C and D from 60, F from 0, or Not scored
--   coverage: the share of the weight that has a value, 0 to 1
--
-- Reads the table snapshots, a row for each account at the end of each month:
--   account_id: text
--   as_of: date, the last day of its month
--   licence_use: number
--   key_actions: number
--   escalations: number
--   nps: number
--   days_overdue: number
--   exec_meeting_days: number
--
-- Metrics, with their share of the weight, which goes to the others where a value is
-- missing, unless it is said what happens:
--   Seats in use: 16.7%, latest value, 0 points at 0.2, 100 at 0.8
--   Key actions: 16.7%, mean of the last 3 months, 0 points at 10, 100 at 55
--   Escalations: 16.7%, total of the last 3 months, 0 points at 3, 100 at 0
--   Survey answer: 16.7%, latest answer from 0 to 10, 0 points at 3, 100 at 9
--   Payment: 16.7%, latest value, 0 points at 30, 100 at 0
--   Executive contact: 16.7%, latest value, 0 points at 270, 100 at 30
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
    escalations AS raw_support,
    nps AS raw_feedback,
    days_overdue AS raw_payment,
    exec_meeting_days AS raw_relationship
  FROM snapshots
),

-- What each metric reads from its measure's history; never a row after the as-of date.
transformed AS (
  SELECT
    account_id,
    as_of,
    LAST_VALUE(raw_usage) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_usage,
    AVG(raw_key_actions) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_key_actions,
    SUM(raw_support) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_support,
    LAST_VALUE(
      CASE
        WHEN (
          raw_feedback >= CAST(0.0 AS DOUBLE)
        ) AND (
          raw_feedback <= CAST(10.0 AS DOUBLE)
        )
        THEN raw_feedback
        ELSE CAST(NULL AS DOUBLE)
      END
    ) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) AS value_feedback,
    raw_payment AS value_payment,
    raw_relationship AS value_relationship
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
          value_usage - CAST(0.2 AS DOUBLE)
        ) / CAST(0.6000000000000001 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_usage,
    CASE
      WHEN value_key_actions IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_key_actions - CAST(10.0 AS DOUBLE)
        ) / CAST(45.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_key_actions,
    CASE
      WHEN value_support IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_support - CAST(3.0 AS DOUBLE)
        ) / CAST(-3.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_support,
    CASE
      WHEN value_feedback IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_feedback - CAST(3.0 AS DOUBLE)
        ) / CAST(6.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_feedback,
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
      WHEN value_relationship IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_relationship - CAST(270.0 AS DOUBLE)
        ) / CAST(-240.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_relationship
  FROM transformed
),

-- Points that stand in for missing ones; known_weight still counts real values only.
filled AS (
  SELECT
    account_id,
    as_of,
    points_usage,
    points_key_actions,
    points_support,
    points_feedback,
    points_payment,
    points_relationship,
    CAST(0 AS DOUBLE) + CASE WHEN points_usage IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_key_actions IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_support IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_feedback IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_payment IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_relationship IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END AS known_weight,
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
    points_support,
    points_feedback,
    points_payment,
    points_relationship,
    CAST(0 AS DOUBLE) + COALESCE(points_usage * CAST(10.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_key_actions * CAST(10.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_support * CAST(10.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_feedback * CAST(10.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_payment * CAST(10.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_relationship * CAST(10.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) AS points_sum,
    CAST(0 AS DOUBLE) + CASE WHEN points_usage IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_key_actions IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_support IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_feedback IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_payment IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_relationship IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END AS weight_sum,
    CAST(FLOOR(
      (
        (
          known_weight / CAST(60.0 AS DOUBLE)
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
    points_support,
    points_feedback,
    points_payment,
    points_relationship,
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
    CASE
      WHEN score IS NULL
      THEN CAST(NULL AS VARCHAR)
      WHEN score >= CAST(90.0 AS DOUBLE)
      THEN 'A'
      WHEN score >= CAST(80.0 AS DOUBLE)
      THEN 'B'
      WHEN score >= CAST(70.0 AS DOUBLE)
      THEN 'C'
      WHEN score >= CAST(60.0 AS DOUBLE)
      THEN 'D'
      WHEN score >= CAST(0.0 AS DOUBLE)
      THEN 'F'
      ELSE CAST(NULL AS VARCHAR)
    END AS shown,
    CASE
      WHEN score IS NULL
      THEN 'Not scored'
      WHEN score >= CAST(80.0 AS DOUBLE)
      THEN 'A and B'
      WHEN score >= CAST(60.0 AS DOUBLE)
      THEN 'C and D'
      WHEN score >= CAST(0.0 AS DOUBLE)
      THEN 'F'
      ELSE 'F'
    END AS band,
    coverage,
    CAST(NULL AS VARCHAR) AS capped_by,
    CAST(NULL AS VARCHAR) AS variant,
    points_usage,
    points_key_actions,
    points_support,
    points_feedback,
    points_payment,
    points_relationship
  FROM scored
)

SELECT * FROM banded;
