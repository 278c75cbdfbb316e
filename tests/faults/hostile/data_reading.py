"""A data file is loaded by a source, and what became of it is said in one text."""

from __future__ import annotations

import tempfile
from pathlib import Path

from scoring.engine.load import load
from scoring.errors import DataError
from scoring.spec.source import parse_source
from tests.faults.hostile.case import Case
from tests.unit.engine import shapes
from tests.unit.engine.loading import TODAY

HEADER = "id,name,month,arr,usage,plan"


def rows(*lines: str, header: str = HEADER) -> bytes:
    """A table as CSV."""
    return "\n".join([header, *lines, ""]).encode("utf-8", "surrogatepass")


def usage(said: str) -> bytes:
    """A table of two accounts, of which the first has this for its usage."""
    return rows(f"a,A,2024-01-31,1,{said},p", "b,B,2024-01-31,1,7,p")


def month(said: str) -> bytes:
    """A table of two accounts, of which the first has this for its month."""
    return rows(f"a,A,{said},1,5,p", "b,B,2024-01-31,1,7,p")


def named(said: str) -> bytes:
    """A table of two accounts, of which the first has this for its name."""
    return rows(f"a,{said},2024-01-31,1,5,p", "b,B,2024-01-31,1,7,p")


def read_data(case: Case) -> str:
    """What was found, line by line; before it the names and values, if the file was loaded."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a").write_bytes(case.make())
        source = parse_source(shapes.SOURCE.format(path="a", more=case.more))
        try:
            loaded = load(source, Path(folder), today=TODAY)
        except DataError as error:
            return "\n".join(finding.as_text() for finding in error.findings)
    session = loaded.session
    names = [name for (name,) in session.rows("SELECT name FROM accounts ORDER BY 1 LIMIT 9")]
    (measure,) = loaded.catalogue.measures
    told = f"read {loaded.catalogue.rows} rows, names {names}, {measure.reads}"
    if measure.reads == "number":
        told += f" {measure.low:.6g} to {measure.high:.6g}" if measure.low is not None else " none"
    session.close()
    return "\n".join([told, *(finding.as_text() for finding in loaded.findings)])
