"""What autocomplete may offer."""

from __future__ import annotations

from typing import Any

from tests.discord_api.refusals import Problems

MOST = 25


def check_choices(choices: Any) -> None:
    """At most 25, each with a name and a value of 1 to 100 characters."""
    problems = Problems()
    if not isinstance(choices, list):
        problems.add("data.choices", "BASE_TYPE_REQUIRED", "This field is required")
        problems.refuse()
    problems.length("data.choices", choices, 0, MOST)
    for at, choice in enumerate(choices):
        problems.length(f"data.choices.{at}.name", choice.get("name", ""), 1, 100)
        if isinstance(choice.get("value", ""), str):
            problems.length(f"data.choices.{at}.value", choice.get("value", ""), 1, 100)
    problems.refuse()
