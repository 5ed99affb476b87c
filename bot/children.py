"""Processes of our own that are begun for one piece of work: what they are given of this one is no secret."""

from __future__ import annotations

import os

_KEPT = ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV", "SYSTEMROOT")


def bare_environment() -> dict[str, str]:
    """Where programs are found and which language is spoken; no token, no address of a store, no key."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ}
