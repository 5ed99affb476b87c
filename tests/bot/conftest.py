"""What tests of the processes share."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable, Iterator

import pytest
import structlog

from config.logging import set_up_logging


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """What the log holds, as it is really written."""
    root = logging.getLogger()
    handlers, level, written = root.handlers[:], root.level, io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    set_up_logging("debug", "json")
    yield written.getvalue
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)
