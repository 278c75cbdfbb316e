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
    in_book,
    tenure_months,
    logins AS raw_linear_0,
    logins AS raw_linear_1,
    logins AS raw_linear_2,
    logins AS raw_linear_3,
    logins AS raw_curve_4,
    logins AS raw_curve_5,
    logins AS raw_curve_6,
    logins AS raw_steps_7,
    logins AS raw_steps_8,
    logins AS raw_steps_9,
    logins AS raw_threshold_10,
    logins AS raw_threshold_11,
    logins AS raw_threshold_12,
    logins AS raw_threshold_13,
    mood_drop AS raw_categories_14,
    mood_drop AS raw_categories_15,
    logins AS raw_categories_16,
    logins AS raw_percentile_17,
    logins AS raw_percentile_18,
    logins AS raw_percentile_19,
    logins AS raw_points_20,
    logins AS raw_level_0,
    logins AS raw_mean_1,
    logins AS raw_mean_2,
    logins AS raw_mean_3,
    logins AS raw_sum_4,
    logins AS raw_sum_5,
    logins AS raw_max_6,
    logins AS raw_max_7,
    logins AS raw_change_8,
    logins AS raw_change_9,
    logins AS raw_change_10,
    logins AS raw_ratio_to_first_11,
    logins AS raw_ratio_to_first_12,
    logins AS raw_trend_13,
    logins AS raw_trend_14,
    logins AS raw_consistency_15,
    logins AS raw_consistency_16,
    logins AS raw_months_since_17,
    logins AS raw_months_since_18,
    logins AS raw_per_19,
    other AS also_1_per_19,
    logins AS raw_per_20,
    other AS also_1_per_20,
    logins AS raw_rating_21,
    logins AS raw_rating_22,
    logins AS raw_nps_23,
    logins AS raw_nps_24,
    logins AS raw_csat_25,
    logins AS raw_csat_26,
    logins AS raw_ces_27,
    logins AS raw_ces_28,
    logins AS raw_ces_29,
    logins AS fact_1,
    dim_plan AS "trait plan"
  FROM snapshots
),

-- What some transforms need to know of the whole history first.
gathered AS (
  SELECT
    account_id,
    as_of,
    month_number,
    in_book,
    tenure_months,
    raw_linear_0,
    raw_linear_1,
    raw_linear_2,
    raw_linear_3,
    raw_curve_4,
    raw_curve_5,
    raw_curve_6,
    raw_steps_7,
    raw_steps_8,
    raw_steps_9,
    raw_threshold_10,
    raw_threshold_11,
    raw_threshold_12,
    raw_threshold_13,
    raw_categories_14,
    raw_categories_15,
    raw_categories_16,
    raw_percentile_17,
    raw_percentile_18,
    raw_percentile_19,
    raw_points_20,
    raw_level_0,
    raw_mean_1,
    raw_mean_2,
    raw_mean_3,
    raw_sum_4,
    raw_sum_5,
    raw_max_6,
    raw_max_7,
    raw_change_8,
    raw_change_9,
    raw_change_10,
    raw_ratio_to_first_11,
    raw_ratio_to_first_12,
    raw_trend_13,
    raw_trend_14,
    raw_consistency_15,
    raw_consistency_16,
    raw_months_since_17,
    raw_months_since_18,
    raw_per_19,
    also_1_per_19,
    raw_per_20,
    also_1_per_20,
    raw_rating_21,
    raw_rating_22,
    raw_nps_23,
    raw_nps_24,
    raw_csat_25,
    raw_csat_26,
    raw_ces_27,
    raw_ces_28,
    raw_ces_29,
    fact_1,
    "trait plan",
    MIN(month_number) FILTER(WHERE
      NOT raw_ratio_to_first_11 IS NULL) OVER (
      PARTITION BY account_id
      ORDER BY month_number ASC
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS gathered_ratio_to_first_11_first,
    MIN(month_number) FILTER(WHERE
      NOT raw_ratio_to_first_12 IS NULL) OVER (
      PARTITION BY account_id
      ORDER BY month_number ASC
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS gathered_ratio_to_first_12_first
  FROM measured
),

-- What each metric reads from its measure's history; never a row after the as-of date.
transformed AS (
  SELECT
    account_id,
    as_of,
    in_book,
    tenure_months,
    "trait plan",
    fact_1,
    raw_linear_0 AS value_linear_0,
    raw_linear_1 AS value_linear_1,
    raw_linear_2 AS value_linear_2,
    raw_linear_3 AS value_linear_3,
    raw_curve_4 AS value_curve_4,
    raw_curve_5 AS value_curve_5,
    raw_curve_6 AS value_curve_6,
    raw_steps_7 AS value_steps_7,
    raw_steps_8 AS value_steps_8,
    raw_steps_9 AS value_steps_9,
    raw_threshold_10 AS value_threshold_10,
    raw_threshold_11 AS value_threshold_11,
    raw_threshold_12 AS value_threshold_12,
    raw_threshold_13 AS value_threshold_13,
    raw_categories_14 AS value_categories_14,
    raw_categories_15 AS value_categories_15,
    raw_categories_16 AS value_categories_16,
    raw_percentile_17 AS value_percentile_17,
    raw_percentile_18 AS value_percentile_18,
    raw_percentile_19 AS value_percentile_19,
    raw_points_20 AS value_points_20,
    LAST_VALUE(raw_level_0 IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 1 preceding AND CURRENT ROW) AS value_level_0,
    AVG(raw_mean_1) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_mean_1,
    AVG(raw_mean_2) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN CURRENT ROW AND CURRENT ROW) AS value_mean_2,
    AVG(raw_mean_3) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 59 preceding AND CURRENT ROW) AS value_mean_3,
    SUM(raw_sum_4) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_sum_4,
    SUM(raw_sum_5) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN CURRENT ROW AND CURRENT ROW) AS value_sum_5,
    MAX(raw_max_6) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_max_6,
    MAX(raw_max_7) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 59 preceding AND CURRENT ROW) AS value_max_7,
    CASE
      WHEN (
        MAX(raw_change_8) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 3 preceding AND 3 preceding) IS NULL
      )
      OR (
        raw_change_8 IS NULL
      )
      THEN CAST(NULL AS DOUBLE)
      ELSE raw_change_8 - MAX(raw_change_8) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 3 preceding AND 3 preceding)
    END AS value_change_8,
    CASE
      WHEN (
        MAX(raw_change_9) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 1 preceding AND 1 preceding) IS NULL
      )
      OR (
        raw_change_9 IS NULL
      )
      OR (
        MAX(raw_change_9) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 1 preceding AND 1 preceding) < 5.0
      )
      OR (
        MAX(raw_change_9) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 1 preceding AND 1 preceding) <= 0.0
      )
      THEN CAST(NULL AS DOUBLE)
      ELSE (
        (
          raw_change_9 - MAX(raw_change_9) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 1 preceding AND 1 preceding)
        ) / NULLIF(
          MAX(raw_change_9) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 1 preceding AND 1 preceding),
          0.0
        )
      ) * 100.0
    END AS value_change_9,
    CASE
      WHEN (
        FIRST_VALUE(raw_change_10 IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) IS NULL
      )
      OR (
        raw_change_10 IS NULL
      )
      OR (
        FIRST_VALUE(raw_change_10 IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) <= 0.0
      )
      THEN CAST(NULL AS DOUBLE)
      ELSE (
        (
          raw_change_10 - FIRST_VALUE(raw_change_10 IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW)
        ) / NULLIF(
          FIRST_VALUE(raw_change_10 IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW),
          0.0
        )
      ) * 100.0
    END AS value_change_10,
    CASE
      WHEN (
        AVG(raw_ratio_to_first_11) FILTER(WHERE
          month_number < (
            gathered_ratio_to_first_11_first + 1
          )) OVER (
          PARTITION BY account_id
          ORDER BY month_number ASC
          RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) IS NULL
      )
      OR (
        AVG(raw_ratio_to_first_11) FILTER(WHERE
          month_number < (
            gathered_ratio_to_first_11_first + 1
          )) OVER (
          PARTITION BY account_id
          ORDER BY month_number ASC
          RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) <= 0.0
      )
      THEN CAST(NULL AS DOUBLE)
      ELSE AVG(raw_ratio_to_first_11) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN CURRENT ROW AND CURRENT ROW) / NULLIF(
        AVG(raw_ratio_to_first_11) FILTER(WHERE
          month_number < (
            gathered_ratio_to_first_11_first + 1
          )) OVER (
          PARTITION BY account_id
          ORDER BY month_number ASC
          RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        0.0
      )
    END AS value_ratio_to_first_11,
    CASE
      WHEN (
        AVG(raw_ratio_to_first_12) FILTER(WHERE
          month_number < (
            gathered_ratio_to_first_12_first + 3
          )) OVER (
          PARTITION BY account_id
          ORDER BY month_number ASC
          RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) IS NULL
      )
      OR (
        AVG(raw_ratio_to_first_12) FILTER(WHERE
          month_number < (
            gathered_ratio_to_first_12_first + 3
          )) OVER (
          PARTITION BY account_id
          ORDER BY month_number ASC
          RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) <= 0.0
      )
      OR (
        AVG(raw_ratio_to_first_12) FILTER(WHERE
          month_number < (
            gathered_ratio_to_first_12_first + 3
          )) OVER (
          PARTITION BY account_id
          ORDER BY month_number ASC
          RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) < 2.0
      )
      THEN CAST(NULL AS DOUBLE)
      ELSE AVG(raw_ratio_to_first_12) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) / NULLIF(
        AVG(raw_ratio_to_first_12) FILTER(WHERE
          month_number < (
            gathered_ratio_to_first_12_first + 3
          )) OVER (
          PARTITION BY account_id
          ORDER BY month_number ASC
          RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        0.0
      )
    END AS value_ratio_to_first_12,
    CASE
      WHEN COUNT(raw_trend_13) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) < 3
      THEN CAST(NULL AS DOUBLE)
      ELSE COVAR_POP(month_number, raw_trend_13) FILTER(WHERE
        NOT raw_trend_13 IS NULL) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) / NULLIF(
        VAR_POP(month_number) FILTER(WHERE
          NOT raw_trend_13 IS NULL) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW),
        0.0
      )
    END AS value_trend_13,
    CASE
      WHEN COUNT(raw_trend_14) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) < 3
      THEN CAST(NULL AS DOUBLE)
      ELSE COVAR_POP(month_number, raw_trend_14) FILTER(WHERE
        NOT raw_trend_14 IS NULL) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) / NULLIF(
        VAR_POP(month_number) FILTER(WHERE
          NOT raw_trend_14 IS NULL) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW),
        0.0
      )
    END AS value_trend_14,
    CASE
      WHEN (
        COUNT(raw_consistency_15) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) < 2
      )
      OR (
        AVG(raw_consistency_15) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) <= 0.0
      )
      OR (
        AVG(raw_consistency_15) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) IS NULL
      )
      THEN CAST(NULL AS DOUBLE)
      WHEN (
        1.0 - (
          STDDEV_POP(raw_consistency_15) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) / NULLIF(
            AVG(raw_consistency_15) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW),
            0.0
          )
        )
      ) < 0.0
      THEN 0.0
      ELSE 1.0 - (
        STDDEV_POP(raw_consistency_15) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) / NULLIF(
          AVG(raw_consistency_15) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW),
          0.0
        )
      )
    END AS value_consistency_15,
    CASE
      WHEN (
        COUNT(raw_consistency_16) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 1 preceding AND CURRENT ROW) < 2
      )
      OR (
        AVG(raw_consistency_16) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 1 preceding AND CURRENT ROW) <= 0.0
      )
      OR (
        AVG(raw_consistency_16) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 1 preceding AND CURRENT ROW) IS NULL
      )
      THEN CAST(NULL AS DOUBLE)
      WHEN (
        1.0 - (
          STDDEV_POP(raw_consistency_16) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 1 preceding AND CURRENT ROW) / NULLIF(
            AVG(raw_consistency_16) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 1 preceding AND CURRENT ROW),
            0.0
          )
        )
      ) < 0.0
      THEN 0.0
      ELSE 1.0 - (
        STDDEV_POP(raw_consistency_16) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 1 preceding AND CURRENT ROW) / NULLIF(
          AVG(raw_consistency_16) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 1 preceding AND CURRENT ROW),
          0.0
        )
      )
    END AS value_consistency_16,
    CAST(month_number - MAX(month_number) FILTER(WHERE
      raw_months_since_17 >= 1.0) OVER (
      PARTITION BY account_id
      ORDER BY month_number ASC
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS DOUBLE) AS value_months_since_17,
    CAST(month_number - MAX(month_number) FILTER(WHERE
      raw_months_since_18 < 0.0) OVER (
      PARTITION BY account_id
      ORDER BY month_number ASC
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS DOUBLE) AS value_months_since_18,
    (
      AVG(raw_per_19) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN CURRENT ROW AND CURRENT ROW) / NULLIF(
        AVG(also_1_per_19) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN CURRENT ROW AND CURRENT ROW),
        0.0
      )
    ) * 1.0 AS value_per_19,
    (
      AVG(raw_per_20) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) / NULLIF(
        AVG(also_1_per_20) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW),
        0.0
      )
    ) * 100.0 AS value_per_20,
    LAST_VALUE(
      CASE
        WHEN (
          raw_rating_21 >= 0.0
        ) AND (
          raw_rating_21 <= 10.0
        )
        THEN raw_rating_21
        ELSE CAST(NULL AS DOUBLE)
      END
     IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 22 preceding AND CURRENT ROW) AS value_rating_21,
    LAST_VALUE(
      CASE
        WHEN (
          raw_rating_22 >= 1.0
        ) AND (
          raw_rating_22 <= 5.0
        )
        THEN raw_rating_22
        ELSE CAST(NULL AS DOUBLE)
      END
     IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 23 preceding AND CURRENT ROW) AS value_rating_22,
    CASE
      WHEN COUNT(raw_nps_23) FILTER(WHERE
        (
          raw_nps_23 >= 0.0
        ) AND (
          raw_nps_23 <= 10.0
        )) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 11 preceding AND CURRENT ROW) < 1
      THEN CAST(NULL AS DOUBLE)
      ELSE (
        CAST(COUNT(raw_nps_23) FILTER(WHERE
          (
            raw_nps_23 >= 0.0
          ) AND (
            raw_nps_23 <= 10.0
          ) AND (
            raw_nps_23 >= 9.0
          )) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 11 preceding AND CURRENT ROW) - COUNT(raw_nps_23) FILTER(WHERE
          (
            raw_nps_23 >= 0.0
          ) AND (
            raw_nps_23 <= 10.0
          ) AND (
            raw_nps_23 <= 6.0
          )) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 11 preceding AND CURRENT ROW) AS DOUBLE) * 100.0
      ) / NULLIF(
        COUNT(raw_nps_23) FILTER(WHERE
          (
            raw_nps_23 >= 0.0
          ) AND (
            raw_nps_23 <= 10.0
          )) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 11 preceding AND CURRENT ROW),
        0
      )
    END AS value_nps_23,
    CASE
      WHEN COUNT(raw_nps_24) FILTER(WHERE
        (
          raw_nps_24 >= 0.0
        ) AND (
          raw_nps_24 <= 10.0
        )) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) < 2
      THEN CAST(NULL AS DOUBLE)
      ELSE (
        CAST(COUNT(raw_nps_24) FILTER(WHERE
          (
            raw_nps_24 >= 0.0
          ) AND (
            raw_nps_24 <= 10.0
          ) AND (
            raw_nps_24 >= 9.0
          )) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) - COUNT(raw_nps_24) FILTER(WHERE
          (
            raw_nps_24 >= 0.0
          ) AND (
            raw_nps_24 <= 10.0
          ) AND (
            raw_nps_24 <= 6.0
          )) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS DOUBLE) * 100.0
      ) / NULLIF(
        COUNT(raw_nps_24) FILTER(WHERE
          (
            raw_nps_24 >= 0.0
          ) AND (
            raw_nps_24 <= 10.0
          )) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW),
        0
      )
    END AS value_nps_24,
    CASE
      WHEN COUNT(raw_csat_25) FILTER(WHERE
        (
          raw_csat_25 >= 1.0
        ) AND (
          raw_csat_25 <= 5.0
        )) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) < 1
      THEN CAST(NULL AS DOUBLE)
      ELSE (
        CAST(COUNT(raw_csat_25) FILTER(WHERE
          (
            raw_csat_25 >= 1.0
          ) AND (
            raw_csat_25 <= 5.0
          ) AND (
            raw_csat_25 >= 4.0
          )) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) AS DOUBLE) * 100.0
      ) / NULLIF(
        COUNT(raw_csat_25) FILTER(WHERE
          (
            raw_csat_25 >= 1.0
          ) AND (
            raw_csat_25 <= 5.0
          )) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW),
        0
      )
    END AS value_csat_25,
    CASE
      WHEN COUNT(raw_csat_26) FILTER(WHERE
        (
          raw_csat_26 >= 1.0
        ) AND (
          raw_csat_26 <= 7.0
        )) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) < 2
      THEN CAST(NULL AS DOUBLE)
      ELSE (
        CAST(COUNT(raw_csat_26) FILTER(WHERE
          (
            raw_csat_26 >= 1.0
          ) AND (
            raw_csat_26 <= 7.0
          ) AND (
            raw_csat_26 >= 6.0
          )) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS DOUBLE) * 100.0
      ) / NULLIF(
        COUNT(raw_csat_26) FILTER(WHERE
          (
            raw_csat_26 >= 1.0
          ) AND (
            raw_csat_26 <= 7.0
          )) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW),
        0
      )
    END AS value_csat_26,
    CASE
      WHEN COUNT(raw_ces_27) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) < 1
      THEN CAST(NULL AS DOUBLE)
      ELSE AVG(raw_ces_27) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW)
    END AS value_ces_27,
    CASE
      WHEN COUNT(raw_ces_28) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) < 1
      THEN CAST(NULL AS DOUBLE)
      ELSE (
        CAST(COUNT(raw_ces_28) FILTER(WHERE
          raw_ces_28 >= 5.0) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) - COUNT(raw_ces_28) FILTER(WHERE
          raw_ces_28 <= 3.0) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW) AS DOUBLE) * 100.0
      ) / NULLIF(
        COUNT(raw_ces_28) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 5 preceding AND CURRENT ROW),
        0
      )
    END AS value_ces_28,
    CASE
      WHEN COUNT(raw_ces_29) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) < 2
      THEN CAST(NULL AS DOUBLE)
      ELSE AVG(raw_ces_29) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW)
    END AS value_ces_29
  FROM gathered
),

-- Which red flags and adjustments hold, and who is too young for a score.
judged AS (
  SELECT
    account_id,
    as_of,
    in_book,
    value_linear_0,
    value_linear_1,
    value_linear_2,
    value_linear_3,
    value_curve_4,
    value_curve_5,
    value_curve_6,
    value_steps_7,
    value_steps_8,
    value_steps_9,
    value_threshold_10,
    value_threshold_11,
    value_threshold_12,
    value_threshold_13,
    value_categories_14,
    value_categories_15,
    value_categories_16,
    value_percentile_17,
    value_percentile_18,
    value_percentile_19,
    value_points_20,
    value_level_0,
    value_mean_1,
    value_mean_2,
    value_mean_3,
    value_sum_4,
    value_sum_5,
    value_max_6,
    value_max_7,
    value_change_8,
    value_change_9,
    value_change_10,
    value_ratio_to_first_11,
    value_ratio_to_first_12,
    value_trend_13,
    value_trend_14,
    value_consistency_15,
    value_consistency_16,
    value_months_since_17,
    value_months_since_18,
    value_per_19,
    value_per_20,
    value_rating_21,
    value_rating_22,
    value_nps_23,
    value_nps_24,
    value_csat_25,
    value_csat_26,
    value_ces_27,
    value_ces_28,
    value_ces_29,
    NOT (
      NOT "trait plan" IS NULL
    ) AS flag_lost,
    CASE WHEN (
      NOT fact_1 IS NULL
    ) AND (
      fact_1 <= 0.0
    ) THEN TRUE ELSE FALSE END AS flag_quiet,
    CASE WHEN (
      NOT value_level_0 IS NULL
    ) AND (
      value_level_0 > 2.0
    ) THEN TRUE ELSE FALSE END AS bonus_many,
    CASE WHEN (
      NOT tenure_months IS NULL
    ) AND (
      tenure_months < 3
    ) THEN TRUE ELSE FALSE END AS young
  FROM transformed
),

-- Each value as points from 0 to 100; what is missing stays missing.
pointed AS (
  SELECT
    account_id,
    as_of,
    flag_lost,
    flag_quiet,
    bonus_many,
    young,
    CASE
      WHEN value_linear_0 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_linear_0 - 0.2
      ) / 0.8)) * 100.0
    END AS points_linear_0,
    CASE
      WHEN value_linear_1 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_linear_1 - 270.0
      ) / -300.0)) * 100.0
    END AS points_linear_1,
    CASE
      WHEN value_linear_2 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(1.0, (
        value_linear_2 - -1000000000000.0
      ) / 2000000000000.0)) * 100.0
    END AS points_linear_2,
    CASE
      WHEN value_linear_3 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE CASE
        WHEN (
          value_linear_3 < 0.0
        ) OR (
          value_linear_3 > 10.0
        )
        THEN CAST(NULL AS DOUBLE)
        ELSE GREATEST(0.0, LEAST(1.0, (
          value_linear_3 - 0.0
        ) / 10.0)) * 100.0
      END
    END AS points_linear_3,
    CASE
      WHEN value_curve_4 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_curve_4 < 0.0
      THEN 40.0
      WHEN value_curve_4 < 3.0
      THEN (
        (
          value_curve_4 - 0.0
        ) * 20.0
      ) + 40.0
      WHEN value_curve_4 < 9.0
      THEN (
        (
          value_curve_4 - 3.0
        ) * -16.666666666666668
      ) + 100.0
      WHEN value_curve_4 = 9.0
      THEN 0.0
      ELSE 0.0
    END AS points_curve_4,
    CASE
      WHEN value_curve_5 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_curve_5 < 0.0
      THEN CAST(NULL AS DOUBLE)
      WHEN value_curve_5 < 3.0
      THEN (
        (
          value_curve_5 - 0.0
        ) * 20.0
      ) + 40.0
      WHEN value_curve_5 < 9.0
      THEN (
        (
          value_curve_5 - 3.0
        ) * -16.666666666666668
      ) + 100.0
      WHEN value_curve_5 = 9.0
      THEN 0.0
      ELSE CAST(NULL AS DOUBLE)
    END AS points_curve_5,
    CASE
      WHEN value_curve_6 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_curve_6 < -1000000000000.0
      THEN 0.0
      WHEN value_curve_6 < 1000000000000.0
      THEN (
        (
          value_curve_6 - -1000000000000.0
        ) * 5e-11
      ) + 0.0
      WHEN value_curve_6 = 1000000000000.0
      THEN 100.0
      ELSE 100.0
    END AS points_curve_6,
    CASE
      WHEN value_steps_7 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_steps_7 >= 5.0
      THEN 100.0
      WHEN value_steps_7 >= 4.0
      THEN 75.0
      WHEN value_steps_7 >= 3.0
      THEN 50.0
      WHEN value_steps_7 >= 2.0
      THEN 25.0
      ELSE 0.0
    END AS points_steps_7,
    CASE
      WHEN value_steps_8 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_steps_8 >= 10.0
      THEN 0.0
      WHEN value_steps_8 >= 4.0
      THEN 40.0
      WHEN value_steps_8 >= 1.0
      THEN 100.0
      ELSE 60.0
    END AS points_steps_8,
    CASE
      WHEN value_steps_9 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_steps_9 >= 0.1
      THEN 12.5
      ELSE 12.5
    END AS points_steps_9,
    CASE
      WHEN value_threshold_10 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_threshold_10 >= 3.0
      THEN 100.0
      ELSE 0.0
    END AS points_threshold_10,
    CASE
      WHEN value_threshold_11 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_threshold_11 <= 0.3
      THEN 90.0
      ELSE 0.0
    END AS points_threshold_11,
    CASE
      WHEN value_threshold_12 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_threshold_12 > 0.0
      THEN 20.0
      ELSE 80.0
    END AS points_threshold_12,
    CASE
      WHEN value_threshold_13 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_threshold_13 < -1000000000000.0
      THEN 100.0
      ELSE 0.0
    END AS points_threshold_13,
    CASE
      WHEN value_categories_14 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_categories_14 = 'Yearly'
      THEN 100.0
      WHEN value_categories_14 = 'Monthly'
      THEN 0.0
      ELSE CAST(NULL AS DOUBLE)
    END AS points_categories_14,
    CASE
      WHEN value_categories_15 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_categories_15 = 'A'
      THEN 95.0
      WHEN value_categories_15 = 'B''; --'
      THEN 40.5
      WHEN value_categories_15 = 'ünï'
      THEN 0.0
      ELSE 20.0
    END AS points_categories_15,
    CASE
      WHEN value_categories_16 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_categories_16 = 0.0
      THEN 100.0
      WHEN value_categories_16 = 1.0
      THEN 60.0
      WHEN value_categories_16 = 2.5
      THEN 0.0
      ELSE 10.0
    END AS points_categories_16,
    CASE
      WHEN value_percentile_17 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE COALESCE(
        (
          (
            (
              (
                SUM(CASE WHEN in_book AND (
                  NOT value_percentile_17 IS NULL
                ) THEN 1 ELSE 0 END) OVER (
                  PARTITION BY as_of
                  ORDER BY value_percentile_17 ASC
                  RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) - SUM(CASE WHEN in_book AND (
                  NOT value_percentile_17 IS NULL
                ) THEN 1 ELSE 0 END) OVER (PARTITION BY as_of, value_percentile_17 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
              ) * 1.0
            ) + (
              (
                (
                  SUM(CASE WHEN in_book AND (
                    NOT value_percentile_17 IS NULL
                  ) THEN 1 ELSE 0 END) OVER (PARTITION BY as_of, value_percentile_17 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) + (
                    1 - CASE WHEN in_book AND (
                      NOT value_percentile_17 IS NULL
                    ) THEN 1 ELSE 0 END
                  )
                ) - 1
              ) * 0.5
            )
          ) / NULLIF(
            (
              (
                SUM(CASE WHEN in_book AND (
                  NOT value_percentile_17 IS NULL
                ) THEN 1 ELSE 0 END) OVER (PARTITION BY as_of ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) + (
                  1 - CASE WHEN in_book AND (
                    NOT value_percentile_17 IS NULL
                  ) THEN 1 ELSE 0 END
                )
              ) - 1
            ) * 1.0,
            0.0
          )
        ) * 100.0,
        50.0
      )
    END AS points_percentile_17,
    CASE
      WHEN value_percentile_18 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE COALESCE(
        (
          1.0 - (
            (
              (
                (
                  SUM(CASE WHEN in_book AND (
                    NOT value_percentile_18 IS NULL
                  ) THEN 1 ELSE 0 END) OVER (
                    PARTITION BY as_of
                    ORDER BY value_percentile_18 ASC
                    RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                  ) - SUM(CASE WHEN in_book AND (
                    NOT value_percentile_18 IS NULL
                  ) THEN 1 ELSE 0 END) OVER (PARTITION BY as_of, value_percentile_18 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
                ) * 1.0
              ) + (
                (
                  (
                    SUM(CASE WHEN in_book AND (
                      NOT value_percentile_18 IS NULL
                    ) THEN 1 ELSE 0 END) OVER (PARTITION BY as_of, value_percentile_18 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) + (
                      1 - CASE WHEN in_book AND (
                        NOT value_percentile_18 IS NULL
                      ) THEN 1 ELSE 0 END
                    )
                  ) - 1
                ) * 0.5
              )
            ) / NULLIF(
              (
                (
                  SUM(CASE WHEN in_book AND (
                    NOT value_percentile_18 IS NULL
                  ) THEN 1 ELSE 0 END) OVER (PARTITION BY as_of ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) + (
                    1 - CASE WHEN in_book AND (
                      NOT value_percentile_18 IS NULL
                    ) THEN 1 ELSE 0 END
                  )
                ) - 1
              ) * 1.0,
              0.0
            )
          )
        ) * 100.0,
        50.0
      )
    END AS points_percentile_18,
    CASE
      WHEN value_percentile_19 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_percentile_19 < 0.0
      THEN 10.0
      WHEN value_percentile_19 < 1.0
      THEN (
        (
          value_percentile_19 - 0.0
        ) * 30.0
      ) + 10.0
      WHEN value_percentile_19 < 4.0
      THEN (
        (
          value_percentile_19 - 1.0
        ) * 10.0
      ) + 40.0
      WHEN value_percentile_19 < 90.0
      THEN (
        (
          value_percentile_19 - 4.0
        ) * 0.3488372093023256
      ) + 70.0
      WHEN value_percentile_19 = 90.0
      THEN 100.0
      ELSE 100.0
    END AS points_percentile_19,
    CASE
      WHEN value_points_20 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_points_20))
    END AS points_points_20,
    CASE
      WHEN value_level_0 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_level_0))
    END AS points_level_0,
    CASE
      WHEN value_mean_1 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_mean_1))
    END AS points_mean_1,
    CASE
      WHEN value_mean_2 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_mean_2))
    END AS points_mean_2,
    CASE
      WHEN value_mean_3 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_mean_3))
    END AS points_mean_3,
    CASE
      WHEN value_sum_4 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_sum_4))
    END AS points_sum_4,
    CASE
      WHEN value_sum_5 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_sum_5))
    END AS points_sum_5,
    CASE
      WHEN value_max_6 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_max_6))
    END AS points_max_6,
    CASE
      WHEN value_max_7 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_max_7))
    END AS points_max_7,
    CASE
      WHEN value_change_8 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_change_8))
    END AS points_change_8,
    CASE
      WHEN value_change_9 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_change_9))
    END AS points_change_9,
    CASE
      WHEN value_change_10 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_change_10))
    END AS points_change_10,
    CASE
      WHEN value_ratio_to_first_11 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_ratio_to_first_11))
    END AS points_ratio_to_first_11,
    CASE
      WHEN value_ratio_to_first_12 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_ratio_to_first_12))
    END AS points_ratio_to_first_12,
    CASE
      WHEN value_trend_13 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_trend_13))
    END AS points_trend_13,
    CASE
      WHEN value_trend_14 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_trend_14))
    END AS points_trend_14,
    CASE
      WHEN value_consistency_15 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_consistency_15))
    END AS points_consistency_15,
    CASE
      WHEN value_consistency_16 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_consistency_16))
    END AS points_consistency_16,
    CASE
      WHEN value_months_since_17 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_months_since_17))
    END AS points_months_since_17,
    CASE
      WHEN value_months_since_18 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_months_since_18))
    END AS points_months_since_18,
    CASE
      WHEN value_per_19 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_per_19))
    END AS points_per_19,
    CASE
      WHEN value_per_20 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_per_20))
    END AS points_per_20,
    CASE
      WHEN value_rating_21 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_rating_21))
    END AS points_rating_21,
    CASE
      WHEN value_rating_22 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_rating_22))
    END AS points_rating_22,
    CASE
      WHEN value_nps_23 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_nps_23))
    END AS points_nps_23,
    CASE
      WHEN value_nps_24 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_nps_24))
    END AS points_nps_24,
    CASE
      WHEN value_csat_25 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_csat_25))
    END AS points_csat_25,
    CASE
      WHEN value_csat_26 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_csat_26))
    END AS points_csat_26,
    CASE
      WHEN value_ces_27 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_ces_27))
    END AS points_ces_27,
    CASE
      WHEN value_ces_28 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_ces_28))
    END AS points_ces_28,
    CASE
      WHEN value_ces_29 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_ces_29))
    END AS points_ces_29
  FROM judged
),

-- Points that stand in for missing ones; known_weight still counts real values only.
filled AS (
  SELECT
    account_id,
    as_of,
    flag_lost,
    flag_quiet,
    bonus_many,
    young,
    points_linear_0,
    COALESCE(points_linear_1, 50.0) AS points_linear_1,
    COALESCE(points_linear_2, 0.0) AS points_linear_2,
    points_linear_3,
    COALESCE(points_curve_4, 40.0) AS points_curve_4,
    points_curve_5,
    COALESCE(points_curve_6, 50.0) AS points_curve_6,
    COALESCE(points_steps_7, 0.0) AS points_steps_7,
    points_steps_8,
    COALESCE(points_steps_9, 40.0) AS points_steps_9,
    points_threshold_10,
    COALESCE(points_threshold_11, 50.0) AS points_threshold_11,
    COALESCE(points_threshold_12, 0.0) AS points_threshold_12,
    points_threshold_13,
    COALESCE(points_categories_14, 40.0) AS points_categories_14,
    points_categories_15,
    COALESCE(points_categories_16, 50.0) AS points_categories_16,
    COALESCE(points_percentile_17, 0.0) AS points_percentile_17,
    points_percentile_18,
    COALESCE(points_percentile_19, 40.0) AS points_percentile_19,
    points_points_20,
    points_level_0,
    points_mean_1,
    points_mean_2,
    points_mean_3,
    points_sum_4,
    points_sum_5,
    points_max_6,
    points_max_7,
    points_change_8,
    points_change_9,
    points_change_10,
    points_ratio_to_first_11,
    points_ratio_to_first_12,
    points_trend_13,
    points_trend_14,
    points_consistency_15,
    points_consistency_16,
    points_months_since_17,
    points_months_since_18,
    points_per_19,
    points_per_20,
    points_rating_21,
    points_rating_22,
    points_nps_23,
    points_nps_24,
    points_csat_25,
    points_csat_26,
    points_ces_27,
    points_ces_28,
    points_ces_29,
    CAST(0 AS DOUBLE) + CASE WHEN points_linear_0 IS NULL THEN 0.0 ELSE 0.1 END + CASE WHEN points_linear_1 IS NULL THEN 0.0 ELSE 1.1 END + CASE WHEN points_linear_2 IS NULL THEN 0.0 ELSE 2.1 END + CASE WHEN points_linear_3 IS NULL THEN 0.0 ELSE 3.1 END + CASE WHEN points_curve_4 IS NULL THEN 0.0 ELSE 4.1 END + CASE WHEN points_curve_5 IS NULL THEN 0.0 ELSE 5.1 END + CASE WHEN points_curve_6 IS NULL THEN 0.0 ELSE 6.1 END + CASE WHEN points_steps_7 IS NULL THEN 0.0 ELSE 7.1 END + CASE WHEN points_steps_8 IS NULL THEN 0.0 ELSE 8.1 END + CASE WHEN points_steps_9 IS NULL THEN 0.0 ELSE 9.1 END + CASE WHEN points_threshold_10 IS NULL THEN 0.0 ELSE 10.1 END + CASE WHEN points_threshold_11 IS NULL THEN 0.0 ELSE 11.1 END + CASE WHEN points_threshold_12 IS NULL THEN 0.0 ELSE 12.1 END + CASE WHEN points_threshold_13 IS NULL THEN 0.0 ELSE 13.1 END + CASE WHEN points_categories_14 IS NULL THEN 0.0 ELSE 14.1 END + CASE WHEN points_categories_15 IS NULL THEN 0.0 ELSE 15.1 END + CASE WHEN points_categories_16 IS NULL THEN 0.0 ELSE 16.1 END + CASE WHEN points_percentile_17 IS NULL THEN 0.0 ELSE 17.1 END + CASE WHEN points_percentile_18 IS NULL THEN 0.0 ELSE 18.1 END + CASE WHEN points_percentile_19 IS NULL THEN 0.0 ELSE 19.1 END + CASE WHEN points_points_20 IS NULL THEN 0.0 ELSE 20.1 END + CASE WHEN points_level_0 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_mean_1 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_mean_2 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_mean_3 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_sum_4 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_sum_5 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_max_6 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_max_7 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_change_8 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_change_9 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_change_10 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_ratio_to_first_11 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_ratio_to_first_12 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_trend_13 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_trend_14 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_consistency_15 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_consistency_16 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_months_since_17 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_months_since_18 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_per_19 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_per_20 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_rating_21 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_rating_22 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_nps_23 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_nps_24 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_csat_25 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_csat_26 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_ces_27 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_ces_28 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_ces_29 IS NULL THEN 0.0 ELSE 10.0 END AS known_weight,
    (
      points_linear_3 IS NULL
    )
    OR (
      points_steps_8 IS NULL
    )
    OR (
      points_threshold_13 IS NULL
    )
    OR (
      points_percentile_18 IS NULL
    ) AS refused
  FROM pointed
),

-- Weights times points, and the weights in force.
summed AS (
  SELECT
    account_id,
    as_of,
    flag_lost,
    flag_quiet,
    bonus_many,
    young,
    points_linear_0,
    points_linear_1,
    points_linear_2,
    points_linear_3,
    points_curve_4,
    points_curve_5,
    points_curve_6,
    points_steps_7,
    points_steps_8,
    points_steps_9,
    points_threshold_10,
    points_threshold_11,
    points_threshold_12,
    points_threshold_13,
    points_categories_14,
    points_categories_15,
    points_categories_16,
    points_percentile_17,
    points_percentile_18,
    points_percentile_19,
    points_points_20,
    points_level_0,
    points_mean_1,
    points_mean_2,
    points_mean_3,
    points_sum_4,
    points_sum_5,
    points_max_6,
    points_max_7,
    points_change_8,
    points_change_9,
    points_change_10,
    points_ratio_to_first_11,
    points_ratio_to_first_12,
    points_trend_13,
    points_trend_14,
    points_consistency_15,
    points_consistency_16,
    points_months_since_17,
    points_months_since_18,
    points_per_19,
    points_per_20,
    points_rating_21,
    points_rating_22,
    points_nps_23,
    points_nps_24,
    points_csat_25,
    points_csat_26,
    points_ces_27,
    points_ces_28,
    points_ces_29,
    CAST(0 AS DOUBLE) + COALESCE(points_linear_0 * 0.1, 0.0) + COALESCE(points_linear_1 * 1.1, 0.0) + COALESCE(points_linear_2 * 2.1, 0.0) + COALESCE(points_linear_3 * 3.1, 0.0) + COALESCE(points_curve_4 * 4.1, 0.0) + COALESCE(points_curve_5 * 5.1, 0.0) + COALESCE(points_curve_6 * 6.1, 0.0) + COALESCE(points_steps_7 * 7.1, 0.0) + COALESCE(points_steps_8 * 8.1, 0.0) + COALESCE(points_steps_9 * 9.1, 0.0) + COALESCE(points_threshold_10 * 10.1, 0.0) + COALESCE(points_threshold_11 * 11.1, 0.0) + COALESCE(points_threshold_12 * 12.1, 0.0) + COALESCE(points_threshold_13 * 13.1, 0.0) + COALESCE(points_categories_14 * 14.1, 0.0) + COALESCE(points_categories_15 * 15.1, 0.0) + COALESCE(points_categories_16 * 16.1, 0.0) + COALESCE(points_percentile_17 * 17.1, 0.0) + COALESCE(points_percentile_18 * 18.1, 0.0) + COALESCE(points_percentile_19 * 19.1, 0.0) + COALESCE(points_points_20 * 20.1, 0.0) + COALESCE(points_level_0 * 10.0, 0.0) + COALESCE(points_mean_1 * 10.0, 0.0) + COALESCE(points_mean_2 * 10.0, 0.0) + COALESCE(points_mean_3 * 10.0, 0.0) + COALESCE(points_sum_4 * 10.0, 0.0) + COALESCE(points_sum_5 * 10.0, 0.0) + COALESCE(points_max_6 * 10.0, 0.0) + COALESCE(points_max_7 * 10.0, 0.0) + COALESCE(points_change_8 * 10.0, 0.0) + COALESCE(points_change_9 * 10.0, 0.0) + COALESCE(points_change_10 * 10.0, 0.0) + COALESCE(points_ratio_to_first_11 * 10.0, 0.0) + COALESCE(points_ratio_to_first_12 * 10.0, 0.0) + COALESCE(points_trend_13 * 10.0, 0.0) + COALESCE(points_trend_14 * 10.0, 0.0) + COALESCE(points_consistency_15 * 10.0, 0.0) + COALESCE(points_consistency_16 * 10.0, 0.0) + COALESCE(points_months_since_17 * 10.0, 0.0) + COALESCE(points_months_since_18 * 10.0, 0.0) + COALESCE(points_per_19 * 10.0, 0.0) + COALESCE(points_per_20 * 10.0, 0.0) + COALESCE(points_rating_21 * 10.0, 0.0) + COALESCE(points_rating_22 * 10.0, 0.0) + COALESCE(points_nps_23 * 10.0, 0.0) + COALESCE(points_nps_24 * 10.0, 0.0) + COALESCE(points_csat_25 * 10.0, 0.0) + COALESCE(points_csat_26 * 10.0, 0.0) + COALESCE(points_ces_27 * 10.0, 0.0) + COALESCE(points_ces_28 * 10.0, 0.0) + COALESCE(points_ces_29 * 10.0, 0.0) AS points_sum,
    CAST(0 AS DOUBLE) + CASE WHEN points_linear_0 IS NULL THEN 0.0 ELSE 0.1 END + CASE WHEN points_linear_1 IS NULL THEN 0.0 ELSE 1.1 END + CASE WHEN points_linear_2 IS NULL THEN 0.0 ELSE 2.1 END + CASE WHEN points_linear_3 IS NULL THEN 0.0 ELSE 3.1 END + CASE WHEN points_curve_4 IS NULL THEN 0.0 ELSE 4.1 END + CASE WHEN points_curve_5 IS NULL THEN 0.0 ELSE 5.1 END + CASE WHEN points_curve_6 IS NULL THEN 0.0 ELSE 6.1 END + CASE WHEN points_steps_7 IS NULL THEN 0.0 ELSE 7.1 END + CASE WHEN points_steps_8 IS NULL THEN 0.0 ELSE 8.1 END + CASE WHEN points_steps_9 IS NULL THEN 0.0 ELSE 9.1 END + CASE WHEN points_threshold_10 IS NULL THEN 0.0 ELSE 10.1 END + CASE WHEN points_threshold_11 IS NULL THEN 0.0 ELSE 11.1 END + CASE WHEN points_threshold_12 IS NULL THEN 0.0 ELSE 12.1 END + CASE WHEN points_threshold_13 IS NULL THEN 0.0 ELSE 13.1 END + CASE WHEN points_categories_14 IS NULL THEN 0.0 ELSE 14.1 END + CASE WHEN points_categories_15 IS NULL THEN 0.0 ELSE 15.1 END + CASE WHEN points_categories_16 IS NULL THEN 0.0 ELSE 16.1 END + CASE WHEN points_percentile_17 IS NULL THEN 0.0 ELSE 17.1 END + CASE WHEN points_percentile_18 IS NULL THEN 0.0 ELSE 18.1 END + CASE WHEN points_percentile_19 IS NULL THEN 0.0 ELSE 19.1 END + CASE WHEN points_points_20 IS NULL THEN 0.0 ELSE 20.1 END + CASE WHEN points_level_0 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_mean_1 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_mean_2 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_mean_3 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_sum_4 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_sum_5 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_max_6 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_max_7 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_change_8 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_change_9 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_change_10 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_ratio_to_first_11 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_ratio_to_first_12 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_trend_13 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_trend_14 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_consistency_15 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_consistency_16 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_months_since_17 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_months_since_18 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_per_19 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_per_20 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_rating_21 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_rating_22 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_nps_23 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_nps_24 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_csat_25 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_csat_26 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_ces_27 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_ces_28 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_ces_29 IS NULL THEN 0.0 ELSE 10.0 END AS weight_sum,
    CAST(FLOOR((
      (
        known_weight / 512.0999999999999
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
    flag_lost,
    flag_quiet,
    bonus_many,
    young,
    points_linear_0,
    points_linear_1,
    points_linear_2,
    points_linear_3,
    points_curve_4,
    points_curve_5,
    points_curve_6,
    points_steps_7,
    points_steps_8,
    points_steps_9,
    points_threshold_10,
    points_threshold_11,
    points_threshold_12,
    points_threshold_13,
    points_categories_14,
    points_categories_15,
    points_categories_16,
    points_percentile_17,
    points_percentile_18,
    points_percentile_19,
    points_points_20,
    points_level_0,
    points_mean_1,
    points_mean_2,
    points_mean_3,
    points_sum_4,
    points_sum_5,
    points_max_6,
    points_max_7,
    points_change_8,
    points_change_9,
    points_change_10,
    points_ratio_to_first_11,
    points_ratio_to_first_12,
    points_trend_13,
    points_trend_14,
    points_consistency_15,
    points_consistency_16,
    points_months_since_17,
    points_months_since_18,
    points_per_19,
    points_per_20,
    points_rating_21,
    points_rating_22,
    points_nps_23,
    points_nps_24,
    points_csat_25,
    points_csat_26,
    points_ces_27,
    points_ces_28,
    points_ces_29,
    coverage,
    CASE
      WHEN (
        coverage IS NULL
      ) OR (
        coverage < 0.1
      ) OR refused OR (
        weight_sum <= 0.0
      ) OR young
      THEN CAST(NULL AS DOUBLE)
      ELSE CAST(FLOOR(
        (
          GREATEST(
            0.0,
            LEAST(100.0, (
              points_sum / NULLIF(weight_sum, 0.0)
            ) + CASE WHEN bonus_many THEN 2.5 ELSE 0.0 END)
          ) * 1000000000.0
        ) + 0.5
      ) AS BIGINT) / 1000000000.0
    END AS score
  FROM summed
),

-- No more than the lowest cap of the red flags that hold.
capped AS (
  SELECT
    account_id,
    as_of,
    flag_lost,
    flag_quiet,
    bonus_many,
    young,
    points_linear_0,
    points_linear_1,
    points_linear_2,
    points_linear_3,
    points_curve_4,
    points_curve_5,
    points_curve_6,
    points_steps_7,
    points_steps_8,
    points_steps_9,
    points_threshold_10,
    points_threshold_11,
    points_threshold_12,
    points_threshold_13,
    points_categories_14,
    points_categories_15,
    points_categories_16,
    points_percentile_17,
    points_percentile_18,
    points_percentile_19,
    points_points_20,
    points_level_0,
    points_mean_1,
    points_mean_2,
    points_mean_3,
    points_sum_4,
    points_sum_5,
    points_max_6,
    points_max_7,
    points_change_8,
    points_change_9,
    points_change_10,
    points_ratio_to_first_11,
    points_ratio_to_first_12,
    points_trend_13,
    points_trend_14,
    points_consistency_15,
    points_consistency_16,
    points_months_since_17,
    points_months_since_18,
    points_per_19,
    points_per_20,
    points_rating_21,
    points_rating_22,
    points_nps_23,
    points_nps_24,
    points_csat_25,
    points_csat_26,
    points_ces_27,
    points_ces_28,
    points_ces_29,
    coverage,
    CASE
      WHEN flag_lost AND (
        score > 20.0
      )
      THEN 20.0
      WHEN flag_quiet AND (
        score > 49.0
      )
      THEN 49.0
      ELSE score
    END AS score,
    CASE
      WHEN flag_lost AND (
        score > 20.0
      )
      THEN 'lost'
      WHEN flag_quiet AND (
        score > 49.0
      )
      THEN 'quiet'
      ELSE CAST(NULL AS TEXT)
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
      score + 5e-10
    ) * 10.0) AS BIGINT) / 10.0 AS shown,
    CASE
      WHEN young
      THEN 'Onboarding'
      WHEN score IS NULL
      THEN 'Not scored'
      WHEN score >= 62.5
      THEN 'It''s good'
      WHEN score >= 0.0
      THEN 'So "so"'
      ELSE 'So "so"'
    END AS band,
    coverage,
    capped_by,
    CAST(NULL AS TEXT) AS variant,
    points_linear_0,
    points_linear_1,
    points_linear_2,
    points_linear_3,
    points_curve_4,
    points_curve_5,
    points_curve_6,
    points_steps_7,
    points_steps_8,
    points_steps_9,
    points_threshold_10,
    points_threshold_11,
    points_threshold_12,
    points_threshold_13,
    points_categories_14,
    points_categories_15,
    points_categories_16,
    points_percentile_17,
    points_percentile_18,
    points_percentile_19,
    points_points_20,
    points_level_0,
    points_mean_1,
    points_mean_2,
    points_mean_3,
    points_sum_4,
    points_sum_5,
    points_max_6,
    points_max_7,
    points_change_8,
    points_change_9,
    points_change_10,
    points_ratio_to_first_11,
    points_ratio_to_first_12,
    points_trend_13,
    points_trend_14,
    points_consistency_15,
    points_consistency_16,
    points_months_since_17,
    points_months_since_18,
    points_per_19,
    points_per_20,
    points_rating_21,
    points_rating_22,
    points_nps_23,
    points_nps_24,
    points_csat_25,
    points_csat_26,
    points_ces_27,
    points_ces_28,
    points_ces_29
  FROM capped
)

SELECT * FROM banded;
