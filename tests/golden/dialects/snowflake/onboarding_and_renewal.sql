-- Onboarding and renewal (card 12256c6d) for Snowflake
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
        DATE_PART(year, as_of) * 12
      ) + DATE_PART(month, as_of)
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
    dim_lifecycle AS "trait lifecycle"
  FROM snapshots
),

-- What each metric reads from its measure's history; never a row after the as-of date.
transformed AS (
  SELECT
    account_id,
    as_of,
    "trait lifecycle",
    CASE
      WHEN (
        FIRST_VALUE(raw_usage_trend) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 3 preceding AND CURRENT ROW) IS NULL
      )
      OR (
        raw_usage_trend IS NULL
      )
      OR (
        FIRST_VALUE(raw_usage_trend) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 3 preceding AND CURRENT ROW) <= CAST(0.0 AS DOUBLE)
      )
      THEN CAST(NULL AS DOUBLE)
      ELSE (
        (
          raw_usage_trend - FIRST_VALUE(raw_usage_trend) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 3 preceding AND CURRENT ROW)
        ) / NULLIF(
          FIRST_VALUE(raw_usage_trend) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 3 preceding AND CURRENT ROW),
          CAST(0.0 AS DOUBLE)
        )
      ) * CAST(100.0 AS DOUBLE)
    END AS value_usage_trend,
    raw_adoption_depth AS value_adoption_depth,
    (
      AVG(raw_active_users) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN CURRENT ROW AND CURRENT ROW) / NULLIF(
        AVG(also_1_active_users) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN CURRENT ROW AND CURRENT ROW),
        CAST(0.0 AS DOUBLE)
      )
    ) * CAST(1.0 AS DOUBLE) AS value_active_users,
    CASE
      WHEN (
        FIRST_VALUE(raw_ticket_trend) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 3 preceding AND CURRENT ROW) IS NULL
      )
      OR (
        raw_ticket_trend IS NULL
      )
      THEN CAST(NULL AS DOUBLE)
      ELSE raw_ticket_trend - FIRST_VALUE(raw_ticket_trend) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 3 preceding AND CURRENT ROW)
    END AS value_ticket_trend,
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
    ) IGNORE NULLS OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) AS value_survey,
    AVG(raw_payment) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) AS value_payment,
    CAST(month_number - MAX(IFF(raw_sponsor >= CAST(1.0 AS DOUBLE), month_number, NULL)) OVER (
      PARTITION BY account_id
      ORDER BY month_number ASC
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS DOUBLE) AS value_sponsor,
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
          NOT "trait lifecycle" IS NULL
        ) AND "trait lifecycle" IN ('onboarding')
        THEN TRUE
        ELSE FALSE
      END
      THEN 'Onboarding'
      WHEN CASE
        WHEN (
          NOT "trait lifecycle" IS NULL
        ) AND "trait lifecycle" IN ('renewal')
        THEN TRUE
        ELSE FALSE
      END
      THEN 'Renewal'
      ELSE CAST(NULL AS VARCHAR)
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
      THEN CAST(NULL AS DOUBLE)
      WHEN variant = 'Renewal'
      THEN CASE
        WHEN value_usage_trend IS NULL
        THEN CAST(NULL AS DOUBLE)
        ELSE GREATEST(
          CAST(0.0 AS DOUBLE),
          LEAST(CAST(1.0 AS DOUBLE), (
            value_usage_trend - -CAST(30.0 AS DOUBLE)
          ) / CAST(45.0 AS DOUBLE))
        ) * CAST(100.0 AS DOUBLE)
      END
      ELSE CASE
        WHEN value_usage_trend IS NULL
        THEN CAST(NULL AS DOUBLE)
        ELSE GREATEST(
          CAST(0.0 AS DOUBLE),
          LEAST(CAST(1.0 AS DOUBLE), (
            value_usage_trend - -CAST(30.0 AS DOUBLE)
          ) / CAST(45.0 AS DOUBLE))
        ) * CAST(100.0 AS DOUBLE)
      END
    END AS points_usage_trend,
    CASE
      WHEN variant = 'Onboarding'
      THEN CAST(NULL AS DOUBLE)
      WHEN variant = 'Renewal'
      THEN CASE
        WHEN value_adoption_depth IS NULL
        THEN CAST(NULL AS DOUBLE)
        ELSE GREATEST(
          CAST(0.0 AS DOUBLE),
          LEAST(CAST(1.0 AS DOUBLE), (
            value_adoption_depth - CAST(3.0 AS DOUBLE)
          ) / CAST(9.0 AS DOUBLE))
        ) * CAST(100.0 AS DOUBLE)
      END
      ELSE CASE
        WHEN value_adoption_depth IS NULL
        THEN CAST(NULL AS DOUBLE)
        ELSE GREATEST(
          CAST(0.0 AS DOUBLE),
          LEAST(CAST(1.0 AS DOUBLE), (
            value_adoption_depth - CAST(3.0 AS DOUBLE)
          ) / CAST(9.0 AS DOUBLE))
        ) * CAST(100.0 AS DOUBLE)
      END
    END AS points_adoption_depth,
    CASE
      WHEN variant = 'Onboarding'
      THEN CAST(NULL AS DOUBLE)
      WHEN variant = 'Renewal'
      THEN CASE
        WHEN value_active_users IS NULL
        THEN CAST(NULL AS DOUBLE)
        ELSE GREATEST(
          CAST(0.0 AS DOUBLE),
          LEAST(
            CAST(1.0 AS DOUBLE),
            (
              value_active_users - CAST(0.3 AS DOUBLE)
            ) / CAST(0.6000000000000001 AS DOUBLE)
          )
        ) * CAST(100.0 AS DOUBLE)
      END
      ELSE CASE
        WHEN value_active_users IS NULL
        THEN CAST(NULL AS DOUBLE)
        ELSE GREATEST(
          CAST(0.0 AS DOUBLE),
          LEAST(
            CAST(1.0 AS DOUBLE),
            (
              value_active_users - CAST(0.3 AS DOUBLE)
            ) / CAST(0.6000000000000001 AS DOUBLE)
          )
        ) * CAST(100.0 AS DOUBLE)
      END
    END AS points_active_users,
    CASE
      WHEN variant = 'Onboarding'
      THEN CAST(NULL AS DOUBLE)
      WHEN variant = 'Renewal'
      THEN CASE
        WHEN value_ticket_trend IS NULL
        THEN CAST(NULL AS DOUBLE)
        ELSE GREATEST(
          CAST(0.0 AS DOUBLE),
          LEAST(CAST(1.0 AS DOUBLE), (
            value_ticket_trend - CAST(3.0 AS DOUBLE)
          ) / -CAST(4.0 AS DOUBLE))
        ) * CAST(100.0 AS DOUBLE)
      END
      ELSE CASE
        WHEN value_ticket_trend IS NULL
        THEN CAST(NULL AS DOUBLE)
        ELSE GREATEST(
          CAST(0.0 AS DOUBLE),
          LEAST(CAST(1.0 AS DOUBLE), (
            value_ticket_trend - CAST(3.0 AS DOUBLE)
          ) / -CAST(4.0 AS DOUBLE))
        ) * CAST(100.0 AS DOUBLE)
      END
    END AS points_ticket_trend,
    CASE
      WHEN variant = 'Onboarding'
      THEN CAST(NULL AS DOUBLE)
      WHEN variant = 'Renewal'
      THEN CASE
        WHEN value_survey IS NULL
        THEN CAST(NULL AS DOUBLE)
        ELSE GREATEST(
          CAST(0.0 AS DOUBLE),
          LEAST(CAST(1.0 AS DOUBLE), (
            value_survey - CAST(3.0 AS DOUBLE)
          ) / CAST(6.0 AS DOUBLE))
        ) * CAST(100.0 AS DOUBLE)
      END
      ELSE CASE
        WHEN value_survey IS NULL
        THEN CAST(NULL AS DOUBLE)
        ELSE GREATEST(
          CAST(0.0 AS DOUBLE),
          LEAST(CAST(1.0 AS DOUBLE), (
            value_survey - CAST(3.0 AS DOUBLE)
          ) / CAST(6.0 AS DOUBLE))
        ) * CAST(100.0 AS DOUBLE)
      END
    END AS points_survey,
    CASE
      WHEN variant = 'Onboarding'
      THEN CAST(NULL AS DOUBLE)
      WHEN variant = 'Renewal'
      THEN CASE
        WHEN value_payment IS NULL
        THEN CAST(NULL AS DOUBLE)
        ELSE GREATEST(
          CAST(0.0 AS DOUBLE),
          LEAST(CAST(1.0 AS DOUBLE), (
            value_payment - CAST(20.0 AS DOUBLE)
          ) / -CAST(20.0 AS DOUBLE))
        ) * CAST(100.0 AS DOUBLE)
      END
      ELSE CASE
        WHEN value_payment IS NULL
        THEN CAST(NULL AS DOUBLE)
        ELSE GREATEST(
          CAST(0.0 AS DOUBLE),
          LEAST(CAST(1.0 AS DOUBLE), (
            value_payment - CAST(20.0 AS DOUBLE)
          ) / -CAST(20.0 AS DOUBLE))
        ) * CAST(100.0 AS DOUBLE)
      END
    END AS points_payment,
    CASE
      WHEN variant = 'Onboarding'
      THEN CAST(NULL AS DOUBLE)
      WHEN variant = 'Renewal'
      THEN CASE
        WHEN value_sponsor IS NULL
        THEN CAST(NULL AS DOUBLE)
        ELSE GREATEST(
          CAST(0.0 AS DOUBLE),
          LEAST(CAST(1.0 AS DOUBLE), (
            value_sponsor - CAST(6.0 AS DOUBLE)
          ) / -CAST(6.0 AS DOUBLE))
        ) * CAST(100.0 AS DOUBLE)
      END
      ELSE CASE
        WHEN value_sponsor IS NULL
        THEN CAST(NULL AS DOUBLE)
        ELSE GREATEST(
          CAST(0.0 AS DOUBLE),
          LEAST(CAST(1.0 AS DOUBLE), (
            value_sponsor - CAST(6.0 AS DOUBLE)
          ) / -CAST(6.0 AS DOUBLE))
        ) * CAST(100.0 AS DOUBLE)
      END
    END AS points_sponsor,
    CASE
      WHEN variant = 'Onboarding'
      THEN CAST(NULL AS DOUBLE)
      WHEN variant = 'Renewal'
      THEN CASE
        WHEN value_renewal_talk IS NULL
        THEN CAST(NULL AS DOUBLE)
        WHEN value_renewal_talk = 'agreed'
        THEN CAST(100.0 AS DOUBLE)
        WHEN value_renewal_talk = 'open'
        THEN CAST(50.0 AS DOUBLE)
        WHEN value_renewal_talk = 'none'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(NULL AS DOUBLE)
      END
      ELSE CAST(NULL AS DOUBLE)
    END AS points_renewal_talk,
    CASE
      WHEN variant = 'Onboarding'
      THEN CASE
        WHEN value_setup IS NULL
        THEN CAST(NULL AS DOUBLE)
        WHEN value_setup = 'yes'
        THEN CAST(100.0 AS DOUBLE)
        WHEN value_setup = 'no'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(NULL AS DOUBLE)
      END
      WHEN variant = 'Renewal'
      THEN CAST(NULL AS DOUBLE)
      ELSE CAST(NULL AS DOUBLE)
    END AS points_setup,
    CASE
      WHEN variant = 'Onboarding'
      THEN CASE
        WHEN value_first_login IS NULL
        THEN CAST(NULL AS DOUBLE)
        WHEN value_first_login = 'yes'
        THEN CAST(100.0 AS DOUBLE)
        WHEN value_first_login = 'no'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(NULL AS DOUBLE)
      END
      WHEN variant = 'Renewal'
      THEN CAST(NULL AS DOUBLE)
      ELSE CAST(NULL AS DOUBLE)
    END AS points_first_login,
    CASE
      WHEN variant = 'Onboarding'
      THEN CASE
        WHEN value_key_feature IS NULL
        THEN CAST(NULL AS DOUBLE)
        WHEN value_key_feature = 'yes'
        THEN CAST(100.0 AS DOUBLE)
        WHEN value_key_feature = 'no'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(NULL AS DOUBLE)
      END
      WHEN variant = 'Renewal'
      THEN CAST(NULL AS DOUBLE)
      ELSE CAST(NULL AS DOUBLE)
    END AS points_key_feature,
    CASE
      WHEN variant = 'Onboarding'
      THEN CASE
        WHEN value_training IS NULL
        THEN CAST(NULL AS DOUBLE)
        WHEN value_training = 'yes'
        THEN CAST(100.0 AS DOUBLE)
        WHEN value_training = 'no'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(NULL AS DOUBLE)
      END
      WHEN variant = 'Renewal'
      THEN CAST(NULL AS DOUBLE)
      ELSE CAST(NULL AS DOUBLE)
    END AS points_training,
    CASE
      WHEN variant = 'Onboarding'
      THEN CASE
        WHEN value_checklist IS NULL
        THEN CAST(NULL AS DOUBLE)
        ELSE GREATEST(
          CAST(0.0 AS DOUBLE),
          LEAST(CAST(1.0 AS DOUBLE), (
            value_checklist - CAST(0.0 AS DOUBLE)
          ) / CAST(1.0 AS DOUBLE))
        ) * CAST(100.0 AS DOUBLE)
      END
      WHEN variant = 'Renewal'
      THEN CAST(NULL AS DOUBLE)
      ELSE CAST(NULL AS DOUBLE)
    END AS points_checklist,
    CASE
      WHEN variant = 'Onboarding'
      THEN CASE
        WHEN value_first_issue IS NULL
        THEN CAST(NULL AS DOUBLE)
        WHEN value_first_issue = 'resolved'
        THEN CAST(100.0 AS DOUBLE)
        WHEN value_first_issue = 'open'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(NULL AS DOUBLE)
      END
      WHEN variant = 'Renewal'
      THEN CAST(NULL AS DOUBLE)
      ELSE CAST(NULL AS DOUBLE)
    END AS points_first_issue,
    CASE
      WHEN variant = 'Onboarding'
      THEN CASE
        WHEN value_first_value IS NULL
        THEN CAST(NULL AS DOUBLE)
        ELSE GREATEST(
          CAST(0.0 AS DOUBLE),
          LEAST(CAST(1.0 AS DOUBLE), (
            value_first_value - CAST(60.0 AS DOUBLE)
          ) / -CAST(46.0 AS DOUBLE))
        ) * CAST(100.0 AS DOUBLE)
      END
      WHEN variant = 'Renewal'
      THEN CAST(NULL AS DOUBLE)
      ELSE CAST(NULL AS DOUBLE)
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
      THEN COALESCE(points_sponsor, CAST(0.0 AS DOUBLE))
      ELSE COALESCE(points_sponsor, CAST(0.0 AS DOUBLE))
    END AS points_sponsor,
    CASE
      WHEN variant = 'Onboarding'
      THEN points_renewal_talk
      WHEN variant = 'Renewal'
      THEN COALESCE(points_renewal_talk, CAST(0.0 AS DOUBLE))
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
      THEN COALESCE(points_first_value, CAST(0.0 AS DOUBLE))
      WHEN variant = 'Renewal'
      THEN points_first_value
      ELSE points_first_value
    END AS points_first_value,
    CAST(0 AS DOUBLE) + CASE
      WHEN points_usage_trend IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_adoption_depth IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_active_users IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_ticket_trend IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_survey IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_payment IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_sponsor IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_renewal_talk IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_setup IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_first_login IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_key_feature IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_training IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_checklist IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_first_issue IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_first_value IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END
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
    CAST(0 AS DOUBLE) + COALESCE(
      points_usage_trend * CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END,
      CAST(0.0 AS DOUBLE)
    ) + COALESCE(
      points_adoption_depth * CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END,
      CAST(0.0 AS DOUBLE)
    ) + COALESCE(
      points_active_users * CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END,
      CAST(0.0 AS DOUBLE)
    ) + COALESCE(
      points_ticket_trend * CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END,
      CAST(0.0 AS DOUBLE)
    ) + COALESCE(
      points_survey * CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END,
      CAST(0.0 AS DOUBLE)
    ) + COALESCE(
      points_payment * CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END,
      CAST(0.0 AS DOUBLE)
    ) + COALESCE(
      points_sponsor * CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END,
      CAST(0.0 AS DOUBLE)
    ) + COALESCE(
      points_renewal_talk * CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END,
      CAST(0.0 AS DOUBLE)
    ) + COALESCE(
      points_setup * CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END,
      CAST(0.0 AS DOUBLE)
    ) + COALESCE(
      points_first_login * CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END,
      CAST(0.0 AS DOUBLE)
    ) + COALESCE(
      points_key_feature * CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END,
      CAST(0.0 AS DOUBLE)
    ) + COALESCE(
      points_training * CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END,
      CAST(0.0 AS DOUBLE)
    ) + COALESCE(
      points_checklist * CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END,
      CAST(0.0 AS DOUBLE)
    ) + COALESCE(
      points_first_issue * CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END,
      CAST(0.0 AS DOUBLE)
    ) + COALESCE(
      points_first_value * CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END,
      CAST(0.0 AS DOUBLE)
    ) AS points_sum,
    CAST(0 AS DOUBLE) + CASE
      WHEN points_usage_trend IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_adoption_depth IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_active_users IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_ticket_trend IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_survey IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_payment IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_sponsor IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(10.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_renewal_talk IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(0.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(10.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_setup IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_first_login IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_key_feature IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_training IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_checklist IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_first_issue IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END
    END + CASE
      WHEN points_first_value IS NULL
      THEN CAST(0.0 AS DOUBLE)
      ELSE CASE
        WHEN variant = 'Onboarding'
        THEN CAST(10.0 AS DOUBLE)
        WHEN variant = 'Renewal'
        THEN CAST(0.0 AS DOUBLE)
        ELSE CAST(0.0 AS DOUBLE)
      END
    END AS weight_sum,
    CASE
      WHEN variant = 'Onboarding'
      THEN CAST(FLOOR(
        (
          (
            known_weight / CAST(70.0 AS DOUBLE)
          ) * CAST(1000000000.0 AS DOUBLE)
        ) + CAST(0.5 AS DOUBLE)
      ) AS BIGINT) / CAST(1000000000.0 AS DOUBLE)
      WHEN variant = 'Renewal'
      THEN CAST(FLOOR(
        (
          (
            known_weight / CAST(80.0 AS DOUBLE)
          ) * CAST(1000000000.0 AS DOUBLE)
        ) + CAST(0.5 AS DOUBLE)
      ) AS BIGINT) / CAST(1000000000.0 AS DOUBLE)
      ELSE CAST(FLOOR(
        (
          (
            known_weight / CAST(70.0 AS DOUBLE)
          ) * CAST(1000000000.0 AS DOUBLE)
        ) + CAST(0.5 AS DOUBLE)
      ) AS BIGINT) / CAST(1000000000.0 AS DOUBLE)
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
