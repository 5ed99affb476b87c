"""The first answer to an interaction: within three seconds, once, and of a type that fits."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from tests.discord_api.choices import check_choices
from tests.discord_api.drafting import rewrite, write
from tests.discord_api.interactions import (
    CHOICES,
    DEFERRED,
    DEFERRED_UPDATE,
    MESSAGE,
    MODAL,
    UPDATE,
    Interaction,
)
from tests.discord_api.messages import EPHEMERAL, LOADING, Message
from tests.discord_api.modals import check_modal
from tests.discord_api.posting import announce, announce_change
from tests.discord_api.refusals import Json, already_acknowledged, unknown, wrong
from tests.discord_api.routes import Request, answers
from tests.discord_api.showing import numbered
from tests.discord_api.world import World


@answers("POST", "/interactions/{interaction_id}/{interaction_token}/callback", needs_token=False)
def respond(world: World, request: Request) -> Json | None:
    """Take the first answer, and tell what it made where `with_response` asks."""
    interaction = world.interaction_of(request.params["interaction_token"])
    if interaction is None or interaction.id != request.id("interaction_id") or interaction.has_failed:
        raise unknown("interaction")
    if interaction.is_acknowledged:
        raise already_acknowledged()
    answer = request.json.get("type")
    if not isinstance(answer, int) or not interaction.allows(answer):
        raise wrong("type", "INTERACTION_CALLBACK_TYPE_INVALID", f"Type {answer} does not answer this interaction.")
    DEEDS[answer](world, request, interaction, request.json.get("data") or {})
    interaction.first, interaction.answered_at = answer, world.now()
    world.bell.ring()
    return _told(interaction) if request.asks("with_response") else None


def _message(world: World, request: Request, interaction: Interaction, data: Json) -> None:
    if not data:
        raise wrong("data", "BASE_TYPE_REQUIRED", "This field is required")
    message = write(world, request, data, new_answer(world, interaction), is_new=True)
    interaction.original = post_answer(world, interaction, message)


def _defer(world: World, _: Request, interaction: Interaction, data: Json) -> None:
    message = new_answer(world, interaction)
    message.flags |= LOADING | (data.get("flags") or 0) & EPHEMERAL
    interaction.original = post_answer(world, interaction, message)


def _defer_update(_: World, __: Request, interaction: Interaction, ___: Json) -> None:
    interaction.original = tapped(interaction)


def _update(world: World, request: Request, interaction: Interaction, data: Json) -> None:
    message = rewrite(world, request, data, tapped(interaction))
    interaction.original = message
    interaction.notes_edit(message)
    announce_change(world, message)


def _offer(_: World, __: Request, interaction: Interaction, data: Json) -> None:
    check_choices(data.get("choices"))
    interaction.choices = data["choices"]


def _open_modal(_: World, __: Request, interaction: Interaction, data: Json) -> None:
    check_modal(data)
    interaction.modal = {**data, "components": numbered(deepcopy(data["components"]))}


DEEDS: dict[int, Callable[[World, Request, Interaction, Json], None]] = {
    MESSAGE: _message,
    DEFERRED: _defer,
    DEFERRED_UPDATE: _defer_update,
    UPDATE: _update,
    CHOICES: _offer,
    MODAL: _open_modal,
}


def tapped(interaction: Interaction) -> Message:
    """The message that was tapped, while it stands."""
    if interaction.message is None or interaction.message.is_deleted:
        raise unknown("Message")
    return interaction.message


def new_answer(world: World, interaction: Interaction) -> Message:
    """A message of the bot that answers an interaction; who sees it is decided when it is posted."""
    flags = EPHEMERAL if interaction.must_be_ephemeral else 0
    message = Message(world.new_id(), interaction.channel, world.bot, world.now(), flags=flags)
    message.interaction = interaction.metadata
    return message


def post_answer(world: World, interaction: Interaction, message: Message) -> Message:
    """Let it stand in the channel, for all or for the person alone."""
    if message.is_ephemeral:
        message.seen_by = interaction.user
    message.channel.messages.append(message)
    announce(world, message)
    return message


def _told(interaction: Interaction) -> Json:
    told: Json = {"id": str(interaction.id), "type": interaction.kind}
    original = interaction.original
    if original is None:
        return {"interaction": told}
    told |= {"response_message_id": str(original.id), "response_message_ephemeral": original.is_ephemeral}
    told |= {"response_message_loading": original.is_loading, "channel_id": str(interaction.channel.id)}
    resource: dict[str, Any] = {"type": interaction.first}
    if interaction.first in (MESSAGE, UPDATE):
        resource["message"] = original.json
        return {"interaction": told, "resource": resource}
    return {"interaction": told}
