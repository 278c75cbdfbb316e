"""Hostile cards: bombs of YAML, numbers that are none, texts that are more than text."""

from __future__ import annotations

import tempfile
from pathlib import Path

from scoring.errors import CommandError
from scoring.spec.parse import read_card
from scoring.workbench.opening import read_text
from tests.faults.hostile.case import Case, Kind, text


def card(
    weight: str = "10",
    low: str = "0",
    high: str = "9",
    name: str = "Small",
    cut: str = "50",
    more: str = "",
) -> str:
    """A sound card with something else in one of its places."""
    rule = f"{{kind: linear, worst: {low}, best: {high}}}"
    return f"""version: 1
name: {name}
metrics:
  - {{id: usage, measure: logins, weight: {weight}, normaliser: {rule}}}
bands:
  - {{name: Good, from: {cut}, tone: good}}
  - {{name: Poor, from: 0, tone: bad}}
{more}"""


def read(case: Case) -> str:
    """The findings of a card that stands in a file, or what was read of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "card.yaml"
        path.write_bytes(case.make())
        try:
            reading = read_card(read_text(path, "card"))
        except CommandError as error:
            return error.problem.replace(str(path), "card.yaml")
    if reading.card is None:
        return "\n".join(one.as_text() for one in reading.findings)[:20_000]
    one = reading.card
    cuts = [band.start for band in one.bands]
    return f"read {one.name!r}, weights {[m.weight for m in one.metrics]}, cuts {cuts}"


def many(count: int) -> str:
    line = "  - {{id: m{0}, measure: x{0}, weight: 1, normaliser: {{kind: points}}}}\n"
    lines = "".join(line.format(n) for n in range(count))
    return (
        f"version: 1\nname: Many\nmetrics:\n{lines}bands:\n  - {{name: A, from: 0, tone: good}}\n"
    )


def laughs() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines)


def merges() -> str:
    lines = ["a0: &a0 {x: 1}"]
    lines += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 20)]
    return "\n".join(lines)


NUMBERS = {
    "not a number": ".nan", "NaN": "NaN", "infinity": ".inf", "1e308": "1e308", "1e999": "1e999",
    "true": "true", "no": "no", "yes": "yes", "octal": "010", "octal of YAML 1.2": "0o17",
    "hexadecimal": "0x1F", "base 60": "1:30:00", "a thousands mark": "1_000", "null": "null",
    "a text": '"10"', "a list": "[10]", "negative": "-1", "40 digits": "9" * 40,
    "a plus": "+10", "a point alone": "10.", "Arabic digits": "\u0661\u0660",
    "full-width": "\uff11\uff10",
    "a date": "2024-01-31", "a comma": '"1,5"', "an exponent of 4 digits": "1e0001",
}  # fmt: skip
"""What a weight may be mistaken for; the line of the card that holds it is the fourth."""

WEIGHT = "error: line 4, metrics[1].weight: "
_OTHERWISE = {
    "true": "true is not a number",
    "null": "nothing is not a number",
    "a list": "a list is not a number",
    "1e308": "1e+308 is too large. Fix: use 1000000 or less",
    "40 digits": "9999999999999999999999999999999999999999 is too large",
    "negative": "-1 is too small. Fix: use 0 or more",
}


def not_a_number(name: str, said: str) -> str:
    """The error about a weight, which repeats what stood there."""
    spelled = said.strip('"')
    return WEIGHT + _OTHERWISE.get(name, f"'{spelled}' is not a number")


_WEIGHTS = {
    f"weight: {name}": text(card(weight=said), not_a_number(name, said))
    for name, said in NUMBERS.items()
}
_WEIGHTS["weight: a plus"] = text(card(weight="+10"), "read 'Small', weights [10.0]")

_BOMBS = {
    "alias bomb": text(laughs(), "line 1, file: anchors and aliases are not allowed"),
    "merge bomb": text(merges(), "line 1, file: anchors and aliases are not allowed"),
    "merge key": text("version: 1\n<<: {a: 1}", "line 2, file: merge keys (<<) are not allowed"),
    "alias of itself": text("a: &a [*a]", "line 1, file: anchors and aliases are not allowed"),
    "a million brackets": text("[" * 200_000, "line 1, file: nested deeper than 12"),
    "nested 13 deep": text("a: " + "[" * 13 + "]" * 13, "line 1, file: nested deeper than 12"),
    "nested by lines": text(
        "\n".join(" " * n + "a:" for n in range(600)), "line 13, file: nested deeper than 12"
    ),
    "nested by dashes": text("- " * 5000 + "a", "line 1, file: nested deeper than 12"),
    "many parts": text("a:\n" + "- x\n" * 6_000, "file: more than 5,000 parts"),
    "a tag of Python": text(
        "!!python/object/apply:os.system ['touch /tmp/x']",
        "line 1, file: tags (!…) are not allowed",
    ),
    "a tag on a number": text(card(weight="!!float 1"), "line 4, file: tags (!…) are not allowed"),
    "a tag of binary": text("name: !!binary aGk=", "line 1, file: tags (!…) are not allowed"),
    "a set": text("name: !!set {a, b}", "line 1, file: tags (!…) are not allowed"),
    "duplicate key": text(card(more="name: Other"), "line 8, file: the key 'name' stands twice"),
    "duplicate key in escapes": text(
        card(more='"n\\x61me": Other'), "line 8, file: the key 'name' stands twice"
    ),
    "two documents": text(
        card() + "---\na: 1", "line 8, file: the file holds more than one document"
    ),
    "a directive": text("%YAML 9.9\n---\na: 1", "file: this is not valid YAML"),
    "a key that is a list": text("[a]: 1", "line 1, file: a key must be a word"),
    "a key of Python": text("__proto__: {a: 1}\n" + card(), "__proto__"),
    "dunder key": text("__class__: {a: 1}\n" + card(), "__class__"),
    "3,000 metrics": text(many(3_000), "file: more than 5,000 parts"),
    "400 metrics": text(many(400), "metrics: "),
    "1 MB of blanks": text(card() + " " * 1_000_000, "the file is larger than 256 KiB"),
    "a name of 1 MB": text(card(name="x" * 1_000_000), "the file is larger than 256 KiB"),
    "beyond 1 MiB": text(card(name="x" * 1_100_000), "the card 'card.yaml' is larger than 1 MiB"),
    "a name of 200,000": text(card(name="x" * 200_000), "line 2, name: "),
    "long number": text(card(weight="1" * 100_000), WEIGHT),
}

_TEXTS = {
    "empty": text("", "file: the file is empty"),
    "blanks alone": text(" \n\t\n", "file: this is not valid YAML"),
    "a comment alone": text("# nothing", "file: the file is empty"),
    "UTF-16": Case(lambda: card().encode("utf-16"), "the card 'card.yaml' is not text"),
    "UTF-32": Case(lambda: card().encode("utf-32"), "the card 'card.yaml' is not text"),
    "a byte order mark": Case(lambda: card().encode("utf-8-sig"), "read 'Small'"),
    "latin-1": Case(lambda: card(name="Straße").encode("latin-1"), "is not text"),
    "half a character": text(card(name="\ud800"), "the card 'card.yaml' is not text"),
    "half a character escaped": text(
        card(name='"\\ud800"'), "line 2, file: an escape (\\u…) stands"
    ),
    "two halves escaped": text(card(name='"\\ud83d\\ude00"'), "read '😀'"),
    "no character": text(
        card(name='"\\UFFFFFFFF"'), "file: this is not valid YAML: an escape (\\U…)"
    ),
    "a null": text(card(name="a\0b"), "file: this is not valid YAML"),
    "a null escaped": text(card(name='"a\\0b"'), "line 2, name: "),
    "an escape of a terminal": text(card(name='"\\e[31mred"'), "line 2, name: "),
    "a bell": text(card(name="\a"), "file: this is not valid YAML"),
    "bidi override": text(card(name="\u202egnp.exe"), "read '\\u202egnp.exe'"),
    "a joiner": text(card(name="a\u200bb"), "read "),
    "emoji": text(card(name="💥"), "read '💥'"),
    "markup": text(
        card(name='"<img src=x onerror=alert(1)>"'), "read '<img src=x onerror=alert(1)>'"
    ),
    "SQL": text(card(name='"x; DROP TABLE t; --"'), "read 'x; DROP TABLE t; --'"),
    "a template": text(card(name="'{{7*7}} ${7*7}'"), "read '{{7*7}} ${7*7}'"),
    "a tabulator": text("version: 1\n\tname: x", "line 2, file: this is not valid YAML"),
    "carriage returns": text(card().replace("\n", "\r"), "read 'Small'"),
}

_SENSE = {
    "version 2": text(card().replace("version: 1", "version: 2"), "line 1, version: "),
    "version true": text(card().replace("version: 1", "version: true"), "line 1, version: "),
    "version 1.0": text(card().replace("version: 1", "version: 1.0"), "line 1, version: "),
    "ends alike": text(card(low="5", high="5"), "line 4, metrics[1].normaliser"),
    "an end beyond all": text(card(high="1e13"), "line 4, metrics[1].normaliser"),
    "the least number": text(card(high="5e-324"), "read "),
    "equal cuts": text(card(cut="0"), "bands"),
    "inverted bands": text(card().replace("from: 0", "from: 70"), "line 7, bands[2].from: "),
    "a cut beyond 100": text(card(cut="100.5"), "line 6, bands[1].from: "),
    "a cut below 0": text(card(cut="-0.5"), "line 6, bands[1].from: "),
    "a cut of -0.0": text(card(cut="50").replace("from: 0", "from: -0.0"), "read "),
    "no weight at all": text(card(weight="0"), "weight"),
    "the same id twice": text(
        many(2).replace("m1", "m0"), "line 5, metrics[2].id: 'm0' is already used"
    ),
    "an id of a path": text(many(1).replace("m0", "../m0"), "line 4, metrics[1].id: "),
    "an id with a quote": text(many(1).replace("id: m0", "id: 'm\"0'"), "line 4, metrics[1].id: "),
    "an id of ours": text(many(1).replace("id: m0", "id: _pulse"), "line 4, metrics[1].id: "),
}

KIND = Kind("card", _WEIGHTS | _BOMBS | _TEXTS | _SENSE, read)
