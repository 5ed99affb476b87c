"""Addresses on the web as organizers type them: only what leads where it says it leads."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from config.texts import _

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,23}")


def host_of(typed: str) -> str:
    """The host of an https address without a user's name or a port of its own; empty for everything else."""
    try:
        address = urlsplit(typed.strip())
        host = (address.hostname or "").casefold()
        is_plain = address.scheme == "https" and not address.username and address.port in (None, 443)
    except ValueError:
        return ""
    return host if is_plain and _HOST.fullmatch(host) else ""


def problem_with_address(typed: str) -> str:
    """What is wrong with it, or nothing."""
    if host_of(typed) and not any(sign.isspace() for sign in typed.strip()):
        return ""
    return _("This is no address that begins with https://. Nothing was saved.")
