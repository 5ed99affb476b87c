"""What commands may look like, and where people are offered them."""

from typing import Any

import pytest

from tests.discord_api import Community, DiscordApi, Person
from tests.discord_api.conftest import Ask
from tests.discord_api.refusals import Json

OPTION: Json = {"type": 3, "name": "code", "description": "Its code"}


def command(name: str = "petition", **more: Any) -> Json:
    return {"name": name, "description": "Read a petition", **more}


WRONG: list[tuple[str, list[Json]]] = [
    ("INVALID_NAME", [command("Petition")]),
    ("INVALID_NAME", [command("my petition")]),
    ("Must be between 1 and 32", [command("x" * 33)]),
    ("Must be between 1 and 100", [command(description="x" * 101)]),
    ("BASE_TYPE_REQUIRED", [command(description="")]),
    ("INVALID_LOCALE", [command(description_localizations={"en": "x"})]),
    ("Must be between 1 and 100", [command(description_localizations={"de": "x" * 101})]),
    ("25 or fewer", [command(options=[{**OPTION, "name": f"a{at}"} for at in range(26)])]),
    ("REQUIRED_INVALID", [command(options=[OPTION, {**OPTION, "name": "b", "required": True}])]),
    ("NAME_ALREADY_EXISTS", [command(options=[OPTION, OPTION])]),
    ("AUTOCOMPLETE_INVALID", [command(options=[{**OPTION, "type": 5, "autocomplete": True}])]),
    ("DUPLICATE_NAME", [command(), command()]),
    ("INVALID_DESCRIPTION", [{"name": "Report", "type": 3, "description": "x"}]),
    ("30032", [command(f"a{at}") for at in range(101)]),
    ("30032", [{"name": f"Report {at}", "type": 3} for at in range(16)]),
]


@pytest.mark.parametrize(("words", "commands"), WRONG)
async def test_wrong_commands_are_refused(api: DiscordApi, ask: Ask, words: str, commands: list[Json]) -> None:
    api.server.checks = False
    told = await ask.puts(*commands)
    assert told.status == 400
    assert words in told.words
    assert api.world.commands == []


async def test_commands_keep_their_ids_and_tell_translations_when_asked(api: DiscordApi, ask: Ask) -> None:
    first = (await ask.puts(command(description_localizations={"de": "Lies"}), command("help"))).body
    again = (await ask.puts(command())).body
    assert [each["id"] for each in again] == [first[0]["id"]]
    path = f"/applications/{api.bot.id}/commands"
    await ask.puts(command(description_localizations={"de": "Lies"}))
    assert "description_localizations" not in (await ask("GET", path)).body[0]
    with_all = (await ask("GET", path, with_localizations="true")).body
    assert with_all[0]["description_localizations"] == {"de": "Lies"}


async def test_commands_are_offered_where_they_belong(api: DiscordApi, ask: Ask, ada: Person, bo: Person) -> None:
    york = api.guild("York", ada, [bo])
    hall = york.channel("hall")
    group = api.group_dm(ada, bo)
    await ask.puts(
        command("everywhere", contexts=[0, 1, 2], integration_types=[0, 1]),
        command("servers", contexts=[0], default_member_permissions=32),
    )
    await bo.runs("/everywhere")
    await bo.runs("/everywhere", in_=hall)
    with pytest.raises(AssertionError, match="nobody installed"):
        await bo.runs("/everywhere", in_=group)
    bo.installs()
    assert (await bo.runs("/everywhere", in_=group)).context == 2
    with pytest.raises(AssertionError, match="not offered in this kind of place"):
        await ada.runs("/servers")
    await ada.runs("/servers", in_=hall)
    with pytest.raises(AssertionError, match="not offered to Bo"):
        await bo.runs("/servers", in_=hall)
    with pytest.raises(AssertionError, match="no command 'other'"):
        await bo.runs("/other")


async def test_options_are_read_as_they_are_typed(ask: Ask, ada: Person, leeds: Community) -> None:
    general = leeds.channel("general")
    inside = [OPTION, {"type": 4, "name": "number", "description": "x", "max_value": 9}]
    follow = [{"type": 7, "name": "channel", "description": "x", "required": True}]
    await ask.puts(
        command(options=inside),
        command("setup", options=[{"type": 1, "name": "follow", "description": "x", "options": follow}]),
    )
    asked = await ada.runs("/petition code:for the oaks number:7")
    assert [(each["name"], each["value"]) for each in asked.data["options"]] == [
        ("code", "for the oaks"),
        ("number", 7),
    ]
    with pytest.raises(AssertionError, match="too large"):
        await ada.runs("/petition number:10")
    with pytest.raises(AssertionError, match="belongs to no option"):
        await ada.runs("/petition KTMWQR")
    with pytest.raises(AssertionError, match="asks for"):
        await ada.runs("/setup follow", in_=general)
    asked = await ada.runs("/setup follow", in_=general, channel=general)
    assert asked.data["options"][0]["options"][0]["value"] == str(general.id)
    assert list(asked.data["resolved"]["channels"]) == [str(general.id)]


async def test_autocomplete_offers_at_most_25(ask: Ask, ada: Person) -> None:
    await ask.puts(command(options=[{**OPTION, "autocomplete": True}]))
    asked = await ada.runs("/petition code:x")
    asked.kind = 4
    choice = {"name": "a", "value": "a"}
    assert (await ask.answers(asked, 8, choices=[choice] * 26)).code == 50035
    assert (await ask.answers(asked, 8, choices=[{"name": "x" * 101, "value": "a"}])).code == 50035
    assert (await ask.answers(asked, 4, content="x")).code == 50035
    assert (await ask.answers(asked, 8, choices=[choice] * 25)).status == 204


async def test_a_bot_may_be_let_in_without_its_commands(api: DiscordApi, ask: Ask, ada: Person) -> None:
    await ask.puts(command())
    york = api.guild("York", ada, has_commands=False)
    hall = york.channel("hall")
    with pytest.raises(AssertionError, match="nobody installed"):
        await ada.runs("/petition", in_=hall)
    path = f"/applications/{api.bot.id}/guilds/{york.id}/commands"
    assert (await ask("GET", path)).code == 50001
    york.adds_bot()
    assert (await ask("PUT", path, [command("only-here")])).status == 200
    assert [each["name"] for each in (await ask("GET", path)).body] == ["only-here"]
    await ada.runs("/only-here", in_=hall)
    with pytest.raises(AssertionError, match="no command"):
        await ada.runs("/only-here")
