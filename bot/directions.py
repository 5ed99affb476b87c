"""From which side words are read: that of their first letter that has one (https://unicode.org/reports/tr9/)."""

from __future__ import annotations

import unicodedata

_FROM_THE_RIGHT, _FROM_THE_LEFT = {"R", "AL"}, {"L"}


def is_right_to_left(words: str) -> bool:
    """False also where no letter says it, as in numbers."""
    directions = (unicodedata.bidirectional(sign) for sign in words)
    strong = _FROM_THE_RIGHT | _FROM_THE_LEFT
    return next((each for each in directions if each in strong), "L") in _FROM_THE_RIGHT
