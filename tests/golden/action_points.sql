-- Action points (card 20285217) for DuckDB
-- Points for what a customer does, good and bad, added up instead of averaged.
--
-- Gives a row for each account and month, among others with
--   score: 0 to 100, null where too little is known
--   shown: the score as people see it
--   band: Healthy from 80, Needs attention from 50, At risk from 0, or Not scored
--   coverage: the share of the weight that has a value, 0 to 1
--
-- Reads the table snapshots, a row for each account at the end of each month:
--   account_id: text
--   as_of: date, the last day of its month
--   positive_actions: number
--   negative_actions: number
--   pricing_days: number
--   queries: number
--   negative_reviews: number
--
-- Points, from 0, 0 counts as 0, 30 as 100:
--   Good actions: +5 points each
--   Bad actions: -2 points each
--   Pricing page on three days, and a query: +5 points each
--   Negative review: -5 points each
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
    positive_actions AS raw_positive,
    negative_actions AS raw_negative,
    pricing_days AS fact_1,
    queries AS fact_2,
    negative_reviews AS fact_3
  FROM snapshots
),

-- What each metric reads from its measure's history; never a row after the as-of date.
transformed AS (
  SELECT
    account_id,
    as_of,
    fact_1,
    fact_2,
    fact_3,
    raw_positive AS value_positive,
    raw_negative AS value_negative
  FROM measured
),

-- Which of the things happened.
judged AS (
  SELECT
    account_id,
    as_of,
    value_positive,
    value_negative,
    CASE WHEN (
      NOT fact_1 IS NULL
    ) AND (
      fact_1 >= 3.0
    ) THEN TRUE ELSE FALSE END
    AND CASE WHEN (
      NOT fact_2 IS NULL
    ) AND (
      fact_2 >= 1.0
    ) THEN TRUE ELSE FALSE END AS did_pricing,
    CASE WHEN (
      NOT fact_3 IS NULL
    ) AND (
      fact_3 >= 1.0
    ) THEN TRUE ELSE FALSE END AS did_review
  FROM transformed
),

-- Each action's points: so many for each time that it happened.
counted AS (
  SELECT
    account_id,
    as_of,
    CASE
      WHEN value_positive IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_positive < 0.0
      THEN 0.0
      ELSE value_positive
    END * 5.0 AS points_positive,
    CASE
      WHEN value_negative IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_negative < 0.0
      THEN 0.0
      ELSE value_negative
    END * -2.0 AS points_negative,
    CAST(CASE WHEN did_pricing THEN 1 ELSE 0 END AS DOUBLE) * 5.0 AS points_pricing,
    CAST(CASE WHEN did_review THEN 1 ELSE 0 END AS DOUBLE) * -5.0 AS points_review
  FROM judged
),

-- The base and all points together; what is not known counts as not happened.
summed AS (
  SELECT
    account_id,
    as_of,
    points_positive,
    points_negative,
    points_pricing,
    points_review,
    0.0 + CAST(0 AS DOUBLE) + COALESCE(points_positive, 0.0) + COALESCE(points_negative, 0.0) + COALESCE(points_pricing, 0.0) + COALESCE(points_review, 0.0) AS raw,
    CAST(FLOOR(
      (
        (
          (
            CAST(0 AS DOUBLE) + CASE WHEN points_positive IS NULL THEN 0.0 ELSE 5.0 END + CASE WHEN points_negative IS NULL THEN 0.0 ELSE 2.0 END + CASE WHEN points_pricing IS NULL THEN 0.0 ELSE 5.0 END + CASE WHEN points_review IS NULL THEN 0.0 ELSE 5.0 END
          ) / 17.0
        ) * 1000000000.0
      ) + 0.5
    ) AS BIGINT) / 1000000000.0 AS coverage
  FROM counted
),

-- The points between floor and ceiling as a score from 0 to 100, adjusted, rounded.
scored AS (
  SELECT
    account_id,
    as_of,
    points_positive,
    points_negative,
    points_pricing,
    points_review,
    coverage,
    raw,
    CASE
      WHEN (
        coverage IS NULL
      ) OR (
        coverage < 0.5
      )
      THEN CAST(NULL AS DOUBLE)
      ELSE CAST(FLOOR(
        (
          GREATEST(0.0, LEAST(100.0, (
            (
              raw - 0.0
            ) * 100.0
          ) / 30.0)) * 1000000000.0
        ) + 0.5
      ) AS BIGINT) / 1000000000.0
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
    ) * 10.0) AS BIGINT) / 10.0 AS shown,
    CASE
      WHEN score IS NULL
      THEN 'Not scored'
      WHEN score >= 80.0
      THEN 'Healthy'
      WHEN score >= 50.0
      THEN 'Needs attention'
      WHEN score >= 0.0
      THEN 'At risk'
      ELSE 'At risk'
    END AS band,
    coverage,
    CAST(NULL AS TEXT) AS capped_by,
    CAST(NULL AS TEXT) AS variant,
    raw,
    points_positive,
    points_negative,
    points_pricing,
    points_review
  FROM scored
)

SELECT * FROM banded;
