"""What somebody may type: nasty things, and ordinary words that tell whose they are."""

from __future__ import annotations

from itertools import count
from random import Random

DRAFT_SLUG = "veiledplan"
DRAFT_CODE = "DRAFTX"
DRAFT_WORD = "harbour"
CODES = ("KTMWQR", "BNVHXD", "PLZGFY", "PARKAK", "PARKBK", "PARKCK", "PARKDK", "SOONED", DRAFT_CODE, "NOSUCH")
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
LONG = ("x" * 100_000, "word " * 20_000, "💥" * 50_000, "a\n" * 50_000, "é" * 81, "Ada " * 25, "w" * 2_000)


class Typist:
    """One person's words; what is theirs begins with Zq and their letter, so that it is known on any screen."""

    def __init__(self, random: Random, letter: str) -> None:
        """`letter` names the person."""
        self._random = random
        self._letter = letter
        self._numbers = count()

    def _mark(self) -> str:
        number = next(self._numbers)
        letters = "".join(chr(ord("e") + (number // 16**place) % 16) for place in range(4))
        return f"Zq{self._letter}{letters}"

    def fitting(self, check: str) -> str:
        """An answer to such a field."""
        made = {
            "name": f"Ann {self._mark()}",
            "place": self._mark(),
            "reason": f"Because of {self._mark()}.",
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
