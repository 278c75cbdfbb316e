-- Traffic light, 1 to 10 (card 0d5c090f) for Databricks
-- Six signals weighted 30/20/15/15/10/10 on a scale from 1 to 10, with a red flag for each.
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
--   features_used: number
--   tickets: number
--   nps: number
--   exec_meeting_days: number
--   days_overdue: number
--   csm_pulse: number
--
-- Metrics, with their share of the weight, which goes to the others where a value is
-- missing, unless it is said what happens:
--   Product usage: 30%, last 1 months beside the first 1, 0 points at 0.5, 100 at 1
--   Feature adoption: 20%, latest value, 0 points at 3, 100 at 14
--   Support tickets: 15%, latest value, 100 points from 0, 80 points from 1, 60 points from 2,
--     30 points from 3, 0 points from 5
--   Survey answer: 15%, latest answer from 0 to 10, 0 points at 4, 100 at 10
--   Executive contact: 10%, latest value, 0 points at 270, 100 at 30
--   Payment: 10%, latest value, 0 points at 30, 100 at 0
--   Red flag, Usage below half of the first month: no more than 77.7
--   Red flag, Fewer than three features used: no more than 77.7
--   Red flag, Three or more tickets, or negative sentiment: no more than 77.7
--   Red flag, Survey answer below 7: no more than 77.7
--   Red flag, No executive met for nine months: no more than 77.7
--   Red flag, Payment 30 or more days late: no more than 77.7
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
    active_days AS raw_usage,
    features_used AS raw_adoption,
    tickets AS raw_support,
    nps AS raw_survey,
    exec_meeting_days AS raw_engagement,
    days_overdue AS raw_contract,
    features_used AS fact_1,
    tickets AS fact_2,
    csm_pulse AS fact_3,
    exec_meeting_days AS fact_4,
    days_overdue AS fact_5
  FROM snapshots
),

-- What some transforms need to know of the whole history first.
gathered AS (
  SELECT
    account_id,
    as_of,
    month_number,
    raw_usage,
    raw_adoption,
    raw_support,
    raw_survey,
    raw_engagement,
    raw_contract,
    fact_1,
    fact_2,
    fact_3,
    fact_4,
    fact_5,
    MIN(IF(NOT raw_usage IS NULL AND NOT ISNAN(raw_usage), month_number, NULL)) OVER (
      PARTITION BY account_id
      ORDER BY month_number ASC NULLS LAST
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS gathered_usage_first
  FROM measured
),

-- What each metric reads from its measure's history; never a row after the as-of date.
transformed AS (
  SELECT
    account_id,
    as_of,
    fact_1,
    fact_2,
    fact_3,
    fact_4,
    fact_5,
    CASE
      WHEN AVG(IF(month_number < (
        gathered_usage_first + 1
      ), raw_usage, NULL)) OVER (
        PARTITION BY account_id
        ORDER BY month_number ASC NULLS LAST
        RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) IS NULL
      OR ISNAN(
        AVG(IF(month_number < (
          gathered_usage_first + 1
        ), raw_usage, NULL)) OVER (
          PARTITION BY account_id
          ORDER BY month_number ASC NULLS LAST
          RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        )
      )
      OR (
        AVG(IF(month_number < (
          gathered_usage_first + 1
        ), raw_usage, NULL)) OVER (
          PARTITION BY account_id
          ORDER BY month_number ASC NULLS LAST
          RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) <= CAST(0.0 AS DOUBLE)
      )
      OR (
        AVG(IF(month_number < (
          gathered_usage_first + 1
        ), raw_usage, NULL)) OVER (
          PARTITION BY account_id
          ORDER BY month_number ASC NULLS LAST
          RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) < CAST(2.0 AS DOUBLE)
      )
      THEN CAST(NULL AS DOUBLE)
      ELSE AVG(raw_usage) OVER (
        PARTITION BY account_id
        ORDER BY month_number ASC NULLS LAST
        RANGE BETWEEN CURRENT ROW AND CURRENT ROW
      ) / NULLIF(
        AVG(IF(month_number < (
          gathered_usage_first + 1
        ), raw_usage, NULL)) OVER (
          PARTITION BY account_id
          ORDER BY month_number ASC NULLS LAST
          RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        CAST(0.0 AS DOUBLE)
      )
    END AS value_usage,
    LAST_VALUE(raw_adoption) IGNORE NULLS OVER (
      PARTITION BY account_id
      ORDER BY month_number ASC NULLS LAST
      RANGE BETWEEN 2 PRECEDING AND CURRENT ROW
    ) AS value_adoption,
    raw_support AS value_support,
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
    ) IGNORE NULLS OVER (
      PARTITION BY account_id
      ORDER BY month_number ASC NULLS LAST
      RANGE BETWEEN 5 PRECEDING AND CURRENT ROW
    ) AS value_survey,
    raw_engagement AS value_engagement,
    raw_contract AS value_contract
  FROM gathered
),

-- Which red flags and adjustments hold, and who is too young for a score.
judged AS (
  SELECT
    account_id,
    as_of,
    value_usage,
    value_adoption,
    value_support,
    value_survey,
    value_engagement,
    value_contract,
    CASE
      WHEN NOT value_usage IS NULL AND NOT ISNAN(value_usage) AND (
        value_usage < CAST(0.5 AS DOUBLE)
      )
      THEN TRUE
      ELSE FALSE
    END AS flag_usage_halved,
    CASE
      WHEN NOT fact_1 IS NULL AND NOT ISNAN(fact_1) AND (
        fact_1 < CAST(3.0 AS DOUBLE)
      )
      THEN TRUE
      ELSE FALSE
    END AS flag_few_features,
    CASE
      WHEN NOT fact_2 IS NULL AND NOT ISNAN(fact_2) AND (
        fact_2 >= CAST(3.0 AS DOUBLE)
      )
      THEN TRUE
      ELSE FALSE
    END
    OR CASE
      WHEN NOT fact_3 IS NULL AND NOT ISNAN(fact_3) AND (
        fact_3 <= CAST(2.0 AS DOUBLE)
      )
      THEN TRUE
      ELSE FALSE
    END AS flag_support_trouble,
    CASE
      WHEN NOT value_survey IS NULL AND NOT ISNAN(value_survey) AND (
        value_survey < CAST(7.0 AS DOUBLE)
      )
      THEN TRUE
      ELSE FALSE
    END AS flag_low_answer,
    CASE
      WHEN NOT fact_4 IS NULL AND NOT ISNAN(fact_4) AND (
        fact_4 >= CAST(270.0 AS DOUBLE)
      )
      THEN TRUE
      ELSE FALSE
    END AS flag_out_of_reach,
    CASE
      WHEN NOT fact_5 IS NULL AND NOT ISNAN(fact_5) AND (
        fact_5 >= CAST(30.0 AS DOUBLE)
      )
      THEN TRUE
      ELSE FALSE
    END AS flag_late_payment
  FROM transformed
),

-- Each value as points from 0 to 100; what is missing stays missing.
pointed AS (
  SELECT
    account_id,
    as_of,
    flag_usage_halved,
    flag_few_features,
    flag_support_trouble,
    flag_low_answer,
    flag_out_of_reach,
    flag_late_payment,
    CASE
      WHEN value_usage IS NULL OR ISNAN(value_usage)
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_usage - CAST(0.5 AS DOUBLE)
        ) / CAST(0.5 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_usage,
    CASE
      WHEN value_adoption IS NULL OR ISNAN(value_adoption)
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_adoption - CAST(3.0 AS DOUBLE)
        ) / CAST(11.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_adoption,
    CASE
      WHEN value_support IS NULL OR ISNAN(value_support)
      THEN CAST(NULL AS DOUBLE)
      WHEN value_support >= CAST(5.0 AS DOUBLE)
      THEN CAST(0.0 AS DOUBLE)
      WHEN value_support >= CAST(3.0 AS DOUBLE)
      THEN CAST(30.0 AS DOUBLE)
      WHEN value_support >= CAST(2.0 AS DOUBLE)
      THEN CAST(60.0 AS DOUBLE)
      WHEN value_support >= CAST(1.0 AS DOUBLE)
      THEN CAST(80.0 AS DOUBLE)
      ELSE CAST(100.0 AS DOUBLE)
    END AS points_support,
    CASE
      WHEN value_survey IS NULL OR ISNAN(value_survey)
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_survey - CAST(4.0 AS DOUBLE)
        ) / CAST(6.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_survey,
    CASE
      WHEN value_engagement IS NULL OR ISNAN(value_engagement)
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_engagement - CAST(270.0 AS DOUBLE)
        ) / -CAST(240.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_engagement,
    CASE
      WHEN value_contract IS NULL OR ISNAN(value_contract)
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(
        CAST(0.0 AS DOUBLE),
        LEAST(CAST(1.0 AS DOUBLE), (
          value_contract - CAST(30.0 AS DOUBLE)
        ) / -CAST(30.0 AS DOUBLE))
      ) * CAST(100.0 AS DOUBLE)
    END AS points_contract
  FROM judged
),

-- Points that stand in for missing ones; known_weight still counts real values only.
filled AS (
  SELECT
    account_id,
    as_of,
    flag_usage_halved,
    flag_few_features,
    flag_support_trouble,
    flag_low_answer,
    flag_out_of_reach,
    flag_late_payment,
    points_usage,
    points_adoption,
    points_support,
    points_survey,
    points_engagement,
    points_contract,
    CAST(0 AS DOUBLE) + CASE
      WHEN points_usage IS NULL OR ISNAN(points_usage)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(30.0 AS DOUBLE)
    END + CASE
      WHEN points_adoption IS NULL OR ISNAN(points_adoption)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(20.0 AS DOUBLE)
    END + CASE
      WHEN points_support IS NULL OR ISNAN(points_support)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(15.0 AS DOUBLE)
    END + CASE
      WHEN points_survey IS NULL OR ISNAN(points_survey)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(15.0 AS DOUBLE)
    END + CASE
      WHEN points_engagement IS NULL OR ISNAN(points_engagement)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(10.0 AS DOUBLE)
    END + CASE
      WHEN points_contract IS NULL OR ISNAN(points_contract)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(10.0 AS DOUBLE)
    END AS known_weight,
    FALSE AS refused
  FROM pointed
),

-- Weights times points, and the weights in force.
summed AS (
  SELECT
    account_id,
    as_of,
    flag_usage_halved,
    flag_few_features,
    flag_support_trouble,
    flag_low_answer,
    flag_out_of_reach,
    flag_late_payment,
    points_usage,
    points_adoption,
    points_support,
    points_survey,
    points_engagement,
    points_contract,
    CAST(0 AS DOUBLE) + COALESCE(points_usage * CAST(30.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_adoption * CAST(20.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_support * CAST(15.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_survey * CAST(15.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_engagement * CAST(10.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_contract * CAST(10.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) AS points_sum,
    CAST(0 AS DOUBLE) + CASE
      WHEN points_usage IS NULL OR ISNAN(points_usage)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(30.0 AS DOUBLE)
    END + CASE
      WHEN points_adoption IS NULL OR ISNAN(points_adoption)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(20.0 AS DOUBLE)
    END + CASE
      WHEN points_support IS NULL OR ISNAN(points_support)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(15.0 AS DOUBLE)
    END + CASE
      WHEN points_survey IS NULL OR ISNAN(points_survey)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(15.0 AS DOUBLE)
    END + CASE
      WHEN points_engagement IS NULL OR ISNAN(points_engagement)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(10.0 AS DOUBLE)
    END + CASE
      WHEN points_contract IS NULL OR ISNAN(points_contract)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(10.0 AS DOUBLE)
    END AS weight_sum,
    CAST(FLOOR((
      known_weight / CAST(100.0 AS DOUBLE) * CAST(1000000000.0 AS DOUBLE)
    ) + CAST(0.5 AS DOUBLE)) AS BIGINT) / CAST(1000000000.0 AS DOUBLE) AS coverage,
    refused
  FROM filled
),

-- The weighted mean, adjusted, rounded once; no number where too little is known.
scored AS (
  SELECT
    account_id,
    as_of,
    flag_usage_halved,
    flag_few_features,
    flag_support_trouble,
    flag_low_answer,
    flag_out_of_reach,
    flag_late_payment,
    points_usage,
    points_adoption,
    points_support,
    points_survey,
    points_engagement,
    points_contract,
    coverage,
    CASE
      WHEN coverage IS NULL
      OR ISNAN(coverage)
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
          points_sum / NULLIF(weight_sum, CAST(0.0 AS DOUBLE)) * CAST(1000000000.0 AS DOUBLE)
        ) + CAST(0.5 AS DOUBLE)
      ) AS BIGINT) / CAST(1000000000.0 AS DOUBLE)
    END AS score
  FROM summed
),

-- No more than the lowest cap of the red flags that hold.
capped AS (
  SELECT
    account_id,
    as_of,
    flag_usage_halved,
    flag_few_features,
    flag_support_trouble,
    flag_low_answer,
    flag_out_of_reach,
    flag_late_payment,
    points_usage,
    points_adoption,
    points_support,
    points_survey,
    points_engagement,
    points_contract,
    coverage,
    CASE
      WHEN flag_usage_halved AND (
        score > CAST(77.7 AS DOUBLE)
      )
      THEN CAST(77.7 AS DOUBLE)
      WHEN flag_few_features AND (
        score > CAST(77.7 AS DOUBLE)
      )
      THEN CAST(77.7 AS DOUBLE)
      WHEN flag_support_trouble AND (
        score > CAST(77.7 AS DOUBLE)
      )
      THEN CAST(77.7 AS DOUBLE)
      WHEN flag_low_answer AND (
        score > CAST(77.7 AS DOUBLE)
      )
      THEN CAST(77.7 AS DOUBLE)
      WHEN flag_out_of_reach AND (
        score > CAST(77.7 AS DOUBLE)
      )
      THEN CAST(77.7 AS DOUBLE)
      WHEN flag_late_payment AND (
        score > CAST(77.7 AS DOUBLE)
      )
      THEN CAST(77.7 AS DOUBLE)
      ELSE score
    END AS score,
    CASE
      WHEN flag_usage_halved AND (
        score > CAST(77.7 AS DOUBLE)
      )
      THEN 'usage_halved'
      WHEN flag_few_features AND (
        score > CAST(77.7 AS DOUBLE)
      )
      THEN 'few_features'
      WHEN flag_support_trouble AND (
        score > CAST(77.7 AS DOUBLE)
      )
      THEN 'support_trouble'
      WHEN flag_low_answer AND (
        score > CAST(77.7 AS DOUBLE)
      )
      THEN 'low_answer'
      WHEN flag_out_of_reach AND (
        score > CAST(77.7 AS DOUBLE)
      )
      THEN 'out_of_reach'
      WHEN flag_late_payment AND (
        score > CAST(77.7 AS DOUBLE)
      )
      THEN 'late_payment'
      ELSE CAST(NULL AS STRING)
    END AS capped_by
  FROM scored
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
            score + CAST(5e-10 AS DOUBLE)
          ) * CAST(9.0 AS DOUBLE)
        ) / CAST(100.0 AS DOUBLE) + CAST(1.0 AS DOUBLE)
      ) * CAST(10.0 AS DOUBLE)
    ) AS BIGINT) / CAST(10.0 AS DOUBLE) AS shown,
    CASE
      WHEN score IS NULL OR ISNAN(score)
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
    capped_by,
    CAST(NULL AS STRING) AS variant,
    points_usage,
    points_adoption,
    points_support,
    points_survey,
    points_engagement,
    points_contract
  FROM capped
)

SELECT * FROM banded;
