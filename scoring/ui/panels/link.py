"""The link that opens these numbers elsewhere."""

from __future__ import annotations

import streamlit as st

from scoring.output.qr import qr_code
from scoring.ui.data import upload_id
from scoring.ui.state import State


def qr(address: str, key: str) -> None:
    """A button that shows an address as a QR code; words where it is too long for a camera."""
    with st.popover("QR code", icon=":material/qr_code_2:", key=key):
        picture = qr_code(address)
        if picture is None:
            st.caption("This link is too long for a phone's camera. Copy it instead.")
        else:
            st.image(picture, width=260)
            st.caption("Point a phone's camera at it.")


def link(here: State) -> None:
    """The whole address, ready to copy."""
    st.markdown("##### Link")
    base = (st.context.url or "").split("?")[0].rstrip("/").removesuffix("/share")
    address = f"{base}/?s={here.token}"
    st.code(address, language=None, wrap_lines=True)
    qr(address, "link-qr")
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
