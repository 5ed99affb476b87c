"""One page with all pictures, scene by scene."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

STYLE = """
body { font:15px/1.4 sans-serif; margin:24px; background:#f4f4f2; color:#222; }
h2 { font-size:18px; margin:32px 0 2px; } p { margin:0 0 10px; color:#555; }
nav a { margin-right:10px; } figure { display:inline-block; vertical-align:top; margin:0 12px 12px 0; }
img { height:420px; border:1px solid #ccc; } figcaption { font-size:12px; color:#555; }
"""


def index(scenes: Iterable[tuple[str, str, list[str]]]) -> str:
    """Each scene by its name, with what it is about and its pictures."""
    told = list(scenes)
    links = "".join(f'<a href="#{name}">{name}</a> ' for name, _about, _files in told)
    shown = "".join(_scene(name, about, files) for name, about, files in told)
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><style>{STYLE}</style>'
    return f"{head}<h1>What people see</h1><nav>{links}</nav>{shown}</html>"


def _scene(name: str, about: str, files: list[str]) -> str:
    pictures = "".join(_picture(file) for file in files)
    return f'<h2 id="{name}">{name}</h2><p>{escape(about)}</p>{pictures}'


def _picture(file: str) -> str:
    linked = f'<a href="{file}"><img loading="lazy" src="{file}" alt=""></a>'
    return f"<figure>{linked}<figcaption>{file}</figcaption></figure>"
