"""What a card needs of the data: measures, dimensions, and numbers where numbers are wanted."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.errors import Finding, Severity, did_you_mean
from scoring.kinds.condition import Condition
from scoring.spec.catalogue import Catalogue
from scoring.spec.model import Card, Metric
from scoring.spec.strict_yaml import Document


def against(card: Card, catalogue: Catalogue, document: Document) -> Iterator[Finding]:
    """The faults that only show beside the data: unknown measures, numbers wanted of text."""
    for i, metric in enumerate(card.metrics):
        line = document.line_of(("metrics", i, "measure"))
        for measure in (metric.measure, *metric.transform.also):
            yield from _measure_faults(metric, measure, catalogue, line)
        for name in metric.normaliser.dimensions:
            if catalogue.dimension(name) is None:
                known = [d.name for d in catalogue.dimensions]
                problem = f"the data have no dimension '{name}'"
                yield Finding(f"metric '{metric.id}'", problem, did_you_mean(name, known), line)
    yield from _condition_faults(card, catalogue, document)


def _condition_faults(card: Card, catalogue: Catalogue, document: Document) -> Iterator[Finding]:
    rules = [("red_flags", f.id, f.when, f.enabled) for f in card.red_flags]
    rules += [("adjustments", a.id, a.when, a.enabled) for a in card.adjustments]
    metrics = {m.id for m in card.active}
    for section, name, when, enabled in rules:
        line = document.line_of((section,))
        place = f"{section.replace('_', ' ').rstrip('s')} '{name}'"
        for sort, subject in when.subjects() if enabled else ():
            known = {
                "measure": [m.name for m in catalogue.measures],
                "dimension": [d.name for d in catalogue.dimensions],
                "metric": list(metrics),
            }[sort]
            if subject not in known:
                problem = f"there is no {sort} '{subject}' in force"
                yield Finding(place, problem, did_you_mean(subject, known), line)
        yield from _sized_texts(when, catalogue, place, line) if enabled else ()


def _sized_texts(
    when: Condition, catalogue: Catalogue, place: str, line: int | None
) -> Iterator[Finding]:
    for part in when.parts:
        yield from _sized_texts(part, catalogue, place, line)
    measure = catalogue.measure(when.measure) if when.measure else None
    if measure is not None and when.limit is not None and measure.reads == "text":
        problem = f"'{measure.name}' holds text and has no size"
        yield Finding(place, problem, "use is or is_not", line)


def _measure_faults(
    metric: Metric, name: str, catalogue: Catalogue, line: int | None
) -> Iterator[Finding]:
    place = f"metric '{metric.id}'"
    measure = catalogue.measure(name)
    plainly_read = metric.transform.passes_text and name == metric.measure
    wants = metric.normaliser.reads if plainly_read else "number"
    severity: Severity = "error" if metric.enabled else "warning"
    if measure is None:
        known = [m.name for m in catalogue.measures]
        problem = f"the data have no measure '{name}'"
        yield Finding(place, problem, did_you_mean(name, known), line, severity)
    elif wants == "number" and measure.reads == "text":
        seen = tuple(repr(label) for label in measure.labels[:3])
        needs = metric.normaliser.name if plainly_read else metric.transform.name
        problem = f"'{name}' holds text, but '{needs}' needs numbers"
        fix = "use the normaliser 'categories', or correct the column"
        yield Finding(place, problem, fix, line, severity, examples=seen)
    elif measure.filled == 0:
        problem = f"'{name}' is empty in every row"
        yield Finding(place, problem, "switch the metric off", line, "warning")
