-- Five yes or no (card 09e99e3e) for BigQuery
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
    AVG(raw_seats) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_seats,
    AVG(raw_key_actions) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_key_actions,
    LAST_VALUE(raw_breadth IGNORE NULLS) OVER (PARTITION BY account_id ORDER BY month_number ASC RANGE BETWEEN 2 preceding AND CURRENT ROW) AS value_breadth,
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
      WHEN value_seats IS NULL
      THEN CAST(NULL AS FLOAT64)
      WHEN value_seats >= 0.6
      THEN 100.0
      ELSE 0.0
    END AS points_seats,
    CASE
      WHEN value_key_actions IS NULL
      THEN CAST(NULL AS FLOAT64)
      WHEN value_key_actions >= 35.0
      THEN 100.0
      ELSE 0.0
    END AS points_key_actions,
    CASE
      WHEN value_breadth IS NULL
      THEN CAST(NULL AS FLOAT64)
      WHEN value_breadth >= 10.0
      THEN 100.0
      ELSE 0.0
    END AS points_breadth,
    CASE
      WHEN value_tickets IS NULL
      THEN CAST(NULL AS FLOAT64)
      WHEN value_tickets <= 4.0
      THEN 100.0
      ELSE 0.0
    END AS points_tickets,
    CASE
      WHEN value_sponsor IS NULL
      THEN CAST(NULL AS FLOAT64)
      WHEN value_sponsor <= 120.0
      THEN 100.0
      ELSE 0.0
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
    CAST(0 AS FLOAT64) + CASE WHEN points_seats IS NULL THEN 0.0 ELSE 20.0 END + CASE WHEN points_key_actions IS NULL THEN 0.0 ELSE 20.0 END + CASE WHEN points_breadth IS NULL THEN 0.0 ELSE 20.0 END + CASE WHEN points_tickets IS NULL THEN 0.0 ELSE 20.0 END + CASE WHEN points_sponsor IS NULL THEN 0.0 ELSE 20.0 END AS known_weight,
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
    CAST(0 AS FLOAT64) + COALESCE(points_seats * 20.0, 0.0) + COALESCE(points_key_actions * 20.0, 0.0) + COALESCE(points_breadth * 20.0, 0.0) + COALESCE(points_tickets * 20.0, 0.0) + COALESCE(points_sponsor * 20.0, 0.0) AS points_sum,
    CAST(0 AS FLOAT64) + CASE WHEN points_seats IS NULL THEN 0.0 ELSE 20.0 END + CASE WHEN points_key_actions IS NULL THEN 0.0 ELSE 20.0 END + CASE WHEN points_breadth IS NULL THEN 0.0 ELSE 20.0 END + CASE WHEN points_tickets IS NULL THEN 0.0 ELSE 20.0 END + CASE WHEN points_sponsor IS NULL THEN 0.0 ELSE 20.0 END AS weight_sum,
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
    points_seats,
    points_key_actions,
    points_breadth,
    points_tickets,
    points_sponsor,
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
      WHEN score >= 70.1
      THEN 'Green'
      WHEN score >= 40.0
      THEN 'Yellow'
      WHEN score >= 0.0
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
