"""Which language a message is written in, told by the sentences of the catalogues that stand in it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from babel.messages.pofile import read_po

from config.texts import DEFAULT_LANGUAGE, DOMAIN, LOCALES, languages, nearest_language


@cache
def _sentences(code: str) -> frozenset[str]:
    """All that is said in a language without anything put in."""
    source = code if code != DEFAULT_LANGUAGE else next(each for each in languages() if each != DEFAULT_LANGUAGE)
    with (LOCALES / source / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        catalogue = read_po(file)
    both = ((message.id, message.string) for message in catalogue if isinstance(message.id, str) and message.id)
    return frozenset(str(said if code != DEFAULT_LANGUAGE else asked) for asked, said in both)


def language_of(lines: Iterable[str], otherwise: str) -> str:
    """The language with the most lines of these; where no line tells, that of the app."""
    found = {code: sum(line in _sentences(code) for line in lines) for code in languages()}
    most = max(found.values())
    best = [code for code, number in found.items() if number == most]
    expected = nearest_language(otherwise)
    return expected if expected in best else best[0]
