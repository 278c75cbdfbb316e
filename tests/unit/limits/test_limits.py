"""Every limit has a number, a meaning and a unit, and an environment sets it or is refused."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from scoring.errors import CommandError
from scoring.limits import GROUPS, LIMITS, settings
from scoring.limits.cards import CARD_KIB, CARD_LINES
from scoring.limits.files import UPLOAD_MB
from scoring.limits.limit import Limit
from tests.conftest import ROOT

MOVED = [one for one in LIMITS.values() if not one.fixed]


def test_every_limit_stands_once() -> None:
    """No two share a name, so that a variable sets one of them."""
    names = [one.name for group in GROUPS.values() for one in group]
    assert len(names) == len(set(names)) == len(LIMITS) > 60
    assert all(GROUPS.values())


@pytest.mark.parametrize("limit", LIMITS.values(), ids=lambda one: one.name)
def test_the_usual_number_is_within_its_own_ends(limit: Limit) -> None:
    """What is usual could be set as well, and can be told with a unit and a meaning."""
    assert 0 <= limit.least <= limit.usual <= limit.most
    assert limit.unit
    assert limit.meaning
    assert limit.variable == f"BELLWETHER_LIMIT_{limit.name.upper()}"


@pytest.mark.parametrize("limit", MOVED, ids=lambda one: one.name)
def test_a_number_within_the_ends_is_taken(limit: Limit) -> None:
    """Both ends are, blanks and underscores are no matter, and nothing set is the usual number."""
    for number in (limit.least, limit.most):
        assert limit.read({limit.variable: f" {number:_} "}) == number
    assert limit.read({}) == limit.read({limit.variable: " "}) == limit.usual


@pytest.mark.parametrize("limit", MOVED, ids=lambda one: one.name)
def test_a_number_beyond_the_ends_is_refused_with_both(limit: Limit) -> None:
    """One less than the least, where there is one, and one more than the most."""
    for number, said in ((limit.least - 1, "too small"), (limit.most + 1, "too large")):
        if number < 0:
            continue
        with pytest.raises(CommandError, match=said) as refused:
            settings.check({limit.variable: str(number)})
        assert limit.variable in refused.value.problem
        assert limit.said(limit.least) in refused.value.fix
        assert limit.said(limit.most) in refused.value.fix


@pytest.mark.parametrize("text", ["1e3", "-5", "12.5", "500 MB", "٣", "nan", "0x10", "9" * 30])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    """Nothing is guessed: digits alone are a number."""
    with pytest.raises(CommandError, match="which is no whole number") as refused:
        settings.check({UPLOAD_MB.variable: text})
    assert refused.value.fix == "write MB as digits, such as 100"


def test_a_name_that_no_limit_has_is_refused_with_the_nearest() -> None:
    """A slip of the finger does not leave the usual number in force unheard."""
    with pytest.raises(CommandError, match="no limit is set by BELLWETHER_LIMIT_UPLOADMB") as slip:
        settings.check({"BELLWETHER_LIMIT_UPLOADMB": "500"})
    assert slip.value.fix == "did you mean 'BELLWETHER_LIMIT_UPLOAD_MB'?"
    with pytest.raises(CommandError, match="BELLWETHER_LIMIT_x") as strange:
        settings.check({"BELLWETHER_LIMIT_x": "500"})
    assert "python -m scoring limits" in strange.value.fix
    settings.check({"BELLWETHER_STORE": "x.db", "PATH": "/usr/bin"})


def test_what_belongs_to_a_format_cannot_be_set() -> None:
    """A card of 61 metrics would open here and nowhere else."""
    with pytest.raises(CommandError, match="CARD_LINES cannot be set") as refused:
        settings.check({CARD_LINES.variable: "61"})
    assert refused.value.fix == "remove it; the limit is 60 metrics"


def test_two_limits_that_speak_of_the_same_have_to_agree() -> None:
    """One file of 300 MB never fits where all together may have 200."""
    with pytest.raises(CommandError, match=r"UPLOAD_MB is 300, more than .*UPLOADS_MB with 200"):
        settings.check({UPLOAD_MB.variable: "300"})
    settings.check({UPLOAD_MB.variable: "300", "BELLWETHER_LIMIT_UPLOADS_MB": "300"})


def test_units_come_to_bytes() -> None:
    """256 KiB are 262,144 bytes; one is told without its plural."""
    assert CARD_KIB.bytes == 256 * 1024
    assert LIMITS["file_mb"].bytes == 1_000_000_000
    assert LIMITS["query_seconds"].said(1) == "1 second"
    assert LIMITS["file_rows"].said() == "20,000,000 rows"
    with pytest.raises(KeyError, match="rows"):
        _ = LIMITS["file_rows"].bytes


@pytest.mark.parametrize(
    ("setting", "status", "said"),
    [
        ("BELLWETHER_LIMIT_CARD_KIB=16", 1, "the file is larger than 16 KiB"),
        pytest.param("BELLWETHER_LIMIT_CARD_KIB=64", 0, "", marks=pytest.mark.slow),
        pytest.param(
            "BELLWETHER_LIMIT_CARD_KIB=1",
            2,
            "BELLWETHER_LIMIT_CARD_KIB is 1, which is too small",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            "BELLWETHER_LIMIT_CARDKIB=64",
            2,
            "did you mean 'BELLWETHER_LIMIT_CARD_KIB'?",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_a_setting_holds_from_the_start(
    setting: str, status: int, said: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A card with 20 KiB of remarks is refused at 16 KiB and taken at 64; a slip stops all."""
    card = tmp_path_factory.mktemp("card") / "card.yaml"
    text = (ROOT / "configs/cards/b2b_saas_starter.yaml").read_text(encoding="utf-8")
    card.write_text(text + f"# {'x' * 20_000}\n", encoding="utf-8")
    name, _, number = setting.partition("=")
    ended = subprocess.run(
        [sys.executable, "-m", "scoring", "check", str(card)],
        cwd=ROOT,
        env={**os.environ, name: number},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == status, ended.stderr
    assert said in ended.stderr + ended.stdout
