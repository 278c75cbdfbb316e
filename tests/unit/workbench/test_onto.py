"""Next month's files take the parts of this month's, and where names do not tell it is asked."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest

from scoring.spec.source import Source, parse_source
from scoring.workbench import Fit, onto
from scoring.workbench.onto import best_match
from tests.own_files import looked_at

pytestmark = pytest.mark.slow

SOURCE = """
version: 1
name: Two alike
files: {accounts: {path: accounts.csv}, usage: {path: usage.csv}, tickets: {path: tickets.csv}}
account: {from: accounts, id: account_id}
snapshots:
  - {from: usage, month: month, measures: [{column: number, name: usage}]}
  - {from: tickets, month: month, measures: [{column: number, name: tickets}]}
"""
ACCOUNTS = b"account_id,plan\na,x\nb,y\n"
MONTHS = b"account_id,month,number\na,2025-01,1\nb,2025-01,2\na,2025-02,3\nb,2025-02,4\n"


def source() -> Source:
    return parse_source(SOURCE)


def fit(*names: str, said: dict[str, str] | None = None, accounts: str = "accounts.csv") -> Fit:
    return onto(source(), looked_at({accounts: ACCOUNTS, **dict.fromkeys(names, MONTHS)}), said)


def paths(found: Fit) -> dict[str, str]:
    assert found.source is not None
    return {key: file.path for key, file in found.source.files.items()}


def test_names_that_say_nothing_are_asked_for_whatever_the_order() -> None:
    """Two exports with the same columns: either could be usage, so nothing is chosen."""
    for names in (("export (1).csv", "export (2).csv"), ("export (2).csv", "export (1).csv")):
        found = fit(*names)
        assert found.source is None
        assert set(found.asked) == {"usage", "tickets"}
        assert all(len(options) == 2 for options in found.asked.values())


def test_an_answer_settles_both_parts_and_the_question_stays_to_be_mended() -> None:
    """If the second export is usage, the first can only be tickets."""
    seen = {"export (1).csv": "export_1", "export (2).csv": "export_2"}
    found = fit(*seen, said={"usage": "export_2"})
    assert paths(found)["usage"] == "export (2).csv"
    assert paths(found)["tickets"] == "export (1).csv"
    assert set(found.asked) == {"usage", "tickets"}
    twice = fit(*seen, said={"usage": "export_2", "tickets": "export_2"})
    assert twice.source is None
    assert set(twice.asked) == {"usage", "tickets"}


def test_the_same_path_wins_then_the_names_that_are_most_alike() -> None:
    """The order in which files are dropped decides nothing."""
    for names in (("tickets.csv", "usage.csv"), ("usage.csv", "tickets.csv")):
        assert paths(fit(*names))["usage"] == "usage.csv"
    for names in (("tickets feb.csv", "usage feb.csv"), ("usage feb.csv", "tickets feb.csv")):
        found = paths(fit(*names))
        assert (found["usage"], found["tickets"]) == ("usage feb.csv", "tickets feb.csv")


def test_a_file_that_would_fit_anywhere_leaves_the_part_that_only_another_can_play() -> None:
    """Accounts need an id only, which every file has; usage needs what jan.csv alone has."""
    small = SOURCE.replace(", tickets: {path: tickets.csv}", "").rsplit("  - ", 1)[0]
    for order in (("jan.csv", "zed.csv"), ("zed.csv", "jan.csv")):
        content = {"jan.csv": MONTHS, "zed.csv": ACCOUNTS}
        found = onto(parse_source(small), looked_at({name: content[name] for name in order}))
        assert paths(found) == {"accounts": "zed.csv", "usage": "jan.csv"}


def test_a_third_file_that_could_play_a_part_is_asked_or_named_as_unused() -> None:
    """By their names usage and tickets are clear, the third has no part."""
    found = fit("usage.csv", "tickets.csv", "other.csv")
    assert (found.asked, found.unused) == ({}, ("other",))


def test_what_is_missing_is_named_with_its_columns() -> None:
    """One file of months for two parts; and one that has another name for the number."""
    (lacking,) = fit("usage.csv").lacking
    assert (lacking.key, lacking.path) == ("tickets", "tickets.csv")
    assert lacking.needs == ("account_id", "month", "number")
    other = MONTHS.replace(b"number", b"amount")
    files = {"accounts.csv": ACCOUNTS, "usage.csv": MONTHS, "tickets.csv": other}
    (lacking,) = onto(source(), looked_at(files)).lacking
    assert (lacking.key, lacking.nearest, lacking.lacks) == ("tickets", "tickets", ("number",))


def test_the_best_match_is_that_of_trying_all() -> None:
    """Against every way to share out up to five files, for two hundred drawn likenesses."""
    dice = Random(1)
    for _ in range(200):
        keys, seen = "abcde"[: dice.randint(1, 5)], "vwxyz"[: dice.randint(1, 5)]
        alike = {k: {s: dice.random() for s in seen if dice.random() < 0.6} for k in keys}
        places = [*seen, *[None] * len(keys)]
        ways = [
            [(k, s) for k, s in zip(keys, way, strict=False) if s in alike[k]]
            for way in set(permutations(places, len(keys)))
        ]
        best = max((len(way), sum(alike[k][s] for k, s in way if s)) for way in ways)
        found = best_match(alike)
        assert len(set(found.values())) == len(found) == best[0]
        assert abs(sum(alike[k][s] for k, s in found.items()) - best[1]) < 1e-9
