"""The process that sets documents in type: begun for one document, ended in time, and trusted with nothing else."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot.children import bare_environment

SECONDS = 90.0
HERE = Path(__file__).parent.parent.parent


class NotSet(Exception):
    """It could not be set in type; the sentence holds nothing of what stands in it."""


def for_template(template: str, given: dict[str, Any]) -> bytes:
    """What the process is asked for."""
    return json.dumps({"template": template, "given": given}).encode()


async def typeset(asked: bytes, seconds: float = SECONDS) -> tuple[bytes, int]:
    """The document, and how many of its lines hold a sign that no font has. Raises NotSet."""
    if find_spec("typst") is None:
        raise NotSet("typst is not installed: it comes with the extra “documents”")
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.documents.typesetting"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=HERE,
        env=bare_environment(),
    )
    try:
        answer, _nothing = await asyncio.wait_for(child.communicate(asked), seconds)
    except TimeoutError as late:
        raise NotSet("it took too long") from late
    finally:
        await _end(child)
    if child.returncode != 0:
        raise NotSet(f"the process ended with {child.returncode}")
    head, _end_of_line, content = answer.partition(b"\n")
    return content, int(json.loads(head)["unshown"])


async def _end(child: asyncio.subprocess.Process) -> None:
    """Whatever came of it, nothing goes on."""
    if child.returncode is None:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()
