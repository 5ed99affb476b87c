"""Whether a message changes or a new one comes, and what the buttons say of the message they stand on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.telegram.calling import CallFailed, Fault
from bot.telegram.html import Server
from bot.telegram.incoming import Tapped
from bot.telegram.keyboard import Stand
from bot.telegram.links import Links
from bot.telegram.render import Look, Payload, goes_on_asking, payloads
from config.texts import _
from handlers.screens import (
    AnyButton,
    AnyPicture,
    Button,
    Form,
    LinkButton,
    Picture,
    Rows,
    Screen,
    ShareButton,
    rows_of,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a card is made for: what the server reads, where links lead, and where pictures are public."""

    links: Links
    public_url: str = ""
    server: Server = field(default_factory=Server)


def private_line(links: Links) -> Screen:
    """Neutral: it does not repeat what was asked for."""
    return Screen(
        _("This is answered in private."), rows=rows_of(LinkButton(_("Open our private chat"), links.address))
    )


def may_change(before: Tapped, reply: Screen | Form) -> bool:
    """A form's message changes until its result stands there; an event stays; a picture keeps to its caption."""
    if before.stand is Stand.FORM:
        return True
    if before.stand is Stand.EVENT or isinstance(reply, Form) or reply.is_event:
        return False
    if reply.is_guarded and not before.is_guarded:
        return False  # what is guarded has to be sent so: an edit can't guard a message
    return reply.picture is not None or not before.has_media


def stand_of(reply: Screen | Form, before: Tapped | None) -> Stand:
    """What the buttons say of the message they will stand on."""
    if isinstance(reply, Form):
        return Stand.FORM
    if reply.is_event:
        return Stand.EVENT
    if before is None:
        return Stand.PLACE
    if before.stand is Stand.FORM:
        return Stand.FORM if goes_on_asking(reply, after_form=True) else Stand.PLACE
    is_below = before.stand is Stand.BELOW_PICTURE or (before.has_media and reply.picture is None)
    return Stand.BELOW_PICTURE if is_below else Stand.PLACE


def standing(reply: Screen | Form, before: Tapped | None, message: int) -> Tapped:
    """The message in which a reply now stands, as a tap on it would tell."""
    if before is not None and before.message_id == message:
        return replace(before, stand=stand_of(reply, before))
    has_media = isinstance(reply, Screen) and reply.picture is not None
    return Tapped(message, stand_of(reply, None), has_media, reply.is_guarded)


def without_picture(reply: Screen | Form) -> Screen | Form:
    """The same in words alone."""
    return replace(reply, picture=None) if isinstance(reply, Screen) else reply


def page_of(picture: AnyPicture | None, public_url: str) -> str:
    """The address under which the world finds the picture; empty where it can't."""
    if not public_url or not isinstance(picture, Picture) or not picture.key:
        return ""
    return f"{public_url}/pictures/{picture.key}"


def link_rows(rows: Rows, links: Links, *, answers_here: bool = False) -> Rows:
    """The buttons of what others see: only links live on where it is forwarded, and only they lead into private.

    `answers_here` where those stay as they are that are answered on the spot.
    """
    kept = (tuple(each for each in row if not isinstance(each, ShareButton)) for row in rows)
    return rows_of(*(tuple(_link(each, links, answers_here=answers_here) for each in row) for row in kept))


def for_others(screen: Screen, scene: Scene, *, answers_here: bool = False) -> list[Payload]:
    """Text alone, so that it can be edited; a picture stands above it where the world can fetch it."""
    page = page_of(screen.picture, scene.public_url)
    leading = replace(screen, rows=link_rows(screen.rows, scene.links, answers_here=answers_here))
    return payloads(leading if page else without_picture(leading), Look(scene.server, page_url=page))


def _link(button: AnyButton, links: Links, *, answers_here: bool) -> AnyButton:
    if not isinstance(button, Button) or (answers_here and button.is_answered_here):
        return button
    return LinkButton(button.label, links.invite(button.action), button.look)


def give_way(failed: CallFailed) -> bool:
    """False where a new message can take the place of the one that can't be edited. Raises the fault otherwise."""
    if failed.fault is not Fault.NOT_EDITABLE:
        raise failed
    return False
