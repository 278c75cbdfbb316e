"""The cells of a table are written by the forms that Streamlit's own grid knows."""

from __future__ import annotations

import math

import pandas as pd
import pytest
import streamlit as st

from scoring.ui.cells import columns_of, in_form


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (1234.56, "%,.1f", "1,234.6"),
        (1347.0, "%,d", "1,347"),
        (0.039, "$%.2fM", "$0.04M"),
        (12.0, "%.0f%%", "12%"),
        (-3.25, "%+.1f", "−3.2"),
        (-1234.5, "", "−1,234.5"),
        (-0.5, "percent", "−50%"),
        (-2.0, "a-b %.0f", "a-b −2"),
        (1 / 3, "percent", "33.33%"),
        (0.5, "percent", "50%"),
        (1234.5678, "localized", "1,234.568"),
        (2.0, "", "2"),
        (0.12345, "", "0.1235"),
        (4100.0, "", "4,100"),
        (-0.04, "%+.1f", "+0.0"),
        (-0.0, "%.0f%%", "0%"),
        (-0.00001, "", "0"),
        (-0.00001, "percent", "0%"),
    ],
)
def test_a_number_is_written_by_its_form(number: float, form: str, written: str) -> None:
    """Thousands apart, digits as many as asked, the words around it, no -0, the minus of words."""
    assert in_form(number, form) == written


def test_a_column_brings_texts_and_the_numbers_to_sort_by() -> None:
    """Nothing is a dash and sorts as nothing; what stands in a unit is no exact number."""
    table = pd.DataFrame({"ARR": [0.5, math.nan], "Score": [40.0, 61.5]})
    settings = {
        "ARR": st.column_config.NumberColumn(format="$%.1fM", help="A year's revenue"),
        "Score": st.column_config.NumberColumn(format="%.1f"),
    }
    arr, score = columns_of(table, settings)
    assert (arr["cells"], arr["numbers"], arr["exact"]) == (["$0.5M", "–"], [0.5, None], False)
    assert (arr["help"], arr["right"]) == ("A year's revenue", True)
    assert (score["cells"], score["numbers"], score["exact"]) == (
        ["40.0", "61.5"],
        [40.0, 61.5],
        True,
    )


def test_texts_are_harmless_in_a_file() -> None:
    """No cell and no head begins like a formula; a switch is yes or no, and nothing a dash."""
    table = pd.DataFrame({"=cmd": ["=1+1", None], "On": [True, False]})
    first, second = columns_of(table, {})
    assert (first["name"], first["cells"]) == ("'=cmd", ["'=1+1", "–"])
    assert (second["cells"], second["right"]) == (["yes", "no"], False)
