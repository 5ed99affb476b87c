"""Bots as processes of their own: the real `undersigned run`, and what the system says each took of CPU and memory."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from benchmarks.bot_api import TOKEN

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
RUN = "from bot.commands import undersigned; undersigned(['run'])"
WITHOUT_UVLOOP = "import sys; sys.modules['uvloop'] = None; "


def cpu_seconds(pid: int) -> float:
    """User and system time of all threads of a process so far (proc(5), /proc/PID/stat)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_mebibytes(pid: int) -> float:
    """The memory that a process holds now (proc(5), VmRSS in /proc/PID/status)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def undersigned_run(*, uvloop: bool) -> list[str]:
    """`undersigned run`, as installed; or as it is where there is no uvloop."""
    return [sys.executable, "-c", RUN if uvloop else WITHOUT_UVLOOP + RUN]


def settings(address: str, folder: Path) -> dict[str, str]:
    """The whole environment of a bot: the samples in a store of its own, on this server, with nothing else set."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(ROOT),
        "UNDERSIGNED_TELEGRAM_TOKEN": TOKEN,
        "UNDERSIGNED_TELEGRAM_API": address,
        "UNDERSIGNED_PUBLIC_URL": "https://petitions.example.org",
        "UNDERSIGNED_SAMPLES": "yes",
        "UNDERSIGNED_STORE": f"sqlite:///{folder / 'undersigned.db'}",
        "UNDERSIGNED_KEY_FILE": str(folder / "undersigned.key"),
        "UNDERSIGNED_OPERATOR_NAME": "Campaign Action Network",
        "UNDERSIGNED_OPERATOR_CONTACT": "hello@example.org",
    }


async def started(command: Sequence[str], environment: dict[str, str], folder: Path) -> asyncio.subprocess.Process:
    """Begin a process in a folder; what it says is appended to `log` there."""
    with (folder / "log").open("ab") as log:
        return await asyncio.create_subprocess_exec(*command, env=environment, cwd=folder, stdout=log, stderr=log)


@asynccontextmanager
async def running(
    command: Sequence[str], environment: dict[str, str], folder: Path
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process that is ended with the block."""
    process = await started(command, environment, folder)
    try:
        yield process
    finally:
        await ended(process)


async def ended(process: asyncio.subprocess.Process) -> None:
    """Ask it to end; it must not outlive the measurement."""
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(20):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
