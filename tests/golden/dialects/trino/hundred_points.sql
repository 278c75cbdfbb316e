-- A hundred points (card 344222f0) for Trino
-- Six factors that share a hundred points, 30/20/15/15/10/10.
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
--   licence_use: number
--   features_used: number
--   escalations: number
--   nps: number
--   days_overdue: number
--   exec_meeting_days: number
--
-- Metrics, with their share of the weight, which goes to the others where a value is
-- missing, unless it is said what happens:
--   Product usage: 30%, latest value, 0 points at 0.3, 100 at 0.9
--   Feature adoption: 20%, latest value, 0 points at 3, 100 at 15
--   Support experience: 15%, total of the last 3 months, 0 points at 3, 100 at 0
--   Customer feedback: 15%, latest answer from 0 to 10, 0 points at 3, 100 at 9
--   Payment health: 10%, latest value, 0 points at 30, 100 at 0
--   Engagement with our team: 10%, latest value, 0 points at 270, 100 at 30
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
    licence_use AS raw_product_usage,
    features_used AS raw_feature_adoption,
    escalations AS raw_support_experience,
    nps AS raw_customer_feedback,
    days_overdue AS raw_payment_health,
    exec_meeting_days AS raw_engagement
  FROM snapshots
),

-- What each metric reads from its measure's history; never a row after the as-of date.
transformed AS (
  SELECT
    account_id,
    as_of,
    LAST_VALUE(raw_product_usage) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_product_usage,
    LAST_VALUE(raw_feature_adoption) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_feature_adoption,
    SUM(raw_support_experience) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_support_experience,
    LAST_VALUE(
      CASE
        WHEN (
          raw_customer_feedback >= CAST(0.0 AS DOUBLE)
        )
        AND (
          raw_customer_feedback <= CAST(10.0 AS DOUBLE)
        )
        THEN raw_customer_feedback
        ELSE CAST(NULL AS DOUBLE)
      END
    ) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) AS value_customer_feedback,
    raw_payment_health AS value_payment_health,
    raw_engagement AS value_engagement
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
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(
          CAST(1.0 AS DOUBLE),
          (
            value_product_usage - CAST(0.3 AS DOUBLE)
          ) / CAST(0.6000000000000001 AS DOUBLE)
        )
      ) * CAST(100.0 AS DOUBLE)
    END AS points_product_usage,
    CASE
      WHEN value_feature_adoption IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_feature_adoption - CAST(3.0 AS DOUBLE)
        ) / CAST(12.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_feature_adoption,
    CASE
      WHEN value_support_experience IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_support_experience - CAST(3.0 AS DOUBLE)
        ) / CAST(-3.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_support_experience,
    CASE
      WHEN value_customer_feedback IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_customer_feedback - CAST(3.0 AS DOUBLE)
        ) / CAST(6.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_customer_feedback,
    CASE
      WHEN value_payment_health IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_payment_health - CAST(30.0 AS DOUBLE)
        ) / CAST(-30.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_payment_health,
    CASE
      WHEN value_engagement IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_engagement - CAST(270.0 AS DOUBLE)
        ) / CAST(-240.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_engagement
  FROM transformed
),

-- Points that stand in for missing ones; known_weight still counts real values only.
filled AS (
  SELECT
    account_id,
    as_of,
    points_product_usage,
    points_feature_adoption,
    points_support_experience,
    points_customer_feedback,
    points_payment_health,
    points_engagement,
    CAST(0 AS DOUBLE) + CASE WHEN points_product_usage IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(30.0 AS DOUBLE) END + CASE WHEN points_feature_adoption IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(20.0 AS DOUBLE) END + CASE WHEN points_support_experience IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(15.0 AS DOUBLE) END + CASE WHEN points_customer_feedback IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(15.0 AS DOUBLE) END + CASE WHEN points_payment_health IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_engagement IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END AS known_weight,
    FALSE AS refused
  FROM pointed
),

-- Weights times points, and the weights in force.
summed AS (
  SELECT
    account_id,
    as_of,
    points_product_usage,
    points_feature_adoption,
    points_support_experience,
    points_customer_feedback,
    points_payment_health,
    points_engagement,
    CAST(0 AS DOUBLE) + COALESCE(points_product_usage * CAST(30.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_feature_adoption * CAST(20.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_support_experience * CAST(15.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_customer_feedback * CAST(15.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_payment_health * CAST(10.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_engagement * CAST(10.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) AS points_sum,
    CAST(0 AS DOUBLE) + CASE WHEN points_product_usage IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(30.0 AS DOUBLE) END + CASE WHEN points_feature_adoption IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(20.0 AS DOUBLE) END + CASE WHEN points_support_experience IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(15.0 AS DOUBLE) END + CASE WHEN points_customer_feedback IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(15.0 AS DOUBLE) END + CASE WHEN points_payment_health IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END + CASE WHEN points_engagement IS NULL THEN CAST(0.0 AS DOUBLE) ELSE CAST(10.0 AS DOUBLE) END AS weight_sum,
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
    points_feature_adoption,
    points_support_experience,
    points_customer_feedback,
    points_payment_health,
    points_engagement,
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
    points_product_usage,
    points_feature_adoption,
    points_support_experience,
    points_customer_feedback,
    points_payment_health,
    points_engagement
  FROM scored
)

SELECT * FROM banded;
