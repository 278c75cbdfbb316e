"""A variable of Streamlit's becomes a value of the option's own kind, or is refused."""

from __future__ import annotations

import pytest
from streamlit import config

from scoring.errors import CommandError
from scoring.ui.options import read, set_from


@pytest.mark.parametrize(
    ("text", "kind", "several", "value"),
    [
        ("true", bool, False, True),
        ("OFF", bool, False, False),
        ("20", int, False, 20),
        ("auto", str, False, "auto"),
        ("https://a.b https://c.d", str, True, ["https://a.b", "https://c.d"]),
    ],
)
def test_a_variable_is_read_as_its_kind(
    text: str, kind: type, several: bool, value: object
) -> None:
    """Yes and no, numbers, words, and several words with spaces between."""
    assert read(text, kind, several) == value


def test_every_kind_of_option_can_be_read() -> None:
    """Streamlit's options are of these kinds; another one would need words of its own."""
    assert {option.type for option in config.get_config_options().values()} <= {
        *(bool, int, float, str)
    }


@pytest.mark.parametrize("text", ["maybe", "", "2"])
def test_what_is_neither_yes_nor_no_is_refused(text: str) -> None:
    """A protection is not switched off by a misspelt word; the variable is named."""
    with pytest.raises(CommandError, match="STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION"):
        set_from({"STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION": text})
