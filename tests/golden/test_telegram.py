"""What people see on Telegram is what the golden files say, and every route is seen in one of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handlers import make_router
from tests.golden import telegram
from tests.golden.catalogue import Scene, scenes_of
from tests.journeys.conftest import Campaigns
from tests.stores import Stores

PLAYED = [(scene, locale) for scene in scenes_of(telegram.NAME) for locale in scene.languages]
OF_SERVERS = "only a platform that has servers leads there"
UNSEEN = dict.fromkeys(
    (
        *("direct", "direct_later", "direct_not", "direct_refused", "directly", "tell_me"),
        *("not_posted", "post_here", "posted_here", "report_petition"),
        *("role", "role_back", "role_later", "role_refused", "role_take"),
        *("server", "server_away", "server_card", "server_cards", "server_publish", "server_role", "server_role_end"),
        *("server_role_ends", "server_role_later", "server_role_made", "server_role_refused"),
    ),
    OF_SERVERS,
)
"""Routes that no scene shows, each with the reason."""


@pytest.fixture(scope="session")
def campaigns(stores: Stores, tmp_path_factory: pytest.TempPathFactory) -> Campaigns:
    """Stores with the sample campaigns."""
    return Campaigns(stores, tmp_path_factory.mktemp("campaigns"))


@pytest.mark.parametrize(("scene", "locale"), PLAYED, ids=[f"{scene.name}-{locale}" for scene, locale in PLAYED])
async def test_a_scene_is_as_its_golden_file_says(
    scene: Scene, locale: str, campaigns: Campaigns, tmp_path: Path
) -> None:
    store = await campaigns.open("sqlite", tmp_path)
    try:
        steps = await telegram.played(store, scene, locale)
    finally:
        await store.close()
    file = telegram.file_of(scene, locale)
    assert file.exists(), f"there is no {file.name}; `make golden` writes it"
    golden = file.read_text(encoding="utf-8")
    assert telegram.written(scene, locale, steps) == golden, "`make golden` writes it anew, if that is wanted"


def test_every_golden_file_has_its_scene() -> None:
    wanted = {telegram.file_of(scene, locale) for scene, locale in PLAYED}
    assert set(telegram.FOLDER.glob("*")) == wanted


def test_every_route_is_seen_in_a_scene() -> None:
    texts = [telegram.file_of(scene, locale).read_text(encoding="utf-8") for scene, locale in PLAYED]
    heads = [head for text in texts for head in re.findall(r"^> .*\[([a-z_, ]*)\]$", text, re.MULTILINE)]
    seen = {verb for head in heads for verb in head.split(", ")}
    routes = set(make_router().routes)
    assert routes - seen == set(UNSEEN), f"no scene shows {sorted(routes - seen - set(UNSEEN))}"
