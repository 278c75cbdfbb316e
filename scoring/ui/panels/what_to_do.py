"""What can be done about the findings: a choice each, and one button that loads again."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from scoring.errors import Finding
from scoring.ui.bound import plain
from scoring.ui.panels.loading import loading, reload
from scoring.ui.state import State, attempt
from scoring.workbench import Question, questions, with_choices

_HEIGHT = 420
_MANY = 5
"""With more choices than this the list scrolls by itself."""


def what_to_do(here: State, found: Sequence[Finding]) -> None:
    """The findings that another way of loading deals with, each with its ways."""
    source = here.data.loaded.source
    offered = questions(source, found)
    if not offered:
        st.caption("None of this changes by loading in another way.")
        return
    with st.expander("What to do about it", key="what-to-do", icon=":material/rule:"):
        many = len(offered) > _MANY
        with st.container(height=_HEIGHT if many else "content", border=False, key="ways"):
            version = here.data.catalogue.version
            wanted = [
                (one.findings[0], _chosen(f"way-{version}-{n}", one))
                for n, one in enumerate(offered)
            ]
        _again(here, wanted, len(found) - sum(len(one.findings) for one in offered))
    loading(here, "findings")


def _chosen(key: str, asked: Question) -> str:
    """The label of the way that is chosen of all the findings which it decides."""
    labels = [way.label for way in asked.ways]
    now = next((way.label for way in asked.ways if way.now), None)
    first, more = asked.findings[0], len(asked.findings) - 1
    also = f" (and {more} more finding{'s' if more > 1 else ''} like this)" if more else ""
    return st.selectbox(
        plain(f"{first.place}: {first.problem}{also}"),
        labels,
        index=labels.index(now) if now else 0,
        key=key,
        format_func=lambda label: f"{label} (as now)" if label == now else label,
        filter_mode=None,
    )


def _again(here: State, wanted: Sequence[tuple[Finding, str]], rest: int) -> None:
    source = here.data.loaded.source
    changed = with_choices(source, wanted)
    st.button(
        "Load again with these choices",
        key="load-again",
        icon=":material/refresh:",
        disabled=changed == source,
        on_click=lambda: attempt(lambda: reload(here, changed)),
        help="The same files are read once more. What you have stays until that is done.",
    )
    if rest:
        one = "One finding" if rest == 1 else f"{rest} findings"
        st.caption(f"{one} above can only be dealt with in the files themselves.")
