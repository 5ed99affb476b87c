"""Words from people made safe to show: no control, escape code or direction override gets through."""

from __future__ import annotations

import re
from collections.abc import Container
from urllib.parse import urlsplit

LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
# Controls; invisible signs; direction embeddings, overrides, isolates; halves of pairs; tags; noncharacters,
# some of which are our own style marks. Joiners and plain direction marks stay: Persian, Hebrew and emoji
# need them, and they reach no further than their neighbours.
UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u180e\u200b\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def safe(text: str) -> str:
    """The text with its line breaks, and nothing else in it that an app or a terminal would obey.

    Only the signs themselves go. What stood between them stays readable: a moderator must see every word.
    """
    return "\n".join(UNSAFE.sub("", line.replace("\t", " ")) for line in LINE_ENDS.split(text))


def encodable(text: str) -> str:
    """The text without halves of pairs, which nothing could write or store."""
    return text.encode("utf-8", "replace").decode()


def safe_line(text: str) -> str:
    """The text as one trimmed line."""
    return " ".join(safe(text).split("\n")).strip()


def leads_out(url: str, schemes: Container[str]) -> bool:
    """Whether a button may lead to this address: a host, a scheme that the app opens, and nothing it would refuse."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # a bad port is only noticed when asked for
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.netloc) and not re.search(r"\s", url)
