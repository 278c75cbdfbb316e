"""The card as a file: read it, download it, open another."""

from __future__ import annotations

from typing import Final

import streamlit as st

from scoring.errors import errors_among
from scoring.limits.cards import CARD_KIB
from scoring.spec.glossary import meaning
from scoring.spec.write import card_yaml
from scoring.ui.bound import plain
from scoring.ui.state import State
from scoring.workbench import check_card

_KILOBYTES: Final = CARD_KIB.now


def card_file(here: State) -> None:
    """The card's YAML, a download, and a place to drop one."""
    st.markdown("## Card", help=meaning("Card"))
    text = card_yaml(here.card)
    st.download_button(
        "Card as .yaml", text, "card.yaml", "application/yaml", icon=":material/download:",
        on_click="ignore", key="card-yaml",
    )  # fmt: skip
    with st.container(height=420, border=False):  # keys scroll this one, not a code box
        st.code(text, language="yaml", wrap_lines=True)
    st.markdown("### Open a card")
    file = st.file_uploader(
        "Card file (YAML)", type=["yaml", "yml", "json"], key="card-file", max_upload_size=1
    )
    if file is not None:
        _opened(here, file.getvalue(), file.file_id)


def _opened(here: State, content: bytes, file_id: str) -> None:
    if len(content) > _KILOBYTES * 1024:
        st.error(f"A card has at most {_KILOBYTES} KiB; this file is larger. Shorten it.")
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        st.error("This file is not text. Save the card as UTF-8 and drop it again.")
        return
    reading, findings = check_card(text, here.data)
    for finding in findings:
        box = st.error if finding.severity == "error" else st.warning
        box(plain(finding.in_sentences()))
    if reading.card is None:
        st.caption("Nothing was changed: the card you had is still open.")
        return
    if errors_among(findings):
        st.caption("The card is sound, but it does not fit these data. Open fitting data first.")
        return
    if st.session_state.get("opened-card") != file_id:
        st.session_state["opened-card"] = file_id
        here.open(reading.card)
        st.rerun()
    st.success(
        f"'{plain(reading.card.name)}' is open; Undo on the Workbench brings the last one back."
    )
