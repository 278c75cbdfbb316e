-- Onboarding and renewal (card 12256c6d) for BigQuery
-- Three rulers for three stages. Setting up counts at first, the renewal at the end, use in
-- between.
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
--   active_users: number
--   features_used: number
--   seats: number
--   tickets: number
--   survey: number
--   days_overdue: number
--   sponsor_meetings: number
--   renewal_talk: text
--   setup_done: text
--   first_login: text
--   key_feature: text
--   training: text
--   checklist: number
--   first_issue: text
--   days_to_value: number
--   dim_lifecycle: text, the dimension 'lifecycle'
--
-- Metrics, with their share of the weight, which goes to the others where a value is
-- missing, unless it is said what happens:
--   Product usage trend: 14.3%, change over 3 months in percent, 0 points at -30, 100 at 15
--   Feature adoption depth: 14.3%, latest value, 0 points at 3, 100 at 12
--   Active users: 14.3%, per seats, 0 points at 0.3, 100 at 0.9
--   Support ticket trend: 14.3%, change over 3 months, 0 points at 3, 100 at -1
--   Survey answer: 14.3%, latest answer from 0 to 10, 0 points at 3, 100 at 9
--   Payment history: 14.3%, mean of the last 6 months, 0 points at 20, 100 at 0
--   Executive stakeholder engagement: 14.3%, months since it was at least 1, 0 points at 6, 100
--     at 0, where missing 0 points
--   Variant Onboarding: lifecycle is onboarding
--   Variant Renewal: lifecycle is renewal
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
    active_users AS raw_usage_trend,
    features_used AS raw_adoption_depth,
    active_users AS raw_active_users,
    seats AS also_1_active_users,
    tickets AS raw_ticket_trend,
    survey AS raw_survey,
    days_overdue AS raw_payment,
    sponsor_meetings AS raw_sponsor,
    renewal_talk AS raw_renewal_talk,
    setup_done AS raw_setup,
    first_login AS raw_first_login,
    key_feature AS raw_key_feature,
    training AS raw_training,
    checklist AS raw_checklist,
    first_issue AS raw_first_issue,
    days_to_value AS raw_first_value,
    dim_lifecycle AS `trait lifecycle`
  FROM snapshots
),

-- What each metric reads from its measure's history; never a row after the as-of date.
transformed AS (
  SELECT
    account_id,
    as_of,
    `trait lifecycle`,
    CASE
      WHEN (
        FIRST_VALUE(raw_usage_trend IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 3 preceding AND CURRENT ROW) IS NULL
      )
      OR (
        raw_usage_trend IS NULL
      )
      OR (
        FIRST_VALUE(raw_usage_trend IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 3 preceding AND CURRENT ROW) <= 0.0
      )
      THEN CAST(NULL AS FLOAT64)
      ELSE (
        raw_usage_trend - FIRST_VALUE(raw_usage_trend IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 3 preceding AND CURRENT ROW)
      ) / NULLIF(
        FIRST_VALUE(raw_usage_trend IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 3 preceding AND CURRENT ROW),
        0.0
      ) * 100.0
    END AS value_usage_trend,
    raw_adoption_depth AS value_adoption_depth,
    AVG(raw_active_users) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN CURRENT ROW AND CURRENT ROW) / NULLIF(
      AVG(also_1_active_users) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN CURRENT ROW AND CURRENT ROW),
      0.0
    ) * 1.0 AS value_active_users,
    CASE
      WHEN (
        FIRST_VALUE(raw_ticket_trend IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 3 preceding AND CURRENT ROW) IS NULL
      )
      OR (
        raw_ticket_trend IS NULL
      )
      THEN CAST(NULL AS FLOAT64)
      ELSE raw_ticket_trend - FIRST_VALUE(raw_ticket_trend IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 3 preceding AND CURRENT ROW)
    END AS value_ticket_trend,
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
    AVG(raw_payment) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) AS value_payment,
    CAST(month_number - MAX(IF(raw_sponsor >= 1.0, month_number, NULL)) OVER (
      PARTITION BY account_id
      ORDER BY month_number ASC
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS FLOAT64) AS value_sponsor,
    raw_renewal_talk AS value_renewal_talk,
    raw_setup AS value_setup,
    raw_first_login AS value_first_login,
    raw_key_feature AS value_key_feature,
    raw_training AS value_training,
    raw_checklist AS value_checklist,
    raw_first_issue AS value_first_issue,
    raw_first_value AS value_first_value
  FROM measured
),

-- The first variant that matches.
judged AS (
  SELECT
    account_id,
    as_of,
    value_usage_trend,
    value_adoption_depth,
    value_active_users,
    value_ticket_trend,
    value_survey,
    value_payment,
    value_sponsor,
    value_renewal_talk,
    value_setup,
    value_first_login,
    value_key_feature,
    value_training,
    value_checklist,
    value_first_issue,
    value_first_value,
    CASE
      WHEN CASE
        WHEN (
          NOT `trait lifecycle` IS NULL
        ) AND `trait lifecycle` IN ('onboarding')
        THEN TRUE
        ELSE FALSE
      END
      THEN 'Onboarding'
      WHEN CASE
        WHEN (
          NOT `trait lifecycle` IS NULL
        ) AND `trait lifecycle` IN ('renewal')
        THEN TRUE
        ELSE FALSE
      END
      THEN 'Renewal'
      ELSE CAST(NULL AS STRING)
    END AS variant
  FROM transformed
),

-- Each value as points from 0 to 100; what is missing stays missing.
pointed AS (
  SELECT
    account_id,
    as_of,
    variant,
    CASE
      WHEN variant = 'Onboarding'
      THEN CAST(NULL AS FLOAT64)
      WHEN variant = 'Renewal'
      THEN CASE
        WHEN value_usage_trend IS NULL
        THEN CAST(NULL AS FLOAT64)
        ELSE GREATEST(0.0, LEAST(1.0, (
          value_usage_trend - -30.0
        ) / 45.0)) * 100.0
      END
      ELSE CASE
        WHEN value_usage_trend IS NULL
        THEN CAST(NULL AS FLOAT64)
        ELSE GREATEST(0.0, LEAST(1.0, (
          value_usage_trend - -30.0
        ) / 45.0)) * 100.0
      END
    END AS points_usage_trend,
    CASE
      WHEN variant = 'Onboarding'
      THEN CAST(NULL AS FLOAT64)
      WHEN variant = 'Renewal'
      THEN CASE
        WHEN value_adoption_depth IS NULL
        THEN CAST(NULL AS FLOAT64)
        ELSE GREATEST(0.0, LEAST(1.0, (
          value_adoption_depth - 3.0
        ) / 9.0)) * 100.0
      END
      ELSE CASE
        WHEN value_adoption_depth IS NULL
        THEN CAST(NULL AS FLOAT64)
        ELSE GREATEST(0.0, LEAST(1.0, (
          value_adoption_depth - 3.0
        ) / 9.0)) * 100.0
      END
    END AS points_adoption_depth,
    CASE
      WHEN variant = 'Onboarding'
      THEN CAST(NULL AS FLOAT64)
      WHEN variant = 'Renewal'
      THEN CASE
        WHEN value_active_users IS NULL
        THEN CAST(NULL AS FLOAT64)
        ELSE GREATEST(0.0, LEAST(1.0, (
          value_active_users - 0.3
        ) / 0.6000000000000001)) * 100.0
      END
      ELSE CASE
        WHEN value_active_users IS NULL
        THEN CAST(NULL AS FLOAT64)
        ELSE GREATEST(0.0, LEAST(1.0, (
          value_active_users - 0.3
        ) / 0.6000000000000001)) * 100.0
      END
    END AS points_active_users,
    CASE
      WHEN variant = 'Onboarding'
      THEN CAST(NULL AS FLOAT64)
      WHEN variant = 'Renewal'
      THEN CASE
        WHEN value_ticket_trend IS NULL
        THEN CAST(NULL AS FLOAT64)
        ELSE GREATEST(0.0, LEAST(1.0, (
          value_ticket_trend - 3.0
        ) / -4.0)) * 100.0
      END
      ELSE CASE
        WHEN value_ticket_trend IS NULL
        THEN CAST(NULL AS FLOAT64)
        ELSE GREATEST(0.0, LEAST(1.0, (
          value_ticket_trend - 3.0
        ) / -4.0)) * 100.0
      END
    END AS points_ticket_trend,
    CASE
      WHEN variant = 'Onboarding'
      THEN CAST(NULL AS FLOAT64)
      WHEN variant = 'Renewal'
      THEN CASE
        WHEN value_survey IS NULL
        THEN CAST(NULL AS FLOAT64)
        ELSE GREATEST(0.0, LEAST(1.0, (
          value_survey - 3.0
        ) / 6.0)) * 100.0
      END
      ELSE CASE
        WHEN value_survey IS NULL
        THEN CAST(NULL AS FLOAT64)
        ELSE GREATEST(0.0, LEAST(1.0, (
          value_survey - 3.0
        ) / 6.0)) * 100.0
      END
    END AS points_survey,
    CASE
      WHEN variant = 'Onboarding'
      THEN CAST(NULL AS FLOAT64)
      WHEN variant = 'Renewal'
      THEN CASE
        WHEN value_payment IS NULL
        THEN CAST(NULL AS FLOAT64)
        ELSE GREATEST(0.0, LEAST(1.0, (
          value_payment - 20.0
        ) / -20.0)) * 100.0
      END
      ELSE CASE
        WHEN value_payment IS NULL
        THEN CAST(NULL AS FLOAT64)
        ELSE GREATEST(0.0, LEAST(1.0, (
          value_payment - 20.0
        ) / -20.0)) * 100.0
      END
    END AS points_payment,
    CASE
      WHEN variant = 'Onboarding'
      THEN CAST(NULL AS FLOAT64)
      WHEN variant = 'Renewal'
      THEN CASE
        WHEN value_sponsor IS NULL
        THEN CAST(NULL AS FLOAT64)
        ELSE GREATEST(0.0, LEAST(1.0, (
          value_sponsor - 6.0
        ) / -6.0)) * 100.0
      END
      ELSE CASE
        WHEN value_sponsor IS NULL
        THEN CAST(NULL AS FLOAT64)
        ELSE GREATEST(0.0, LEAST(1.0, (
          value_sponsor - 6.0
        ) / -6.0)) * 100.0
      END
    END AS points_sponsor,
    CASE
      WHEN variant = 'Onboarding'
      THEN CAST(NULL AS FLOAT64)
      WHEN variant = 'Renewal'
      THEN CASE
        WHEN value_renewal_talk IS NULL
        THEN CAST(NULL AS FLOAT64)
        WHEN value_renewal_talk = 'agreed'
        THEN 100.0
        WHEN value_renewal_talk = 'open'
        THEN 50.0
        WHEN value_renewal_talk = 'none'
        THEN 0.0
        ELSE CAST(NULL AS FLOAT64)
      END
      ELSE CAST(NULL AS FLOAT64)
    END AS points_renewal_talk,
    CASE
      WHEN variant = 'Onboarding'
      THEN CASE
        WHEN value_setup IS NULL
        THEN CAST(NULL AS FLOAT64)
        WHEN value_setup = 'yes'
        THEN 100.0
        WHEN value_setup = 'no'
        THEN 0.0
        ELSE CAST(NULL AS FLOAT64)
      END
      WHEN variant = 'Renewal'
      THEN CAST(NULL AS FLOAT64)
      ELSE CAST(NULL AS FLOAT64)
    END AS points_setup,
    CASE
      WHEN variant = 'Onboarding'
      THEN CASE
        WHEN value_first_login IS NULL
        THEN CAST(NULL AS FLOAT64)
        WHEN value_first_login = 'yes'
        THEN 100.0
        WHEN value_first_login = 'no'
        THEN 0.0
        ELSE CAST(NULL AS FLOAT64)
      END
      WHEN variant = 'Renewal'
      THEN CAST(NULL AS FLOAT64)
      ELSE CAST(NULL AS FLOAT64)
    END AS points_first_login,
    CASE
      WHEN variant = 'Onboarding'
      THEN CASE
        WHEN value_key_feature IS NULL
        THEN CAST(NULL AS FLOAT64)
        WHEN value_key_feature = 'yes'
        THEN 100.0
        WHEN value_key_feature = 'no'
        THEN 0.0
        ELSE CAST(NULL AS FLOAT64)
      END
      WHEN variant = 'Renewal'
      THEN CAST(NULL AS FLOAT64)
      ELSE CAST(NULL AS FLOAT64)
    END AS points_key_feature,
    CASE
      WHEN variant = 'Onboarding'
      THEN CASE
        WHEN value_training IS NULL
        THEN CAST(NULL AS FLOAT64)
        WHEN value_training = 'yes'
        THEN 100.0
        WHEN value_training = 'no'
        THEN 0.0
        ELSE CAST(NULL AS FLOAT64)
      END
      WHEN variant = 'Renewal'
      THEN CAST(NULL AS FLOAT64)
      ELSE CAST(NULL AS FLOAT64)
    END AS points_training,
    CASE
      WHEN variant = 'Onboarding'
      THEN CASE
        WHEN value_checklist IS NULL
        THEN CAST(NULL AS FLOAT64)
        ELSE GREATEST(0.0, LEAST(1.0, (
          value_checklist - 0.0
        ) / 1.0)) * 100.0
      END
      WHEN variant = 'Renewal'
      THEN CAST(NULL AS FLOAT64)
      ELSE CAST(NULL AS FLOAT64)
    END AS points_checklist,
    CASE
      WHEN variant = 'Onboarding'
      THEN CASE
        WHEN value_first_issue IS NULL
        THEN CAST(NULL AS FLOAT64)
        WHEN value_first_issue = 'resolved'
        THEN 100.0
        WHEN value_first_issue = 'open'
        THEN 0.0
        ELSE CAST(NULL AS FLOAT64)
      END
      WHEN variant = 'Renewal'
      THEN CAST(NULL AS FLOAT64)
      ELSE CAST(NULL AS FLOAT64)
    END AS points_first_issue,
    CASE
      WHEN variant = 'Onboarding'
      THEN CASE
        WHEN value_first_value IS NULL
        THEN CAST(NULL AS FLOAT64)
        ELSE GREATEST(0.0, LEAST(1.0, (
          value_first_value - 60.0
        ) / -46.0)) * 100.0
      END
      WHEN variant = 'Renewal'
      THEN CAST(NULL AS FLOAT64)
      ELSE CAST(NULL AS FLOAT64)
    END AS points_first_value
  FROM judged
),

-- Points that stand in for missing ones; known_weight still counts real values only.
filled AS (
  SELECT
    account_id,
    as_of,
    variant,
    points_usage_trend,
    points_adoption_depth,
    points_active_users,
    points_ticket_trend,
    points_survey,
    points_payment,
    CASE
      WHEN variant = 'Onboarding'
      THEN points_sponsor
      WHEN variant = 'Renewal'
      THEN COALESCE(points_sponsor, 0.0)
      ELSE COALESCE(points_sponsor, 0.0)
    END AS points_sponsor,
    CASE
      WHEN variant = 'Onboarding'
      THEN points_renewal_talk
      WHEN variant = 'Renewal'
      THEN COALESCE(points_renewal_talk, 0.0)
      ELSE points_renewal_talk
    END AS points_renewal_talk,
    points_setup,
    points_first_login,
    points_key_feature,
    points_training,
    points_checklist,
    points_first_issue,
    CASE
      WHEN variant = 'Onboarding'
      THEN COALESCE(points_first_value, 0.0)
      WHEN variant = 'Renewal'
      THEN points_first_value
      ELSE points_first_value
    END AS points_first_value,
    CAST(0 AS FLOAT64) + CASE
      WHEN points_usage_trend IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END
    END + CASE
      WHEN points_adoption_depth IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END
    END + CASE
      WHEN points_active_users IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END
    END + CASE
      WHEN points_ticket_trend IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END
    END + CASE
      WHEN points_survey IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END
    END + CASE
      WHEN points_payment IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END
    END + CASE
      WHEN points_sponsor IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END
    END + CASE
      WHEN points_renewal_talk IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 0.0 END
    END + CASE
      WHEN points_setup IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END
    END + CASE
      WHEN points_first_login IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END
    END + CASE
      WHEN points_key_feature IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END
    END + CASE
      WHEN points_training IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END
    END + CASE
      WHEN points_checklist IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END
    END + CASE
      WHEN points_first_issue IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END
    END + CASE
      WHEN points_first_value IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END
    END AS known_weight,
    FALSE AS refused
  FROM pointed
),

-- Weights times points, and the weights in force.
summed AS (
  SELECT
    account_id,
    as_of,
    variant,
    points_usage_trend,
    points_adoption_depth,
    points_active_users,
    points_ticket_trend,
    points_survey,
    points_payment,
    points_sponsor,
    points_renewal_talk,
    points_setup,
    points_first_login,
    points_key_feature,
    points_training,
    points_checklist,
    points_first_issue,
    points_first_value,
    CAST(0 AS FLOAT64) + COALESCE(
      points_usage_trend * CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END,
      0.0
    ) + COALESCE(
      points_adoption_depth * CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END,
      0.0
    ) + COALESCE(
      points_active_users * CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END,
      0.0
    ) + COALESCE(
      points_ticket_trend * CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END,
      0.0
    ) + COALESCE(
      points_survey * CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END,
      0.0
    ) + COALESCE(
      points_payment * CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END,
      0.0
    ) + COALESCE(
      points_sponsor * CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END,
      0.0
    ) + COALESCE(
      points_renewal_talk * CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 0.0 END,
      0.0
    ) + COALESCE(
      points_setup * CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END,
      0.0
    ) + COALESCE(
      points_first_login * CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END,
      0.0
    ) + COALESCE(
      points_key_feature * CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END,
      0.0
    ) + COALESCE(
      points_training * CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END,
      0.0
    ) + COALESCE(
      points_checklist * CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END,
      0.0
    ) + COALESCE(
      points_first_issue * CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END,
      0.0
    ) + COALESCE(
      points_first_value * CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END,
      0.0
    ) AS points_sum,
    CAST(0 AS FLOAT64) + CASE
      WHEN points_usage_trend IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END
    END + CASE
      WHEN points_adoption_depth IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END
    END + CASE
      WHEN points_active_users IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END
    END + CASE
      WHEN points_ticket_trend IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END
    END + CASE
      WHEN points_survey IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END
    END + CASE
      WHEN points_payment IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END
    END + CASE
      WHEN points_sponsor IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 10.0 END
    END + CASE
      WHEN points_renewal_talk IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 0.0 WHEN variant = 'Renewal' THEN 10.0 ELSE 0.0 END
    END + CASE
      WHEN points_setup IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END
    END + CASE
      WHEN points_first_login IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END
    END + CASE
      WHEN points_key_feature IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END
    END + CASE
      WHEN points_training IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END
    END + CASE
      WHEN points_checklist IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END
    END + CASE
      WHEN points_first_issue IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END
    END + CASE
      WHEN points_first_value IS NULL
      THEN 0.0
      ELSE CASE WHEN variant = 'Onboarding' THEN 10.0 WHEN variant = 'Renewal' THEN 0.0 ELSE 0.0 END
    END AS weight_sum,
    CASE
      WHEN variant = 'Onboarding'
      THEN CAST(FLOOR((
        known_weight / 70.0 * 1000000000.0
      ) + 0.5) AS INT64) / 1000000000.0
      WHEN variant = 'Renewal'
      THEN CAST(FLOOR((
        known_weight / 80.0 * 1000000000.0
      ) + 0.5) AS INT64) / 1000000000.0
      ELSE CAST(FLOOR((
        known_weight / 70.0 * 1000000000.0
      ) + 0.5) AS INT64) / 1000000000.0
    END AS coverage,
    refused
  FROM filled
),

-- The weighted mean, adjusted, rounded once; no number where too little is known.
scored AS (
  SELECT
    account_id,
    as_of,
    variant,
    points_usage_trend,
    points_adoption_depth,
    points_active_users,
    points_ticket_trend,
    points_survey,
    points_payment,
    points_sponsor,
    points_renewal_talk,
    points_setup,
    points_first_login,
    points_key_feature,
    points_training,
    points_checklist,
    points_first_issue,
    points_first_value,
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
      WHEN score >= 80.0
      THEN 'Healthy'
      WHEN score >= 50.0
      THEN 'Needs attention'
      WHEN score >= 0.0
      THEN 'At risk'
      ELSE 'At risk'
    END AS band,
    coverage,
    CAST(NULL AS STRING) AS capped_by,
    variant,
    points_usage_trend,
    points_adoption_depth,
    points_active_users,
    points_ticket_trend,
    points_survey,
    points_payment,
    points_sponsor,
    points_renewal_talk,
    points_setup,
    points_first_login,
    points_key_feature,
    points_training,
    points_checklist,
    points_first_issue,
    points_first_value
  FROM scored
)

SELECT * FROM banded;
