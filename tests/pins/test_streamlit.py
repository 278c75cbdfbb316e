"""What Streamlit offers that our settings rely on."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from streamlit import config


@pytest.mark.parametrize(
    ("section", "key"),
    [
        ("runner", "postScriptGC"),
        ("client", "showSidebarNavigation"),
        ("browser", "gatherUsageStats"),
    ],
)
def test_the_setting_exists(section: str, key: str) -> None:
    """A renamed setting would be ignored with a warning, and its cure with it."""
    assert f"{section}.{key}" in config.get_config_options()


def test_no_collection_after_every_run(root: Path) -> None:
    """A full garbage collection after each run costs more than the run; it is switched off."""
    settings = tomllib.loads((root / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert settings["runner"]["postScriptGC"] is False
    assert config.get_config_options()["runner.postScriptGC"].default_val is True


def test_every_setting_of_ours_exists(root: Path) -> None:
    """Each key of .streamlit/config.toml is one that this Streamlit knows."""
    settings = tomllib.loads((root / ".streamlit/config.toml").read_text(encoding="utf-8"))
    known = config.get_config_options()

    def keys(part: dict[str, object], above: str) -> list[str]:
        found: list[str] = []
        for name, value in part.items():
            if isinstance(value, dict):
                found += keys(value, f"{above}{name}.")
            else:
                found.append(f"{above}{name}")
        return found

    assert [key for key in keys(settings, "") if key not in known] == []
