"""`suggest` and `panel` print what the use cases find, as text and as JSON."""

from __future__ import annotations

import json

import pytest

from scoring.cli import main
from tests.unit.cli.test_backtest import WORDS

pytestmark = pytest.mark.slow

ASKED = WORDS[1:]


def test_weights_are_printed_with_their_worth(capsys: pytest.CaptureFixture[str]) -> None:
    """Held out comes before any weight, and the card as it is beside it."""
    assert main(["suggest", *ASKED]) == 0
    lines = capsys.readouterr().out.splitlines()
    heads = ("Held out:", "As it is:", "The suggestion less the card:", "  Product usage")
    found = [next(i for i, line in enumerate(lines) if line.startswith(h)) for h in heads]
    assert found == sorted(found)


def test_what_is_asked_is_heard(capsys: pytest.CaptureFixture[str]) -> None:
    """Three metrics in tens, the pulse at 20, the data alone."""
    more = ["--k", "3", "--steps", "10", "--blend", "1", "--lock", "pulse=20", "--json"]
    assert main(["suggest", *ASKED, *more]) == 0
    told = json.loads(capsys.readouterr().out)
    weights = {line["id"]: line["suggested"] for line in told["weights"]}
    assert weights["pulse"] == 20
    assert sum(weights.values()) == 100
    assert sum(w > 0 for w in weights.values()) == 3
    assert (told["blend"], told["most_metrics"], told["step"]) == (1.0, 3, 10)
    assert told["held_out"]["effective"] == told["losses"] == 60
    assert told["separates"] is True
    assert set(told["definitions"]) <= set(told)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--blend", "2"], "neither auto nor a number from 0 to 1"),
        (["--steps", "7"], "invalid choice"),
        (["--k", "0"], "not a number from 1 to 60"),
    ],
)
def test_what_cannot_be_is_refused(
    more: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says what is wrong with it and ends with 2."""
    assert main(["suggest", *ASKED, *more]) == 2
    assert words in capsys.readouterr().err


def test_a_lock_of_no_metric_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """With the names that could have been meant."""
    assert main(["suggest", *ASKED, "--lock", "puls=20"]) == 2
    assert "no metric in force is called 'puls'" in capsys.readouterr().err


def test_the_panel_is_printed_best_first(capsys: pytest.CaptureFixture[str]) -> None:
    """As text with its warnings, as JSON with every figure."""
    assert main(["panel", *ASKED]) == 0
    text = capsys.readouterr().out
    assert text.startswith("60 lost accounts, 1,347 cases\nProduct usage (usage, on the card): ")
    assert "  W12 on the eve of the end it ranks" in text
    assert main(["panel", *ASKED, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    lines = {line["id"]: line for line in told["metrics"]}
    assert lines["tickets"]["on_card"] is False
    assert [one["code"] for one in lines["pulse"]["cautions"]] == ["W12"]
    assert sum(part["cases"] for part in lines["usage"]["fifths"]) == 1330
