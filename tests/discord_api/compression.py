"""The two ways in which the gateway's stream can be compressed; each payload ends with a flush."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

Compression = Callable[[bytes], bytes]


def compression_of(name: str | None) -> Compression | None:
    """A new stream of the kind that a client asks for; None where it wants plain text."""
    return {"zlib-stream": _zlib, "zstd-stream": _zstd}.get(name or "", lambda: None)()


def _zlib() -> Compression:
    stream = zlib.compressobj()
    return lambda data: stream.compress(data) + stream.flush(zlib.Z_SYNC_FLUSH)


def _zstd() -> Compression:
    """Of the standard library from Python 3.14 on, else of the package that the client has then too."""
    if find_spec("compression") is not None:
        stream = import_module("compression.zstd").ZstdCompressor()
        return lambda data: bytes(stream.compress(data, stream.FLUSH_BLOCK))
    package = import_module("zstandard")
    other = package.ZstdCompressor().compressobj()
    return lambda data: bytes(other.compress(data) + other.flush(package.COMPRESSOBJ_FLUSH_BLOCK))
