"""After the first answer: followups and edits by the token of an interaction, for fifteen minutes."""

from __future__ import annotations

from tests.discord_api.callbacks import new_answer, post_answer
from tests.discord_api.drafting import rewrite, write
from tests.discord_api.interactions import DEFERRED, Interaction
from tests.discord_api.messages import EPHEMERAL, Message
from tests.discord_api.posting import announce_change, announce_end
from tests.discord_api.refusals import Json, invalid_webhook_token, too_many_followups, unknown
from tests.discord_api.routes import Request, answers
from tests.discord_api.world import World

WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
MOST_WHERE_ABSENT = 5
"""How many followups an app may send where only the person installed it."""


@answers("POST", WEBHOOK, needs_token=False)
def follow_up(world: World, request: Request) -> Json:
    """A further message; the first one after a deferral takes the place, and the privacy, of what it promised."""
    interaction = _interaction(world, request)
    if interaction.first == DEFERRED and interaction.original is not None and interaction.original.is_loading:
        return _keep_promise(world, request, interaction, interaction.original).json
    if "0" not in interaction.owners and len(interaction.followups) >= MOST_WHERE_ABSENT:
        raise too_many_followups()
    message = write(world, request, request.json, new_answer(world, interaction), is_new=True)
    interaction.followups.append(message)
    return post_answer(world, interaction, message).json


@answers("GET", f"{WEBHOOK}/messages/{{message_id}}", needs_token=False)
def look_up(world: World, request: Request) -> Json:
    """A message of the interaction."""
    return _message(_interaction(world, request), request.params["message_id"]).json


@answers("PATCH", f"{WEBHOOK}/messages/{{message_id}}", needs_token=False)
def edit(world: World, request: Request) -> Json:
    """Change a message of the interaction, an ephemeral one too."""
    interaction = _interaction(world, request)
    message = _message(interaction, request.params["message_id"])
    if message.is_loading:
        return _keep_promise(world, request, interaction, message).json
    rewrite(world, request, request.json, message)
    interaction.notes_edit(message)
    announce_change(world, message)
    return message.json


@answers("DELETE", f"{WEBHOOK}/messages/{{message_id}}", needs_token=False)
def delete(world: World, request: Request) -> None:
    """Take a message of the interaction away."""
    interaction = _interaction(world, request)
    message = _message(interaction, request.params["message_id"])
    interaction.notes_change(message)
    announce_end(world, message)


def _keep_promise(world: World, request: Request, interaction: Interaction, message: Message) -> Message:
    rewrite(world, request, request.json, message)
    message.seen_by = interaction.user if message.flags & EPHEMERAL else None
    announce_change(world, message)
    return message


def _interaction(world: World, request: Request) -> Interaction:
    """The one that was answered already, and whose token still lives."""
    interaction = world.interaction_of(request.params["webhook_token"])
    if request.id("webhook_id") != world.bot.id or interaction is None or not interaction.is_acknowledged:
        raise unknown("Webhook")
    if interaction.is_over:
        raise invalid_webhook_token()
    return interaction


def _message(interaction: Interaction, key: str) -> Message:
    if key == "@original":
        found = interaction.original
    else:
        there = [*filter(None, [interaction.original]), *interaction.followups]
        found = next((each for each in there if str(each.id) == key), None)
    if found is None or found.is_deleted:
        raise unknown("Message")
    return found
