"""Everything about a person as a file for them to keep."""

from __future__ import annotations

import json
from typing import Any

from config.texts import _, language
from handlers.privacy import nothing_to_erase
from handlers.router import route
from handlers.screens import Button, Look, MadeFile, Reply, Screen, rows_of, to
from handlers.turn import Turn


@route("my_data", reads=True, private=True)
def my_data(turn: Turn) -> Reply:
    """Hand over a readable JSON file; for somebody unknown, nothing is kept."""
    kept = everything_about(turn)
    if not kept:
        return nothing_to_erase()
    made_at = turn.now.isoformat(timespec="seconds")
    what = _("Everything that Undersigned keeps about you, as it stood at {time}.", time=made_at)
    return Screen(
        _("Everything kept about you"),
        (
            _("The file holds it in clear: keep it where nobody else reads it."),
            _("The key that sealed it is not in it, nor anything about anybody else."),
        ),
        rows_of((Button(_("Erase me"), to("erase"), Look.DANGER), Button(_("Back to privacy"), to("privacy")))),
        attachments=(_file(f"undersigned-my-data-{turn.now:%Y-%m-%d}.json", {"what_this_is": what, **kept}),),
        is_event=True,
    )


def everything_about(turn: Turn) -> dict[str, Any]:
    """All that the store holds of this person, half-filled answers of all their chats and wishes for groups with it."""
    stored = turn.store.exports.of(turn.supporter.id, language()) if turn.supporter else {}
    people, store = _people(turn), turn.store
    forms = [_form(body) for person in people for body in store.conversations.all_of(person, turn.now)]
    codes = [told for person in people if (told := store.linking.told(person, turn.now))]
    typed = [told for person in people if (told := store.invites.told(person, turn.now))]
    wishes = [wish for person in people if (wish := store.card_wishes.of(person, turn.now))]
    wished = [{"card_of": wish.kind, "id": wish.key} for wish in wishes]
    waiting = {"half_filled_forms": forms, "codes_to_link_accounts": codes, "codes_of_invitations": typed}
    return stored | {name: found for name, found in (waiting | {"wishes_for_groups": wished}).items() if found}


def _people(turn: Turn) -> set[str]:
    """This person as each of their linked apps knows them."""
    linked = turn.store.supporters.accounts(turn.supporter.id) if turn.supporter else []
    return {turn.person.key, *(account.key for account in linked)}


def _form(body: dict[str, Any]) -> dict[str, Any]:
    """Its title and answers, whichever version of this program kept it."""
    return {"form": body.get("form", {}).get("title", ""), "answers": body.get("answers", {})}


def _file(name: str, content: dict[str, Any]) -> MadeFile:
    written = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return MadeFile(name, "application/json", written.encode(), _("What is kept about you, as readable text"))
