"""How `NotoSansSC-Common.otf` was made: the letters of three East Asian character sets, cut from Noto Sans SC.

    pip install fonttools
    python config/fonts/subset.py NotoSansSC-Regular.otf config/fonts/NotoSansSC-Common.otf

Noto Sans SC 2.004, from the Noto CJK project, under the SIL Open Font License 1.1 (`OFL.txt` beside this file). The
whole font has 8.3 MB and 30,000 letters; these are the ones that names are written with.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

CHARACTER_SETS = ("gb2312", "big5", "shift_jis")
"""Simplified Chinese, traditional Chinese and Japanese as they are mostly written."""
RANGES = ((0x3000, 0x312F), (0x31A0, 0x31BF), (0xFF00, 0xFFEF))
"""Signs, kana, bopomofo and letters of full width."""
FIRST_OF_CJK, LAST_OF_CJK = 0x3400, 0x9FFF


def letters() -> Iterator[int]:
    """The code points that are kept."""
    for first, last in RANGES:
        yield from range(first, last + 1)
    for point in range(FIRST_OF_CJK, LAST_OF_CJK + 1):
        if any(chr(point).encode(name, "ignore") for name in CHARACTER_SETS):
            yield point


if __name__ == "__main__":
    whole, part = sys.argv[1:]
    kept = ",".join(f"U+{point:04X}" for point in letters())
    options = ("--layout-features=", "--no-hinting", "--name-IDs=*", f"--output-file={part}")
    subprocess.run(["fonttools", "subset", whole, f"--unicodes={kept}", *options], check=True)  # noqa: S603, S607
