"""Components as tests write them."""

from __future__ import annotations

from typing import Any

from tests.discord_api.refusals import Json


def button(label: str = "Sign", custom_id: str | None = None, **more: Any) -> Json:
    """A button, which asks by its label unless told otherwise."""
    return {"type": 2, "style": 1, "label": label, "custom_id": custom_id or label, **more}


def link(label: str, url: str) -> Json:
    """A button that leads somewhere."""
    return {"type": 2, "style": 5, "label": label, "url": url}


def row(*parts: Json) -> Json:
    """Buttons side by side, or one menu."""
    return {"type": 1, "components": list(parts)}


def text(words: str) -> Json:
    """Words."""
    return {"type": 10, "content": words}


def container(*parts: Json) -> Json:
    """A frame around parts."""
    return {"type": 17, "components": list(parts)}


def menu(*labels: str, custom_id: str = "menu", **more: Any) -> Json:
    """A menu whose values are its labels in lower case."""
    options = [{"label": label, "value": label.lower()} for label in labels]
    return {"type": 3, "custom_id": custom_id, "options": options, **more}


def field(label: str, part: Json, **more: Any) -> Json:
    """A field of a modal with its label."""
    return {"type": 18, "label": label, "component": part, **more}


def line(custom_id: str, **more: Any) -> Json:
    """A short text field."""
    return {"type": 4, "custom_id": custom_id, "style": 1, **more}


def modal(*parts: Json, title: str = "Sign", custom_id: str = "f:1") -> Json:
    """A modal."""
    return {"title": title, "custom_id": custom_id, "components": list(parts)}
