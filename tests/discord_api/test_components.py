"""What a message may be made of, in Discord's codes."""

import pytest

from tests.discord_api import Channel, DiscordApi
from tests.discord_api.conftest import Ask
from tests.discord_api.parts import button, container, link, menu, row, text
from tests.discord_api.refusals import Json

GALLERY: Json = {"type": 12, "items": [{"media": {"url": "https://example.org/a.png"}, "description": "x" * 1025}]}
SECTION: Json = {"type": 9, "components": [text("x")]}
TOO_MUCH: list[tuple[str, list[Json]]] = [
    ("COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", [container(*(row(button(str(at))) for at in range(20)))]),
    ("COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", [text("x" * 2001), container(text("x" * 2000))]),
    ("COMPONENT_CUSTOM_ID_DUPLICATED", [row(button("a", "1")), container(row(button("b", "1")))]),
    ("Must be between 1 and 5", [row(*(button(str(at)) for at in range(6)))]),
    ("Must be between 1 and 100", [row(button("a", "x" * 101))]),
    ("Must be 80 or fewer", [row(button("x" * 81, "1"))]),
    ("BUTTON_COMPONENT_CUSTOM_ID_URL", [row(button("a", style=5, url="https://example.org"))]),
    ("BUTTON_COMPONENT_INVALID_URL", [row(button("a", url="https://example.org"))]),
    ("URL_TYPE_INVALID_SCHEME", [row(link("a", "ftp://example.org"))]),
    ("Must be between 1 and 25", [row(menu(*map(str, range(26))))]),
    ("SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", [row(menu("a", "A"))]),
    ("SELECT_COMPONENT_INVALID_MAX_VALUES", [row(menu("a", max_values=2))]),
    ("COMPONENT_LAYOUT_WIDTH_EXCEEDED", [row(menu("a"), button())]),
    ("0.accessory", [SECTION]),
    ("Must be 1024 or fewer", [GALLERY]),
    ("UNION_TYPE_CHOICES", [container(container(text("x")))]),
    ("REFERENCED_ATTACHMENT_NOT_FOUND", [{"type": 12, "items": [{"media": {"url": "attachment://a.png"}}]}]),
]


@pytest.mark.parametrize(("words", "components"), TOO_MUCH, ids=[words for words, _ in TOO_MUCH])
async def test_too_much_is_refused(
    api: DiscordApi, ask: Ask, general: Channel, words: str, components: list[Json]
) -> None:
    api.server.checks = False
    told = await ask.shows(general, *components)
    assert (told.status, told.code) == (400, 50035)
    assert words.split(".")[-1] in told.words
    assert general.messages == []


async def test_as_much_as_fits_is_shown(ask: Ask, general: Channel) -> None:
    rows = [row(*(button(f"{at} {side}") for side in range(5))) for at in range(6)]
    told = await ask.shows(general, container(*rows, text("x" * 3998)), text("yz"))
    assert told.status == 200, told.words
    assert len(general.messages[0].buttons) == 30
    assert len({part["id"] for part in general.messages[0].buttons}) == 30


async def test_components_stand_alone(ask: Ask, general: Channel) -> None:
    told = await ask.sends(general, flags=1 << 15, components=[text("x")], content="Hello")
    assert "LEGACY_FIELDS_WITH_COMPONENTS_V2" in told.words
    told = await ask.sends(general, components=[text("x")])
    assert "UNION_TYPE_CHOICES" in told.words
    assert (await ask.shows(general)).code == 50006
    assert (await ask.sends(general, content=" ")).code == 50006


async def test_a_message_of_components_stays_one(ask: Ask, general: Channel) -> None:
    shown = (await ask.shows(general, text("x"))).body
    where = f"/channels/{general.id}/messages/{shown['id']}"
    assert (await ask("PATCH", where, {"flags": 0, "content": "Hello", "components": []})).code == 50035
    assert (await ask("PATCH", where, {"content": "Hello"})).code == 50035
    assert (await ask("PATCH", where, {"components": [text("y")]})).status == 200
    plain = (await ask.sends(general, content="Hello")).body
    where = f"/channels/{general.id}/messages/{plain['id']}"
    turned = {"flags": 1 << 15, "components": [text("z")]}
    assert (await ask("PATCH", where, turned)).code == 50035
    assert (await ask("PATCH", where, {**turned, "content": None})).status == 200
    assert [each.text for each in general.messages] == ["y", "z"]


async def test_words_and_embeds_have_limits(api: DiscordApi, ask: Ask, general: Channel) -> None:
    told = await ask.sends(general, content="x" * 2001)
    assert told.body["errors"] == {
        "content": {"_errors": [{"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 2000 or fewer in length."}]}
    }
    api.server.checks = False
    assert "256 or fewer" in (await ask.sends(general, embeds=[{"title": "x" * 257}])).words
    assert "4096 or fewer" in (await ask.sends(general, embeds=[{"description": "x" * 4097}])).words
    assert "MAX_EMBED_SIZE" in (await ask.sends(general, embeds=[{"description": "x" * 3001}] * 2)).words
    assert "25 or fewer" in (await ask.sends(general, embeds=[{"fields": [{"name": "a", "value": "b"}] * 26}])).words
    assert "10 or fewer" in (await ask.sends(general, embeds=[{"title": "a"}] * 11)).words
    assert (await ask.sends(general, embeds=[{"title": "a", "description": "b"}])).status == 200
    assert general.messages[0].text == "a\nb"


async def test_only_answers_can_be_ephemeral(ask: Ask, general: Channel) -> None:
    assert (await ask.sends(general, content="x", flags=64)).code == 50035
