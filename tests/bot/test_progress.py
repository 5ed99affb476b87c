"""Progress where nobody watches."""

from __future__ import annotations

import pytest

from bot.progress import progress_of


def test_each_tenth_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_of("Loading") as progress:
        for done in (0, 5, 24, 25, 29, 100, 100):
            progress(done, 100)
        progress(0, 0)
    assert capsys.readouterr().err == "Loading: 20 %\nLoading: 100 %\n"
