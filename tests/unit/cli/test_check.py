"""`check` names each fault of a card once, with its place and a fix."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.unit.cli.commands import CARD, run


@pytest.mark.usefixtures("book")
def test_a_sound_card_passes() -> None:
    """Status 0 and one line that says so, with data and without."""
    assert run("check", "card.yaml") == (0, "card.yaml: sound\n", "")
    assert run("check", "card.yaml", "--source", "source.yaml") == (0, "card.yaml: sound\n", "")


FIVE = """\
version: 1
name: Test
colour: red
metrics:
  - {id: Use, measure: usage, normaliser: {kind: liner, worst: 0, best: 1}, weight: 3}
  - {id: plan, measure: plan, normaliser: {kind: linear, worst: 1, best: 1}, weight: "1"}
bands: [{name: Good, from: 50, tone: good}, {name: Bad, from: 0, tone: bad}]
"""


def test_five_faults_are_five_findings(book: Path) -> None:
    """Status 1, and each fault has its own line with a place and a fix."""
    (book / "bad.yaml").write_text(FIVE, encoding="utf-8")
    status, said, complaints = run("check", "bad.yaml")
    assert (status, complaints) == (1, "")
    *findings, verdict = said.splitlines()
    assert verdict == "bad.yaml: 5 errors"
    assert len(findings) == 5
    assert [re.match(r"error: line (\d)", f).group(1) for f in findings] == list("35566")  # type: ignore[union-attr]
    assert all(" Fix: " in finding for finding in findings)


def test_findings_as_json_can_be_read_by_a_program(book: Path) -> None:
    """Each has place, problem, fix and line; nothing else is printed."""
    (book / "bad.yaml").write_text(FIVE, encoding="utf-8")
    status, said, _ = run("check", "bad.yaml", "--json")
    answer = json.loads(said)
    assert (status, answer["ok"], len(answer["findings"])) == (1, False, 5)
    for finding in answer["findings"]:
        assert {"place", "problem", "fix", "line", "severity"} <= set(finding)
        assert finding["problem"]
        assert finding["fix"]
    status, said, _ = run("check", "card.yaml", "--json")
    assert (status, json.loads(said)) == (0, {"ok": True, "findings": []})


def test_a_card_is_checked_beside_its_data(book: Path) -> None:
    """A measure that the data do not have is found, and so are faults of the data."""
    (book / "bad.yaml").write_text(CARD.replace("usage", "usge"), encoding="utf-8")
    assert run("check", "bad.yaml")[0] == 0
    status, said, _ = run("check", "bad.yaml", "--source", "source.yaml")
    assert status == 1
    assert "did you mean 'usage'?" in said
    (book / "months.csv").write_text("id,month\n", encoding="utf-8")
    status, said, _ = run("check", "card.yaml", "--source", "source.yaml", "--json")
    assert status == 1
    assert json.loads(said)["findings"][0]["place"] == "file 'months'"
