"""What a person can do, and what they then see: one file per wish.

A new command is a file here and its line in FEATURES; menus and help show it in this order.
"""

from types import ModuleType

from handlers import (
    answer,
    browse,
    campaign_updates,
    choices,
    clean_up,
    commenting,
    comments,
    following,
    help,
    link_requests,
    linking,
    missed,
    my_comments,
    my_data,
    not_words,
    organisations,
    particulars,
    petition,
    privacy,
    reasons,
    reports,
    search,
    seeing,
    settings,
    share,
    share_ways,
    sign,
    sign_again,
    sign_named,
    signed,
    start,
    stop,
    stories,
    story_of_petition,
    unlinking,
    voices,
    words,
    zone,
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
    following,
    share,
    settings,
    privacy,
    clean_up,
    stop,
    linking,
    help,
    answer,
    choices,
    campaign_updates,
    commenting,
    comments,
    link_requests,
    my_comments,
    my_data,
    missed,
    not_words,
    organisations,
    particulars,
    reasons,
    reports,
    seeing,
    share_ways,
    sign_again,
    sign_named,
    story_of_petition,
    unlinking,
    voices,
    words,
    zone,
)


def make_router(features: tuple[ModuleType, ...] = FEATURES) -> Router:
    """The routes of all features; a fault in one of them is found here, at start."""
    return Router(features, typed="typed", fresh_start="begin", unknown_command="unknown")
