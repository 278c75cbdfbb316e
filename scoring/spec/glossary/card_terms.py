"""The words of a card and of the score that it gives."""

from __future__ import annotations

from typing import Final

from scoring.spec.glossary.term import Term

CARD: Final = (
    Term(
        "Account",
        "One customer: a row of the book, with its owner, its revenue and its dates.",
        ("accounts", "customer", "customers"),
    ),
    Term(
        "Account-month",
        "One account as it was at the end of one month: a row of the data.",
        ("account-months", "snapshot"),
    ),
    Term(
        "Adjustment",
        "Points that an event adds to the score or takes from it.",
        ("adjustments",),
    ),
    Term(
        "As-of month",
        "The month at whose end everything on the page is looked at. Nothing known later counts.",
        ("as of the end of", "as-of", "as of"),
    ),
    Term(
        "Band",
        "A named range of the score. A score that lies on a cut belongs to the better band.",
        ("bands", "by band"),
    ),
    Term(
        "Book",
        "All customers at the end of a month.",
        ("book of business",),
    ),
    Term(
        "Cap",
        "The highest score that an account can have while a red flag holds.",
    ),
    Term(
        "Card",
        "All that makes the score: metrics, weights, red flags and bands. One file, in words.",
        ("scorecard",),
    ),
    Term(
        "Coverage",
        "The share of the weight whose metrics have a value for the account. Below the least"
        " coverage of the card there is no score.",
        ("least coverage",),
    ),
    Term(
        "CSM pulse",
        "A customer success manager's own judgement of an account, with a reason and an end.",
        ("pulse",),
    ),
    Term(
        "Cut",
        "The score at which one band ends and the next begins. The red cut decides who is flagged.",
        ("cuts", "red cut"),
    ),
    Term(
        "Effective weight",
        "A metric's share of all weights in force, in percent.",
        ("share",),
    ),
    Term(
        "Measure",
        "A raw value of an account in a month, in its own unit: logins, tickets, days overdue.",
        ("measures",),
    ),
    Term(
        "Metric",
        "A line of the card: a measure, how it is read, how it becomes points, and its weight.",
        ("metrics", "metrics and weights"),
    ),
    Term(
        "Not scored",
        "Too little is known of the account for a score. It is counted and shown, and counts as not"
        " caught.",
    ),
    Term(
        "Onboarding",
        "The account is younger than the card scores; it gets no score yet.",
        ("young",),
    ),
    Term(
        "Playbook",
        "What to do for an account in a band, step by step.",
        ("playbooks",),
    ),
    Term(
        "Points",
        "What a metric gives an account, from 0 to 100. More is always healthier.",
        ("points won", "points lost"),
    ),
    Term(
        "Red",
        "In a band that flags: an account to call. How a card names that band is its own affair.",
        ("flagged", "at risk", "reds", "red now"),
    ),
    Term(
        "Red flag",
        "A hard fact that caps the score, whatever the other metrics say.",
        ("red flags",),
    ),
    Term(
        "Rule of a metric",
        "How a value is read from its months, and how it becomes points.",
        ("normaliser", "transform"),
    ),
    Term(
        "Score",
        "The weighted mean of the points, then adjustments, then caps: 0 to 100. It is no"
        " probability.",
    ),
    Term(
        "Segment",
        "The accounts that share a trait, such as a plan or a region.",
        ("segments", "dimension"),
    ),
    Term(
        "Variant",
        "The same card with other weights, rules or cuts for some accounts.",
        ("variants",),
    ),
    Term(
        "Weight",
        "How much a metric counts beside the others: any number from 0.",
        ("weights",),
    ),
)
