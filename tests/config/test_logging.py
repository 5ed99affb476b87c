"""The log is readable by people or machines, and holds no token and no words of anybody."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import structlog

from config.logging import set_up_logging, without_secrets

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
DISCORD = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def logged(capsys: pytest.CaptureFixture[str]) -> Any:
    out, err = capsys.readouterr()
    assert not out
    return json.loads(err)


@pytest.mark.parametrize(
    "text",
    [
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        f"https://api.telegram.org/file/bot{TOKEN}/a.jpg",
        f"the token is {TOKEN}.",
        f"Authorization: Bot {DISCORD}",
        f"https://discord.com/api/v10/webhooks/42/{TOKEN[10:]}?wait=true",
        f"https://discord.com/api/v10/interactions/42/{TOKEN[10:]}/callback",
        f"postgresql://ada:{TOKEN[10:]}@db/x",
        f"We are being rate limited. PUT https://x/guilds/4/members/{TOKEN[:9]}/roles/5 responded with 429.",
        f"GET https://x/users/{TOKEN[:9]} has received a 5xx",
        f"POST https://x/channels/{TOKEN[:9]}/messages responded with 429",
        f"<Task finished exception=ValueError('{TOKEN[10:]}')>",
    ],
)
def test_what_looks_like_a_secret_is_taken_out(text: str) -> None:
    shown = without_secrets(text)
    assert TOKEN[10:] not in shown
    assert TOKEN[:9] not in shown
    assert DISCORD not in shown
    assert "[hidden]" in shown


@pytest.mark.parametrize(
    "text",
    [
        "at 12:30:05",
        "/bottles/7",
        "/members/",
        "https://x/guilds/42/roles/7",
        "bot.telegram.platform",
        "sqlite:///data/x.db",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert without_secrets(text) == text


def test_json_lines_have_a_time_in_utc(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("info", "json")
    structlog.get_logger().info("started", where=[f"/bot{TOKEN}/getMe"], petitions=3)
    line = logged(capsys)
    assert datetime.fromisoformat(line.pop("timestamp")).utcoffset() == timedelta(0)
    assert line == {"event": "started", "level": "info", "where": ["/bot[hidden]/getMe"], "petitions": 3}


def test_text_lines_have_no_colours(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("warning", "text")
    structlog.get_logger().info("too quiet")
    structlog.get_logger().warning("slow", token=TOKEN)
    err = capsys.readouterr().err
    assert "slow" in err
    assert "token=[hidden]" in err
    assert "\x1b" not in err
    assert "too quiet" not in err


def test_libraries_speak_only_from_warnings_on(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("debug", "json")
    logging.getLogger("aiohttp.client").info("GET /bot%s/getMe", TOKEN)
    logging.getLogger("aiohttp.client").warning("lost /bot%s/getMe", TOKEN)
    line = logged(capsys)
    assert (line["logger"], line["event"]) == ("aiohttp.client", "lost /bot[hidden]/getMe")


def test_an_error_tells_where_and_what_but_not_the_words(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("info", "json")
    try:
        try:
            raise OSError(28, "No space left on device", "/home/ada")
        except OSError:
            int("Ada Lovelace")
    except ValueError:
        structlog.get_logger().exception("failed", id="K7Q2")
    line = logged(capsys)
    assert "OSError: No space left on device\n" in line["exception"]
    assert line["exception"].endswith("builtins.ValueError")
    assert "test_logging.py" in line["exception"]
    assert "ada" not in line["exception"].lower()


def test_a_library_s_error_keeps_its_words_too(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("info", "json")
    logging.getLogger("asyncio").error("Task failed", exc_info=ValueError("Ada Lovelace"))
    assert logged(capsys)["exception"] == "builtins.ValueError"


def test_importing_the_set_up_costs_no_structlog() -> None:
    code = "import sys, config.logging; sys.exit('structlog' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
