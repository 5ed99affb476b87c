"""The house is in order: nothing shadows our packages, and the locks install from anywhere."""

import re
from importlib.metadata import distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"config", "storage", "handlers", "bot", "tests", "benchmarks"}


def test_no_installed_distribution_ships_a_name_of_ours() -> None:
    shadows = {
        f"{distribution.name}: {file}"
        for distribution in distributions()
        for file in distribution.files or []
        if file.parts[0].removesuffix(".py") in OURS
    }
    assert not shadows


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_host_and_hashes_everything(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.search(r"://|^-|^\s*--(?!hash=)| @ |find-links|index-url", text, re.MULTILINE)
    pins = re.findall(r"^[a-z0-9][^\n]*", text, re.MULTILINE)
    assert pins
    assert all(re.match(r"[a-z0-9._-]+==\S+ .*\\$", pin) for pin in pins)


def test_what_runs_is_pinned_as_it_is_tested() -> None:
    tested, running = (set(pins(name)) for name in ("requirements-dev.lock", "requirements.lock"))
    assert running <= tested


def pins(lock: str) -> list[str]:
    return re.findall(r"^[a-z0-9._-]+==[^\s;]+", (ROOT / lock).read_text(), re.MULTILINE)
