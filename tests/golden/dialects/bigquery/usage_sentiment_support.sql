-- Usage, sentiment, support (card 0f2fe82a) for BigQuery
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
    LAST_VALUE(raw_usage IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_usage,
    LAST_VALUE(
      CASE
        WHEN (
          raw_sentiment >= 0.0
        ) AND (
          raw_sentiment <= 10.0
        )
        THEN raw_sentiment
        ELSE CAST(NULL AS FLOAT64)
      END
     IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) AS value_sentiment,
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
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_usage - 0.3
      ) / 0.6000000000000001)) * 100.0
    END AS points_usage,
    CASE
      WHEN value_sentiment IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_sentiment - 2.0
      ) / 7.0)) * 100.0
    END AS points_sentiment,
    CASE
      WHEN value_support IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_support - 4.0
      ) / -4.0)) * 100.0
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
    CAST(0 AS FLOAT64) + CASE WHEN points_usage IS NULL THEN 0.0 ELSE 50.0 END + CASE WHEN points_sentiment IS NULL THEN 0.0 ELSE 30.0 END + CASE WHEN points_support IS NULL THEN 0.0 ELSE 20.0 END AS known_weight,
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
    CAST(0 AS FLOAT64) + COALESCE(points_usage * 50.0, 0.0) + COALESCE(points_sentiment * 30.0, 0.0) + COALESCE(points_support * 20.0, 0.0) AS points_sum,
    CAST(0 AS FLOAT64) + CASE WHEN points_usage IS NULL THEN 0.0 ELSE 50.0 END + CASE WHEN points_sentiment IS NULL THEN 0.0 ELSE 30.0 END + CASE WHEN points_support IS NULL THEN 0.0 ELSE 20.0 END AS weight_sum,
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
    points_sentiment,
    points_support,
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
      WHEN score >= 75.0
      THEN 'Healthy'
      WHEN score >= 50.0
      THEN 'Neutral'
      WHEN score >= 0.0
      THEN 'At risk'
      ELSE 'At risk'
    END AS band,
    coverage,
    CAST(NULL AS STRING) AS capped_by,
    CAST(NULL AS STRING) AS variant,
    points_usage,
    points_sentiment,
    points_support
  FROM scored
)

SELECT * FROM banded;
