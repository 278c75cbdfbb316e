"""A source that is written and read again is the same source, whatever its columns are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.spec.source import Source, parse_source
from scoring.spec.write_source import source_as_yaml

ROOT = Path(__file__).parents[3]
KNOWN = sorted(
    [*(ROOT / "configs/sources").glob("*.yaml"), *(ROOT / "tests/reference").glob("*.source.yaml")]
)
EVERY_KEY = r"""
version: 1
name: Every key
about: 'Two lines: of text, and # no comment'
currency: €
files:
  accounts: {path: "a b.csv", csv: {delimiter: "\t", decimal: ",", encoding: cp1251,
    date_format: "%d.%m.%Y", skip_rows: 2, skip_below: 1,
    null_text: ["", N/A, "null", "-"], quote: "'"}}
  usage: {path: u.xlsx, sheet: "2024"}
  subs: {path: u.duckdb, table: 'our "subs"', csv: {}}
account:
  from: accounts
  id: "no"
  name: "on"
  owner: "1"
  arr: {column: mrr, times: 12.5}
  start_on: start
  renewal_on: renewal
  notice_on: notice
  churn_reason: why
  churn: {event: day, from: usage, id: acc, take: first, flag: gone, is: [1, true, "Yes"],
    via: {from: subs, id: s, account: a}, except: {column: back, is: ["true"]}}
  dimensions: [region, "yes"]
snapshots:
  - {from: usage, id: acc, month: month, arr: arr,
     measures: [a, {column: b, type: text}, {column: a, plus: [b, c], name: "a + b"}]}
events:
  - {measure: m, from: usage, on: day, aggregate: share_where, absent: zero, window_days: 30,
     of: {column: x, present: true},
     where: {any: [{column: x, at_least: 1.0}, {not: {column: y, is: ["1", two]}},
                   {all: [{column: z, missing: true}]}]}}
  - {measure: n, from: usage, on: day, until: end, aggregate: count,
     via: {from: subs, id: s, account: a, start_on: b, end_on: e}}
long: {from: usage, month: m, name: n, value: v, absent: zero, measures: [p, {column: q, name: r}]}
drop: {after_churn: keep, before_start: drop, part_months: true}
"""


def again(source: Source) -> Source:
    return parse_source(source_as_yaml(source))


@pytest.mark.parametrize("path", KNOWN, ids=lambda path: path.name)
def test_what_people_wrote_comes_back_equal(path: Path) -> None:
    """The bundled sources, and those of the reference data."""
    source = parse_source(path.read_text(encoding="utf-8"))
    assert again(source) == source


def test_every_key_of_the_language_comes_back() -> None:
    """Also quotes, tabs, and names that YAML would take for a truth value."""
    source = parse_source(EVERY_KEY)
    assert again(source) == source


def test_equal_sources_give_equal_texts() -> None:
    """What is written is as short as it can be, so writing it again changes nothing."""
    text = source_as_yaml(parse_source(EVERY_KEY))
    assert source_as_yaml(parse_source(text)) == text


def test_it_is_written_as_people_write_it() -> None:
    """Usual values are left out, a column alone is its name, what fits is one line."""
    source = parse_source(
        'version: 1\nname: Book\ncurrency: "$"\ndrop: {after_churn: drop}\n'
        "files: {usage: {path: u.csv}}\n"
        "account: {from: usage, id: id, arr: {column: arr, times: 1},"
        ' churn: {flag: f, is: ["yes"]}}\n'
        "snapshots: [{from: usage, measures: [{column: a}, {column: b, type: number}]}]\n"
        'events: [{measure: m, from: usage, "on": day, aggregate: count,'
        " where: {column: c, is: [x]}}]\n"
    )
    assert source_as_yaml(source) == (
        "version: 1\n"
        "name: Book\n"
        "files:\n"
        "  usage: {path: u.csv}\n"
        "account:\n"
        "  from: usage\n"
        "  id: id\n"
        "  arr: arr\n"
        '  churn: {flag: f, is: ["yes"]}\n'
        "snapshots:\n"
        "  - {from: usage, measures: [a, {column: b, type: number}]}\n"
        "events:\n"
        "  - {measure: m, from: usage, on: day, aggregate: count, where: {column: c, is: x}}\n"
    )


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@given(st.lists(NAMES, min_size=4, max_size=9, unique=True), NAMES)
def test_no_name_of_a_column_is_lost_or_changed(columns: list[str], spelling: str) -> None:
    """Line breaks, quotes, colons, emoji, what looks like a number, a date or a comment."""
    key, owner, flag, *measures = columns
    raw = {
        "version": 1,
        "name": "Book",
        "files": {"f": {"path": "f.csv", "csv": {"null_text": [spelling]}}},
        "account": {
            "from": "f",
            "id": key,
            "owner": owner,
            "churn": {"flag": flag, "is": [spelling]},
        },
        "snapshots": [{"from": "f", "measures": measures}],
    }
    source = Source.model_validate(raw)
    assert again(source) == source
