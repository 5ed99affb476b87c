"""Each import contract holds, and each is proven by one bad line."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("config", "storage", "handlers", "bot")
ONE_WAY = "Imports point one way"
APART = "Platforms never import each other"
INSIDE_BOT = "Platforms, clock, web, rich and typst stay inside bot"
INSIDE_STORAGE = "SQL stays inside storage"


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; from importlinter.cli import lint_imports_command as main; main()"
    command = [sys.executable, "-c", code, "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the code to plant bad lines in."""
    only_code = shutil.ignore_patterns("__pycache__", "samples", "fonts", "*.po", "*.mo")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=only_code)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for platform in ("discord", "telegram", "terminal"):
        (tmp_path / "bot" / platform).mkdir(exist_ok=True)
        (tmp_path / "bot" / platform / "__init__.py").touch()
    return tmp_path


def test_the_contracts_hold(house: Path) -> None:
    result = lint_imports(house)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("contract", "where", "line"),
    [
        (ONE_WAY, "config", "import storage"),
        (ONE_WAY, "storage", "import handlers"),
        (ONE_WAY, "handlers", "import bot"),
        (APART, "bot/terminal", "import bot.telegram"),
        (APART, "bot/telegram", "import bot.discord"),
        (INSIDE_BOT, "handlers", "import telegram"),
        (INSIDE_BOT, "handlers", "import discord.ui"),
        (INSIDE_BOT, "storage", "import apscheduler"),
        (INSIDE_BOT, "handlers", "import fastapi"),
        (INSIDE_BOT, "config", "from rich.text import Text"),
        (INSIDE_STORAGE, "handlers", "from sqlalchemy import select"),
        (INSIDE_STORAGE, "bot/terminal", "import alembic"),
    ],
)
def test_a_bad_import_breaks_its_contract(house: Path, contract: str, where: str, line: str) -> None:
    (house / where / "planted.py").write_text(f"{line}\n")
    result = lint_imports(house)
    assert result.returncode == 1, result.stdout
    assert f"{contract} BROKEN" in result.stdout


def test_every_platform_is_named_in_its_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    (named,) = next(each["layers"] for each in settings["contracts"] if each["name"] == APART)
    for platform in ROOT.glob("bot/*/platform.py"):
        assert f"({platform.parent.name})" in named.split(" | ")
