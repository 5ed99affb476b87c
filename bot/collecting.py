"""The collector of garbage while a program starts: it would walk again and again over what is there to stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def made_to_stay() -> Iterator[None]:
    """Nothing is collected while the block imports and builds, nor looked at by the collector ever after."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
