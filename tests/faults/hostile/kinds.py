"""Every kind of hostile input, a line each."""

from __future__ import annotations

from tests.faults.hostile import card_cases, csv_cases
from tests.faults.hostile.case import Kind

KINDS: tuple[Kind, ...] = (card_cases.KIND, csv_cases.KIND)
