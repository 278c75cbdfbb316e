"""The SQL for PostgreSQL gives, on a real server, the scores that it gives here."""

from __future__ import annotations

import pytest

from scoring.plan.compile import compile_plan
from scoring.plan.heading import columns_of
from scoring.plan.sql import to_sql
from scoring.workbench.writing_sql import card_files
from tests.engines.conftest import Base
from tests.golden.test_dialects import bundled

pytestmark = pytest.mark.postgres
KINDS = {
    "string": "text",
    "float64": "double precision",
    "date": "date",
    "int64": "bigint",
    "boolean": "boolean",
}


@pytest.mark.parametrize(
    "name", ["b2b_saas_starter", "traffic_light_ten", "pulse", "onboarding_and_renewal"]
)
def test_the_view_gives_the_same_rows(base: Base, name: str) -> None:
    """Made twice over a table of snapshots, it has the rows of the plan.

    Scores, bands and nulls are the very same; points agree to 1e-9, for a standard deviation over
    a moving window is summed in another order there.
    """
    data, card = bundled(name)
    plan = compile_plan(card, data.catalogue)
    columns = columns_of(plan)
    read = ", ".join(column for column, _ in columns)
    rows = data.loaded.session.table(f"SELECT {read} FROM snapshots").to_pylist()
    declared = ", ".join(f"{column} {KINDS[kind]}" for column, kind in columns)
    base.put("snapshots", [tuple(row.values()) for row in rows], declared)
    (view,) = card_files(data, card, "postgres", "view").values()
    base.con.execute(view.encode())
    base.con.execute(view.encode())
    order = "ORDER BY as_of, account_id"
    wanted = data.loaded.session.table(f"{to_sql(plan)}\n{order}").to_pylist()
    text = 'ORDER BY as_of, account_id COLLATE "C"'
    found = base.con.execute(f"SELECT * FROM account_scores {text}".encode()).fetchall()
    assert len(found) == len(wanted) == data.catalogue.rows
    names = list(wanted[0])
    for theirs, ours in zip(found, wanted, strict=True):
        row = dict(zip(names, theirs, strict=True))
        points = [name for name in names if name.startswith("points_")]
        assert [row[n] for n in points] == pytest.approx([ours[n] for n in points], abs=1e-9)
        rest = [name for name in names if name not in points]
        assert [row[n] for n in rest] == [ours[n] for n in rest]
