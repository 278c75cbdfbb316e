-- Weighted starter (card 56e1fe07) for Snowflake
-- Four inputs that already are scores from 0 to 100, weighted 40/25/20/15.
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
--   product_usage: number
--   nps: number
--   support: number
--   onboarding: number
--
-- Metrics, with their share of the weight, which goes to the others where a value is
-- missing, unless it is said what happens:
--   Product usage: 40%, latest value, the value itself counts as points, from 0 to 100
--   NPS: 25%, latest value, the value itself counts as points, from 0 to 100
--   Support tickets: 20%, latest value, the value itself counts as points, from 0 to 100
--   Onboarding completion: 15%, latest value, the value itself counts as points, from 0 to 100
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
    product_usage AS raw_product_usage,
    nps AS raw_nps,
    support AS raw_support,
    onboarding AS raw_onboarding
  FROM snapshots
),

-- What each metric reads from its measure's history; never a row after the as-of date.
transformed AS (
  SELECT
    account_id,
    as_of,
    raw_product_usage AS value_product_usage,
    raw_nps AS value_nps,
    raw_support AS value_support,
    raw_onboarding AS value_onboarding
  FROM measured
),

-- Each value as points from 0 to 100; what is missing stays missing.
pointed AS (
  SELECT
    account_id,
    as_of,
    CASE
      WHEN value_product_usage IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(CAST(0.0 AS DOUBLE), LEAST(CAST(100.0 AS DOUBLE), value_product_usage))
    END AS points_product_usage,
    CASE
      WHEN value_nps IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(CAST(0.0 AS DOUBLE), LEAST(CAST(100.0 AS DOUBLE), value_nps))
    END AS points_nps,
    CASE
      WHEN value_support IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(CAST(0.0 AS DOUBLE), LEAST(CAST(100.0 AS DOUBLE), value_support))
    END AS points_support,
    CASE
      WHEN value_onboarding IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(CAST(0.0 AS DOUBLE), LEAST(CAST(100.0 AS DOUBLE), value_onboarding))
    END AS points_onboarding
  FROM transformed
),

-- Points that stand in for missing ones; known_weight still counts real values only.
filled AS (
  SELECT
    account_id,
    as_of,
    points_product_usage,
    points_nps,
    points_support,
    points_onboarding,
    CAST(0 AS DOUBLE) + CASE WHEN points_product_usage IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(40.0 AS DOUBLE) END + CASE WHEN points_nps IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(25.0 AS DOUBLE) END + CASE WHEN points_support IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(20.0 AS DOUBLE) END + CASE WHEN points_onboarding IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(15.0 AS DOUBLE) END AS known_weight,
    FALSE AS refused
  FROM pointed
),

-- Weights times points, and the weights in force.
summed AS (
  SELECT
    account_id,
    as_of,
    points_product_usage,
    points_nps,
    points_support,
    points_onboarding,
    CAST(0 AS DOUBLE) + COALESCE(points_product_usage * CAST(40.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_nps * CAST(25.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_support * CAST(20.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_onboarding * CAST(15.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) AS points_sum,
    CAST(0 AS DOUBLE) + CASE WHEN points_product_usage IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(40.0 AS DOUBLE) END + CASE WHEN points_nps IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(25.0 AS DOUBLE) END + CASE WHEN points_support IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(20.0 AS DOUBLE) END + CASE WHEN points_onboarding IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(15.0 AS DOUBLE) END AS weight_sum,
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
    points_product_usage,
    points_nps,
    points_support,
    points_onboarding,
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
    points_product_usage,
    points_nps,
    points_support,
    points_onboarding
  FROM scored
)

SELECT * FROM banded;
