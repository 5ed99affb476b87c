"""What a person can do, and what they then see: one file per wish.

A new command is a file here and its line in FEATURES; menus and help show it in this order.
"""

from types import ModuleType

from handlers import (
    answer,
    browse,
    campaign_updates,
    comments,
    help,
    organisations,
    particulars,
    petition,
    privacy,
    reasons,
    search,
    seeing,
    settings,
    share,
    sign,
    sign_again,
    sign_named,
    signed,
    start,
    stop,
    stories,
    story_of_petition,
    words,
)
from handlers.router import Router

FEATURES = (
    start,
    browse,
    search,
    petition,
    sign,
    stories,
    signed,
    share,
    settings,
    privacy,
    stop,
    help,
    answer,
    campaign_updates,
    comments,
    organisations,
    particulars,
    reasons,
    seeing,
    sign_again,
    sign_named,
    story_of_petition,
    words,
)


def make_router(features: tuple[ModuleType, ...] = FEATURES) -> Router:
    """The routes of all features; a fault in one of them is found here, at start."""
    return Router(features, typed="typed", fresh_start="begin", unknown_command="unknown")
