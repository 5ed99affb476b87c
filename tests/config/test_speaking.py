"""Sentences, numbers, dates and lists are said in the language of whoever reads them."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from config.texts import (
    _,
    day,
    language,
    language_name,
    languages,
    later,
    listing,
    moment,
    n_,
    nearest_language,
    number,
    speaking,
)

ROOT = Path(__file__).parents[2]
SPOKEN = ("en", "de", "es")


def test_a_sentence_is_said_in_the_language_of_the_block() -> None:
    assert _("Search") == "Search"
    with speaking("es"):
        assert (_("Search"), language()) == ("Buscar", "es")
        with speaking("de"):
            assert (_("Search"), language()) == ("Suchen", "de")
        assert (_("Search"), language()) == ("Buscar", "es")
    assert (_("Search"), language()) == ("Search", "en")


def test_the_language_is_reset_when_the_block_fails() -> None:
    with pytest.raises(LookupError), speaking("es"):
        raise LookupError
    assert language() == "en"


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        (["de-AT"], "de"),
        (["es_MX"], "es"),
        (["ES"], "es"),
        (["pt-BR", "es-419"], "es"),
        (["en-GB", "de"], "en"),
        (["xx"], "en"),
        (["../de"], "en"),
        ([""], "en"),
        ([], "en"),
    ],
)
def test_the_nearest_language_is_spoken(wanted: list[str], spoken: str) -> None:
    assert nearest_language(*wanted) == spoken


def test_an_unknown_language_is_english() -> None:
    with speaking("tlh"):
        assert (_("Search"), language()) == ("Search", "en")


def test_languages_are_named_in_themselves() -> None:
    assert [language_name(code) for code in languages()] == ["English", "Deutsch", "Español"]


def test_what_is_marked_for_later_is_translated_where_it_is_shown() -> None:
    with speaking("de"):
        marked = later("What can be done here")
        assert marked == "What can be done here"
        assert _(marked) == "Was hier möglich ist"


@pytest.mark.parametrize(
    ("code", "n", "counted"),
    [
        ("en", 0, "0 signatures"),
        ("en", 1, "1 signature"),
        ("en", 12_031, "12,031 signatures"),
        ("de", 0, "0 Unterschriften"),
        ("de", 1, "1 Unterschrift"),
        ("de", 12_031, "12.031 Unterschriften"),
        ("es", 0, "0 firmas"),
        ("es", 1, "1 firma"),
        ("es", 1_031, "1.031 firmas"),
        ("es", 12_031, "12.031 firmas"),
    ],
)
def test_a_number_chooses_its_plural(code: str, n: int, counted: str) -> None:
    with speaking(code):
        assert n_("{n} signature", "{n} signatures", n) == counted


@pytest.mark.parametrize("code", SPOKEN)
@given(value=st.text() | st.sampled_from(["{n}", "{title}", "{0}", "{", "}}", "{title.__class__}", "%s", "{{signed}}"]))
def test_a_value_is_never_a_template(code: str, value: str) -> None:
    with speaking(code):
        assert _("{title}: {signed}", title=value, signed="{title}") == f"{value}: {{title}}"
        assert value in n_("{signatures} on {n} petition", "{signatures} on {n} petitions", 2, signatures=value)


def test_a_sentence_without_values_keeps_its_braces_for_spans() -> None:
    with speaking("de"):
        assert _("You signed on {day} as number {number}.") == "Du hast am {day} als Nummer {number} unterschrieben."


@pytest.mark.parametrize("code", SPOKEN)
@given(
    value=st.integers(-(10**18), 10**18)
    | st.sampled_from([0, 999, 1_000, 9_999, 10_000, -999, -1_000, -10_000, 999_999, 1_000_000])
)
def test_a_number_is_written_as_babel_writes_it(code: str, value: int) -> None:
    with speaking(code):
        assert number(value) == format_decimal(value, locale=code)


@pytest.mark.parametrize(
    ("code", "written_out"),
    [("en", "5 October 2012"), ("de", "5. Oktober 2012"), ("es", "5 de octubre de 2012")],
)
def test_a_day_is_written_out(code: str, written_out: str) -> None:
    with speaking(code):
        assert day(date(2012, 10, 5)) == written_out


@pytest.mark.parametrize(
    ("code", "zone", "written_out"),
    [
        ("en", "UTC", "31 December 2012, 23:30 Coordinated Universal Time"),
        ("en", "America/New_York", "31 December 2012, 18:30 Eastern Standard Time"),
        ("de", "Europe/Berlin", "1. Januar 2013, 00:30 Mitteleuropäische Normalzeit"),
        ("es", "America/Mexico_City", "31 de diciembre de 2012, 17:30 hora estándar central"),
    ],
)
def test_a_moment_names_its_zone(code: str, zone: str, written_out: str) -> None:
    at = datetime(2012, 12, 31, 23, 30, tzinfo=UTC)
    with speaking(code):
        assert moment(at, zone, with_time=True) == written_out
        assert moment(at, zone, with_time=False) == written_out.split(",")[0]


@pytest.mark.parametrize(
    ("code", "together"), [("en", "Ada, Bo, and Cy"), ("de", "Ada, Bo und Cy"), ("es", "Ada, Bo y Cy")]
)
def test_names_stand_in_a_sentence(code: str, together: str) -> None:
    with speaking(code):
        assert listing(["Ada", "Bo", "Cy"]) == together
        assert listing(["Ada"]) == "Ada"
        assert listing([]) == ""


def test_importing_loads_no_catalogue() -> None:
    """A program that starts must not read what nobody has asked for yet."""
    script = (
        "import gettext, pathlib\n"
        "def refuse(*_): raise AssertionError('too early')\n"
        "gettext.translation = pathlib.Path.glob = refuse\n"
        "import handlers\n"
        "handlers.make_router()\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
