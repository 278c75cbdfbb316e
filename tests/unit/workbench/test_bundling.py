"""A bundle gives the same numbers and the same page again, in a process of its own."""

from __future__ import annotations

import datetime as dt
import io
import json
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from scoring import workbench
from scoring.errors import CommandError, Stopped
from scoring.live.among import Among
from scoring.spec.edit import with_weight
from scoring.spec.link import Linked, decode, encode
from scoring.spec.model import Card
from scoring.spec.records import PulseRecord
from scoring.workbench import DataSet
from scoring.workbench.bundling import Bundle, open_bundle, same_scores, write_bundle
from scoring.workbench.judging import with_pulses
from scoring.workbench.reporting import Look
from tests import bundled
from tests.conftest import ROOT
from tests.own_files import own

TODAY = dt.date(2026, 11, 1)
ROWS = "".join(f"c{i},2026-{m:02},{i * m}\n" for m in (1, 2, 3) for i in range(1, 31))
OWN = f"id,month,calls\n{ROWS}".encode()


def demo() -> DataSet:
    return bundled.opened("demo", TODAY)


@cache
def card() -> Card:
    text = (ROOT / "configs/cards/b2b_saas_starter.yaml").read_text("utf-8")
    return with_weight(workbench.usable_card(text, demo()), "usage", 41)


def written(data: DataSet, linked: Linked, *, include: bool) -> bytes:
    out = io.BytesIO()
    look = Look(data.book.frame.months[-1])
    write_bundle(data, look, linked, out, include_data=include)
    return out.getvalue()


def opened(content: bytes) -> Bundle:
    return open_bundle(io.BytesIO(content), len(content))


def loaded(bundle: Bundle) -> DataSet:
    assert bundle.source is not None
    assert bundle.place is not None
    return workbench.open_data(bundle.source, bundle.place, today=TODAY)


def demo_link() -> Linked:
    some = Among((("segment", "SMB"),))
    return Linked(card(), "demo", {"m": "2026-08", "a": "A-0007", **some.in_link()}, card())


def own_bundle(*, include: bool = True) -> tuple[DataSet, Linked, bytes]:
    data = own(OWN)
    starting = workbench.starting_card(data)
    linked = Linked(starting, f"upload-{data.catalogue.version}", {"m": "2026-02"})
    return data, linked, written(data, linked, include=include)


@pytest.mark.slow
def test_a_bundle_of_bundled_data_names_them() -> None:
    """No row of the data is in it; card, month, filter and account come back as they were."""
    content = written(demo(), demo_link(), include=False)
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert names == ["card.yaml", "scores.parquet", "source.yaml", "card.sql", "backtest.json",
                     "method.md", "manifest.json"]  # fmt: skip
    bundle = opened(content)
    assert bundle.linked == demo_link()
    assert (bundle.source, bundle.place) == (None, None)
    assert same_scores(bundle, demo())


def test_its_scores_are_those_of_every_month() -> None:
    """The table in it is the one that `score --as-of all` writes, and each part says the same."""
    content = written(demo(), demo_link(), include=False)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        table = pq.read_table(io.BytesIO(archive.read("scores.parquet")))
        backtest = json.loads(archive.read("backtest.json"))
        method, sql = archive.read("method.md").decode(), archive.read("card.sql").decode()
    assert table.equals(workbench.score_table(demo(), card(), demo().book.frame.months))
    trial = workbench.trial_of(demo(), card())
    assert backtest == json.loads(json.dumps(workbench.trial_data(trial)))
    assert method.startswith(f"# Method: {card().name}\n")
    assert sql == workbench.card_sql(demo(), card())


def test_own_data_come_back_as_the_files_they_were() -> None:
    """Read again they have the same version, findings and scores: a link to them holds."""
    data, linked, content = own_bundle()
    bundle = opened(content)
    again = loaded(bundle)
    assert again.catalogue == data.catalogue
    assert again.findings == data.findings
    assert bundle.linked == linked
    assert same_scores(bundle, again)
    assert decode(bundle.link_for("upload-x")).data == "upload-x"


def test_own_data_may_stay_at_home() -> None:
    """Without them the bundle holds scores and no file of the data."""
    data, _, content = own_bundle(include=False)
    bundle = opened(content)
    assert bundle.place is None
    assert bundle.manifest.data_version == data.catalogue.version
    assert same_scores(bundle, own(OWN))


def test_a_folder_and_its_paths_do_not_come_along() -> None:
    """Files that lie elsewhere get plain names, and the source in the bundle names these."""
    bundle = opened(written(demo(), demo_link(), include=True))
    assert bundle.source is not None
    paths = {key: file.path for key, file in bundle.source.files.items()}
    assert paths == {
        "accounts": "accounts.parquet",
        "snapshots": "snapshots.parquet",
        "touches": "touches.parquet",
    }
    assert same_scores(bundle, loaded(bundle))


def test_other_scores_are_told_apart() -> None:
    """One value of the data is another: the scores are not those of the bundle."""
    _, _, content = own_bundle()
    other = own(OWN.replace(b"c7,2026-03,21", b"c7,2026-03,22"))
    assert not same_scores(opened(content), other)


def test_pulses_that_were_given_stay_where_they_were() -> None:
    """The bundle has the scores of the data as loaded, so that they can be had again."""
    given = PulseRecord("A-0007", 1, "said so", "Ana", dt.date(2026, 9, 1), dt.date(2026, 12, 1))
    judged = with_pulses(demo(), [given], [card()])
    assert judged is not demo()
    assert written(judged, demo_link(), include=False) == written(
        demo(), demo_link(), include=False
    )


@pytest.mark.slow
def test_a_new_process_gives_the_same_scores(tmp_path: Path) -> None:
    """Written here, opened by the command line of another process: same rows, same bytes."""
    data, linked, content = own_bundle()
    path, out = tmp_path / "bundle.zip", tmp_path / "scores.csv"
    path.write_bytes(content)
    words = [sys.executable, "-m", "scoring", "bundle", "--open", str(path), "--out", str(out)]
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.endswith("90 rows, the same scores\n")
    log = f"bellwether command=bundle exit=0 rows=90 same=yes card={linked.card.digest}"
    assert ended.stderr.splitlines()[-1] == log
    table = workbench.score_table(data, linked.card, data.book.frame.months)
    workbench.write_table(table, tmp_path / "ours.csv")
    assert out.read_bytes() == (tmp_path / "ours.csv").read_bytes()
    assert not [one for one in tmp_path.iterdir() if one.name.startswith("own")]


def test_another_card_in_the_view_is_refused() -> None:
    """The state of the page must be that of the card that gave the scores, and its hash is not."""
    _, linked, content = own_bundle()
    other = Linked(with_weight(linked.card, linked.card.metrics[0].id, 77), linked.data)
    parts = zipfile.ZipFile(io.BytesIO(content))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as changed:
        for name in parts.namelist():
            told = parts.read(name)
            if name == "manifest.json":
                told = json.dumps(json.loads(told) | {"link": encode(other)}).encode()
            changed.writestr(name, told)
    with pytest.raises(CommandError, match="that of another card or of other data"):
        opened(out.getvalue())


def test_it_can_be_ended_on_the_way() -> None:
    """Whoever waits can end it."""
    watch = workbench.Watch()
    watch.stop()
    look = Look(demo().book.frame.months[-1])
    with pytest.raises(Stopped, match="stopped"):
        write_bundle(demo(), look, demo_link(), io.BytesIO(), include_data=True, watch=watch)
