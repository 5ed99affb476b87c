"""The house is in order: nothing shadows our packages, and the locks install from anywhere."""

import re
from importlib.metadata import distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DECISIONS = sorted(f"docs/decisions/{each.name}" for each in (ROOT / "docs/decisions").glob("*.md"))
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


def test_every_module_of_organizers_has_its_room_in_the_guide() -> None:
    (rooms,) = re.findall(
        r"^### Organizers\n(.*?)^### ", (ROOT / "docs/architecture.md").read_text(), re.MULTILINE | re.DOTALL
    )
    there = {each.name for each in (ROOT / "handlers/organizing").glob("*.py")} - {"__init__.py"}
    assert there - set(re.findall(r"`(\w+\.py)`", rooms)) == set()


@pytest.mark.parametrize("guide", ["CONTRIBUTING.md", "docs/architecture.md", *DECISIONS])
def test_guides_name_only_files_that_are_there(guide: str) -> None:
    named = re.findall(r"`((?:config|storage|handlers|bot|tests|docs)/[\w./-]+)`", (ROOT / guide).read_text())
    assert not [each for each in named if not (ROOT / each).exists() and not (ROOT / f"{each}.py").exists()]
