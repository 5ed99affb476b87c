"""In which colours somebody looks at charts."""

from __future__ import annotations

from handlers.router import route
from handlers.screens import Reply, to
from handlers.turn import Turn


@route("chart_dark", private=True, again="chart")
def choose_colours(turn: Turn, petition_id: int, kind: str, is_dark: int) -> Reply:
    """They are shown so from now on; whether this person may see the chart is checked as always."""
    if turn.supporter is not None:
        turn.store.preferences.set(turn.supporter.id, has_dark_charts=bool(is_dark))
    return turn.follow(to("chart", petition_id, kind), {})
