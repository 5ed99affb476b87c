"""Where a link leads whose words name another place: the real one is said behind them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from handlers.blocks import Link, Span

_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_ADDRESS = re.compile(
    rf"(?P<scheme>https?:/*)?(?P<host>(?:{_LABEL}\.)+[^\W\d_][\w-]+|(?<=/){_LABEL})\.?(?P<port>:\d+)?(?:[/?#]\S*)?"
)
"""A host with what stands before and behind it; after a scheme also one without a dot."""
_DOTS = str.maketrans("。｡․", "...")


def with_real_place(link: Link) -> tuple[Span, ...]:
    """The link, and behind it the host to which it leads, where its words look like the address of another one."""
    place = _place(link.url)
    words = unicodedata.normalize("NFKC", link.text.translate(_DOTS)).strip()
    if words.casefold() == place.casefold() or all(_alike(each, place) for each in _hosts_in(words)):
        return (link,)
    return (link, f" ({place})")


def _place(url: str) -> str:
    """The host of an address on the web, as it is looked up; all of an address for mail."""
    scheme, _colon, rest = url.partition(":")
    if scheme.lower() == "mailto":
        return rest.partition("?")[0]
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def _hosts_in(words: str) -> Iterator[str]:
    return (found["host"] for found in _ADDRESS.finditer(words.casefold()))


def _alike(host: str, place: str) -> bool:
    return _looked_up(host) == _looked_up(place.rpartition("@")[2])


def _looked_up(host: str) -> str:
    """Without the usual "www.", and in the letters that the name system knows (RFC 3490)."""
    bare = host.casefold().rstrip(".").removeprefix("www.")
    try:
        return bare.encode("idna").decode()
    except UnicodeError:
        return bare
