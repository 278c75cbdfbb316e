"""A job that runs beside the app scores with the pulses that a team keeps in its store."""

from __future__ import annotations

from pathlib import Path

from scoring.errors import StoreError
from scoring.spec.model import Card
from scoring.spec.parse import read_card
from scoring.store import open_store
from scoring.workbench.checking import usable_card
from scoring.workbench.judging import with_pulses
from scoring.workbench.opening import DataSet


def with_kept_pulses(data: DataSet, text: str, path: Path) -> tuple[DataSet, Card, int]:
    """The data set with what is kept for it over it, and the card that is to score it.

    Input: a data set as it was loaded, the text of a card, which may read what the store alone
    knows, and the file of the store, which has to be there. Output: also how many pulses are
    kept under the data set's name, those that have ended included. Raises StoreError, and
    CardError with every fault of the card.
    """
    if not path.is_file():
        raise StoreError(f"there is no file '{path}'", fix="check the path of the store")
    store = open_store(path)
    try:
        records = [kept.record for kept in store.pulses(data.catalogue.name)]
    finally:
        store.close()
    card = read_card(text).card
    judged = with_pulses(data, records, [card] if card else [])
    return judged, usable_card(text, judged), len(records)
