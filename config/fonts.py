"""The fonts that are shipped: what is drawn looks the same on every machine, whatever is installed there."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

_SHIPPED = {
    "Noto Sans": ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"),
    "Noto Sans Arabic": ("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf"),
    "Noto Sans Devanagari": ("fontpkg_noto_sans_devanagari", "NotoSansDevanagari[wdth,wght].ttf"),
}
FAMILIES = tuple(_SHIPPED)
"""In the order in which a sign is looked for."""


@cache
def font_files() -> tuple[Path, ...]:
    """Where they lie, in the order of the families."""
    return tuple(_folder_of(package) / "files" / name for package, name in _SHIPPED.values())


def _folder_of(package: str) -> Path:
    found = find_spec(package)
    assert found is not None, "it is a dependency"
    assert found.origin is not None, "it is a package with a file"
    return Path(found.origin).parent
