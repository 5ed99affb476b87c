"""What a modal may ask."""

import pytest

from tests.discord_api import DiscordApi, Interaction, Person
from tests.discord_api.conftest import Ask
from tests.discord_api.parts import button, field, line, menu, modal, row, text
from tests.discord_api.refusals import Json

RADIO: Json = {"type": 21, "custom_id": "r", "options": [{"label": "A", "value": "a"}]}
WRONG: list[tuple[str, Json]] = [
    ("Must be between 1 and 5", modal(*(field(str(at), line(str(at))) for at in range(6)))),
    ("Must be between 1 and 45", modal(field("a", line("a")), title="x" * 46)),
    ("Must be between 1 and 45", modal(field("x" * 46, line("a")))),
    ("Must be between 1 and 100", modal(field("a", line("a"), description="x" * 101))),
    ("Must be between 1 and 100", modal(field("a", line("a")), custom_id="x" * 101)),
    ("Must be 100 or fewer", modal(field("a", line("a", placeholder="x" * 101)))),
    ("INVALID_LENGTHS", modal(field("a", line("a", max_length=4001)))),
    ("CUSTOM_ID_DUPLICATED", modal(field("a", line("a")), field("b", line("a")))),
    ("UNION_TYPE_CHOICES", modal(field("a", button()))),
    ("UNION_TYPE_CHOICES", modal(row(button()))),
    ("UNION_TYPE_CHOICES", modal(line("a"))),
    ("LABEL_NOT_ALLOWED", modal(field("a", line("a", label="b")))),
    ("Must be between 2 and 10", modal(field("a", RADIO))),
    ("DISABLED", modal(field("a", menu("A", disabled=True)))),
    ("Must be 3 or fewer", modal(field("a", line("a", max_length=3, value="long")))),
]


@pytest.mark.parametrize(("words", "form"), WRONG)
async def test_wrong_modals_are_refused(api: DiscordApi, ask: Ask, asked: Interaction, words: str, form: Json) -> None:
    api.server.checks = False
    told = await ask.answers(asked, 9, **form)
    assert (told.status, told.code) == (400, 50035)
    assert words in told.words
    assert asked.modal is None


async def test_people_fill_in_what_the_app_lets_them(ask: Ask, ada: Person, bo: Person, asked: Interaction) -> None:
    group: Json = {
        "type": 22,
        "custom_id": "g",
        "options": [{"label": "A", "value": "a"}, {"label": "B", "value": "b"}],
    }
    box: Json = {"type": 23, "custom_id": "x"}
    form = modal(
        text("Read this"),
        field("Name", line("n", min_length=2, max_length=4)),
        field("City", menu("Leeds", "York", required=False)),
        field("Topics", {**group, "min_values": 0, "required": False}),
        field("Agreed", box),
    )
    assert (await ask.answers(asked, 9, **form)).status == 204
    with pytest.raises(AssertionError, match="2 to 4 characters"):
        await ada.submits(asked, {"Name": "x"})
    with pytest.raises(AssertionError, match="one line"):
        await ada.submits(asked, {"Name": "a\nb"})
    with pytest.raises(AssertionError, match="has no 'Bath'"):
        await ada.submits(asked, {"Name": "Ada", "City": "Bath"})
    with pytest.raises(AssertionError, match="somebody else"):
        await bo.submits(asked, {"Name": "Bo"})
    sent = await ada.submits(asked, {"Name": "Ada", "City": "York", "Topics": ["A", "b"]})
    parts = [part.get("component", {}) for part in sent.data["components"]]
    assert [part.get("values", part.get("value")) for part in parts] == [None, "Ada", ["york"], ["a", "b"], False]
    assert sent.json["data"]["custom_id"] == "f:1"
