"""The link that opens these numbers elsewhere."""

from __future__ import annotations

import streamlit as st

from scoring.ui.data import upload_id
from scoring.ui.state import State


def link(here: State) -> None:
    """The whole address, ready to copy."""
    st.markdown("##### Link")
    base = (st.context.url or "").split("?")[0].rstrip("/").removesuffix("/share")
    st.code(f"{base}/?s={here.token}", language=None, wrap_lines=True)
    if here.upload is not None and here.data_id == upload_id(here.upload):
        st.warning(
            "The link holds the card and the view, but not your file: whoever opens it drops"
            " the same file on the Data page first.",
            icon=":material/info:",
        )
    else:
        st.caption(
            "Opens this card, data set, month and filter in any browser. Copy it with the"
            " button at its end, or take the address of any page: it is always up to date."
        )
