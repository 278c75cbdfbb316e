"""The app's settings are the ones that were measured, and Streamlit knows every one of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit import config

from tests.architecture.rules import ROOT


def flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def settings() -> dict[str, Any]:
    text = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    return dict(flat(tomllib.loads(text)))


def unknown(names: Iterator[str] | list[str]) -> list[str]:
    known = config.get_config_options()
    return [name for name in names if name not in known]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("runner.postScriptGC", False),
        ("logger.enableRich", False),
        ("client.showSidebarNavigation", False),
        ("client.showErrorDetails", "none"),
        ("browser.gatherUsageStats", False),
        ("server.maxUploadSize", 200),
        ("server.enableAgentApi", False),
    ],
)
def test_a_setting_that_matters_is_there(name: str, value: object) -> None:
    """Speed, safety and privacy hang on these lines, so each is held."""
    assert settings()[name] == value


def test_the_doors_streamlit_closes_stay_closed() -> None:
    """The protections against forged requests are on, written or by default."""
    assert settings().get("server.enableXsrfProtection", True) is True
    assert settings().get("server.enableCORS", True) is True


def test_streamlit_knows_every_setting() -> None:
    """A misspelt or removed option would only be warned about, so it fails here."""
    assert unknown(list(settings())) == []


def test_an_unknown_setting_is_found() -> None:
    """A name Streamlit does not have is seen."""
    assert unknown(["runner.postScriptGC", "runner.postscriptgc"]) == ["runner.postscriptgc"]


def test_no_font_or_file_comes_from_another_host() -> None:
    """The theme names no address: what the page needs, the app itself serves."""
    assert [value for value in settings().values() if "//" in str(value)] == []
