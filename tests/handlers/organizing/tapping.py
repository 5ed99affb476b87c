"""What organizers tap in tests of their rights, and whether anything stands otherwise afterwards."""

from __future__ import annotations

import sqlalchemy as sa

import bot.discord.fitting as discord
import bot.telegram.fitting as telegram
import bot.terminal.fitting as terminal
from handlers import make_router
from handlers.conversing import converse
from handlers.screens import Button, Form, Notice, Reply, Screen
from handlers.turn import Chat, Incoming, Person, Turn
from storage.nouns import Nouns
from storage.tables.moderating import alarm, decided, sweep, taken
from storage.tables.news import alert, reminder
from storage.tables.organisations import audit, invite, member, organisation
from storage.tables.petitions import (
    addition,
    decision_maker,
    delivery_to,
    key_date,
    milestone,
    petition,
    petition_text,
    petition_topic,
    petition_version,
    tally,
)
from storage.tables.signing import signature
from storage.tables.stories import attachment, story, story_text
from storage.tables.telling import broadcast, campaign_update, update_text
from tests.handlers.organizing.planted import Ids, hold_reason, plant, plant_more
from tests.handlers.organizing.tokens import ASKED_BY, SEEN_ON, TOKENS, VALUES
from tests.storage.planting import NOW

ROUTER = make_router()
ROOMS = {"terminal": terminal.ROOM, "telegram": telegram.ROOM, "discord": discord.ROOM}
WRITTEN = (
    petition,
    petition_text,
    petition_topic,
    petition_version,
    decision_maker,
    key_date,
    attachment,
    story,
    story_text,
    campaign_update,
    update_text,
    delivery_to,
    broadcast,
    addition,
    milestone,
    reminder,
    tally,
    organisation,
)


REFUSALS = {
    "There is no such file.",
    "There is nothing here.",
    "There is no organisation here.",
    "There is no petition here.",
    "There is no story here.",
}


def reply_to(nouns: Nouns, name: str, token: str, app: str = "terminal") -> Screen | Form:
    """What somebody sees who taps a button that leads there, or sends the form that does."""
    room, private = ROOMS[app], Chat(app, f"chat of {name}")
    values = VALUES.get(token.partition(":")[0], {})
    incoming = Incoming(app, token, Person(app, name), private, token=token, room=room, values=values)
    shown: Reply = converse(ROUTER, Turn(incoming, nouns, NOW, values=values), ROUTER.way(incoming), reads=False)
    assert not isinstance(shown, Notice)
    assert isinstance(shown, Screen | Form)
    return shown


def plant_all(nouns: Nouns, app: str = "terminal") -> Ids:
    """All that any token leads to, and something that a moderator has decided."""
    ids = plant_more(nouns, plant(nouns, app), app)
    decided_on = hold_reason(nouns, app, "decided", int(ids["organisation"]))
    reply_to(nouns, "mo", "approve:{reason}:{mark}".format(**decided_on), app)
    return ids


def standing(nouns: Nouns) -> list[object]:
    """Everything that an organizer may change so far."""
    tables = (member, invite.c.id, audit.c.id, alert.c.kind, decided, taken, signature, alarm, sweep, *WRITTEN)
    return [sorted(map(str, nouns.connection.all(sa.select(columns)))) for columns in tables]


def is_refused(shown: Screen | Form) -> bool:
    """Whether it says that this is others' right, or not there."""
    return shown.title.startswith("Only ") or shown.title in REFUSALS


def real_token(nouns: Nouns, verb: str, ids: Ids, app: str) -> str:
    """The verb's token; where it carries what its reader saw, as it stands on the screen that shows that."""
    if verb not in SEEN_ON:
        return TOKENS[verb].format(**ids)
    name, place = SEEN_ON[verb]
    asking = ASKED_BY.get(verb, verb)
    token = _token_on(reply_to(nouns, name, place.format(**ids), app), asking)
    return token.replace(f"{asking}:", f"{verb}:", 1)


def _token_on(shown: Screen | Form, verb: str) -> str:
    actions = [button.action.token for row in shown.rows for button in row if isinstance(button, Button)]
    actions += [shown.action.token] if isinstance(shown, Form) else []
    found = [token for token in actions if token.startswith(f"{verb}:")]
    assert found, f"{verb} is not among {actions} of {shown.title}"
    return found[0]
