"""What can be done about a finding: other ways to load the same files, each a source of its own."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ValidationError

from scoring.errors import Finding, errors_among
from scoring.spec.source import Source
from scoring.spec.source_rules import broken_rules
from scoring.spec.strict_yaml import Document
from scoring.workbench.remedies import REMEDIES
from scoring.workbench.ways_of_writing import Edit

AS_NOW = "as it is now"


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to deal with a finding.

    `label` says it in plain words, `now` whether it is what is done already, and `source` is
    the source that would do it.
    """

    label: str
    now: bool
    source: Source


def choices(source: Source, finding: Finding) -> tuple[Choice, ...]:
    """The ways to deal with a finding, in their usual order.

    Input: the source by which the data were loaded, and what was found. Output: at least two
    ways, of which one is done now unless the finding stopped the loading; empty where the
    source language can change nothing about it. Only sources that `parse_source` would take.
    """
    remedy = REMEDIES.get(finding.kind)
    if remedy is None:
        return ()
    found: dict[str, Choice] = {}
    for label, edit in remedy(source, finding):
        changed = _changed(source, edit)
        if changed is not None:
            found.setdefault(label, Choice(label, changed == source, changed))
    ways = tuple(found.values())
    if all(way.now for way in ways):
        return ()
    if finding.severity != "error" and not any(way.now for way in ways):
        return (Choice(AS_NOW, True, source), *ways)
    return ways


@dataclass(frozen=True, slots=True)
class Question:
    """Findings of one kind that one choice decides, the first told first, and its ways."""

    findings: tuple[Finding, ...]
    ways: tuple[Choice, ...]


def questions(source: Source, findings: Iterable[Finding]) -> tuple[Question, ...]:
    """What can be chosen about findings, each choice once.

    Input: the source by which the data were loaded, and what was found. Output: in the order of
    the findings; those of one kind whose ways give the same sources stand together.
    """
    asked: list[Question] = []
    for finding in findings:
        ways = choices(source, finding)
        same = (
            n
            for n, one in enumerate(asked)
            if (one.findings[0].kind, one.ways) == (finding.kind, ways)
        )
        place = next(same, None)
        if ways and place is None:
            asked.append(Question((finding,), ways))
        elif ways and place is not None:
            asked[place] = Question((*asked[place].findings, finding), ways)
    return tuple(asked)


def with_choices(source: Source, wanted: Iterable[tuple[Finding, str]]) -> Source:
    """The source that does all of it.

    Input: findings, and for each the label of a choice. What is done by the source as it stands
    changes nothing, whatever is chosen of other findings; nor does a choice that is offered no
    more because of one before it. Output: the source itself if nothing changes.
    """
    as_it_stands = source
    for finding, label in wanted:
        if any(way.now and way.label == label for way in choices(as_it_stands, finding)):
            continue
        ways = {way.label: way.source for way in choices(source, finding)}
        source = ways.get(label, source)
    return source


def choices_in_words(source: Source, finding: Finding) -> str:
    """The labels in one phrase, the one that is done now marked; 'nothing to choose' without."""
    ways = choices(source, finding)
    labels = [f"{way.label} (now)" if way.now else way.label for way in ways]
    return " / ".join(labels) or "nothing to choose"


def _changed(source: Source, edit: Edit) -> Source | None:
    """The source after an edit of it as plain data; None if no source results."""
    tree = source.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    tree = copy.deepcopy(tree) | {"version": source.version}
    edit(tree)
    try:
        changed = Source.model_validate(tree)
    except ValidationError:
        return None
    return None if errors_among(broken_rules(changed, Document())) else changed
