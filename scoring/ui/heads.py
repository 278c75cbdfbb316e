"""The head of a column says on hover what its word means, where the glossary has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

import streamlit as st

from scoring.spec.glossary import about

_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


def heads(names: Iterable[object], own: Mapping[str, Any] = _NONE) -> dict[str, Any]:
    """The settings of a table's columns.

    Input: the names of its columns, and settings that some have already. Output: these, and for
    every name in the glossary what it means; nothing for a column that has neither.
    """
    settings = dict(own)
    for name in map(str, names):
        if said := about(name):
            settings[name] = {**settings.get(name, st.column_config.Column()), "help": said}
    return settings
