"""Every sentence a person sees: gettext catalogues, plural forms, numbers and dates in the reader's language."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

LOCALES = Path(__file__).parent / "locales"
DOMAIN = "undersigned"
DEFAULT_LANGUAGE = "en"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


@cache
def languages() -> tuple[str, ...]:
    """The languages there is a catalogue for, English first, as two-letter codes."""
    found = {path.parent.parent.name for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}
    return (DEFAULT_LANGUAGE, *sorted(found - {DEFAULT_LANGUAGE}))


def nearest_language(*wanted: str) -> str:
    """The first of the wanted languages that we have, such as `de` for `de-AT`; else English."""
    codes = (code.replace("_", "-").split("-")[0].lower() for code in wanted)
    return next((code for code in codes if code in languages()), DEFAULT_LANGUAGE)


def language_name(code: str) -> str:
    """A language's name in itself, such as `Español`."""
    return (Locale.parse(code).get_language_name(code) or code).capitalize()


def language() -> str:
    """The language in which this turn speaks."""
    return _language.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak this language inside the block."""
    mark = _language.set(nearest_language(code))
    try:
        yield
    finally:
        _language.reset(mark)


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALES, [code], fallback=True)


def _(message: str, /, **values: object) -> str:
    """The sentence in the reader's language, with the values put in after translation, numbers written their way."""
    return _filled(_catalogue(language()).gettext(message), values)


def n_(one: str, many: str, n: int, /, **values: object) -> str:
    """The sentence in the plural form that n asks for; `{n}` is n written the reader's way."""
    return _filled(_catalogue(language()).ngettext(one, many, n), {"n": n, **values})


def later(message: str) -> str:
    """Mark a sentence for translation where it is written; it is translated by `_` where it is shown."""
    return message


def _filled(template: str, values: dict[str, object]) -> str:
    if not values:
        return template
    return template.format(**{name: _written(value) for name, value in values.items()})


def _written(value: object) -> object:
    return number(value) if isinstance(value, int) and not isinstance(value, bool) else value


def number(value: int) -> str:
    """A whole number as the reader writes it, such as 12,031; never rounded."""
    separator, least = _grouping(language())
    return str(value) if -least < value < least else f"{value:,}".replace(",", separator)


@cache
def _grouping(code: str) -> tuple[str, int]:
    """What stands between thousands in a language, and from which number on; Babel takes too long for each number."""
    separator = format_decimal(1_000_000, locale=code)[1]
    return separator, 1_000 if separator in format_decimal(1_000, locale=code) else 10_000


def day(on: date) -> str:
    """A date in full, such as 5 October 2012."""
    return format_date(on, "d MMMM y" if language() == "en" else "long", locale=language())


def short_day(on: date) -> str:
    """A date without its year, such as 5 Oct."""
    return (
        format_date(on, "d MMM", locale="en") if language() == "en" else format_skeleton("MMMd", on, locale=language())
    )


def hour_of_day(at: datetime) -> str:
    """When it is on a clock, such as 14:00, where the moment is local already."""
    return format_datetime(at, "HH:mm", locale=language())


def moment(at: datetime, zone: str, *, with_time: bool) -> str:
    """An aware moment in a zone, which is named when the time is shown."""
    local = at.astimezone(ZoneInfo(zone))
    if not with_time:
        return day(local.date())
    return f"{day(local.date())}, {format_datetime(local, 'HH:mm zzzz', locale=language())}"


def listing(items: list[str]) -> str:
    """Names in a sentence, such as "Ada, Bo, and Cy"."""
    return format_list(items, "standard", locale=language())


@cache
def months(code: str) -> dict[str, int]:
    """The names of months in a language, whole and shortened, in small letters and without full stops."""
    locale = Locale.parse(code)
    names = [
        locale.months[context][width] for context in ("format", "stand-alone") for width in ("wide", "abbreviated")
    ]
    return {name.casefold().rstrip("."): number for each in names for number, name in each.items()}


def month_of(on: date) -> str:
    """A month with its year, such as February 2026."""
    return format_skeleton("yMMMM", on, locale=language())


@cache
def weekdays(code: str) -> dict[str, int]:
    """The names of weekdays in a language, whole and shortened, in small letters; Monday is 1."""
    days = Locale.parse(code).days
    names = [days[context][width] for context in ("format", "stand-alone") for width in ("wide", "abbreviated")]
    return {name.casefold().rstrip("."): number + 1 for each in names for number, name in each.items()}


def weekday_of(number: int) -> str:
    """The name of a weekday, such as Monday for 1."""
    return str(Locale.parse(language()).days["stand-alone"]["wide"][number - 1])
