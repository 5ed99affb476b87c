"""Progress of long work on standard error: a bar for people, a line for each tenth elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Progress = Callable[[int, int], None]


@contextmanager
def progress_of(title: str) -> Iterator[Progress]:
    """What hears how much is done, of how much."""
    if not sys.stderr.isatty():
        yield Tenths(title)
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class Tenths:
    """Says each full tenth once."""

    def __init__(self, title: str) -> None:
        """`title` is said with each."""
        self._title = title
        self._said = 0

    def __call__(self, done: int, total: int) -> None:
        """So much is done, of so much."""
        tenth = done * 10 // total if total else 10
        if tenth > self._said:
            self._said = tenth
            click.echo(f"{self._title}: {tenth * 10} %", err=True)
