-- Traffic light, 1 to 10 (card 0d5c090f) for BigQuery
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
    MIN(IF(NOT raw_usage IS NULL, month_number, NULL)) OVER (
      PARTITION BY account_id
      ORDER BY month_number ASC
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
      WHEN (
        AVG(IF(month_number < (
          gathered_usage_first + 1
        ), raw_usage, NULL)) OVER (
          PARTITION BY account_id
          ORDER BY month_number ASC
          RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) IS NULL
      )
      OR (
        AVG(IF(month_number < (
          gathered_usage_first + 1
        ), raw_usage, NULL)) OVER (
          PARTITION BY account_id
          ORDER BY month_number ASC
          RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) <= 0.0
      )
      OR (
        AVG(IF(month_number < (
          gathered_usage_first + 1
        ), raw_usage, NULL)) OVER (
          PARTITION BY account_id
          ORDER BY month_number ASC
          RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) < 2.0
      )
      THEN CAST(NULL AS FLOAT64)
      ELSE AVG(raw_usage) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN CURRENT ROW AND CURRENT ROW) / NULLIF(
        AVG(IF(month_number < (
          gathered_usage_first + 1
        ), raw_usage, NULL)) OVER (
          PARTITION BY account_id
          ORDER BY month_number ASC
          RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        0.0
      )
    END AS value_usage,
    LAST_VALUE(raw_adoption IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_adoption,
    raw_support AS value_support,
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
     IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) AS value_survey,
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
    CASE WHEN (
      NOT value_usage IS NULL
    ) AND (
      value_usage < 0.5
    ) THEN TRUE ELSE FALSE END AS flag_usage_halved,
    CASE WHEN (
      NOT fact_1 IS NULL
    ) AND (
      fact_1 < 3.0
    ) THEN TRUE ELSE FALSE END AS flag_few_features,
    CASE WHEN (
      NOT fact_2 IS NULL
    ) AND (
      fact_2 >= 3.0
    ) THEN TRUE ELSE FALSE END
    OR CASE WHEN (
      NOT fact_3 IS NULL
    ) AND (
      fact_3 <= 2.0
    ) THEN TRUE ELSE FALSE END AS flag_support_trouble,
    CASE WHEN (
      NOT value_survey IS NULL
    ) AND (
      value_survey < 7.0
    ) THEN TRUE ELSE FALSE END AS flag_low_answer,
    CASE WHEN (
      NOT fact_4 IS NULL
    ) AND (
      fact_4 >= 270.0
    ) THEN TRUE ELSE FALSE END AS flag_out_of_reach,
    CASE WHEN (
      NOT fact_5 IS NULL
    ) AND (
      fact_5 >= 30.0
    ) THEN TRUE ELSE FALSE END AS flag_late_payment
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
      WHEN value_usage IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_usage - 0.5
      ) / 0.5)) * 100.0
    END AS points_usage,
    CASE
      WHEN value_adoption IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_adoption - 3.0
      ) / 11.0)) * 100.0
    END AS points_adoption,
    CASE
      WHEN value_support IS NULL
      THEN CAST(NULL AS FLOAT64)
      WHEN value_support >= 5.0
      THEN 0.0
      WHEN value_support >= 3.0
      THEN 30.0
      WHEN value_support >= 2.0
      THEN 60.0
      WHEN value_support >= 1.0
      THEN 80.0
      ELSE 100.0
    END AS points_support,
    CASE
      WHEN value_survey IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_survey - 4.0
      ) / 6.0)) * 100.0
    END AS points_survey,
    CASE
      WHEN value_engagement IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_engagement - 270.0
      ) / -240.0)) * 100.0
    END AS points_engagement,
    CASE
      WHEN value_contract IS NULL
      THEN CAST(NULL AS FLOAT64)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_contract - 30.0
      ) / -30.0)) * 100.0
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
    CAST(0 AS FLOAT64) + CASE WHEN points_usage IS NULL THEN 0.0 ELSE 30.0 END + CASE WHEN points_adoption IS NULL THEN 0.0 ELSE 20.0 END + CASE WHEN points_support IS NULL THEN 0.0 ELSE 15.0 END + CASE WHEN points_survey IS NULL THEN 0.0 ELSE 15.0 END + CASE WHEN points_engagement IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_contract IS NULL THEN 0.0 ELSE 10.0 END AS known_weight,
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
    CAST(0 AS FLOAT64) + COALESCE(points_usage * 30.0, 0.0) + COALESCE(points_adoption * 20.0, 0.0) + COALESCE(points_support * 15.0, 0.0) + COALESCE(points_survey * 15.0, 0.0) + COALESCE(points_engagement * 10.0, 0.0) + COALESCE(points_contract * 10.0, 0.0) AS points_sum,
    CAST(0 AS FLOAT64) + CASE WHEN points_usage IS NULL THEN 0.0 ELSE 30.0 END + CASE WHEN points_adoption IS NULL THEN 0.0 ELSE 20.0 END + CASE WHEN points_support IS NULL THEN 0.0 ELSE 15.0 END + CASE WHEN points_survey IS NULL THEN 0.0 ELSE 15.0 END + CASE WHEN points_engagement IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_contract IS NULL THEN 0.0 ELSE 10.0 END AS weight_sum,
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
        score > 77.7
      )
      THEN 77.7
      WHEN flag_few_features AND (
        score > 77.7
      )
      THEN 77.7
      WHEN flag_support_trouble AND (
        score > 77.7
      )
      THEN 77.7
      WHEN flag_low_answer AND (
        score > 77.7
      )
      THEN 77.7
      WHEN flag_out_of_reach AND (
        score > 77.7
      )
      THEN 77.7
      WHEN flag_late_payment AND (
        score > 77.7
      )
      THEN 77.7
      ELSE score
    END AS score,
    CASE
      WHEN flag_usage_halved AND (
        score > 77.7
      )
      THEN 'usage_halved'
      WHEN flag_few_features AND (
        score > 77.7
      )
      THEN 'few_features'
      WHEN flag_support_trouble AND (
        score > 77.7
      )
      THEN 'support_trouble'
      WHEN flag_low_answer AND (
        score > 77.7
      )
      THEN 'low_answer'
      WHEN flag_out_of_reach AND (
        score > 77.7
      )
      THEN 'out_of_reach'
      WHEN flag_late_payment AND (
        score > 77.7
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
