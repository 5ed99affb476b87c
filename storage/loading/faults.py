"""What can be wrong with a campaign file, said so that its author finds the place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Path = tuple[str | int, ...]
Found = tuple[Path, str]
"""Where in the file, and what is wrong there."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault; prints as one sentence. `line` is 0 and `key` empty where there is none."""

    file: str
    line: int
    key: str
    fault: str

    def __str__(self) -> str:
        line = f", line {self.line}" if self.line else ""
        key = f", {self.key}" if self.key else ""
        return f"{self.file}{line}{key}: {self.fault}"


class BadCampaignFile(Exception):
    """The file can't be loaded, and nothing of it was; `faults` says why, one sentence each."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Faults are told in the order of the lines."""
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def key_of(path: Path) -> str:
    """A path as its author would write it: `petitions[0].texts[0].ask`."""
    return "".join(_steps(path)).removeprefix(".")


def _steps(path: Path) -> Iterator[str]:
    for step in path:
        yield f"[{step}]" if isinstance(step, int) else f".{step}"
