"""What the project needs is pinned, installed as pinned, and free to be used by anybody."""

from __future__ import annotations

import re
from importlib.metadata import version
from itertools import pairwise

import pytest
from packaging.requirements import Requirement

from tests.supply.installed import licences, listed, runtime

# Not requirements-bench.txt: its tools, compared with in a Python of their own, serve nobody.
FILES = ("requirements.txt", "requirements-dev.txt")
PINNED = re.compile(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[0-9][0-9A-Za-z.]*")
PERMISSIVE = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|Unlicense|HPND|MPL|Mozilla|Zlib|0BSD)\b",
    re.IGNORECASE,
)
STRICT = re.compile(r"\b(A?GPL|GNU (Affero )?General|SSPL|Commons Clause|BUSL|proprietary)\b", re.I)
# With a library under the LGPL a program may be of any licence, as long as it is not changed and
# can be replaced: psycopg is installed as it comes, as a package of its own.
REPLACEABLE = {"psycopg", "psycopg-binary"}


@pytest.mark.parametrize("name", FILES)
def test_every_requirement_is_pinned(name: str) -> None:
    """Name and one version, nothing looser, so that two installations are the same."""
    assert [line for line in listed(name) if not PINNED.fullmatch(line)] == []


@pytest.mark.parametrize("loose", ["a", "a>=1", "a==1.*", "a~=1.0", "a @ https://b", "a==1,<2"])
def test_a_loose_requirement_is_found(loose: str) -> None:
    """Whatever lets the installer choose is seen."""
    assert not PINNED.fullmatch(loose)


def test_what_is_installed_is_what_is_pinned() -> None:
    """The tests run on the versions that the list names."""
    wanted = [Requirement(line) for line in listed("requirements.txt")]
    assert [w.name for w in wanted if str(w.specifier) != f"=={version(w.name)}"] == []


def test_no_package_stands_twice() -> None:
    """A second line of the same package would win or lose by chance."""
    names = sorted(Requirement(line).name.lower() for name in FILES for line in listed(name))
    assert [a for a, b in pairwise(names) if a == b] == []


def test_the_app_runs_on_what_its_packages_bring_along() -> None:
    """The list is followed to its end: Jinja and SQLGlot, say, stand in no file of ours."""
    found = set(runtime())
    assert {"streamlit", "duckdb", "jinja2", "sqlglot", "psycopg-binary"} <= found
    assert not {"pytest", "playwright", "scikit-learn"} & found


@pytest.mark.parametrize("name", sorted(runtime()))
def test_each_licence_lets_anybody_use_it(name: str) -> None:
    """Every package says of itself that it is under one of the permissive licences."""
    told = licences(runtime()[name])
    assert name in REPLACEABLE or not STRICT.search(told), told
    assert name in REPLACEABLE or PERMISSIVE.search(told), f"{name} says: {told!r}"


def test_a_strict_licence_is_found() -> None:
    """Those that demand something of the whole program are seen."""
    for told in ("GPL-3.0-only", "License :: OSI Approved :: GNU Affero General Public License v3"):
        assert STRICT.search(told)
    assert not STRICT.search("MIT")
