"""Forms as modals, and what was filled in."""

from __future__ import annotations

from bot.discord.custom_ids import Stand
from bot.discord.modals import answers_in, modal_of
from handlers.screens import Choice, Field, FieldKind, Form, to

SHOW = Field("show", "How?", FieldKind.CHOICE, choices=(Choice("name", "Name"), Choice("reason", "Name and reason")))
NAME = Field("name", "Your name, or only your initials?", most=80, suggestion="Ada L.")
PLACE = Field("place", "Where do you live?", is_required=False)
REASON = Field("reason", "Why do you sign? " * 5, FieldKind.LONG, label="Reason", only_if=("show", ("reason",)))
AGREE = Field("agree", "I agree", FieldKind.CONSENT, choices=(Choice("yes", "Yes"),))
FORM = Form("Sign", (SHOW, NAME, PLACE, REASON), to("as_named", 1), intro=("Run by Example Org.",))


def test_each_question_has_its_field() -> None:
    modal = modal_of(FORM, Stand.PLACE)
    intro, show, name, place, reason = modal["components"]
    assert modal["custom_id"] == "as_named:1"
    assert intro["content"] == "Run by Example Org."
    assert [option["label"] for option in show["component"]["options"]] == ["Name", "Name and reason"]
    assert (name["component"]["required"], place["component"]["required"]) == (True, False)
    assert name["component"]["max_length"] == 80
    assert (reason["label"], reason["component"]["required"]) == ("Reason", False)
    assert reason["component"]["placeholder"] == "Only for: Name and reason"


def test_a_suggestion_is_an_example_and_what_was_typed_is_a_value() -> None:
    name = modal_of(FORM, Stand.PLACE)["components"][2]["component"]
    assert (name["placeholder"], name.get("value")) == ("For example Ada L.", None)
    typed = Form("Sign", FORM.fields, FORM.action, answers=(("name", "Bo"), ("show", "reason")), problem="No.")
    above, show, name, *_rest = modal_of(typed, Stand.EVENT)["components"]
    assert above["content"] == "**No.**"
    assert name["component"]["value"] == "Bo"
    assert [option.get("default") for option in show["component"]["options"]] == [None, True]


def test_one_choice_alone_is_a_menu_in_which_it_is_chosen() -> None:
    alone = Form("Sign", (Field("show", "How?", FieldKind.CHOICE, choices=SHOW.choices[:1]),), to("as_named", 1))
    menu = modal_of(alone, Stand.PLACE)["components"][0]["component"]
    assert (menu["type"], menu["options"][0]["default"]) == (3, True)


def test_a_question_to_which_no_choice_leads_is_not_asked() -> None:
    only_name = Field("show", "How?", FieldKind.CHOICE, choices=SHOW.choices[:1])
    asked = modal_of(Form("Sign", (only_name, NAME, REASON), to("as_named", 1)), Stand.PLACE)["components"]
    assert [each["component"]["custom_id"] for each in asked] == ["show", "name"]


def test_five_questions_leave_no_room_for_more() -> None:
    full = Form("Sign", (*FORM.fields, AGREE), FORM.action, intro=("Run by Example Org.",))
    assert len(modal_of(full, Stand.PLACE)["components"]) == 5


def test_what_is_too_long_for_its_place_is_shortened() -> None:
    _above, *labels = modal_of(Form("Sign “" + "long " * 20, FORM.fields, FORM.action), Stand.PLACE)["components"]
    assert all(len(part["label"]) <= 45 and len(part.get("description", "")) <= 100 for part in labels)


def test_a_title_that_is_cut_stands_whole_above_the_questions() -> None:
    modal = modal_of(Form("Sign “" + "long " * 20 + "way”", FORM.fields, FORM.action), Stand.PLACE)
    assert modal["title"] == "Sign “long long long long long long long…"
    assert modal["components"][0]["content"] == "**Sign “" + "long " * 20 + "way”**"


def test_answers_are_read_by_their_names() -> None:
    given = (
        {"type": 3, "custom_id": "show", "values": ["name"]},
        {"type": 4, "custom_id": "name", "value": "Ada \ud800"},
        {"type": 21, "custom_id": "kind", "value": None},
        {"type": 23, "custom_id": "agree=yes", "value": True},
        {"type": 23, "custom_id": "more=yes", "value": False},
    )
    read = answers_in([{"type": 10}, *({"type": 18, "component": each} for each in given)])
    assert read == {"show": "name", "name": "Ada ?", "kind": "", "agree": "yes", "more": ""}
