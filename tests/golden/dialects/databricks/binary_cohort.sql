-- Five yes or no (card 09e99e3e) for Databricks
-- Five tests, all points or none each, at lines that part healthy customers from lost ones.
--
-- Gives a row for each account and month, among others with
--   score: 0 to 100, null where too little is known
--   shown: the score as people see it
--   band: Green from 70.1, Yellow from 40, Red from 0, or Not scored
--   coverage: the share of the weight that has a value, 0 to 1
--
-- Reads the table snapshots, a row for each account at the end of each month:
--   account_id: text
--   as_of: date, the last day of its month
--   licence_use: number
--   key_actions: number
--   features_used: number
--   tickets: number
--   exec_meeting_days: number
--
-- Metrics, with their share of the weight, which goes to the others where a value is
-- missing, unless it is said what happens:
--   Six of ten seats in use: 20%, mean of the last 3 months, 100 points if at least 0.6, else 0
--   Key actions: 20%, mean of the last 3 months, 100 points if at least 35, else 0
--   Ten features in use: 20%, latest value, 100 points if at least 10, else 0
--   No more than four tickets: 20%, latest value, 100 points if at most 4, else 0
--   Executive met in four months: 20%, latest value, 100 points if at most 120, else 0
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
    licence_use AS raw_seats,
    key_actions AS raw_key_actions,
    features_used AS raw_breadth,
    tickets AS raw_tickets,
    exec_meeting_days AS raw_sponsor
  FROM snapshots
),

-- What each metric reads from its measure's history; never a row after the as-of date.
transformed AS (
  SELECT
    account_id,
    as_of,
    AVG(raw_seats) OVER (
      PARTITION BY account_id
      ORDER BY month_number ASC NULLS LAST
      RANGE BETWEEN 2 PRECEDING AND CURRENT ROW
    ) AS value_seats,
    AVG(raw_key_actions) OVER (
      PARTITION BY account_id
      ORDER BY month_number ASC NULLS LAST
      RANGE BETWEEN 2 PRECEDING AND CURRENT ROW
    ) AS value_key_actions,
    LAST_VALUE(raw_breadth) IGNORE NULLS OVER (
      PARTITION BY account_id
      ORDER BY month_number ASC NULLS LAST
      RANGE BETWEEN 2 PRECEDING AND CURRENT ROW
    ) AS value_breadth,
    raw_tickets AS value_tickets,
    raw_sponsor AS value_sponsor
  FROM measured
),

-- Each value as points from 0 to 100; what is missing stays missing.
pointed AS (
  SELECT
    account_id,
    as_of,
    CASE
      WHEN value_seats IS NULL OR ISNAN(value_seats)
      THEN CAST(NULL AS DOUBLE)
      WHEN value_seats >= CAST(0.6 AS DOUBLE)
      THEN CAST(100.0 AS DOUBLE)
      ELSE CAST(0.0 AS DOUBLE)
    END AS points_seats,
    CASE
      WHEN value_key_actions IS NULL OR ISNAN(value_key_actions)
      THEN CAST(NULL AS DOUBLE)
      WHEN value_key_actions >= CAST(35.0 AS DOUBLE)
      THEN CAST(100.0 AS DOUBLE)
      ELSE CAST(0.0 AS DOUBLE)
    END AS points_key_actions,
    CASE
      WHEN value_breadth IS NULL OR ISNAN(value_breadth)
      THEN CAST(NULL AS DOUBLE)
      WHEN value_breadth >= CAST(10.0 AS DOUBLE)
      THEN CAST(100.0 AS DOUBLE)
      ELSE CAST(0.0 AS DOUBLE)
    END AS points_breadth,
    CASE
      WHEN value_tickets IS NULL OR ISNAN(value_tickets)
      THEN CAST(NULL AS DOUBLE)
      WHEN value_tickets <= CAST(4.0 AS DOUBLE)
      THEN CAST(100.0 AS DOUBLE)
      ELSE CAST(0.0 AS DOUBLE)
    END AS points_tickets,
    CASE
      WHEN value_sponsor IS NULL OR ISNAN(value_sponsor)
      THEN CAST(NULL AS DOUBLE)
      WHEN value_sponsor <= CAST(120.0 AS DOUBLE)
      THEN CAST(100.0 AS DOUBLE)
      ELSE CAST(0.0 AS DOUBLE)
    END AS points_sponsor
  FROM transformed
),

-- Points that stand in for missing ones; known_weight still counts real values only.
filled AS (
  SELECT
    account_id,
    as_of,
    points_seats,
    points_key_actions,
    points_breadth,
    points_tickets,
    points_sponsor,
    CAST(0 AS DOUBLE) + CASE
      WHEN points_seats IS NULL OR ISNAN(points_seats)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(20.0 AS DOUBLE)
    END + CASE
      WHEN points_key_actions IS NULL OR ISNAN(points_key_actions)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(20.0 AS DOUBLE)
    END + CASE
      WHEN points_breadth IS NULL OR ISNAN(points_breadth)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(20.0 AS DOUBLE)
    END + CASE
      WHEN points_tickets IS NULL OR ISNAN(points_tickets)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(20.0 AS DOUBLE)
    END + CASE
      WHEN points_sponsor IS NULL OR ISNAN(points_sponsor)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(20.0 AS DOUBLE)
    END AS known_weight,
    FALSE AS refused
  FROM pointed
),

-- Weights times points, and the weights in force.
summed AS (
  SELECT
    account_id,
    as_of,
    points_seats,
    points_key_actions,
    points_breadth,
    points_tickets,
    points_sponsor,
    CAST(0 AS DOUBLE) + COALESCE(points_seats * CAST(20.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_key_actions * CAST(20.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_breadth * CAST(20.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_tickets * CAST(20.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) + COALESCE(points_sponsor * CAST(20.0 AS DOUBLE), CAST(0.0 AS DOUBLE)) AS points_sum,
    CAST(0 AS DOUBLE) + CASE
      WHEN points_seats IS NULL OR ISNAN(points_seats)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(20.0 AS DOUBLE)
    END + CASE
      WHEN points_key_actions IS NULL OR ISNAN(points_key_actions)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(20.0 AS DOUBLE)
    END + CASE
      WHEN points_breadth IS NULL OR ISNAN(points_breadth)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(20.0 AS DOUBLE)
    END + CASE
      WHEN points_tickets IS NULL OR ISNAN(points_tickets)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(20.0 AS DOUBLE)
    END + CASE
      WHEN points_sponsor IS NULL OR ISNAN(points_sponsor)
      THEN CAST(0.0 AS DOUBLE)
      ELSE CAST(20.0 AS DOUBLE)
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
    points_seats,
    points_key_actions,
    points_breadth,
    points_tickets,
    points_sponsor,
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
      WHEN score IS NULL OR ISNAN(score)
      THEN 'Not scored'
      WHEN score >= CAST(70.1 AS DOUBLE)
      THEN 'Green'
      WHEN score >= CAST(40.0 AS DOUBLE)
      THEN 'Yellow'
      WHEN score >= CAST(0.0 AS DOUBLE)
      THEN 'Red'
      ELSE 'Red'
    END AS band,
    coverage,
    CAST(NULL AS STRING) AS capped_by,
    CAST(NULL AS STRING) AS variant,
    points_seats,
    points_key_actions,
    points_breadth,
    points_tickets,
    points_sponsor
  FROM scored
)

SELECT * FROM banded;
