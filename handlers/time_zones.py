"""Time zones by the names people type: an IANA name in any case, or a city that gives its name to one zone."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

REGIONS = {
    *("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"),
}
NOT_MEANT = {"Factory"}
"""Stands in the list, and is the zone of nowhere."""
MOST_NEAR = 3
LIKENESS = 0.7


def zone_named(typed: str) -> str:
    """The zone that is meant, or nothing where there is none or more than one."""
    wanted = _folded(typed)
    if wanted in _by_name():
        return _by_name()[wanted]
    zones = _by_city().get(wanted, ())
    return zones[0] if len(zones) == 1 else ""


def zones_near(typed: str) -> list[str]:
    """A few zones whose names or cities are written alike."""
    wanted = _folded(typed).rpartition("/")[2]
    alike = get_close_matches(wanted, _by_city(), MOST_NEAR, LIKENESS)
    return [zone for city in alike for zone in _by_city()[city]][:MOST_NEAR]


@cache
def _by_name() -> dict[str, str]:
    names = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return {_folded(name): name for name in names if name not in NOT_MEANT}


@cache
def _by_city() -> dict[str, tuple[str, ...]]:
    cities: dict[str, tuple[str, ...]] = {}
    for name in sorted(_by_name().values()):
        region, _slash, rest = name.partition("/")
        if region in REGIONS:
            city = _folded(rest.rpartition("/")[2])
            cities[city] = (*cities.get(city, ()), name)
    return cities


def _folded(text: str) -> str:
    """Without case, accents, and the difference between a space and what stands for it."""
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return "_".join(bare.casefold().replace("_", " ").split())
