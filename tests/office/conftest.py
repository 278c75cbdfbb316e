"""A real LibreOffice for the tests that open a file in it."""

from __future__ import annotations

import os

import pytest

from tests.absent import absent
from tests.office import libreoffice


@pytest.fixture(scope="session")
def office() -> str:
    """The program; skipped without one, with BELLWETHER_REQUIRE_OFFICE=1 failed."""
    program = libreoffice.find()
    if program is None:
        reason = "no LibreOffice (install its spreadsheet, or set SOFFICE to its path)"
        absent(reason, required=os.environ.get("BELLWETHER_REQUIRE_OFFICE") == "1")
    return program
