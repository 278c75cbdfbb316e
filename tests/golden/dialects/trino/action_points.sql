-- Action points (card 20285217) for Trino
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
      fact_1 >= CAST(3.0 AS DOUBLE)
    ) THEN TRUE ELSE FALSE END
    AND CASE WHEN (
      NOT fact_2 IS NULL
    ) AND (
      fact_2 >= CAST(1.0 AS DOUBLE)
    ) THEN TRUE ELSE FALSE END AS did_pricing,
    CASE WHEN (
      NOT fact_3 IS NULL
    ) AND (
      fact_3 >= CAST(1.0 AS DOUBLE)
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
      WHEN value_positive < CAST(0.0 AS DOUBLE)
      THEN CAST(0.0 AS DOUBLE)
      ELSE value_positive
    END * CAST(5.0 AS DOUBLE) AS points_positive,
    CASE
      WHEN value_negative IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_negative < CAST(0.0 AS DOUBLE)
      THEN CAST(0.0 AS DOUBLE)
      ELSE value_negative
    END * CAST(-2.0 AS DOUBLE) AS points_negative,
    CAST(CASE WHEN did_pricing THEN 1 ELSE 0 END AS DOUBLE) * CAST(5.0 AS DOUBLE) AS points_pricing,
    CAST(CASE WHEN did_review THEN 1 ELSE 0 END AS DOUBLE) * CAST(-5.0 AS DOUBLE) AS points_review
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
    CAST(0.0 AS DOUBLE) + CAST(0 AS DOUBLE) + COALESCE(points_positive, CAST(0.0 AS DOUBLE)) + COALESCE(points_negative, CAST(0.0 AS DOUBLE)) + COALESCE(points_pricing, CAST(0.0 AS DOUBLE)) + COALESCE(points_review, CAST(0.0 AS DOUBLE)) AS raw,
    CAST(FLOOR(
      (
        (
          (
            CAST(0 AS DOUBLE) + CASE WHEN points_positive IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(5.0 AS DOUBLE) END + CASE WHEN points_negative IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(2.0 AS DOUBLE) END + CASE WHEN points_pricing IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(5.0 AS DOUBLE) END + CASE WHEN points_review IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(5.0 AS DOUBLE) END
          ) / CAST(17.0 AS DOUBLE)
        ) * CAST(1000000000.0 AS DOUBLE)
      ) + CAST(0.5 AS DOUBLE)
    ) AS BIGINT) / CAST(1000000000.0 AS DOUBLE) AS coverage
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
        coverage < CAST(0.5 AS DOUBLE)
      )
      THEN CAST(NULL AS DOUBLE)
      ELSE CAST(FLOOR(
        (
          GREATEST(
            CAST(0.0 AS DOUBLE),
            LEAST(
              CAST(100.0 AS DOUBLE),
              (
                (
                  raw - CAST(0.0 AS DOUBLE)
                ) * CAST(100.0 AS DOUBLE)
              ) / CAST(30.0 AS DOUBLE)
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
      WHEN score >= CAST(80.0 AS DOUBLE)
      THEN 'Healthy'
      WHEN score >= CAST(50.0 AS DOUBLE)
      THEN 'Needs attention'
      WHEN score >= CAST(0.0 AS DOUBLE)
      THEN 'At risk'
      ELSE 'At risk'
    END AS band,
    coverage,
    CAST(NULL AS VARCHAR) AS capped_by,
    CAST(NULL AS VARCHAR) AS variant,
    raw,
    points_positive,
    points_negative,
    points_pricing,
    points_review
  FROM scored
)

SELECT * FROM banded;
