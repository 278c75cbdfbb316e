"""How a file is written is guessed with evidence, and not at all where nothing decides."""

from __future__ import annotations

import pytest

from scoring.engine.marks import decide
from scoring.engine.sniffing import guess_delimiter, guess_encoding, guess_header, rows_of

ENCODINGS = {
    "ASCII": (b"id,m\na,1\n", "utf-8", 1.0),
    "UTF-8": ("id,é\n".encode(), "utf-8", 1.0),
    "UTF-8, marked": ("id\n".encode("utf-8-sig"), "utf-8", 1.0),
    "UTF-16": ("id,m\n".encode("utf-16"), "utf-16-le", 1.0),
    "UTF-16, unmarked": ("id,m\na,1\n".encode("utf-16-be"), "utf-16-be", 0.9),
    "UTF-32": ("id,m\n".encode("utf-32"), "utf-32-le", 1.0),
    "UTF-32, unmarked": ("id,m\né,1\n".encode("utf-32-be"), "utf-32-be", 0.9),
    "cp1251": ("Завод, молоко".encode("cp1251"), "cp1251", 0.9),
    "cp1252": ("café, Straße, naïve".encode("cp1252"), "cp1252", 0.7),
    "a dash of cp1252": ("id – m".encode("cp1252"), "cp1252", 0.7),
    "not of cp1252": (b"caf\xe9 \x81", "latin-1", 0.6),
}


ALPHABETS = {
    "koi8-r": ["Завод и Ёлка", "Ёлка", "имя;город\nЮлия;Казань", "Договор поставки"],
    "cp1251": ["Завод и Ёлка", "Ёлка", "РОССИЯ", "Счёт №5; «Вектор»"],
    "cp1253": ["Αθήνα", "όνομα;πόλη\nΘωμάς;Θεσσαλονίκη", "Μαρία Παπαδοπούλου"],
    "shift-jis": ["株式会社日本", "会社名,金額\nソニー,1", "ひらがな", "東京"],
    "gbk": ["公司名称", "北京科技有限公司,1\n上海贸易", "张伟"],
    "mac-roman": ["Café Zürich", "Müller", "São Paulo", "Ångström", "Crème brûlée"],
    "cp1252": ["Café Zürich", "ÄÖÜ GmbH", "Größe", "ÉCOLE SUPÉRIEURE", "O’Neil – 5 €", "Zoë", "£5"],
}
WORDS = [(codec, words) for codec, texts in ALPHABETS.items() for words in texts]


@pytest.mark.parametrize(("codec", "words"), WORDS)
def test_an_alphabet_is_the_one_in_which_words_look_like_words(codec: str, words: str) -> None:
    """Python's own codecs wrote the bytes; the guess is never sure."""
    guess = guess_encoding(f"id;name\n{words};1\n".encode(codec), whole=True)
    assert guess.value == codec
    assert guess.confidence < 1
    assert "0 of 0" not in guess.evidence


@pytest.mark.parametrize("name", ENCODINGS)
def test_an_encoding_is_guessed_from_the_bytes(name: str) -> None:
    """A sure guess is 1, and one of two one-byte alphabets is less."""
    content, value, confidence = ENCODINGS[name]
    guess = guess_encoding(content, whole=True)
    assert (guess.value, guess.confidence) == (value, pytest.approx(confidence))
    assert guess.evidence


def test_a_letter_cut_in_two_at_the_end_of_the_sample_is_still_utf_8() -> None:
    """Only at the end of the file is half a letter a fault."""
    half = "caf\u00e9".encode()[:-1]
    assert guess_encoding(half, whole=False).value == "utf-8"
    assert guess_encoding(half, whole=True).value == "cp1252"


def test_the_delimiter_is_the_mark_that_cuts_rows_alike() -> None:
    """Decimal commas cut as many cells off every row, but not off the names."""
    guess = guess_delimiter("id;m;n\na;1,5;2,5\nb;2,5;3,5\n")
    assert (guess.value, guess.evidence) == (";", "by semicolon, 3 of 3 rows have 3 cells")
    assert guess_delimiter("id\na\n").value == ","


HEADERS = {
    "plain": ("id,m\na,1\nb,2\nc,3", 0, 0),
    "title": ("Report\nid,m\na,1\nb,2\nc,3", 1, 0),
    "title and blank row": ("Report\n\nid,m\na,1\nb,2\nc,3", 2, 0),
    "title of a wide sheet": ("Report,,\nid,m,n\na,1,2\nb,2,3", 1, 0),
    "days for names": ("Report\n,id,2025-01-06,2025-01-13,2025-01-20\nx,a,1,2,3\nx,b,2,3,4", 1, 0),
    "days that are data": ("Report\na,2025-01-06,2025-01-06\nb,2025-01-06,2025-02-03", 0, 0),
    "a nameless column": ("id,\na,1\nb,2", 0, 0),
    "a nameless table": (",,\na,1,2\nb,1,2", 0, 0),
    "description": ("id,m,n\nThe id,Uses,Seats\na,1,2\nb,2,3\nc,3,4", 0, 1),
    "a sentence": ("id,m\nThe id,How often\na,1\nb,2\nc,3", 0, 1),
    "a first row without a value": ("id,m\na,n/a\nb,2\nc,3", 0, 0),
    "a first row with a stray word": ("id,m\na,zz\nb,2\nc,3", 0, 0),
    "words throughout": ("id,m\na,x\nb,y\nc,z", 0, 0),
}


@pytest.mark.parametrize("name", HEADERS)
def test_titles_and_descriptions_are_told_from_names_and_data(name: str) -> None:
    """Rows around the names are left out only where the rows below leave no doubt."""
    text, above, below = HEADERS[name]
    guess = guess_header(rows_of(text, ",", '"'), None, None)
    assert (guess.above, guess.below) == (above, below)
    assert len(guess.reasons) == bool(above) + bool(below)


def test_what_is_stated_of_the_rows_is_not_guessed() -> None:
    """A row that looks like a title is a row of names if somebody says so."""
    guess = guess_header(rows_of("Report\nid,m\na,1", ",", '"'), 0, 0)
    assert (guess.above, guess.below, guess.reasons) == (0, 0, ())


DATES = {
    "day first": (["04/05/2024", "31/05/2024"], "day first"),
    "month first": (["04/05/2024", "05/31/2024"], "month first"),
    "either": (["04/05/2024", "05/04/2024"], "undecided"),
    "both": (["31/05/2024", "05/31/2024"], "undecided"),
    "year first": (["2024-05-04", "2024-05-31"], "iso"),
    "few of many": (["x", "y", "04/05/2024"], "iso"),
    "some among the year first": (["2024-05-04", "2024-05-31", "31/05/2024"], "day first"),
    "one among the year first": (["2024-05-04", "2024-05", "04/05/2024"], "undecided"),
    "with a time": (["31/05/2024 10:00", "04/05/2024 11:30"], "day first"),
    "short years, day first": (["04.05.24", "31.05.24"], "day first"),
    "short years, month first": (["4/5/24", "5/31/24"], "month first"),
    "short years, either": (["04/05/24", "05/04/24"], "undecided"),
    "short years, either end": (["31/05/24", "04/05/24"], "undecided"),
    "short years, one of them above 31": (["31/05/99", "04/05/24"], "day first"),
    "short years, a short day": (["4/05/24", "31/05/24"], "day first"),
    "short years, perhaps first": (["24/01/05", "24/02/17", "23/12/31"], "undecided"),
    "short years among long ones": (["31/05/24", "31/05/2024", "x", "y"], "iso"),
    "short years with dashes": (["31-05-24", "04-05-24"], "iso"),
    "a month's name": (["5 Jan 2025", "31 May 2025"], "stated"),
    "no dates": (["45/50/2024", "99/99/2024"], "iso"),
}


@pytest.mark.parametrize("name", DATES)
def test_the_order_of_dates_is_what_the_cells_prove(name: str) -> None:
    """A day above 12 proves its place, and nothing else does."""
    cells, order = DATES[name]
    marks, guesses, *_ = decide(["d"], [[cell] for cell in cells], None, None)
    assert (marks["d"].dates if "d" in marks else "iso") == order
    assert [g.ambiguous for g in guesses] == ([order == "undecided"] if order != "iso" else [])


def test_the_evidence_is_counted_in_words() -> None:
    """Of 200 dates 31 have a day above 12 in the first place: the guess says so."""
    cells = [["04/05/2024"]] * 169 + [["31/05/2024"]] * 31
    _, (guess,), *_ = decide(["d"], cells, None, None)
    assert guess.evidence == "31 of 200 dates have a day above 12 in the first place"
    assert guess.confidence == pytest.approx(0.8 + 0.2 * 31 / 200)


def test_a_column_that_cannot_decide_follows_the_file() -> None:
    """Month ends tell how the first days of months beside them are written."""
    rows = [["31/01/2024", "01/02/2024"], ["29/02/2024", "01/03/2024"]]
    marks, *_ = decide(["end", "start"], rows, None, None)
    assert [marks[c].dates for c in ("end", "start")] == ["day first", "day first"]


def test_a_year_that_may_stand_first_follows_the_file() -> None:
    """24/01/05 may be in 2024 or in 2005; beside 31/01/2024 it is the day that comes first."""
    marks, *_ = decide(["d", "e"], [["24/01/05", "31/01/2024"]], None, None)
    assert marks["d"].dates == "day first"


NUMBERS = {
    "points": (["1.5", "2"], "plain"),
    "commas": (["1,5", "2"], "comma"),
    "grouped by points": (["1.234,5", "2"], "comma"),
    "grouped by commas": (["1,234.5", "2"], "point"),
    "grouped further down": (["2.5", "1,234.5"], "point"),
    "grouped twice": (["1,234,567", "2"], "point"),
    "nothing before": ([",5", "2"], "comma"),
    "nought before": (["0,125", "2"], "comma"),
    "either": (["1,234", "2"], "undecided"),
    "both": (["1,5", "2.5"], "undecided"),
    "thousands by other cells": (["1,234", "2.5"], "point"),
    "three places": (["1.234", "2"], "plain"),
    "words with commas": (["a, b", "c, d", "1,5"], "plain"),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_the_decimal_mark_is_what_the_cells_prove(name: str) -> None:
    """Three digits after a lone comma may be thousands, any other number of them may not."""
    cells, mark = NUMBERS[name]
    marks, guesses, *_ = decide(["m"], [[cell] for cell in cells], None, None)
    assert (marks["m"].numbers if "m" in marks else "plain") == mark
    assert any(g.ambiguous for g in guesses) == (mark == "undecided")


POINTS = {
    "three that may be thousands": (["1.000", "2.234", "3.468"], "undecided"),
    "with whole numbers": (["1.000", "2.234", "3.468", "12"], "undecided"),
    "nought before a point": (["0.125", "1.000", "2.234", "3.468"], "plain"),
    "two places": (["1.00", "1.000", "2.234", "3.468"], "plain"),
    "two groups": (["1.000.000", "1.000", "2.234", "3.468"], "comma"),
    "two only": (["1.000", "2.234"], "undecided"),
    "one among whole numbers": (["450", "1.234", "980"], "undecided"),
    "whole numbers alone": (["450", "1", "980"], "whole"),
}


@pytest.mark.parametrize("name", POINTS)
def test_points_before_three_digits_are_asked_about_where_they_may_group(name: str) -> None:
    """In a file with semicolons 1.000 may be a thousand; in a plain one it is a one."""
    cells, mark = POINTS[name]
    rows = [[cell] for cell in cells]
    marks, guesses, *_ = decide(["m"], rows, None, None, continental=True)
    assert (marks["m"].numbers if "m" in marks else "plain") == mark
    assert any(g.ambiguous for g in guesses) == (mark == "undecided")
    plain, *_ = decide(["m"], rows, None, None)
    told = "plain" if mark in ("undecided", "whole") else mark
    assert (plain["m"].numbers if "m" in plain else "plain") == told


def test_dates_with_points_are_a_sign_that_points_may_group() -> None:
    """31.01.2024 beside 1.000 asks; 2024-01-31 beside it does not; other columns stay plain."""
    cells = ["1.000", "2.234", "3.468"]
    marks, *_ = decide(["d", "m", "n"], [["31.01.2024", c, "7"] for c in cells], None, None)
    assert [marks[c].numbers for c in "dmn"] == ["plain", "undecided", "whole"]
    assert decide(["d", "m"], [["2024-01-31", c] for c in cells], None, None)[0] == {}
