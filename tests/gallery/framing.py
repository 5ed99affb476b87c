"""What pages of all apps share: columns beside one another, in a light or a dark look."""

from __future__ import annotations

GAP = 6


def framed(style: str, shown: str, columns: int, width: int, *, is_dark: bool) -> str:
    """A whole HTML page of so many columns."""
    look = "dark" if is_dark else "light"
    sizes = f"--columns:{columns};--column:{width}px"
    head = f'<!doctype html><html class="{look}"><meta charset="utf-8"><style>{style}</style>'
    return f'{head}<body style="{sizes}">{shown}</body></html>'


def width_of(columns: int, width: int) -> int:
    """What a page of so many columns takes."""
    return columns * (width + GAP) - GAP
