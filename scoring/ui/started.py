"""Visitors meet a server that was set up rightly, and are told in which of its two modes it is."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final

import streamlit as st

from scoring.errors import CommandError, Finding
from scoring.limits import settings
from scoring.limits.files import BUNDLE_MB, UPLOAD_MB
from scoring.limits.modes import mode_of
from scoring.ui import logged

NOT_RIGHT: Final = (
    "This server was not set up rightly, and shows nothing until it is. Whoever runs it finds the"
    " reason in its log."
)
_UPLOADS: Final = "server.maxUploadSize"


def demo() -> bool:
    """Whether this is a public demo: nothing is written, and nothing of the server is told."""
    return mode_of(os.environ) == "demo"


def stop_if_wrong() -> None:
    """Show nothing but a sentence where a setting is wrong; the log says which."""
    logged.begin()
    try:
        settings.check(os.environ)
        mode_of(os.environ)
        _uploads_pass()
    except CommandError as error:
        logged.setting(f"{error.problem}. {error.fix}")
        st.error(NOT_RIGHT, icon=":material/error:")
        st.stop()


def _uploads_pass() -> None:
    """Raise CommandError where Streamlit itself would refuse what a limit of ours lets through."""
    most = int(st.get_option(_UPLOADS))
    for limit in (UPLOAD_MB, BUNDLE_MB):
        if limit.now > most:
            problem = f"{limit.variable} is {limit.now:,}, and Streamlit takes {most:,} MB"
            fix = f"set STREAMLIT_SERVER_MAX_UPLOAD_SIZE={limit.now} as well"
            raise CommandError(problem, fix=fix)


def mode_in_words() -> str:
    """Where what a visitor loads and writes down goes, in a sentence."""
    if demo():
        return "What you load and write down stays in this visit, and is gone with it."
    return "Files you load stay in this visit; what you write down is kept for your team."


def for_visitors(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What visitors are told of data that were named at start and cannot be read.

    The findings themselves; in a public demo one that names no path, host or cell, while the log
    has the places, and the words of those that are about a place and not about rows.
    """
    if not findings or not demo():
        return tuple(findings)
    for one in findings:
        in_a_file = one.line is not None and one.place.startswith("file ")
        of_rows = in_a_file or one.count is not None or bool(one.examples)
        logged.setting(one.place if of_rows else f"{one.place}: {one.problem}")
    fix = "tell whoever runs this server: its log says more"
    return (Finding("data", "what was named at start cannot be read now", fix),)
