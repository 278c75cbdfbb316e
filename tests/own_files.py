"""Files as a visitor drops them, taken for what they are guessed to be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from scoring.spec.data_file import File
from scoring.workbench import DataSet, Dropped, LookedAt, Watch, look_at, open_data, source_of

TODAY = dt.date(2026, 11, 1)


def looked_at(files: Mapping[str, bytes]) -> LookedAt:
    """The guesses for files by their names."""
    return look_at(Dropped(dict(files)), [File(path=name) for name in files], Watch())


def own(content: bytes, name: str = "own.csv", *, today: dt.date = TODAY, **said: Any) -> DataSet:
    """One file, loaded as it is guessed but for what is said of it."""
    looked = looked_at({name: content})
    tables = [replace(guessed.table, **said) for guessed in looked.guessed]
    source = source_of(tables, name.rsplit(".", 1)[0])
    source = source.model_copy(update={"currency": looked.currency.sign or ""})
    return open_data(source, looked.place, today=today)
