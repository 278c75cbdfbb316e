"""YAML is read within bounds, words keep their meaning, and every part knows its line."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scoring.spec.strict_yaml import MAX_BYTES, MAX_DEPTH, MAX_NODES, Document, read_yaml

REFUSED = [
    ("anchor", "a: 1\nb: &x 2", "anchors and aliases", 2),
    ("alias", "a: *x", "anchors and aliases", 1),
    ("anchored list", "a: &x [1]\nb: *x", "anchors and aliases", 1),
    ("anchored key", "a: 1\n&x b: 2", "anchors and aliases", 2),
    ("alias as key", "a: 1\n*x : 2", "anchors and aliases", 2),
    ("tag", "a: 1\n\nb: !!str 1", "tags (!…)", 3),
    ("python tag", "a: !!python/object/apply:os.system ['true']", "tags (!…)", 1),
    ("tagged mapping", "a: !thing\n  b: 1", "tags (!…)", 1),
    ("tagged key", "!!str a: 1", "tags (!…)", 1),
    ("merge key", "a: {b: 1}\nc:\n  <<: {d: 1}", "merge keys", 3),
    ("duplicate key", "a: 1\nb: 2\na: 3", "the key 'a' stands twice", 3),
    ("deep duplicate", "a:\n  - b: 1\n    c: 2\n    b: 3", "the key 'b' stands twice", 4),
    ("quoted duplicate", "a: 1\n'a': 2", "the key 'a' stands twice", 2),
    ("second document", "a: 1\n---\nb: 2", "more than one document", 2),
    ("list as key", "? [a, b]\n: 1", "a key must be a word", 1),
    ("group as key", "? {a: b}\n: 1", "a key must be a word", 1),
    ("nothing", "", "the file is empty", None),
    ("only a comment", "# nothing here\n\n", "the file is empty", None),
    ("open bracket", "a: [1, 2\nb: 3", "not valid YAML", 2),
    ("open quote", 'a: "1\nb: 2', "not valid YAML", 2),
    ("tab", "a:\n\t- b", "not valid YAML", 2),
    ("bad indentation", "a: 1\n  b: 2", "not valid YAML", 2),
    ("null byte", "a: \0", "not valid YAML", None),
    ("half a character", '"a":\n  "\\ud800"', "half a character", 2),
    ("half a key", '"\\udc00": 1', "half a character", 1),
    ("no character", 'a: "\\UFFFFFFFF"', "stands for no character", None),
    ("beyond Unicode", 'a: "\\U00110000"', "stands for no character", None),
    ("raw half", "a: \ud800", "not valid YAML", None),
]


@pytest.mark.parametrize(
    ("text", "problem", "line"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_what_is_refused(text: str, problem: str, line: int | None) -> None:
    """Whatever could expand, run or hide is refused with one finding at its line."""
    document, findings = read_yaml(text)
    assert document == Document()
    (finding,) = findings
    assert problem in finding.problem
    assert finding.line == line
    assert finding.fix
    assert finding.severity == "error"


def test_the_depth_is_bounded() -> None:
    """Twelve levels below the top are read, thirteen are not."""
    assert read_yaml("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))[1] == ()
    (finding,) = read_yaml("[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2))[1]
    assert finding.problem == "nested deeper than 12"


def test_the_size_is_bounded_in_bytes() -> None:
    """256 KiB are read, one byte more is not, and a character may be several bytes."""
    fits = f"a: {'x' * (MAX_BYTES - 3)}"
    assert len(fits.encode()) == MAX_BYTES
    assert read_yaml(fits)[1] == ()
    assert read_yaml(fits + "x")[1][0].problem == "the file is larger than 256 KiB"
    assert read_yaml("ü" * (MAX_BYTES // 2 + 1))[1][0].problem == "the file is larger than 256 KiB"


def test_the_number_of_parts_is_bounded() -> None:
    """A list of 4,999 items and the list itself are 5,000 parts; one more is refused."""
    assert read_yaml("[" + "1," * (MAX_NODES - 1) + "]")[1] == ()
    (finding,) = read_yaml("[" + "1," * MAX_NODES + "]")[1]
    assert finding.problem == "more than 5,000 parts"


HOSTILE = {
    "open brackets": "[" * 200_000,
    "open braces": "{a: " * 60_000,
    "dashes": "- " * 100_000,
    "questions": "? " * 100_000,
    "one long line of colons": "a: " * 80_000,
    "laughter": "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]",
    "quotes": '"' * 200_000,
    "keys": "\n".join(f"k{i}: 1" for i in range(25_000)),
    "digits": "a: " + "9" * 200_000,
    "an exponent": "a: 1e" + "9" * 200_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_done_with_quickly(text: str) -> None:
    """Text made to hang or exhaust a loader is over within seconds, without an exception."""
    began = time.perf_counter()
    read_yaml(text)
    assert time.perf_counter() - began < 5


MEANINGS = [
    ("no", "no"),
    ("yes", "yes"),
    ("on", "on"),
    ("True", "True"),
    ("NULL", "NULL"),
    ("010", "010"),
    ("0x1F", "0x1F"),
    ("0o17", "0o17"),
    ("1:30:00", "1:30:00"),
    ("2026-10-31", "2026-10-31"),
    ("1_000", "1_000"),
    (".inf", ".inf"),
    ("-.inf", "-.inf"),
    (".nan", ".nan"),
    ("nan", "nan"),
    ("1e999", "1e999"),
    (".5", ".5"),
    ("5.", "5."),
    ("1,5", "1,5"),
    ("\uff19", "\uff19"),  # a full-width digit is no digit
    ("9" * 41, "9" * 41),
    ("'1'", "1"),
    ('"true"', "true"),
    ("true", True),
    ("false", False),
    ("null", None),
    ("~", None),
    ("", None),
    ("0", 0),
    ("-7", -7),
    ("+7", 7),
    ("9007199254740993", 9007199254740993),
    ("1e3", 1000.0),
    ("1E-2", 0.01),
    ("0.1", 0.1),
    ("-2.50", -2.5),
]


@pytest.mark.parametrize(("written", "meant"), MEANINGS)
def test_what_a_word_means(written: str, meant: object) -> None:
    """Only true, false, null and plain decimal numbers are more than text."""
    (value,) = read_yaml(f"a: {written}")[0].data.values()
    assert (value, type(value)) == (meant, type(meant))


def test_a_key_is_always_text() -> None:
    """Keys that look like numbers or truth values stay as they are written."""
    keys = ["1", "010", "true", "null", "1.50", ""]
    assert list(read_yaml("{1: a, 010: a, true: a, null: a, 1.50: a, '': a}")[0].data) == keys


def test_an_escaped_emoji_is_one_character() -> None:
    """JSON writes a character beyond the first 65,536 as two halves, which are joined."""
    assert json.dumps("🙂") == '"\\ud83d\\ude42"'
    assert read_yaml(json.dumps({"a🙂": "b🙂"}))[0].data == {"a🙂": "b🙂"}


WORDS = [
    "a",
    "b: ",
    "- ",
    "? ",
    ": ",
    "\n",
    "  ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&x ",
    "*x",
    "!t ",
    "<<",
]


WORDS += [
    "'",
    '"',
    "|",
    ">",
    "#",
    "%",
    "---\n",
    "...\n",
    "\\",
    "\t",
    "\0",
    "é",
    "🙂",
    "0",
    "1.5",
    "~",
]


WORDS += ["\ufeff", "\x85", "\u2028", "\\x", "\\ud800", "\\U00110000", "@", "`"]


@given(st.text() | st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
@example('"\\ud83d')
@example("%YAML 9.9\n---\na")
@example("? \n? ")
def test_reading_never_raises(text: str) -> None:
    """Any text at all gives plain data that can be written again, or exactly one finding."""
    document, findings = read_yaml(text)
    assert len(findings) <= 1
    if findings:
        assert document == Document()
        assert findings[0].as_text().isprintable()
    json.dumps(document.data, ensure_ascii=False).encode()


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(values)
def test_json_is_read_as_json(data: object) -> None:
    """JSON is YAML: what json writes is read as what it was, escaped or not."""
    flat = json.dumps(data)
    if data in (None, "") or "<<" in flat:
        return
    assert read_yaml(flat)[0].data == data
