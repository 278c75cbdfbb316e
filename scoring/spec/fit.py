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
        yield from _metric_faults(metric, catalogue, line, f"metric '{metric.id}'")
        for j, variant in enumerate(card.variants):
            own = variant.metrics.get(metric.id)
            if own is not None and own.normaliser is not None:
                there = document.line_of(("variants", j, "metrics", metric.id))
                changed = metric.model_copy(update=own.changes)
                place = f"variant '{variant.name}', metric '{metric.id}'"
                yield from _metric_faults(changed, catalogue, there, place)
    for i, action in enumerate(card.actions):
        counted = action.as_metric()
        if counted is not None:
            line = document.line_of(("actions", i, "measure"))
            yield from _metric_faults(counted, catalogue, line, f"action '{action.id}'")
    yield from _pulse_faults(card, catalogue, document)
    yield from _condition_faults(card, catalogue, document)


def _metric_faults(
    metric: Metric, catalogue: Catalogue, line: int | None, place: str
) -> Iterator[Finding]:
    for measure in (metric.measure, *metric.transform.also):
        yield from _measure_faults(metric, measure, catalogue, line, place)
    for name in metric.normaliser.dimensions:
        if catalogue.dimension(name) is None:
            known = [d.name for d in catalogue.dimensions]
            problem = f"the data have no dimension '{name}'"
            yield Finding(place, problem, did_you_mean(name, known), line)


def _pulse_faults(card: Card, catalogue: Catalogue, document: Document) -> Iterator[Finding]:
    pulse = card.pulse
    if pulse is None:
        return
    line = document.line_of(("pulse",))
    judged = pulse.as_metric().model_copy(update={"enabled": pulse.enabled})
    yield from _measure_faults(judged, pulse.measure, catalogue, line, "pulse")
    reason = catalogue.measure(pulse.reason) if pulse.reason else None
    if not pulse.reason or not pulse.enabled or pulse.mode != "pin":
        return
    if reason is None:
        known = [m.name for m in catalogue.measures]
        problem = f"the data have no measure '{pulse.reason}'"
        yield Finding("pulse", problem, did_you_mean(pulse.reason, known), line)
    elif reason.reads != "text" and reason.filled:
        problem = f"'{pulse.reason}' holds numbers, but a reason is text"
        yield Finding("pulse", problem, "name a measure that holds text", line)


def _condition_faults(card: Card, catalogue: Catalogue, document: Document) -> Iterator[Finding]:
    rules = [("red_flags", f.id, f.when, f.enabled) for f in card.red_flags]
    rules += [("adjustments", a.id, a.when, a.enabled) for a in card.adjustments]
    rules += [("actions", a.id, a.when, a.enabled) for a in card.actions if a.when]
    rules += [("variants", v.name, v.when, True) for v in card.variants]
    metrics = {m.id for m in card.used}
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
    metric: Metric, name: str, catalogue: Catalogue, line: int | None, place: str
) -> Iterator[Finding]:
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
        fix = (
            fix if place.endswith(f"metric '{metric.id}'") else "name a measure that holds numbers"
        )
        yield Finding(place, problem, fix, line, severity, examples=seen)
    elif measure.filled == 0:
        problem = f"'{name}' is empty in every row"
        yield Finding(place, problem, "switch the metric off", line, "warning")
