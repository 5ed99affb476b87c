"""What somebody may type: nasty things, and ordinary words that tell whose they are."""

from __future__ import annotations

import re
import unicodedata
from itertools import count
from random import Random

PEOPLE = "abcd"
MARK = re.compile(rf"Zq([{PEOPLE}])[a-z]*|\b([1-{len(PEOPLE)}])\d{{3}}th\b", re.IGNORECASE)
"""A word that tells whose it is. Such as 2017th need no moderator: every word around them is known to be harmless."""
SUGGESTED = "suggested"
JOINERS = {"\u200c", "\u200d"}
"""Without width, and part of how some scripts and emoji are written."""

DRAFT_SLUG = "veiledplan"
DRAFT_CODE = "DRAFTX"
DRAFT_WORD = "harbour"
PUBLIC_CODES = ("KTMWQR", "BNVHXD", "PLZGFY", "PARKAK", "PARKBK", "PARKCK", "PARKDK", "SOONED")
CODES = (*PUBLIC_CODES, DRAFT_CODE, "NOSUCH")
NASTY = (
    *("", " ", "\n\n\n", "\t", "\x00", "a\x07b", "\x1b[31mred", "\ud800", "\ufffe", "\ue000", "\u2028"),
    *(
        "\u202egnp.exe",
        "\u2066Ada\u2069",
        "A\u200bda",
        "\u200d",
        "\ufeff",
        "\u00ad",
        "Аdа",
        "ＡＤＡ",
        "ⓐⓓⓐ",
        "a" + "\u0301" * 60,
    ),
    *(
        "💥",
        "👩‍👩‍👧‍👦",
        "🏳️‍🌈🏳️‍🌈",
        "<b>bold</b>",
        "<script>alert(1)</script>",
        "&amp;lt;",
        "**b** _i_ `c` [x](http://x.y)",
    ),
    *(
        "# Title",
        "> quoted",
        "||hidden||",
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2",
        "@SUM(1)",
        "@everyone",
        "<@123>",
        "@here",
    ),
    *(
        "https://example.org",
        "example dot com",
        "mailto:a@b.c",
        "t.me/x",
        "'; DROP TABLE petition; --",
        "%s%n",
        "{n}",
        "{}",
    ),
    *(
        "stop",
        "STOP",
        "Stopp",
        "alto",
        "start",
        "help",
        "/start",
        "/",
        "/nosuch x",
        "yes",
        "1",
        "0",
        "-1",
        "99999999999",
    ),
    *(
        "مرحبا بالعالم",
        "שלום",
        "ကမ္ဘာ",
        "नमस्ते",
        "漢字",
        "i̇stanbul",
        "ß",
        "ǅ",
        "Ω",
        "\U0010ffff",
        "a%b_c\\d",
        '"',
        "NULL",
    ),
    *("parole", "park", "marriage", "Europe/London", "London", "UTC", "Mars/Base", "harbour plan", DRAFT_WORD, "the"),
)
HARMLESS = ("We want rights, and this is the {} time.", "I love it for the {} time.")
LONG = ("x" * 100_000, "word " * 20_000, "💥" * 50_000, "a\n" * 50_000, "é" * 81, "Ada " * 25, "w" * 2_000)


def marks_in(text: str) -> dict[str, str]:
    """The marks in a text, and whose each is."""
    found: dict[str, str] = {}
    for mark in MARK.finditer(text):
        letter, digit = mark.groups()
        found[mark.group().casefold()] = letter.casefold() if letter else PEOPLE[int(digit) - 1]
    return found


def squeezed(text: str) -> str:
    """A text as it stays the same whoever tidies it: composed, and with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


class Typist:
    """One person's words; every answer has a mark of its own, so that it is known on any screen."""

    def __init__(self, random: Random, letter: str) -> None:
        """`letter` names the person."""
        self._random = random
        self._letter = letter
        self._numbers = count()

    def _mark(self) -> str:
        number = next(self._numbers)
        letters = "".join(chr(ord("e") + (number // 16**place) % 16) for place in range(3))
        return f"Zq{self._letter}{letters}"

    def _harmless(self) -> str:
        """A reason that others see at once, as no word of it can endanger anybody."""
        number = 1000 * (PEOPLE.index(self._letter) + 1) + next(self._numbers) % 1000
        return self._random.choice(HARMLESS).format(f"{number}th")

    def fitting(self, check: str) -> str:
        """An answer to such a field."""
        reason = self._harmless() if self._random.random() < 0.5 else f"Because of {self._mark()}."
        made = {
            "name": self._random.choice(("", "Ann ")) + self._mark(),
            "place": self._mark(),
            "reason": reason,
            "comment": f"I think {self._mark()} is right.\n\nSo it is.",
            "zone": "Europe/Berlin",
        }
        return made.get(check, self._mark())

    def ordinary(self) -> str:
        """A name, a place, a reason or a comment."""
        return self.fitting(self._random.choice(("name", "name", "place", "reason", "comment", "line")))

    def code(self) -> str:
        """A petition's code, or what looks like one."""
        code = self._random.choice(CODES)
        return code if self._random.random() < 0.7 else code.lower()

    def public_code(self) -> str:
        """The code of a petition there is."""
        return self._random.choice(PUBLIC_CODES)

    def anything(self) -> str:
        """Mostly what it should not be."""
        chance = self._random.random()
        if chance < 0.03:
            return self._random.choice(LONG)
        if chance < 0.2:
            return self.code()
        if chance < 0.4:
            return self.ordinary()
        return self._random.choice(NASTY)
