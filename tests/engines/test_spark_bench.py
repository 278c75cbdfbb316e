"""The measurement of Spark runs, in a process of its own, and its two ways agree."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.absent import absent
from tests.conftest import ROOT
from tests.engines import spark_session

pytestmark = [pytest.mark.spark, pytest.mark.slow, pytest.mark.bench]


def test_two_threads_and_one_make_the_same_table() -> None:
    """2,400 rows come to both, and a few hundred bytes of answers came here."""
    reason = spark_session.missing()
    if reason:
        absent(reason, required=os.environ.get("BELLWETHER_REQUIRE_SPARK") == "1")
    words = [sys.executable, "-m", "scoring", "bench", "--engines", "2400"]
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "Spark, 2,400 account-months" in ran.stdout
    rows = re.findall(r"\| local\[(\d)\] \| ([\d.]+) \| ([\d.]+) \| ([\d,]+) \|", ran.stdout)
    assert [row[0] for row in rows] == ["1", "2"]
    assert all(0 < int(row[3].replace(",", "")) < 5_000 for row in rows)
