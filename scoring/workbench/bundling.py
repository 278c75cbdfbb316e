"""All that gives the same numbers again leaves as one file, and comes back from it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO, Final

from scoring.engine.library import source_paths
from scoring.engine.places import Dropped, safe_name
from scoring.engine.watch import Watch
from scoring.errors import CommandError, LinkError
from scoring.output.bundle import manifest as names
from scoring.output.bundle.manifest import Manifest, manifest_text, not_a_bundle, scores_digest
from scoring.output.bundle.read import Read, read_bundle
from scoring.output.bundle.write import Writer
from scoring.output.exporters import EXPORTERS
from scoring.output.exporters.exporter import Extras
from scoring.spec.link import Linked, decode, encode
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.spec.source import Source, parse_source
from scoring.spec.write import card_yaml
from scoring.spec.write_source import source_as_yaml
from scoring.workbench.checking import must_fit
from scoring.workbench.opening import DataSet
from scoring.workbench.reporting import Look, method_markdown, program_version
from scoring.workbench.tables import card_sql, score_table
from scoring.workbench.trying import trial_data, trial_of, usual_question

_PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was opened: the card, the state of the page, and where its data are.

    `place` and `source` hold the data that came with it; both are None where it only names them.
    """

    manifest: Manifest
    linked: Linked
    source: Source | None
    place: Dropped | None

    @property
    def card(self) -> Card:
        """The card that gave the scores."""
        return self.linked.card

    def link_for(self, data_id: str) -> str:
        """The state of the page as link text, over data that are known by another id here."""
        return encode(replace(self.linked, data=data_id))


def write_bundle(
    data: DataSet,
    look: Look,
    linked: Linked,
    out: IO[bytes],
    *,
    include_data: bool,
    watch: Watch | None = None,
) -> None:
    """Write a bundle: the card, the scores of all months, SQL, back-test, method, and the state.

    Input: what the back-test and the method look at; the state of the page, with the card; whether
    the files of the data go along, as they are. Scores are those of the data as they were loaded,
    without judgements that people gave beside them. Equal input gives equal bytes. Raises
    CardError if the card does not fit, DataError if the files are gone, and Stopped.
    """
    data, card, watch = data.as_loaded, linked.card, watch or Watch()
    must_fit(card, data)
    writer = Writer(out)
    writer.text(names.CARD, card_yaml(card))
    source = data.loaded.source
    if include_data:
        watch.tell("Packing the data", 0.02)
        source = _pack(data, writer, watch)
    rows, digest = _scores(data, card, writer, watch)
    watch.tell("Testing the card", 0.75)
    writer.text(names.SOURCE, source_as_yaml(source))
    writer.text(names.SQL, card_sql(data, card))
    writer.text(names.BACKTEST, _backtest(data, card, look))
    watch.tell("Writing the method", 0.9)
    writer.text(names.METHOD, method_markdown(data, card, look))
    told = _manifest(data, linked, writer, rows, digest)
    writer.text(names.NAME, manifest_text(told))
    writer.close()


def _manifest(data: DataSet, linked: Linked, writer: Writer, rows: int, digest: str) -> Manifest:
    inside = any(name.startswith(names.DATA) for name in writer.files)
    return Manifest(
        program=program_version(),
        card=linked.card.digest,
        data_id=linked.data,
        data=data.catalogue.name,
        data_version=data.catalogue.version,
        holds="included" if inside else "named",
        link=encode(linked),
        rows=rows,
        scores=digest,
        files=writer.files,
    )


def _scores(data: DataSet, card: Card, writer: Writer, watch: Watch) -> tuple[int, str]:
    """Write the scores of every month; how many there are, and their hash."""
    watch.tell("Scoring every month", 0.3)
    table = score_table(data, card, data.book.frame.months)
    tell = partial(_between, watch, "Writing the scores", 0.5, 0.7)
    with writer.part(names.SCORES) as stream:
        EXPORTERS["parquet"].stream(table, stream, Extras(tell=tell))
    return table.num_rows, scores_digest(table)


def _between(watch: Watch, step: str, low: float, high: float, part: float) -> None:
    watch.tell(step, low + (high - low) * part)


def _backtest(data: DataSet, card: Card, look: Look) -> str:
    frame = data.book.frame
    question = look.asked.of(usual_question(frame))
    trial = trial_of(data, card, question, look.asked.rule, look.among.mask(frame))
    return json.dumps(trial_data(trial), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _pack(data: DataSet, writer: Writer, watch: Watch) -> Source:
    """Write the files of the data; the source that names them as they are called in the bundle."""
    source = data.loaded.source
    with data.place.at_hand(source.files.values(), watch) as folder:
        called: dict[str, str] = {}
        files = {}
        for key, file in source.files.items():
            path = folder / file.path
            parquet = _is_parquet(path)
            if file.path not in called:
                name = safe_name(file.path, called.values())
                called[file.path] = f"{name}.parquet" if parquet and "." not in name else name
                with writer.part(names.DATA + called[file.path]) as packed:
                    _copy(path, packed.write, watch)
            # A table of a database is at hand as a Parquet file, which has no tables.
            table = {"table": None} if parquet else {}
            files[key] = file.model_copy(update={"path": called[file.path], **table})
    return source.model_copy(update={"files": files})


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) == b"PAR1"


def _copy(path: Path, write: Callable[[bytes], int], watch: Watch) -> None:
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            watch.check()
            write(piece)


def open_bundle(stream: IO[bytes], size: int, watch: Watch | None = None) -> Bundle:
    """Open a bundle that anybody may have written.

    Input: a stream that can be rewound, and its bytes. Raises CommandError for what is no sound
    bundle, CardError or SourceError for the faults of its card or its source, and Stopped.
    """
    watch = watch or Watch()
    tell = partial(_between, watch, "Checking the bundle", 0.0, 0.2)
    read = read_bundle(stream, size, tell)
    card = parse_card(read.card)
    if card.digest != read.manifest.card:
        raise not_a_bundle("its card is not the one that gave its scores")
    linked = _linked(read.manifest, card)
    if read.manifest.holds == "named":
        return Bundle(read.manifest, linked, None, None)
    source = parse_source(read.source)
    _must_name(source, read)
    return Bundle(read.manifest, linked, source, Dropped(read.data))


def _linked(manifest: Manifest, card: Card) -> Linked:
    """The state of the page; the card is that of the bundle."""
    try:
        linked = decode(manifest.link)
    except LinkError as error:
        raise not_a_bundle(f"its state of the page cannot be read ({error.problem})") from None
    if linked.card.digest != card.digest or linked.data != manifest.data_id:
        raise not_a_bundle("its state of the page is that of another card or of other data")
    return linked


def _must_name(source: Source, read: Read) -> None:
    """Every data file is one that its source names, and the other way round."""
    if {file.path for file in source.files.values()} != set(read.data):
        raise not_a_bundle("its data are not the files that its source names")


def same_scores(bundle: Bundle, data: DataSet) -> bool:
    """Whether data that were opened for a bundle give its scores, to the last bit."""
    data = data.as_loaded
    table = score_table(data, bundle.card, data.book.frame.months)
    return (table.num_rows, scores_digest(table)) == (
        bundle.manifest.rows,
        bundle.manifest.scores,
    )


def bundled_id(path: Path) -> str:
    """The id of a bundled data set by its source file; empty for any other file."""
    known = {known.resolve(): name for name, known in source_paths().items()}
    return known.get(path.resolve(), "")


@contextmanager
def bundle_file(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """A bundle on the disk as a stream, and its bytes. Raises CommandError."""
    try:
        with path.open("rb") as stream:
            yield stream, path.stat().st_size
    except OSError as error:
        problem = f"the bundle '{path}' cannot be read ({error.strerror})"
        raise CommandError(problem, fix="check the path") from None
