"""The link that opens these numbers elsewhere."""

from __future__ import annotations

import streamlit as st

from scoring.output.figures import count
from scoring.output.qr import qr_code
from scoring.spec.link import SHORT_ENOUGH
from scoring.ui import keeping
from scoring.ui.data import upload_id
from scoring.ui.short import base, short_address, version_here
from scoring.ui.state import State


def qr(address: str, key: str) -> None:
    """A button that shows an address as a QR code; words where it is too long for a camera."""
    with st.popover("QR code", icon=":material/qr_code_2:", key=key):
        qr_picture(address)


def qr_picture(address: str) -> None:
    """An address as a QR code; words where it is too long for a camera."""
    picture = qr_code(address)
    if picture is None:
        st.caption("This link is too long for a phone's camera. Copy it instead.")
    else:
        st.image(picture, width=260)
        st.caption("Point a phone's camera at it.")


def link(here: State) -> None:
    """The whole address, ready to copy, and the short one where the card is a saved version."""
    st.markdown("## Link")
    _short(here)
    address = f"{base(here)}/?s={here.token}"
    st.code(address, language=None, wrap_lines=True)
    qr(address, "link-qr")
    _length(address)
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


def _short(here: State) -> None:
    """Nothing without a team's store: there the long link is the only one."""
    if keeping.team_store() is None:
        return
    version = version_here(here)
    if version is None:
        st.caption(
            "Save on the Workbench gives this card a short link as well: a saved version has one"
            " on this server."
        )
        return
    address = short_address(here, version, here.view)
    st.code(address, language=None, wrap_lines=True)
    qr(address, "short-qr")
    st.caption(
        f"The short link, to version {version.number} as it was saved, for whoever may open this"
        " server. The long one below holds the card itself and opens in any Bellwether."
    )


def _length(address: str) -> None:
    """Say where an address is longer than every program passes on, and what works instead."""
    if len(address) <= SHORT_ENOUGH:
        return
    instead = (
        "send the card file of this page, or the short link of a saved version"
        if keeping.team_store() is not None
        else "send the card file of this page"
    )
    st.warning(
        f"This link has {count(len(address))} characters. Browsers open it, but some mail and chat"
        f" programs cut links after {count(SHORT_ENOUGH)}: {instead} instead.",
        icon=":material/info:",
    )
