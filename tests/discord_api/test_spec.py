"""Requests and answers beside Discord's own document; skipped where that is not beside the project."""

import pytest

from tests.discord_api import Channel, DiscordApi, spec
from tests.discord_api.conftest import Ask
from tests.discord_api.parts import button, container, row
from tests.discord_api.routes import ROUTES

needs_specification = pytest.mark.skipif(
    spec.specification() is None, reason="Discord's OpenAPI document does not lie beside the project"
)


@needs_specification
def test_every_operation_here_is_one_of_the_document() -> None:
    paths = (spec.specification() or {})["paths"]
    strange = [each for each in ROUTES if each.method.lower() not in paths.get(each.template, {})]
    assert strange == []


@needs_specification
async def test_a_body_of_the_wrong_shape_is_refused(ask: Ask, general: Channel) -> None:
    told = await ask.sends(general, content=["x"])
    assert (told.status, told.code) == (400, 50035)
    assert list(told.body["errors"]) == ["content"]


@needs_specification
async def test_names_that_the_document_does_not_know_are_noticed(ask: Ask, general: Channel) -> None:
    told = await ask.shows(general, container(row(button("Sign", lable="Sign"))))
    assert "'lable' was unexpected" in told.words
    assert told.words.endswith('(strict)", "code": 50035}')
    assert (await ask.sends(general, content="x", tts=False)).status == 200


@needs_specification
async def test_snowflakes_may_be_numbers(api: DiscordApi, ask: Ask) -> None:
    ada = api.person("Ada")
    assert (await ask("POST", "/users/@me/channels", {"recipient_id": ada.id})).status == 200
