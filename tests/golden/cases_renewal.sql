WITH
-- The first and the newest month of each account's rows.
seen AS (
  SELECT
    account_id,
    (
      (
        EXTRACT(YEAR FROM MIN(as_of)) * 12
      ) + EXTRACT(MONTH FROM MIN(as_of))
    ) - 1 AS first_month,
    MAX(as_of) AS newest
  FROM snapshots
  GROUP BY
    1
),

-- Each time somebody was a customer, in month numbers; 999999 stands for never.
spans AS (
  SELECT
    spells.account_id,
    spells.spell,
    COALESCE(
      (
        (
          EXTRACT(YEAR FROM spells.began_on) * 12
        ) + EXTRACT(MONTH FROM spells.began_on)
      ) - 1,
      999999
    ) AS began,
    COALESCE(
      (
        (
          EXTRACT(YEAR FROM spells.ended_on) * 12
        ) + EXTRACT(MONTH FROM spells.ended_on)
      ) - 1,
      999999
    ) AS ended,
    COALESCE(
      (
        (
          EXTRACT(YEAR FROM spells.notice_on) * 12
        ) + EXTRACT(MONTH FROM spells.notice_on)
      ) - 1,
      999999
    ) AS notice,
    COALESCE(
      (
        (
          EXTRACT(YEAR FROM accounts.renewal_on) * 12
        ) + EXTRACT(MONTH FROM accounts.renewal_on)
      ) - 1,
      999999
    ) AS renewal,
    COALESCE(seen.first_month, 999999) AS first_month,
    seen.newest,
    COALESCE(accounts.churned, FALSE) AS lost,
    COALESCE(accounts.churn_reason IN ('Price'), FALSE)
    AND spells.is_last
    AND COALESCE(accounts.churned, FALSE) AS set_aside
  FROM spells
  INNER JOIN accounts
    ON spells.account_id = accounts.account_id
  LEFT OUTER JOIN seen
    ON spells.account_id = seen.account_id
),

-- Since when each is a customer, and the month that dates the loss: its notice, else its end.
lives AS (
  SELECT
    account_id,
    spell,
    began,
    ended,
    notice,
    renewal,
    newest,
    lost,
    set_aside,
    CASE WHEN began = 999999 THEN first_month ELSE began END AS since,
    CASE WHEN ended < 999999 THEN LEAST(ended, notice) ELSE 999999 END AS churn
  FROM spans
),

-- The months there are rows for.
months AS (
  SELECT DISTINCT
    as_of,
    (
      (
        EXTRACT(YEAR FROM as_of) * 12
      ) + EXTRACT(MONTH FROM as_of)
    ) - 1 AS at_month
  FROM snapshots
),

-- Each loss and each renewal that was met, looked at a lead before.
looks AS (
  SELECT
    lives.account_id,
    lives.spell,
    lives.began,
    lives.since,
    lives.ended,
    lives.notice,
    lives.churn,
    lives.set_aside,
    months.as_of,
    months.at_month,
    lives.churn = (
      months.at_month + 3
    ) AS gone,
    NOT (
      lives.churn = (
        months.at_month + 3
      )
    )
    AND NOT (
      lives.renewal = (
        months.at_month + 3
      )
    ) AS reckoned
  FROM lives
  INNER JOIN months
    ON (
      lives.churn = (
        months.at_month + 3
      )
    )
    OR (
      (
        (
          lives.renewal = (
            months.at_month + 3
          )
        )
        OR (
          (
            (
              months.at_month + 3
            ) < lives.renewal
          )
          AND (
            lives.renewal <> 999999
          )
          AND (
            (
              (
                lives.renewal - (
                  months.at_month + 3
                )
              ) % 12
            ) = 0
          )
          AND (
            (
              months.at_month + 3
            ) <= 24321
          )
        )
      )
      AND (
        lives.since < (
          months.at_month + 3
        )
      )
      AND (
        (
          months.at_month + 3
        ) < lives.churn
      )
    )
),

-- What becomes of each; only those lost or kept are judged.
outcomes AS (
  SELECT
    account_id,
    spell,
    began,
    since,
    ended,
    notice,
    churn,
    set_aside,
    as_of,
    at_month,
    gone,
    reckoned,
    CASE
      WHEN (
        (
          at_month + 3
        ) > 24321
      ) AND NOT (
        gone
      )
      THEN 'pending'
      WHEN (
        at_month + 3
      ) > 24321
      THEN 'not closed'
      WHEN (
        (
          began <> 999999
        ) AND (
          (
            at_month - began
          ) < 3
        )
      )
      OR (
        at_month < since
      )
      THEN 'too young'
      WHEN (
        notice <= at_month
      ) OR (
        ended <= at_month
      )
      THEN 'after notice'
      WHEN (
        ended = 999999
      ) AND (
        notice <> 999999
      ) AND (
        notice <= (
          at_month + 3
        )
      )
      THEN 'open notice'
      WHEN set_aside AND gone
      THEN 'other reason'
      WHEN gone
      THEN 'lost'
      ELSE 'kept'
    END AS outcome
  FROM looks
),

-- The cases alone.
cases AS (
  SELECT
    *
  FROM outcomes
  WHERE
    outcome IN ('lost', 'kept', 'too late')
),

-- Each case with what the card said at its month: 1 lost, 0 kept, null too late.
answered AS (
  SELECT
    cases.account_id,
    cases.as_of,
    cases.spell,
    CASE
      WHEN cases.churn < 999999
      THEN STRFTIME(
        MAKE_DATE(CAST(FLOOR((
          cases.churn
        ) / (
          12
        )) AS BIGINT), (
          cases.churn % 12
        ) + 1, 1),
        '%Y-%m'
      )
      ELSE NULL
    END AS churn_month,
    CASE WHEN cases.outcome = 'lost' THEN 1 WHEN cases.outcome = 'kept' THEN 0 ELSE NULL END AS outcome,
    cases.reckoned,
    snapshots.arr,
    banded.score,
    banded.band
  FROM cases
  LEFT OUTER JOIN snapshots
    ON cases.account_id = snapshots.account_id AND cases.as_of = snapshots.as_of
  LEFT OUTER JOIN banded
    ON cases.account_id = banded.account_id AND cases.as_of = banded.as_of
)

SELECT * FROM answered;
