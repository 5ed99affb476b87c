"""Petitions of many scripts and sizes, the same ones at every run, for measuring how they are found."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from storage.nouns import Nouns
from storage.petition_rows import CODE_ALPHABET, CODE_LETTERS
from storage.searching import fold_words
from storage.store import Store
from storage.tables.organisations import organisation
from storage.tables.petitions import petition, petition_text, petition_topic, petition_word, tally

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ORGANISATIONS = 40
PETITIONS_A_PAGE = 1_000
TALLIES_A_PAGE = 5_000
DAYS_OF_TALLIES = 3
ONE_IMPORT = date(2025, 6, 1)
STATES = ("open",) * 7 + ("won", "closed", "draft")
TOPICS = tuple(f"topic {n}" for n in range(60))
COMMON, RARE, CHINESE = "school", "zyxomma", "医院"
RARE_EVERY = 2_500
VOCABULARIES = {
    "en": "school keep our park open save the library stop bus fares clean river home rights fair pay street nurses",
    "es": "escuela pública sí señal corazón niñez árbol educación río camión más salud jardín estación país",
    "de": "Schule Straße Grünfläche Bäume schützen öffnen Bürger für Müll größere Häuser Krankenhaus Straßenbahn",
    "vi": "trường học công viên bệnh viện đường phố nước sạch trẻ em xe buýt thư viện rừng núi",
    "ar": "المدرسة الحديقة المستشفى مِيَاه نظيفة حُقوق الأطفال المدينة الشارع المكتبة الحافلة العمل النهر",
    "hi": "विद्यालय पार्क अस्पताल नदी साफ़ पानी बच्चे अधिकार सड़क पुस्तकालय शहर बस हिन्दी किसान",
    "ru": "школа парк больница ёлка чистая река права детей улица библиотека автобус город мой йод",
    "he": "בית ספר פארק חולים נהר נקי זכויות ילדים רחוב ספרייה אוטובוס עיר שָׁלוֹם",
    "zh": "保护 医院 学校 公园 河流 清洁 权利 儿童 街道 图书馆 公共 汽车 城市 教育 环境 北京 上海 南京",
    "ja": "学校 公園 病院 川 きれい 子ども 権利 図書館 バス 東京 京都 守る まち みどり",
}
SHARES = (0.46, 0.1, 0.08, 0.05, 0.06, 0.06, 0.07, 0.03, 0.06, 0.03)
CONSONANTS, VOWELS = "bcdfghjklmnprstvwz", "aeiou"


@dataclass(frozen=True, slots=True)
class Size:
    """How many petitions, and how many people signed them in the last days."""

    petitions: int
    tallies: int


async def plant_many(store: Store, size: Size) -> None:
    """Fill an empty store, in pages."""
    await store.page(lambda nouns: nouns.connection.many(sa.insert(organisation), list(_organisations())))
    dice = random.Random(7)
    for first in range(1, size.petitions + 1, PETITIONS_A_PAGE):
        rows = [_Planted(n, dice) for n in range(first, min(first + PETITIONS_A_PAGE, size.petitions + 1))]
        await store.page(partial(_write, rows))
    for first in range(0, size.tallies, TALLIES_A_PAGE):
        entries = [_tally(first + n, size, dice) for n in range(TALLIES_A_PAGE)]
        await store.page(partial(_write_tallies, entries))


def _organisations() -> Iterator[dict[str, Any]]:
    for n in range(1, ORGANISATIONS + 1):
        yield {"slug": f"o{n}", "name": f"O {n}", "locale": "en", "zone": "UTC", "links": [], "is_sample": False}


class _Planted:
    """One petition and all that stands beside it."""

    def __init__(self, n: int, dice: random.Random) -> None:
        (self.locale,) = dice.choices(list(VOCABULARIES), SHARES)
        self.texts = [_sentence(n, self.locale, dice, words) for words in (5, 9, 9)]
        self.topics = sorted({TOPICS[min(int(dice.expovariate(0.12)), 59)] for _ in range(2)})
        self.petition = {
            "id": n,
            "organisation_id": min(int(dice.paretovariate(0.6)), ORGANISATIONS),
            "slug": f"p{n}",
            "code": _code(n),
            "state": dice.choice(STATES),
            "started_on": ONE_IMPORT if n % 10 == 0 else date(2026, 11, 21) - timedelta(days=dice.randrange(1500)),
            "closes_at": NOW + timedelta(days=dice.randrange(-90, 365)) if dice.random() < 0.5 else None,
            "at_risk": False,
            "video": "",
            "co_signers": [],
            "version": 1,
            "count": int(dice.paretovariate(0.7) * 10) % 3_000_000,
            "is_sample": False,
        }

    def text(self) -> dict[str, Any]:
        """Its title, ask and summary."""
        title, ask, summary = self.texts
        row = {"petition_id": self.petition["id"], "version": 1, "locale": self.locale, "story": "", "hash": ""}
        return {**row, "title": title, "ask": ask, "summary": summary}

    def beside(self, name: str, values: list[str]) -> list[dict[str, Any]]:
        """A row for each of the values."""
        return [{"petition_id": self.petition["id"], name: value} for value in values]


def _sentence(n: int, locale: str, dice: random.Random, words: int) -> str:
    known = VOCABULARIES[locale].split()
    weights = [1 / (place + 1) for place in range(len(known))]
    chosen = dice.choices(known, weights, k=words)
    if locale in {"zh", "ja"}:
        return "".join(chosen)
    names = ["".join(dice.choice(CONSONANTS) + dice.choice(VOWELS) for _ in range(3)) for _ in range(words // 4)]
    return " ".join([*chosen, *names, *([RARE] if n % RARE_EVERY == 0 else ())])


def _code(n: int) -> str:
    letters = ""
    for _ in range(CODE_LETTERS):
        n, place = divmod(n, len(CODE_ALPHABET))
        letters += CODE_ALPHABET[place]
    return letters


def _write(planted: list[_Planted], nouns: Nouns) -> None:
    many = nouns.connection.many
    many(sa.insert(petition), [one.petition for one in planted])
    many(sa.insert(petition_text), [one.text() for one in planted])
    many(sa.insert(petition_topic), [row for one in planted for row in one.beside("topic", one.topics)])
    words = ((one, sorted(fold_words("\n".join(one.texts)))) for one in planted)
    many(sa.insert(petition_word), [row for one, found in words for row in one.beside("word", found)])


def _write_tallies(entries: list[dict[str, Any]], nouns: Nouns) -> None:
    nouns.connection.many(sa.insert(tally), entries)


def _tally(n: int, size: Size, dice: random.Random) -> dict[str, Any]:
    """One signature, by time; a few petitions get most of them."""
    petition_id = min(int(dice.paretovariate(0.5)), size.petitions)
    at = NOW - timedelta(days=DAYS_OF_TALLIES) * (1 - n / size.tallies)
    kind, amount = ("withdrawn", -1) if n % 40 == 0 else ("signed", 1)
    return {"petition_id": petition_id, "kind": kind, "amount": amount, "at": at}
