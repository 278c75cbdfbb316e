"""What the columns of a file probably are: guesses from names and values, each with its reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Final, Literal, Protocol

from scoring.spec.guess_words import BUT, LOST, NAMES, NO, YES
from scoring.spec.tables import Sure


class Column(Protocol):
    """What a guess needs to know of a column."""

    @property
    def label(self) -> str:
        """Its name in the file."""

    @property
    def holds(self) -> Literal["number", "date", "text"]:
        """What its cells read as."""

    @property
    def distinct(self) -> int:
        """How many different values it has."""

    @property
    def filled(self) -> float:
        """The share of rows that have a value."""

    @property
    def examples(self) -> tuple[str, ...]:
        """Its most frequent values."""


_GONE: Final = re.compile(
    r"(churned|lost|former|ex|past|cancell?ed|terminated)[ _-]?(customer|client|account|user)s?"
    r"|(customer|client|account)s?[ _-]+(churned|lost|cancell?ed|terminated)( (customer|client))?"
)
"""Words that say more than one of those in LOST: Former customer, ex-client."""
_LESS_IS_BETTER: Final = re.compile(
    r"ticket|escalat|overdue|delay|late|fail|error|complain|bug|breach|resolution|days_since"
    r"|since|risk|refund|downtime|incident|(^|_)age$|meeting_days|negative|unpaid"
)
_MORE_IS_BETTER: Final = re.compile(r"(^|_)nps(_|$)|csat|satisf|promoter|adoption|engagement")
FEW: Final = 12
"""A text with at most so many different values may be scored value by value."""
MANY: Final = 30
"""A text with more different values is no dimension to filter by."""

Found = tuple[str, Sure]


class Columns:
    """The columns of a file that no role has taken yet."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """All of them are free."""
        self.free = list(columns)

    def take(self, label: str | None) -> None:
        """Give a column to a role."""
        self.free = [c for c in self.free if c.label != label]

    def named(
        self, role: str, fits: Callable[[Column], bool], said: str, sure: float = 0.85
    ) -> Found | None:
        """The first free column that fits and whose name speaks of the role; it is taken."""
        for column in self.free:
            found = _spoken(role, column.label)
            if found and fits(column):
                self.take(column.label)
                return column.label, Sure(sure, f"{said}, and its name holds '{found}'")
        return None


def is_date(column: Column) -> bool:
    """Whether a column holds dates."""
    return column.holds == "date"


def is_number(column: Column) -> bool:
    """Whether a column holds numbers."""
    return column.holds == "number"


def is_text(column: Column) -> bool:
    """Whether a column holds text."""
    return column.holds == "text"


def is_yes_or_no(column: Column) -> bool:
    """Whether a column says yes or no, in some spelling."""
    words = {value.lower() for value in column.examples}
    return 1 <= len(words) <= 2 and words <= {*YES, *NO}


def lost_values(column: Column) -> tuple[str, ...]:
    """The values of a column that mean lost."""
    return tuple(v for v in column.examples if v.lower() in LOST or _GONE.fullmatch(v.lower()))


def says_who_left(column: Column) -> bool:
    """Whether two values at most, under such a name, may say who left or who stayed."""
    few = 1 <= column.distinct <= 2 and not is_date(column)
    return few and (speaks_of("flag", column.label) or speaks_of("stays", column.label))


def yes_values(column: Column) -> tuple[str, ...]:
    """The values of a column that mean yes."""
    return tuple(v for v in column.examples if v.lower() in YES)


def is_measure(column: Column) -> bool:
    """Whether a column may tell one account from another: numbers, or a few words."""
    if column.distinct < 2:
        return False
    return is_number(column) or (is_text(column) and column.distinct <= FEW)


def is_dimension(column: Column) -> bool:
    """Whether a column sorts accounts into a few groups."""
    return is_text(column) and 2 <= column.distinct <= MANY


def less_is_better(name: str) -> bool | None:
    """Whether a measure's name says that a small value is the healthy one; None if neither is said.

    A name that speaks of both ends says neither.
    """
    less, more = (bool(end.search(snake(name))) for end in (_LESS_IS_BETTER, _MORE_IS_BETTER))
    return None if less == more else less


def speaks_of(role: str, label: str) -> bool:
    """Whether a name speaks of a role."""
    return _spoken(role, label) is not None


def _spoken(role: str, label: str) -> str | None:
    """The part of a name that speaks of a role; None if none does."""
    name = snake(label)
    found = re.search(NAMES[role], name)
    ruled_out = role in BUT and re.search(BUT[role], name)
    return found[0].strip("_") if found and not ruled_out else None


def akin(one: str, other: str) -> bool:
    """Whether two columns have names for the same id: id and account_id, accountID and Account."""
    a, b = snake(one), snake(other)
    short, long = sorted((a, b), key=len)
    return bool(short) and (long.startswith(short) or long.endswith(short))


def snake(label: str) -> str:
    """A label in lower case and plain letters, words joined by underlines; Acct # is acct_no."""
    bare = unicodedata.normalize("NFKD", label.replace("ß", "ss"))
    plain = "".join(c for c in bare if not unicodedata.combining(c))
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", plain)
    apart = re.sub(r"(?<=[A-Za-z]) ?#$", " no", apart)
    return re.sub(r"[^a-z0-9]+", "_", apart.lower()).strip("_")
