"""Where somebody who runs campaigns begins: their organisations, one's desk, and help that only they see."""

from __future__ import annotations

from config.texts import _, later
from handlers.blocks import Block, Heading, Listing
from handlers.counts import headline
from handlers.labels import in_pairs
from handlers.lists import Entry, Page, Way, list_screen, page_among
from handlers.organizing.duty import duty_button
from handlers.organizing.gate import ORGANISATION, Desk, organizes
from handlers.organizing.naming import back_to_desk, how_many, role_named, what_it_is, your_role
from handlers.organizing.nights import night_lines, nights_button
from handlers.organizing.petitions import petitions_button
from handlers.organizing.queue import queue_button
from handlers.organizing.rights import EVERYBODY, RIGHTS, SENTENCES, Deed, in_order
from handlers.organizing.rules import rules_button
from handlers.organizing.status import status_button
from handlers.organizing.stories import stories_button
from handlers.organizing.telling_lists import tells_button
from handlers.parts import part_of
from handlers.router import Command, route
from handlers.screens import Button, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import sample_line, see_open_petitions
from storage.members import Membership, Role
from storage.organisations import Organisation

MOST_OF_THREE = 12
"""Letters on a button that stands in a row with two others."""


@route(
    "organize",
    reads=True,
    private=True,
    command=Command("organize", later("Run campaigns"), is_listed=False),
)
def organize(turn: Turn, page: int = 1) -> Reply:
    """The desk of the one organisation somebody is in, or all of theirs to choose from."""
    mine = turn.store.members.organisations_of(turn.supporter.id) if turn.supporter else []
    if not mine:
        return in_none()
    if len(mine) == 1:
        return turn.follow(to("desk", mine[0].organisation_id), {})
    found = page_among(mine, page)
    entries = Page([_entry(each) for each in found.items], found.number, found.total)
    way = Way(Button(_("Back to the start"), to("start")), "organize")
    return list_screen(_("For which organisation?"), entries, way)


def _entry(mine: Membership) -> Entry:
    return Entry(mine.organisation, role_named(mine.role), to("desk", mine.organisation_id), mine.is_sample)


def in_none() -> Screen:
    """Somebody who organizes nothing here, or no longer does."""
    return Screen(
        _("You are in no organisation here."),
        (_("Who runs campaigns here is invited with a code. If you have one, send it to me in private."),),
        rows_of(see_open_petitions()),
    )


@organizes("desk", Deed.SEE_DESK, of=ORGANISATION, reads=True)
def show_desk(turn: Turn, desk: Desk[Organisation]) -> Reply:
    """How it stands, and what this person can do."""
    organisation = desk.organisation
    counted = turn.store.members.how_many(organisation.id)
    return Screen(
        organisation.name,
        (
            your_role(desk.role),
            *(headline(organisation) or (_("It has started no petition here."),)),
            how_many(counted),
            *night_lines(turn, desk),
            *sample_line(organisation.is_sample),
        ),
        rows_of(
            _there((petitions_button(desk), stories_button(desk), tells_button(desk))),
            *_beside_one_another(
                _there(
                    (
                        queue_button(turn, desk),
                        status_button(desk),
                        Button(_("Members"), to("members", desk.subject.id)),
                    )
                )
            ),
            (Button(_("More"), to("desk_more", organisation.id)), Button(_("Back to the start"), to("start"))),
        ),
    )


def _there(buttons: tuple[Button | None, ...]) -> tuple[Button, ...]:
    """Without those that are for other roles."""
    return tuple(button for button in buttons if button)


def _beside_one_another(buttons: tuple[Button, ...]) -> Rows:
    """In one row, unless one of them has a long label."""
    return in_pairs(buttons) if any(len(each.label) > MOST_OF_THREE for each in buttons) else (buttons,)


@organizes("desk_more", Deed.SEE_DESK, of=ORGANISATION, reads=True, again="desk")
def show_more(_turn: Turn, desk: Desk[Organisation]) -> Reply:
    """What is done from the desk now and then."""
    organisation = desk.organisation
    done = Button(_("What was done"), to("done", organisation.id)) if desk.may(Deed.SEE_AUDIT) else None
    return Screen(
        organisation.name,
        (your_role(desk.role), *sample_line(organisation.is_sample)),
        rows_of(
            _there((duty_button(desk), nights_button(desk))),
            _there((done, Button(_("Help for organizers"), to("rights", organisation.id)))),
            _there((rules_button(desk), back_to_desk(organisation.id))),
        ),
    )


@organizes("rights", Deed.SEE_RIGHTS, of=ORGANISATION, reads=True)
def show_rights(turn: Turn, desk: Desk[Organisation], part: int = 1) -> Reply:
    """The matrix, as it is checked; only its own deeds are told of the strongest role."""
    title, organisation_id = _("Who may do what"), desk.organisation.id
    shown = part_of(turn, part, _matrix(), title, your_role(desk.role))
    body = (your_role(desk.role), *shown.line(), *shown.blocks)
    return Screen(title, body, rows_of(shown.read_on("rights", organisation_id), back_to_desk(organisation_id)))


def _matrix() -> tuple[Block, ...]:
    owners_alone = RIGHTS[Role.OWNER] - RIGHTS[Role.ORGANIZER] - RIGHTS[Role.MODERATOR]
    return (
        Heading(_("All members")),
        _listed(EVERYBODY),
        *_of_role(Role.ORGANIZER, RIGHTS[Role.ORGANIZER] - EVERYBODY),
        *_of_role(Role.MODERATOR, RIGHTS[Role.MODERATOR] - EVERYBODY),
        *_of_role(Role.OWNER, owners_alone),
    )


def _of_role(role: Role, deeds: frozenset[Deed]) -> tuple[Block, ...]:
    return Heading(role_named(role)), what_it_is(role), _listed(deeds)


def _listed(deeds: frozenset[Deed]) -> Listing:
    return Listing(tuple(_(SENTENCES[deed]) for deed in in_order(deeds)))
