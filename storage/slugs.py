"""Short names for addresses and files, made of a title: `campaign-action` of "Campaign Action!"."""

from __future__ import annotations

import re
import unicodedata

MOST_LETTERS = 60


def slug_of(title: str, otherwise: str) -> str:
    """Its Latin letters and digits in small, with dashes between words; `otherwise` where it has none."""
    folded = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:MOST_LETTERS].strip("-") or otherwise


def numbered(slug: str, number: int) -> str:
    """The slug of the second and later ones that are called alike."""
    return slug if number == 1 else f"{slug}-{number}"
