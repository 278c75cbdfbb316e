-- Simple average (card 4531fece) for BigQuery
-- Four inputs, each scored from 1 to 5, and their average. A first card for a first quarter.
--
-- Gives a row for each account and month, among others with
--   score: 0 to 100, null where too little is known
--   shown: the score as people see it
--   band: Green from 77.7778, Yellow from 44.4444, Red from 0, or Not scored
--   coverage: the share of the weight that has a value, 0 to 1
--
-- Reads the table snapshots, a row for each account at the end of each month:
--   account_id: text
--   as_of: date, the last day of its month
--   active_days: number
--   key_actions: number
--   tickets: number
--   nps: number
--
-- Metrics, with their share of the weight, which goes to the others where a value is
-- missing, unless it is said what happens:
--   Login frequency: 25%, latest value, 0 points from 0, 25 points from 8, 50 points from 12,
--     75 points from 16, 100 points from 20
--   Key feature usage: 25%, latest value, 0 points from 0, 25 points from 20, 50 points from
--     30, 75 points from 40, 100 points from 55
--   Support tickets: 25%, latest value, 100 points from 0, 75 points from 1, 50 points from 3,
--     25 points from 6, 0 points from 10
--   Survey answer: 25%, latest answer from 0 to 10, 0 points from 0, 25 points from 5, 50
--     points from 7, 75 points from 8, 100 points from 9
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
    active_days AS raw_logins,
    key_actions AS raw_key_features,
    tickets AS raw_tickets,
    nps AS raw_survey
  FROM snapshots
),

-- What each metric reads from its measure's history; never a row after the as-of date.
transformed AS (
  SELECT
    account_id,
    as_of,
    LAST_VALUE(raw_logins IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_logins,
    LAST_VALUE(raw_key_features IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_key_features,
    raw_tickets AS value_tickets,
    LAST_VALUE(
      CASE
        WHEN (
          raw_survey >= 0.0
        ) AND (
          raw_survey <= 10.0
        )
        THEN raw_survey
        ELSE CAST(NULL AS FLOAT64)
      END
     IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) AS value_survey
  FROM measured
),

-- Each value as points from 0 to 100; what is missing stays missing.
pointed AS (
  SELECT
    account_id,
    as_of,
    CASE
      WHEN value_logins IS NULL
      THEN CAST(NULL AS FLOAT64)
      WHEN value_logins >= 20.0
      THEN 100.0
      WHEN value_logins >= 16.0
      THEN 75.0
      WHEN value_logins >= 12.0
      THEN 50.0
      WHEN value_logins >= 8.0
      THEN 25.0
      ELSE 0.0
    END AS points_logins,
    CASE
      WHEN value_key_features IS NULL
      THEN CAST(NULL AS FLOAT64)
      WHEN value_key_features >= 55.0
      THEN 100.0
      WHEN value_key_features >= 40.0
      THEN 75.0
      WHEN value_key_features >= 30.0
      THEN 50.0
      WHEN value_key_features >= 20.0
      THEN 25.0
      ELSE 0.0
    END AS points_key_features,
    CASE
      WHEN value_tickets IS NULL
      THEN CAST(NULL AS FLOAT64)
      WHEN value_tickets >= 10.0
      THEN 0.0
      WHEN value_tickets >= 6.0
      THEN 25.0
      WHEN value_tickets >= 3.0
      THEN 50.0
      WHEN value_tickets >= 1.0
      THEN 75.0
      ELSE 100.0
    END AS points_tickets,
    CASE
      WHEN value_survey IS NULL
      THEN CAST(NULL AS FLOAT64)
      WHEN value_survey >= 9.0
      THEN 100.0
      WHEN value_survey >= 8.0
      THEN 75.0
      WHEN value_survey >= 7.0
      THEN 50.0
      WHEN value_survey >= 5.0
      THEN 25.0
      ELSE 0.0
    END AS points_survey
  FROM transformed
),

-- Points that stand in for missing ones; known_weight still counts real values only.
filled AS (
  SELECT
    account_id,
    as_of,
    points_logins,
    points_key_features,
    points_tickets,
    points_survey,
    CAST(0 AS FLOAT64) + CASE WHEN points_logins IS NULL THEN 0.0 ELSE 25.0 END + CASE WHEN points_key_features IS NULL THEN 0.0 ELSE 25.0 END + CASE WHEN points_tickets IS NULL THEN 0.0 ELSE 25.0 END + CASE WHEN points_survey IS NULL THEN 0.0 ELSE 25.0 END AS known_weight,
    FALSE AS refused
  FROM pointed
),

-- Weights times points, and the weights in force.
summed AS (
  SELECT
    account_id,
    as_of,
    points_logins,
    points_key_features,
    points_tickets,
    points_survey,
    CAST(0 AS FLOAT64) + COALESCE(points_logins * 25.0, 0.0) + COALESCE(points_key_features * 25.0, 0.0) + COALESCE(points_tickets * 25.0, 0.0) + COALESCE(points_survey * 25.0, 0.0) AS points_sum,
    CAST(0 AS FLOAT64) + CASE WHEN points_logins IS NULL THEN 0.0 ELSE 25.0 END + CASE WHEN points_key_features IS NULL THEN 0.0 ELSE 25.0 END + CASE WHEN points_tickets IS NULL THEN 0.0 ELSE 25.0 END + CASE WHEN points_survey IS NULL THEN 0.0 ELSE 25.0 END AS weight_sum,
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
    points_logins,
    points_key_features,
    points_tickets,
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
      (
        (
          score + 5e-10
        ) * 9.0
      ) / 100.0 + 1.0
    ) * 10.0) AS INT64) / 10.0 AS shown,
    CASE
      WHEN score IS NULL
      THEN 'Not scored'
      WHEN score >= 77.777777778
      THEN 'Green'
      WHEN score >= 44.444444444
      THEN 'Yellow'
      WHEN score >= 0.0
      THEN 'Red'
      ELSE 'Red'
    END AS band,
    coverage,
    CAST(NULL AS STRING) AS capped_by,
    CAST(NULL AS STRING) AS variant,
    points_logins,
    points_key_features,
    points_tickets,
    points_survey
  FROM scored
)

SELECT * FROM banded;
