"""The words of the look back at lost customers, and of how sure its figures are."""

from __future__ import annotations

from typing import Final

from scoring.spec.glossary.term import Term

LOOK_BACK: Final = (
    Term(
        "ARR caught",
        "The revenue of the lost accounts that were red in time, as a share of all that was lost."
        " It is the revenue of the day they were looked at.",
    ),
    Term(
        "Back-test",
        "The card is held against the past: each account is scored as it was then, and what came"
        " after says whether it was right.",
        ("look back",),
    ),
    Term(
        "Calls per catch",
        "Red accounts for each red account that was lost: how many are called to find one.",
        ("calls", "precision"),
    ),
    Term(
        "Case",
        "One account at one look, with what became of it.",
        ("cases", "no case", "case table"),
    ),
    Term(
        "Caught churn",
        "Lost accounts that were red while there was time to act. One without a score counts as not"
        " caught.",
        ("caught", "lost accounts caught", "recall", "sensitivity"),
    ),
    Term(
        "Churn rate, shrunk",
        "The churn rate drawn towards that of all accounts, the more so the fewer a segment has.",
    ),
    Term(
        "Cohort",
        "Which accounts are looked at, and when: everybody at fixed months, or each one before its"
        " renewal. The two differ, and are never mixed.",
        ("cohorts", "calendar", "renewals"),
    ),
    Term(
        "Effective n",
        "How many independent accounts the cases are worth. Several months of one account tell"
        " less than as many accounts.",
        ("worth so many",),
    ),
    Term(
        "False alarms",
        "Kept accounts that were red: calls that were not needed, or that helped.",
        ("false alarm",),
    ),
    Term(
        "Flag rule",
        "When an account counts as flagged: red at the look, red two months running, and so on.",
        ("counts as flagged",),
    ),
    Term(
        "Horizon",
        "The months in which a loss counts, after the lead.",
    ),
    Term(
        "Interval",
        "Where the true figure lies, 95 times in 100, as far as so few losses can tell.",
        ("confidence interval", "95%"),
    ),
    Term(
        "Kept",
        "Still a customer at the end of the window.",
        ("kept accounts",),
    ),
    Term(
        "Lead",
        "The months between the look and the first month in which a loss counts: time to act.",
    ),
    Term(
        "Lead time",
        "Months from the start of the last unbroken run of red to the notice: half of those who"
        " were red at all had more. One month that is not red breaks no run.",
        ("warning", "months of warning"),
    ),
    Term(
        "Lift",
        "How many times better than picking accounts at random.",
    ),
    Term(
        "Lost customers",
        "Customers that gave notice or left.",
        ("lost", "losses", "lost accounts", "churned", "churn"),
    ),
    Term(
        "Missed",
        "Lost, and not red while there was time to act.",
    ),
    Term(
        "Ranking power",
        "Of all pairs of a lost and a kept account, how often the lost one scored worse, ties half"
        " (AUC). 50% is chance.",
        ("auc", "c-statistic"),
    ),
    Term(
        "Too late",
        "Lost so soon after the look that nobody could have acted. It is listed, and left out of"
        " every rate.",
    ),
    Term(
        "Verdict",
        "What the card would have made of a lost customer: caught, missed, too late, no score or no"
        " case.",
    ),
    Term(
        "Workload",
        "How many accounts are red. Two cards are compared at the same workload.",
        ("equal workload", "capacity"),
    ),
)
