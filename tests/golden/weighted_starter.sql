-- Weighted starter (card 56e1fe07) for DuckDB
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
        EXTRACT(YEAR FROM as_of) * 12
      ) + EXTRACT(MONTH FROM as_of)
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
      ELSE GREATEST(0.0, LEAST(100.0, value_product_usage))
    END AS points_product_usage,
    CASE
      WHEN value_nps IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_nps))
    END AS points_nps,
    CASE
      WHEN value_support IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_support))
    END AS points_support,
    CASE
      WHEN value_onboarding IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_onboarding))
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
    CAST(0 AS DOUBLE) + CASE WHEN points_product_usage IS NULL THEN 0.0 ELSE 40.0 END + CASE WHEN points_nps IS NULL THEN 0.0 ELSE 25.0 END + CASE WHEN points_support IS NULL THEN 0.0 ELSE 20.0 END + CASE WHEN points_onboarding IS NULL THEN 0.0 ELSE 15.0 END AS known_weight,
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
    CAST(0 AS DOUBLE) + COALESCE(points_product_usage * 40.0, 0.0) + COALESCE(points_nps * 25.0, 0.0) + COALESCE(points_support * 20.0, 0.0) + COALESCE(points_onboarding * 15.0, 0.0) AS points_sum,
    CAST(0 AS DOUBLE) + CASE WHEN points_product_usage IS NULL THEN 0.0 ELSE 40.0 END + CASE WHEN points_nps IS NULL THEN 0.0 ELSE 25.0 END + CASE WHEN points_support IS NULL THEN 0.0 ELSE 20.0 END + CASE WHEN points_onboarding IS NULL THEN 0.0 ELSE 15.0 END AS weight_sum,
    CAST(FLOOR((
      (
        known_weight / 100.0
      ) * 1000000000.0
    ) + 0.5) AS BIGINT) / 1000000000.0 AS coverage,
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
      ) OR (
        coverage < 0.5
      ) OR refused OR (
        weight_sum <= 0.0
      )
      THEN CAST(NULL AS DOUBLE)
      ELSE CAST(FLOOR((
        (
          points_sum / NULLIF(weight_sum, 0.0)
        ) * 1000000000.0
      ) + 0.5) AS BIGINT) / 1000000000.0
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
      WHEN score >= 75.0
      THEN 'Healthy'
      WHEN score >= 50.0
      THEN 'Neutral'
      WHEN score >= 0.0
      THEN 'At risk'
      ELSE 'At risk'
    END AS band,
    coverage,
    CAST(NULL AS TEXT) AS capped_by,
    CAST(NULL AS TEXT) AS variant,
    points_product_usage,
    points_nps,
    points_support,
    points_onboarding
  FROM scored
)

SELECT * FROM banded;
