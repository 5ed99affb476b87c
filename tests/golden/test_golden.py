"""What people see is what the golden files say, and every route and every command is seen in one of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handlers import make_router
from tests.golden.apps import APPS, App, written
from tests.golden.catalogue import Scene
from tests.journeys.conftest import Campaigns
from tests.stores import Stores

PLAYED = [(app, scene, locale) for app in APPS for scene, locale in app.scenes]
OF_SERVERS = "only a platform that has servers leads there"
OF_GROUPS = "only a platform that has groups leads there"
ONE_BY_ONE = "only a form that is asked question by question leads there"
UNSEEN = {
    "telegram": dict.fromkeys(
        (
            *("direct", "direct_later", "direct_not", "direct_refused", "directly", "tell_me"),
            *("not_posted", "perhaps_posted", "post_here", "posted_here"),
            *("report_elsewhere", "report_organisation", "report_petition"),
            *("role", "role_back", "role_later", "role_refused", "role_take"),
            *("server", "server_away", "server_card", "server_cards", "server_publish"),
            *("server_role", "server_role_end", "server_role_ends", "server_role_later", "server_role_made"),
            "server_role_refused",
        ),
        OF_SERVERS,
    ),
    "discord": {
        **dict.fromkeys(("card_choice", "place_nothing", "put_in", "stand_here"), OF_GROUPS),
        **dict.fromkeys(("answered", "preview_comment", "preview_named"), ONE_BY_ONE),
    },
}
"""Routes that no scene shows, each with the reason."""
DID = re.compile(r"^> (.*) \[([a-z_, ]*)\]$", re.MULTILINE)
COMMAND = re.compile(r"(?:sends|types) /([a-z]+)")
each_app = pytest.mark.parametrize("app", APPS, ids=[app.name for app in APPS])


@pytest.fixture(scope="session")
def campaigns(stores: Stores, tmp_path_factory: pytest.TempPathFactory) -> Campaigns:
    """Stores with the sample campaigns."""
    return Campaigns(stores, tmp_path_factory.mktemp("campaigns"))


def steps_of(app: App) -> list[tuple[str, str]]:
    """What was done in all of its golden files, and which routes answered."""
    texts = [app.file_of(scene, locale).read_text(encoding="utf-8") for scene, locale in app.scenes]
    return [found for text in texts for found in DID.findall(text)]


@pytest.mark.parametrize(
    ("app", "scene", "locale"), PLAYED, ids=[f"{app.name}-{scene.name}-{locale}" for app, scene, locale in PLAYED]
)
async def test_a_scene_is_as_its_golden_file_says(
    app: App, scene: Scene, locale: str, campaigns: Campaigns, tmp_path: Path
) -> None:
    async with campaigns.open("sqlite", tmp_path) as store:
        steps = await app.played(store, scene, locale)
    file = app.file_of(scene, locale)
    assert file.exists(), f"there is no {file.name}; `make golden` writes it"
    golden = file.read_text(encoding="utf-8")
    assert written(scene, locale, steps) == golden, "`make golden` writes it anew, if that is wanted"


@each_app
def test_every_golden_file_has_its_scene(app: App) -> None:
    assert set(app.folder.glob("*")) == {app.file_of(scene, locale) for scene, locale in app.scenes}


@each_app
def test_every_route_is_seen_in_a_scene(app: App) -> None:
    seen = {verb for _did, verbs in steps_of(app) for verb in verbs.split(", ")}
    routes = set(make_router().routes)
    assert routes - seen == set(UNSEEN[app.name]), f"no scene shows {sorted(routes - seen - set(UNSEEN[app.name]))}"


def test_every_slash_command_is_seen_in_a_scene() -> None:
    (discord,) = (app for app in APPS if app.name == "discord")
    seen = {name for did, _verbs in steps_of(discord) for name in COMMAND.findall(did)}
    every = (route.command for route in make_router().routes.values() if route.command)
    commands = {command.name for command in every if command.is_listed and not command.removes} - {"start"}
    assert commands <= seen, f"no scene shows /{', /'.join(sorted(commands - seen))}"
