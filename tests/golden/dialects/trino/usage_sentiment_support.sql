-- Usage, sentiment, support (card 0f2fe82a) for Trino
-- Three signals weighted 50/30/20, the shortest card that still hears the customer.
--
-- Gives a row for each account and month, among others with
--   score: 0 to 100, null where too little is known
--   shown: the score as people see it
--   band: Healthy from 75, Neutral from 50, At risk from 0, or Not scored
--   coverage: the share of the weight that has a value, 0 to 1
--
-- Reads the table snapshots, a row for each account at the end of each month:
--   account_id: text
--   as_of: date, the last day of its month
--   licence_use: number
--   nps: number
--   escalations: number
--
-- Metrics, with their share of the weight, which goes to the others where a value is
-- missing, unless it is said what happens:
--   Product usage: 50%, latest value, 0 points at 0.3, 100 at 0.9
--   Survey answer: 30%, latest answer from 0 to 10, 0 points at 2, 100 at 9
--   Escalations: 20%, total of the last 3 months, 0 points at 4, 100 at 0
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
    nps AS raw_sentiment,
    escalations AS raw_support
  FROM snapshots
),

-- What each metric reads from its measure's history; never a row after the as-of date.
transformed AS (
  SELECT
    account_id,
    as_of,
    LAST_VALUE(raw_usage) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_usage,
    LAST_VALUE(
      CASE
        WHEN (
          raw_sentiment >= CAST(0.0 AS DOUBLE)
        ) AND (
          raw_sentiment <= CAST(10.0 AS DOUBLE)
        )
        THEN raw_sentiment
        ELSE CAST(NULL AS DOUBLE)
      END
    ) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) AS value_sentiment,
    SUM(raw_support) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_support
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
          value_usage - CAST(0.3 AS DOUBLE)
        ) / CAST(0.6000000000000001 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_usage,
    CASE
      WHEN value_sentiment IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_sentiment - CAST(2.0 AS DOUBLE)
        ) / CAST(7.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_sentiment,
    CASE
      WHEN value_support IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_support - CAST(4.0 AS DOUBLE)
        ) / CAST(-4.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_support
  FROM transformed
),

-- Points that stand in for missing ones; known_weight still counts real values only.
filled AS (
  SELECT
    account_id,
    as_of,
    points_usage,
    points_sentiment,
    points_support,
    CAST(0 AS DOUBLE) + CASE WHEN points_usage IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(50.0 AS DOUBLE) END + CASE WHEN points_sentiment IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(30.0 AS DOUBLE) END + CASE WHEN points_support IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(20.0 AS DOUBLE) END AS known_weight,
    FALSE AS refused
  FROM pointed
),

-- Weights times points, and the weights in force.
summed AS (
  SELECT
    account_id,
    as_of,
    points_usage,
    points_sentiment,
    points_support,
    CAST(0 AS DOUBLE) + COALESCE(points_usage * CAST(50.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_sentiment * CAST(30.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_support * CAST(20.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) AS points_sum,
    CAST(0 AS DOUBLE) + CASE WHEN points_usage IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(50.0 AS DOUBLE) END + CASE WHEN points_sentiment IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(30.0 AS DOUBLE) END + CASE WHEN points_support IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(20.0 AS DOUBLE) END AS weight_sum,
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
    points_sentiment,
    points_support,
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
      WHEN score >= CAST(75.0 AS DOUBLE)
      THEN 'Healthy'
      WHEN score >= CAST(50.0 AS DOUBLE)
      THEN 'Neutral'
      WHEN score >= CAST(0.0 AS DOUBLE)
      THEN 'At risk'
      ELSE 'At risk'
    END AS band,
    coverage,
    CAST(NULL AS VARCHAR) AS capped_by,
    CAST(NULL AS VARCHAR) AS variant,
    points_usage,
    points_sentiment,
    points_support
  FROM scored
)

SELECT * FROM banded;
