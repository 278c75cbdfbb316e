"""The words of tuning, of comparing and of a workshop."""

from __future__ import annotations

from typing import Final

from scoring.spec.glossary.term import Term

TUNING: Final = (
    Term(
        "Anchor",
        "The values of a measure that get no points and all points.",
        ("anchors", "worst", "best"),
    ),
    Term(
        "Camp",
        "People who give points alike, and unlike the others.",
        ("camps",),
    ),
    Term(
        "Coin-flip",
        "An account whose band changes with small changes of the weights: near a cut.",
        ("coin-flips",),
    ),
    Term(
        "Cross-validated",
        "Measured on accounts that had no part in the suggestion, each in its turn.",
        ("cross-validation",),
    ),
    Term(
        "Drift",
        "How much the spread of a metric differs between two months, as the population stability"
        " index (PSI): 0 for not at all, and much from .25 on.",
        ("psi", "population stability index"),
    ),
    Term(
        "False green",
        "A lost customer that was in the best band when looked at.",
        ("false greens",),
    ),
    Term(
        "Kendall W",
        "How much a room agrees on the order of the metrics: 0 not at all, 1 fully.",
        ("agreement",),
    ),
    Term(
        "Leak",
        "A measure that knows of the loss, such as today's state copied into the past. It makes a"
        " card look better than it is.",
        ("leaks", "leaky"),
    ),
    Term(
        "Lockbox",
        "Losses that are put aside while a card is tuned, and looked at once at the end.",
    ),
    Term(
        "Migration",
        "From which band to which accounts went between two dates, or between two cards.",
        ("from band to band",),
    ),
    Term(
        "Robust red",
        "Red in at least 90 of 100 draws of the weights.",
        ("robust reds",),
    ),
    Term(
        "Room",
        "A vote on the weights: people join by a code, without an account.",
        ("workshop",),
    ),
    Term(
        "Shapley value",
        "What a metric adds to ranking power, averaged over all orders in which metrics may join.",
        ("shapley",),
    ),
    Term(
        "Sign",
        "The number of the rule that spoke. Tune lists every rule under Warnings.",
        ("signs",),
    ),
    Term(
        "Simpson's paradox",
        "A metric that seems to say one thing over all accounts and another within each segment.",
        ("simpson",),
    ),
    Term(
        "Try",
        "A card that was held against the losses. The more tries, the luckier the best one looks.",
        ("tries",),
    ),
)
