"""A connection URL is checked before it is used, and what is secret in it is never shown."""

from __future__ import annotations

import traceback

import pytest

from scoring.engine.addresses import EXTRAS, address_of
from scoring.engine.place_names import place_at
from scoring.errors import BellwetherError, CommandError, DataError

WITHOUT_DRIVER = ("mysql", "snowflake", "bigquery", "trino", "databricks", "clickhouse", "mssql")


def told(text: str) -> str:
    """What a person is told of a text that names no place that can be opened."""
    with pytest.raises(BellwetherError, match=r"\w") as caught:
        place_at(text).listed()
    assert "sekret" not in "".join(traceback.format_exception(caught.value))
    error = caught.value
    return error.findings[0].as_text() if isinstance(error, DataError) else str(error)


def test_a_url_shows_only_where_it_leads() -> None:
    """User, password and query are left out, in every form of the address."""
    address = address_of("snowflake://me:sekret@acme/db/schema?warehouse=w&private_key=sekret2")
    assert address is not None
    assert address.shown == "snowflake://acme/db/schema"
    assert "sekret" not in repr(address) + str(address)
    assert repr(place_at(address.url)).count("me:") == 0


def test_a_drivers_words_lose_what_is_secret() -> None:
    """As written in the URL, as meant, and within the whole of it."""
    address = address_of("mysql://me:a%40b%20c@host/db?token=t0ken&schema=main")
    assert address is not None
    said = f"no a@b c, a%40b%20c, t0ken for me at main in\n{address.url}"
    assert (
        address.hide(said) == "no …, …, … for me at main in mysql://…@host/db?token=…&schema=main"
    )


@pytest.mark.parametrize("scheme", WITHOUT_DRIVER)
def test_a_missing_driver_is_named_with_its_command(scheme: str) -> None:
    """The driver is what pip calls it."""
    said = told(f"{scheme}://me:sekret@127.0.0.1:1/db")
    assert f"the driver of {scheme} is not installed" in said
    assert f"pip install 'ibis-framework[{EXTRAS[scheme]}]'" in said


def test_an_unknown_scheme_is_said_with_the_closest() -> None:
    """And nothing of the rest of it."""
    assert "did you mean 'postgres'?" in told("postgre://me:sekret@host/db")
    assert "no connection is called 'https://'" in told("https://me:sekret@host/data.csv")


@pytest.mark.parametrize(
    "text",
    [
        "postgres://me:sek/ret/sekret@host/db",
        "postgres://me:sekret#1@host/db",
        "postgres://me:sekret@2@host/db",
        "postgres://me:sekret?x@host/db",
        "postgres://me:sekret@host:port/db",
        "postgres://[me:sekret@host/db",
    ],
)
def test_a_password_that_breaks_the_url_is_not_shown(text: str) -> None:
    """What has to be written in another way is said."""
    assert "%40" in told(text)


@pytest.mark.parametrize(
    "text",
    ["postgres:/me:sekret@host/db", "host=h password=sekret", "me:sekret@host", "//u:sekret@h/*"],
)
def test_a_text_that_may_hold_a_password_is_not_repeated(text: str) -> None:
    """What is no URL and no path may be a mistyped one."""
    assert "named by no path" in told(text)


def test_a_path_is_no_address() -> None:
    """Also one with an @ in it."""
    assert address_of("/exports/a@b.csv") is None
    with pytest.raises(CommandError, match=r"there is no file or folder '/gone/a\.csv'"):
        place_at("/gone/a.csv")
