-- Simple average (card 4531fece) for Snowflake
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
        DATE_PART(year, as_of) * 12
      ) + DATE_PART(month, as_of)
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
    LAST_VALUE(raw_logins) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_logins,
    LAST_VALUE(raw_key_features) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_key_features,
    raw_tickets AS value_tickets,
    LAST_VALUE(
      CASE
        WHEN (
          raw_survey >= CAST(0.0 AS DOUBLE)
        ) AND (
          raw_survey <= CAST(10.0 AS DOUBLE)
        )
        THEN raw_survey
        ELSE CAST(NULL AS DOUBLE)
      END
    ) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) AS value_survey
  FROM measured
),

-- Each value as points from 0 to 100; what is missing stays missing.
pointed AS (
  SELECT
    account_id,
    as_of,
    CASE
      WHEN value_logins IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_logins >= CAST(20.0 AS DOUBLE)
      THEN CAST(100.0 AS DOUBLE)
      WHEN value_logins >= CAST(16.0 AS DOUBLE)
      THEN CAST(75.0 AS DOUBLE)
      WHEN value_logins >= CAST(12.0 AS DOUBLE)
      THEN CAST(50.0 AS DOUBLE)
      WHEN value_logins >= CAST(8.0 AS DOUBLE)
      THEN CAST(25.0 AS DOUBLE)
      ELSE CAST(0.0 AS DOUBLE)
    END AS points_logins,
    CASE
      WHEN value_key_features IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_key_features >= CAST(55.0 AS DOUBLE)
      THEN CAST(100.0 AS DOUBLE)
      WHEN value_key_features >= CAST(40.0 AS DOUBLE)
      THEN CAST(75.0 AS DOUBLE)
      WHEN value_key_features >= CAST(30.0 AS DOUBLE)
      THEN CAST(50.0 AS DOUBLE)
      WHEN value_key_features >= CAST(20.0 AS DOUBLE)
      THEN CAST(25.0 AS DOUBLE)
      ELSE CAST(0.0 AS DOUBLE)
    END AS points_key_features,
    CASE
      WHEN value_tickets IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_tickets >= CAST(10.0 AS DOUBLE)
      THEN CAST(0.0 AS DOUBLE)
      WHEN value_tickets >= CAST(6.0 AS DOUBLE)
      THEN CAST(25.0 AS DOUBLE)
      WHEN value_tickets >= CAST(3.0 AS DOUBLE)
      THEN CAST(50.0 AS DOUBLE)
      WHEN value_tickets >= CAST(1.0 AS DOUBLE)
      THEN CAST(75.0 AS DOUBLE)
      ELSE CAST(100.0 AS DOUBLE)
    END AS points_tickets,
    CASE
      WHEN value_survey IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_survey >= CAST(9.0 AS DOUBLE)
      THEN CAST(100.0 AS DOUBLE)
      WHEN value_survey >= CAST(8.0 AS DOUBLE)
      THEN CAST(75.0 AS DOUBLE)
      WHEN value_survey >= CAST(7.0 AS DOUBLE)
      THEN CAST(50.0 AS DOUBLE)
      WHEN value_survey >= CAST(5.0 AS DOUBLE)
      THEN CAST(25.0 AS DOUBLE)
      ELSE CAST(0.0 AS DOUBLE)
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
    CAST(0 AS DOUBLE) + CASE WHEN points_logins IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(25.0 AS DOUBLE) END + CASE WHEN points_key_features IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(25.0 AS DOUBLE) END + CASE WHEN points_tickets IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(25.0 AS DOUBLE) END + CASE WHEN points_survey IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(25.0 AS DOUBLE) END AS known_weight,
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
    CAST(0 AS DOUBLE) + COALESCE(points_logins * CAST(25.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_key_features * CAST(25.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_tickets * CAST(25.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_survey * CAST(25.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) AS points_sum,
    CAST(0 AS DOUBLE) + CASE WHEN points_logins IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(25.0 AS DOUBLE) END + CASE WHEN points_key_features IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(25.0 AS DOUBLE) END + CASE WHEN points_tickets IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(25.0 AS DOUBLE) END + CASE WHEN points_survey IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(25.0 AS DOUBLE) END AS weight_sum,
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
    points_logins,
    points_key_features,
    points_tickets,
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
            points_sum / NULLIF(weight_sum, CAST(0.0 AS DOUBLE))
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
    CAST(FLOOR(
      (
        (
          (
            (
              score + CAST(5e-10 AS DOUBLE)
            ) * CAST(9.0 AS DOUBLE)
          ) / CAST(100.0 AS DOUBLE)
        ) + CAST(1.0 AS DOUBLE)
      ) * CAST(10.0 AS DOUBLE)
    ) AS BIGINT) / CAST(10.0 AS DOUBLE) AS shown,
    CASE
      WHEN score IS NULL
      THEN 'Not scored'
      WHEN score >= CAST(77.777777778 AS DOUBLE)
      THEN 'Green'
      WHEN score >= CAST(44.444444444 AS DOUBLE)
      THEN 'Yellow'
      WHEN score >= CAST(0.0 AS DOUBLE)
      THEN 'Red'
      ELSE 'Red'
    END AS band,
    coverage,
    CAST(NULL AS VARCHAR) AS capped_by,
    CAST(NULL AS VARCHAR) AS variant,
    points_logins,
    points_key_features,
    points_tickets,
    points_survey
  FROM scored
)

SELECT * FROM banded;
