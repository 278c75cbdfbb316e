"""The words of the book, of its revenue and its surveys."""

from __future__ import annotations

from typing import Final

from scoring.spec.glossary.term import Term

BOOK: Final = (
    Term("ARR", "Yearly recurring revenue.", ("revenue", "annual recurring revenue")),
    Term(
        "ARR at risk",
        "Yearly recurring revenue of the customers in a band that flags.",
    ),
    Term(
        "ARR growth",
        "How much the revenue of the book rose in the months shown, new customers included.",
    ),
    Term(
        "CES",
        "Customer effort: the mean answer, or the share of positive answers less that of negative"
        " ones, as the measure says.",
        ("customer effort",),
    ),
    Term(
        "Change",
        "Points of 100 since the month before.",
        ("change in points",),
    ),
    Term(
        "Churn rate",
        "Customers at the start that have left by the end, as a share of those at the start.",
    ),
    Term(
        "CSAT",
        "The share of answers that are satisfied, of those given in the months looked at.",
        ("satisfied",),
    ),
    Term(
        "GRR",
        "Gross revenue retention: what is left of the revenue of a year ago, losses and cuts taken"
        " off, no growth counted.",
        ("gross revenue retention",),
    ),
    Term(
        "Lifetime value",
        "Gross margin of a year divided by the churn rate: what a customer brings until it leaves.",
        ("customer lifetime value", "clv"),
    ),
    Term(
        "Load",
        "Accounts at risk as a share of those that one owner can work.",
    ),
    Term(
        "Movers",
        "Accounts whose score changed most since the month before.",
        ("movers this month",),
    ),
    Term(
        "NPS",
        "The share of answers of 9 and 10 less the share of 0 to 6: from −100 to 100.",
        ("net promoter score",),
    ),
    Term(
        "NRR",
        "Net revenue retention: what the customers of a year ago pay now, their growth counted, as"
        " a share of what they paid then.",
        ("net revenue retention",),
    ),
    Term(
        "Owner",
        "The customer success manager of an account.",
        ("csm",),
    ),
    Term(
        "Renewal",
        "The month in which a contract runs out.",
        ("renews", "renewals ahead"),
    ),
    Term(
        "Renewal rate",
        "Contracts that ran out and went on, as a share of those that ran out.",
    ),
    Term(
        "Retention rate",
        "Customers at the start that still are customers, as a share of those at the start.",
    ),
    Term(
        "Save rate",
        "Accounts that were red at the start and are in a good band at the end, as a share of all"
        " red at the start, lost ones included. Some would have recovered without help.",
        ("saved",),
    ),
)
