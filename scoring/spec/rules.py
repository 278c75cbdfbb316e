"""What the parts of a card must be to each other: each rule yields the faults it finds."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from scoring.errors import Finding, did_you_mean
from scoring.kinds.normaliser import plain
from scoring.spec.model import Band, Display, Metric
from scoring.spec.strict_yaml import Document, Path
from scoring.spec.wording import spoken
from scoring.values import NOT_SCORED, ONBOARDING


@dataclass(frozen=True, slots=True)
class Sections:
    """A card in the making: the parts that are sound, so that rules can speak early.

    In `metrics` and `bands` None stands for a part that has a fault of its own.
    """

    document: Document
    metrics: tuple[Metric | None, ...]
    bands: tuple[Band | None, ...]

    def finding(self, path: Path, problem: str, fix: str, **more: Any) -> Finding:
        """A finding at a path of the document, with its line."""
        return Finding(spoken(path), problem, fix, self.document.line_of(path), **more)

    @property
    def starts(self) -> tuple[float | None, ...]:
        """Where each band begins, even if the band has another fault; None where no number is."""
        items = self.raw.get("bands")
        bands = items if isinstance(items, list) else []
        return tuple(_start(band.get("from") if isinstance(band, dict) else None) for band in bands)

    @property
    def raw(self) -> dict[str, Any]:
        """The document as a mapping, empty if it is none."""
        return self.document.data if isinstance(self.document.data, dict) else {}


def _start(raw: object) -> float | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    return float(raw) if 0 <= raw <= 100 else None


def metric_ids_are_unique(parts: Sections) -> Iterator[Finding]:
    """Points, links and waterfalls are told apart by the metric's id."""
    yield from _repeats(parts, "metrics", "id")


def flag_ids_are_unique(parts: Sections) -> Iterator[Finding]:
    """A score says by its id which red flag capped it."""
    yield from _repeats(parts, "red_flags", "id")


def adjustment_ids_are_unique(parts: Sections) -> Iterator[Finding]:
    """Adjustments are told apart by their id."""
    yield from _repeats(parts, "adjustments", "id")


def conditions_name_metrics(parts: Sections) -> Iterator[Finding]:
    """A condition on a metric needs that metric on the card."""
    known = [m.id for m in parts.metrics if m]
    for section in ("red_flags", "adjustments"):
        raw = parts.raw.get(section)
        for i, item in enumerate(raw if isinstance(raw, list) else []):
            for name in _metrics_named(item):
                if name not in known and None not in parts.metrics:
                    problem = f"the card has no metric '{name}'"
                    path: Path = (section, i, "when")
                    yield parts.finding(path, problem, did_you_mean(name, known))


def _metrics_named(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("metric"), str):
            yield node["metric"]
        node = list(node.values())
    for inner in node if isinstance(node, list) else []:
        yield from _metrics_named(inner)


def band_names_are_unique(parts: Sections) -> Iterator[Finding]:
    """Two bands of one name could not be told apart in any table, nor one called Not scored."""
    yield from _repeats(parts, "bands", "name")
    for i, band in enumerate(parts.bands):
        if band and band.name in (NOT_SCORED, ONBOARDING):
            problem = f"'{band.name}' is the name for accounts without a score"
            yield parts.finding(("bands", i, "name"), problem, "give the band another name")


def _repeats(parts: Sections, section: str, key: str) -> Iterator[Finding]:
    seen: dict[object, int] = {}
    items = parts.raw.get(section)
    for i, item in enumerate(items if isinstance(items, list) else []):
        value = item.get(key) if isinstance(item, dict) else None
        if isinstance(value, str) and value in seen:
            path = (section, i, key)
            yield parts.finding(
                path, f"'{value}' is already used by {section}[{seen[value] + 1}]", "rename one"
            )
        elif isinstance(value, str):
            seen[value] = i


def some_weight_counts(parts: Sections) -> Iterator[Finding]:
    """With all weights at 0 there is nothing to average."""
    if parts.metrics and not any(m is None or (m.weight and m.enabled) for m in parts.metrics):
        problem = "no metric that is switched on has a weight above 0, so no account gets a score"
        yield parts.finding(("metrics",), problem, "give at least one metric a weight")


def bands_fall_to_zero(parts: Sections) -> Iterator[Finding]:
    """Bands listed from the best down to the bottom leave no gap and no overlap."""
    starts = parts.starts
    for i, (above, start) in enumerate(itertools.pairwise(starts), start=1):
        if above is not None and start is not None and start >= above:
            problem = f"{plain(start)} does not lie below {plain(above)}"
            yield parts.finding(("bands", i, "from"), problem, "list bands from the best down")
    display = parts.raw.get("display", "percent")
    lowest, bottom = (starts or (None,))[-1], 1.0 if display == "ten" else 0.0
    if lowest is not None and lowest != bottom and display in get_args(Display):
        problem = f"the lowest band begins at {plain(lowest)}, not at {plain(bottom)}"
        path: Path = ("bands", len(starts) - 1, "from")
        yield parts.finding(path, problem, f"write 'from: {plain(bottom)}'")
    for i, start in enumerate(starts):
        if display == "ten" and start is not None and start > 10:
            path = ("bands", i, "from")
            yield parts.finding(path, "the scale ends at 10", "use a cut from 1 to 10")


def cuts_are_tenths(parts: Sections) -> Iterator[Finding]:
    """Shown scores have one decimal; a finer cut could contradict what people see."""
    for i, start in enumerate(parts.starts):
        if start is not None and abs(start * 10 - round(start * 10)) > 1e-9:
            problem = f"{start!r} is finer than a tenth"
            fix = f"write 'from: {round(start, 1)}'"
            yield parts.finding(("bands", i, "from"), problem, fix)


def playbooks_exist(parts: Sections) -> Iterator[Finding]:
    """A band may name a playbook; a name that leads nowhere is worth a word."""
    raw = parts.raw.get("playbooks")
    known = set(raw) if isinstance(raw, dict) else set()
    for i, band in enumerate(parts.bands):
        if band and band.playbook and known and band.playbook not in known:
            problem = f"no playbook is called '{band.playbook}'"
            fix = did_you_mean(band.playbook, known)
            yield parts.finding(("bands", i, "playbook"), problem, fix, severity="warning")


def grades_fall_to_zero(parts: Sections) -> Iterator[Finding]:
    """A grade for every score, whatever the score."""
    raw = parts.raw.get("grades")
    floors = list(raw.values()) if isinstance(raw, dict) else []
    if floors and all(isinstance(f, int | float) for f in floors):
        if any(low >= high for high, low in itertools.pairwise(floors)):
            problem = "the grades do not fall from the best to the lowest"
            yield parts.finding(("grades",), problem, "list them from the best down")
        if floors[-1] != 0:
            problem = "scores below the lowest grade would have no letter"
            yield parts.finding(("grades",), problem, "let the last grade begin at 0")


RULES = (
    metric_ids_are_unique,
    flag_ids_are_unique,
    adjustment_ids_are_unique,
    conditions_name_metrics,
    band_names_are_unique,
    some_weight_counts,
    bands_fall_to_zero,
    cuts_are_tenths,
    playbooks_exist,
    grades_fall_to_zero,
)
