"""What a process keeps for all its visitors is bundled, named at start, or keyed by its content."""

from __future__ import annotations

import ast
import datetime as dt
import gc
import weakref
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from streamlit.runtime import caching

from scoring.live.among import EVERYONE
from scoring.spec.model import Card
from scoring.spec.records import PulseRecord
from scoring.ui import data as datasets
from scoring.ui import records
from scoring.ui.state import State
from scoring.workbench import USUAL, DataSet, open_source, overview, picture, source_paths
from scoring.workbench.explaining import explain
from tests.conftest import ROOT
from tests.own_files import own

SHARED = {
    "backtest/ruler.py placement_variance": "a number by a number",
    "kinds/naming.py spoken": "a name of a column within a sentence, by the name",
    "kinds/naming.py titled": "a name of a column as a title, by the name",
    "plan/sql.py _printed": "a query as text, by the query itself",
    "spec/wording.py _schema": "the schema of a class of our own",
    "ui/arrival.py _read": "what a link holds, by its whole text",
    "ui/data.py _start": "what was named at start, by these settings",
    "ui/data.py _started": "a data set that was named at start, by its id",
    "ui/data.py bundled": "a bundled data set, by its name",
    "ui/keeping.py _OPENED": "the team's store, by its path",
    "ui/keeping.py _ROOMS": "the rooms, which several visitors share and enter by a code",
    "ui/logged.py setting": "that a line was logged",
    "ui/visits.py _VISITS": "ids of visits",
    "workbench/jobs.py _TURNS": "who waits, by the id of a visit",
    "workbench/meeting.py _read": "the card of a room, by its whole text",
}
"""Every cache of a process that takes an argument, and every shelf of a module: what it holds."""

KEEPERS = ("Shelf", "Turns", "Visits", "dict", "list", "set", "OrderedDict", "deque", "Counter")

SAMPLE = """
from functools import cache, lru_cache
@cache
def constant(): ...
@lru_cache(maxsize=3)
def by_name(name): ...
@st.cache_data(max_entries=1)
def by_two(*parts): ...
KEPT: Final = Shelf(2)
MORE = {}
FIXED = {"a": 1}
"""


def keepers(text: str) -> Iterator[str]:
    """What a module keeps for a whole process, by name, but for constants."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(map(_caches, node.decorator_list)):
            taken = node.args
            if taken.args or taken.posonlyargs or taken.kwonlyargs or taken.vararg or taken.kwarg:
                yield node.name
    for line in tree.body:
        if isinstance(line, ast.Assign | ast.AnnAssign) and line.value is not None:
            target = line.target if isinstance(line, ast.AnnAssign) else line.targets[0]
            if _keeps(line.value):
                yield ast.unparse(target)


def _caches(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = ast.unparse(called).split(".")[-1]
    return "cache" in name and name != "cached_property"


def _keeps(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        return ast.unparse(value.func).split(".")[-1] in KEEPERS
    empty = isinstance(value, ast.Dict) and not value.keys
    return empty or (isinstance(value, ast.List) and not value.elts)


@pytest.mark.slow
def test_every_cache_of_a_process_says_what_it_holds() -> None:
    """A new one fails here until somebody has said why what is in it may be shared."""
    assert list(keepers(SAMPLE)) == ["by_name", "by_two", "KEPT", "MORE"]
    package = ROOT / "scoring"
    found = {
        f"{path.relative_to(package)} {name}"
        for path in package.rglob("*.py")
        if "bench" not in path.parts
        for name in keepers(path.read_text(encoding="utf-8"))
    }
    assert found == set(SHARED)


def test_no_browser_empties_what_others_share() -> None:
    """Streamlit empties its caches for everybody when any page says so; ours are not among them."""
    before = datasets.bundled("demo"), datasets.start(), datasets.presets()["b2b_saas_starter"]
    caching.cache_data.clear()
    caching.cache_resource.clear()
    after = datasets.bundled("demo"), datasets.start(), datasets.presets()["b2b_saas_starter"]
    assert all(one is other for one, other in zip(before, after, strict=True))


ROWS = "id,month,logins,arr\n" + "".join(
    f"{account},2026-{month:02d}-28,{(account * month) % 23},{account * 100}\n"
    for account in range(40)
    for month in range(1, 7)
)


@pytest.mark.slow
def test_an_upload_goes_with_its_visit() -> None:
    """Once the visit lets go of it, nothing that all visitors share holds its rows."""
    data = own(ROWS.encode(), "secret.csv", today=dt.date(2026, 11, 28))
    card = datasets.first_card(data)
    here = State(datasets.upload_id(data), card, card, upload=data)
    account = data.book.frame.accounts.ids[0]
    day = dt.date(2026, 6, 30)
    pulse = PulseRecord(account, 1, "left", "Dana", day, dt.date(2026, 12, 1))
    records.store_of(here).set_pulse(records.book_name(here), pulse)
    picture(here.data, card, card, here.as_of, EVERYONE, USUAL)
    overview(here.data, card, here.as_of, EVERYONE)
    explain(here.data, card, account)
    gone = [weakref.ref(one) for one in (data.book, data.loaded.session, data.book.columns)]
    assert all(one() is not None for one in gone)
    del data, here
    gc.collect()
    assert [one() for one in gone] == [None] * 3


def test_the_same_bytes_are_the_same_version_and_others_are_not() -> None:
    """What is kept of data is kept under a digest of what they hold, not under a name."""
    today = dt.date(2026, 11, 28)
    once, again = (own(ROWS.encode(), "a.csv", today=today) for _ in range(2))
    other = own(ROWS.replace(",3,", ",4,").encode(), "a.csv", today=today)
    assert once.catalogue.version == again.catalogue.version
    assert once.catalogue.version != other.catalogue.version
    assert datasets.upload_id(once) != datasets.upload_id(other)


@pytest.fixture(scope="module")
def demo() -> DataSet:
    """The demo book as all visitors share it, but of this module's own."""
    return open_source(source_paths()["demo"], today=dt.date(2026, 11, 28))


def named(who: str) -> Card:
    """The standard card with the same weights, and every name in it by somebody."""
    card = datasets.standard_card()
    metrics = tuple(m.model_copy(update={"label": f"{who} {m.id}"}) for m in card.metrics)
    return Card.model_validate(
        card.model_copy(update={"name": f"{who} card", "about": f"{who} says", "metrics": metrics})
    )


def texts(found: object, seen: set[int]) -> Iterator[str]:
    """Every text in a result, however deep."""
    if isinstance(found, str):
        yield found
    if id(found) in seen or isinstance(found, str | bytes | int | float | Path):
        return
    seen.add(id(found))
    if isinstance(found, dict):
        for key, value in found.items():
            yield from texts(key, seen)
            yield from texts(value, seen)
    elif isinstance(found, tuple | list | set | frozenset):
        for one in found:
            yield from texts(one, seen)
    elif isinstance(found, Card):
        yield from texts(found.model_dump(), seen)
    elif is_dataclass(found):
        for field in fields(found):
            if field.name != "book":  # the shared one: it is asked, and shows nothing itself
                yield from texts(getattr(found, field.name), seen)


def test_cards_that_differ_in_names_alone_share_no_name(demo: DataSet) -> None:
    """They score alike over the shared book, and each is shown in its own words."""
    shown = {}
    for who in ("Ida's", "Tom's"):
        card, month = named(who), demo.book.frame.months[-1]
        results = (
            picture(demo, card, card, month, EVERYONE, USUAL),
            overview(demo, card, month, EVERYONE),
            explain(demo, card, demo.book.frame.accounts.ids[3]),
        )
        shown[who] = list(texts(results, set()))
    for who, other in (("Ida's", "Tom's"), ("Tom's", "Ida's")):
        assert any(who in text for text in shown[who])
        assert not any(other in text for text in shown[who])
