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
    logins AS raw_linear_0,
    logins AS raw_linear_1,
    logins AS raw_linear_2,
    logins AS raw_steps_3,
    logins AS raw_steps_4,
    logins AS raw_steps_5,
    logins AS raw_threshold_6,
    logins AS raw_threshold_7,
    logins AS raw_threshold_8,
    logins AS raw_threshold_9,
    mood_drop AS raw_categories_10,
    mood_drop AS raw_categories_11,
    logins AS raw_categories_12,
    logins AS raw_points_13,
    logins AS raw_level_0,
    logins AS raw_mean_1,
    logins AS raw_mean_2,
    logins AS raw_mean_3
  FROM snapshots
),

-- What each metric reads from its measure's history; never a row after the as-of date.
transformed AS (
  SELECT
    account_id,
    as_of,
    raw_linear_0 AS value_linear_0,
    raw_linear_1 AS value_linear_1,
    raw_linear_2 AS value_linear_2,
    raw_steps_3 AS value_steps_3,
    raw_steps_4 AS value_steps_4,
    raw_steps_5 AS value_steps_5,
    raw_threshold_6 AS value_threshold_6,
    raw_threshold_7 AS value_threshold_7,
    raw_threshold_8 AS value_threshold_8,
    raw_threshold_9 AS value_threshold_9,
    raw_categories_10 AS value_categories_10,
    raw_categories_11 AS value_categories_11,
    raw_categories_12 AS value_categories_12,
    raw_points_13 AS value_points_13,
    LAST_VALUE(raw_level_0 IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 1 preceding AND CURRENT ROW) AS value_level_0,
    AVG(raw_mean_1) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_mean_1,
    AVG(raw_mean_2) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN CURRENT ROW AND CURRENT ROW) AS value_mean_2,
    AVG(raw_mean_3) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 59 preceding AND CURRENT ROW) AS value_mean_3
  FROM measured
),

-- Each value as points from 0 to 100; what is missing stays missing.
pointed AS (
  SELECT
    account_id,
    as_of,
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
      WHEN value_steps_3 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_steps_3 >= 5.0
      THEN 100.0
      WHEN value_steps_3 >= 4.0
      THEN 75.0
      WHEN value_steps_3 >= 3.0
      THEN 50.0
      WHEN value_steps_3 >= 2.0
      THEN 25.0
      ELSE 0.0
    END AS points_steps_3,
    CASE
      WHEN value_steps_4 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_steps_4 >= 10.0
      THEN 0.0
      WHEN value_steps_4 >= 4.0
      THEN 40.0
      WHEN value_steps_4 >= 1.0
      THEN 100.0
      ELSE 60.0
    END AS points_steps_4,
    CASE
      WHEN value_steps_5 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_steps_5 >= 0.1
      THEN 12.5
      ELSE 12.5
    END AS points_steps_5,
    CASE
      WHEN value_threshold_6 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_threshold_6 >= 3.0
      THEN 100.0
      ELSE 0.0
    END AS points_threshold_6,
    CASE
      WHEN value_threshold_7 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_threshold_7 <= 0.3
      THEN 90.0
      ELSE 0.0
    END AS points_threshold_7,
    CASE
      WHEN value_threshold_8 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_threshold_8 > 0.0
      THEN 20.0
      ELSE 80.0
    END AS points_threshold_8,
    CASE
      WHEN value_threshold_9 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_threshold_9 < -1000000000000.0
      THEN 100.0
      ELSE 0.0
    END AS points_threshold_9,
    CASE
      WHEN value_categories_10 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_categories_10 = 'Yearly'
      THEN 100.0
      WHEN value_categories_10 = 'Monthly'
      THEN 0.0
      ELSE CAST(NULL AS DOUBLE)
    END AS points_categories_10,
    CASE
      WHEN value_categories_11 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_categories_11 = 'A'
      THEN 95.0
      WHEN value_categories_11 = 'B''; --'
      THEN 40.5
      WHEN value_categories_11 = 'ünï'
      THEN 0.0
      ELSE 20.0
    END AS points_categories_11,
    CASE
      WHEN value_categories_12 IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN value_categories_12 = 0.0
      THEN 100.0
      WHEN value_categories_12 = 1.0
      THEN 60.0
      WHEN value_categories_12 = 2.5
      THEN 0.0
      ELSE 10.0
    END AS points_categories_12,
    CASE
      WHEN value_points_13 IS NULL
      THEN CAST(NULL AS DOUBLE)
      ELSE GREATEST(0.0, LEAST(100.0, value_points_13))
    END AS points_points_13,
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
    END AS points_mean_3
  FROM transformed
),

-- Points that stand in for missing ones; known_weight still counts real values only.
filled AS (
  SELECT
    account_id,
    as_of,
    points_linear_0,
    COALESCE(points_linear_1, 50.0) AS points_linear_1,
    COALESCE(points_linear_2, 0.0) AS points_linear_2,
    points_steps_3,
    COALESCE(points_steps_4, 40.0) AS points_steps_4,
    points_steps_5,
    COALESCE(points_threshold_6, 50.0) AS points_threshold_6,
    COALESCE(points_threshold_7, 0.0) AS points_threshold_7,
    points_threshold_8,
    COALESCE(points_threshold_9, 40.0) AS points_threshold_9,
    points_categories_10,
    COALESCE(points_categories_11, 50.0) AS points_categories_11,
    COALESCE(points_categories_12, 0.0) AS points_categories_12,
    points_points_13,
    points_level_0,
    points_mean_1,
    points_mean_2,
    points_mean_3,
    CAST(0 AS DOUBLE) + CASE WHEN points_linear_0 IS NULL THEN 0.0 ELSE 0.1 END + CASE WHEN points_linear_1 IS NULL THEN 0.0 ELSE 1.1 END + CASE WHEN points_linear_2 IS NULL THEN 0.0 ELSE 2.1 END + CASE WHEN points_steps_3 IS NULL THEN 0.0 ELSE 3.1 END + CASE WHEN points_steps_4 IS NULL THEN 0.0 ELSE 4.1 END + CASE WHEN points_steps_5 IS NULL THEN 0.0 ELSE 5.1 END + CASE WHEN points_threshold_6 IS NULL THEN 0.0 ELSE 6.1 END + CASE WHEN points_threshold_7 IS NULL THEN 0.0 ELSE 7.1 END + CASE WHEN points_threshold_8 IS NULL THEN 0.0 ELSE 8.1 END + CASE WHEN points_threshold_9 IS NULL THEN 0.0 ELSE 9.1 END + CASE WHEN points_categories_10 IS NULL THEN 0.0 ELSE 10.1 END + CASE WHEN points_categories_11 IS NULL THEN 0.0 ELSE 11.1 END + CASE WHEN points_categories_12 IS NULL THEN 0.0 ELSE 12.1 END + CASE WHEN points_points_13 IS NULL THEN 0.0 ELSE 13.1 END + CASE WHEN points_level_0 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_mean_1 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_mean_2 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_mean_3 IS NULL THEN 0.0 ELSE 10.0 END AS known_weight,
    (
      points_steps_3 IS NULL
    ) OR (
      points_threshold_8 IS NULL
    ) OR (
      points_points_13 IS NULL
    ) AS refused
  FROM pointed
),

-- Weights times points, and the weights in force.
summed AS (
  SELECT
    account_id,
    as_of,
    points_linear_0,
    points_linear_1,
    points_linear_2,
    points_steps_3,
    points_steps_4,
    points_steps_5,
    points_threshold_6,
    points_threshold_7,
    points_threshold_8,
    points_threshold_9,
    points_categories_10,
    points_categories_11,
    points_categories_12,
    points_points_13,
    points_level_0,
    points_mean_1,
    points_mean_2,
    points_mean_3,
    CAST(0 AS DOUBLE) + COALESCE(points_linear_0 * 0.1, 0.0) + COALESCE(points_linear_1 * 1.1, 0.0) + COALESCE(points_linear_2 * 2.1, 0.0) + COALESCE(points_steps_3 * 3.1, 0.0) + COALESCE(points_steps_4 * 4.1, 0.0) + COALESCE(points_steps_5 * 5.1, 0.0) + COALESCE(points_threshold_6 * 6.1, 0.0) + COALESCE(points_threshold_7 * 7.1, 0.0) + COALESCE(points_threshold_8 * 8.1, 0.0) + COALESCE(points_threshold_9 * 9.1, 0.0) + COALESCE(points_categories_10 * 10.1, 0.0) + COALESCE(points_categories_11 * 11.1, 0.0) + COALESCE(points_categories_12 * 12.1, 0.0) + COALESCE(points_points_13 * 13.1, 0.0) + COALESCE(points_level_0 * 10.0, 0.0) + COALESCE(points_mean_1 * 10.0, 0.0) + COALESCE(points_mean_2 * 10.0, 0.0) + COALESCE(points_mean_3 * 10.0, 0.0) AS points_sum,
    CAST(0 AS DOUBLE) + CASE WHEN points_linear_0 IS NULL THEN 0.0 ELSE 0.1 END + CASE WHEN points_linear_1 IS NULL THEN 0.0 ELSE 1.1 END + CASE WHEN points_linear_2 IS NULL THEN 0.0 ELSE 2.1 END + CASE WHEN points_steps_3 IS NULL THEN 0.0 ELSE 3.1 END + CASE WHEN points_steps_4 IS NULL THEN 0.0 ELSE 4.1 END + CASE WHEN points_steps_5 IS NULL THEN 0.0 ELSE 5.1 END + CASE WHEN points_threshold_6 IS NULL THEN 0.0 ELSE 6.1 END + CASE WHEN points_threshold_7 IS NULL THEN 0.0 ELSE 7.1 END + CASE WHEN points_threshold_8 IS NULL THEN 0.0 ELSE 8.1 END + CASE WHEN points_threshold_9 IS NULL THEN 0.0 ELSE 9.1 END + CASE WHEN points_categories_10 IS NULL THEN 0.0 ELSE 10.1 END + CASE WHEN points_categories_11 IS NULL THEN 0.0 ELSE 11.1 END + CASE WHEN points_categories_12 IS NULL THEN 0.0 ELSE 12.1 END + CASE WHEN points_points_13 IS NULL THEN 0.0 ELSE 13.1 END + CASE WHEN points_level_0 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_mean_1 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_mean_2 IS NULL THEN 0.0 ELSE 10.0 END + CASE WHEN points_mean_3 IS NULL THEN 0.0 ELSE 10.0 END AS weight_sum,
    CAST(FLOOR((
      (
        known_weight / 132.39999999999998
      ) * 1000000000.0
    ) + 0.5) AS BIGINT) / 1000000000.0 AS coverage,
    refused
  FROM filled
),

-- The weighted mean, rounded once; no number where too little is known.
scored AS (
  SELECT
    account_id,
    as_of,
    points_linear_0,
    points_linear_1,
    points_linear_2,
    points_steps_3,
    points_steps_4,
    points_steps_5,
    points_threshold_6,
    points_threshold_7,
    points_threshold_8,
    points_threshold_9,
    points_categories_10,
    points_categories_11,
    points_categories_12,
    points_points_13,
    points_level_0,
    points_mean_1,
    points_mean_2,
    points_mean_3,
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
      WHEN score >= 62.5
      THEN 'It''s good'
      WHEN score >= 0.0
      THEN 'So "so"'
      ELSE 'So "so"'
    END AS band,
    coverage,
    CAST(NULL AS TEXT) AS capped_by,
    CAST(NULL AS TEXT) AS variant,
    points_linear_0,
    points_linear_1,
    points_linear_2,
    points_steps_3,
    points_steps_4,
    points_steps_5,
    points_threshold_6,
    points_threshold_7,
    points_threshold_8,
    points_threshold_9,
    points_categories_10,
    points_categories_11,
    points_categories_12,
    points_points_13,
    points_level_0,
    points_mean_1,
    points_mean_2,
    points_mean_3
  FROM scored
)

SELECT * FROM banded;
