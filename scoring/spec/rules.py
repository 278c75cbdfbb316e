"""What the parts of a card must be to each other: each rule yields the faults it finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scoring.errors import Finding, did_you_mean
from scoring.spec.parts import Band, Metric
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

    def listed(self, *path: int | str) -> list[Any]:
        """The list at a path of the document; empty if there is none."""
        node: Any = self.raw
        for step in path:
            if isinstance(node, dict):
                node = node.get(str(step))
            elif isinstance(node, list) and isinstance(step, int):
                node = node[step]
            else:
                return []
        return node if isinstance(node, list) else []

    def starts(self, *path: int | str) -> tuple[float | None, ...]:
        """Where each band of a list begins, even if the band has another fault; None: nowhere."""
        bands = self.listed(*path)
        return tuple(_start(band.get("from") if isinstance(band, dict) else None) for band in bands)

    @property
    def pulse_weighs(self) -> bool:
        """Whether a pulse stands among the metrics with a weight of its own."""
        pulse = self.raw.get("pulse")
        if not isinstance(pulse, dict) or pulse.get("mode") != "metric":
            return False
        return bool(pulse.get("weight", 10)) and pulse.get("enabled", True) is True

    @property
    def band_lists(self) -> tuple[Path, ...]:
        """The paths of all lists of bands: the card's, and each variant's own."""
        own = [("variants", i, "bands") for i, _ in enumerate(self.listed("variants"))]
        return (("bands",), *(path for path in own if self.listed(*path)))

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


def action_ids_are_unique(parts: Sections) -> Iterator[Finding]:
    """The lines of a points card are told apart by the action's id."""
    yield from _repeats(parts, "actions", "id")


def flag_ids_are_unique(parts: Sections) -> Iterator[Finding]:
    """A score says by its id which red flag capped it."""
    yield from _repeats(parts, "red_flags", "id")


def adjustment_ids_are_unique(parts: Sections) -> Iterator[Finding]:
    """Adjustments are told apart by their id."""
    yield from _repeats(parts, "adjustments", "id")


def conditions_name_metrics(parts: Sections) -> Iterator[Finding]:
    """A condition on a metric needs that metric on the card."""
    known = [m.id for m in parts.metrics if m]
    for section in ("red_flags", "adjustments", "actions", "variants"):
        for i, item in enumerate(parts.listed(section)):
            for name in _metrics_named(item.get("when") if isinstance(item, dict) else None):
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
    for i, item in enumerate(parts.listed(section)):
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
    weighs = any(m is None or (m.weight and m.enabled) for m in parts.metrics)
    if parts.metrics and not weighs and not parts.pulse_weighs:
        problem = "no metric that is switched on has a weight above 0, so no account gets a score"
        fix = "give at least one metric a weight"
        yield parts.finding(("metrics",), problem, fix, severity="warning")


def playbooks_exist(parts: Sections) -> Iterator[Finding]:
    """A band may name a playbook; a name that leads nowhere is worth a word."""
    raw = parts.raw.get("playbooks")
    known = set(raw) if isinstance(raw, dict) else set()
    for i, band in enumerate(parts.bands):
        if band and band.playbook and known and band.playbook not in known:
            problem = f"no playbook is called '{band.playbook}'"
            fix = did_you_mean(band.playbook, known)
            yield parts.finding(("bands", i, "playbook"), problem, fix, severity="warning")


RULES = (
    metric_ids_are_unique,
    action_ids_are_unique,
    flag_ids_are_unique,
    adjustment_ids_are_unique,
    conditions_name_metrics,
    band_names_are_unique,
    some_weight_counts,
    playbooks_exist,
)
