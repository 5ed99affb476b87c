"""What is kept of a person, in plain words, and erasing it."""

from __future__ import annotations

from config.texts import _, later, listing
from handlers.blocks import Listing
from handlers.clean_up import clean_up_button, young_are_removed
from handlers.linking import linked_line, linked_with
from handlers.router import Afterwards, Command, route
from handlers.screens import Button, LinkButton, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import run_by
from storage.erasing import erase_person
from storage.members import Membership, Role


@route(
    "privacy",
    reads=True,
    private=True,
    command=Command("privacy", later("What is kept of you, and erasing it"), is_main=True),
)
def privacy(turn: Turn) -> Reply:
    """What is kept, where, and who answers for it."""
    link = LinkButton(_("Read the whole text"), turn.operator.privacy_url) if turn.operator.privacy_url else None
    return Screen(
        _("Privacy"),
        (
            Listing(
                (
                    _("Reading leaves no trace."),
                    _("You are remembered once you sign, follow, write, report or say “me too”."),
                    _("You are remembered, too, once you choose a setting or have your link counted."),
                    _("Answers to a form you have begun are kept for a day, encrypted, and then deleted."),
                    _("A code to link accounts, with who got and who typed it, is kept encrypted for 10 minutes."),
                    _("Signing counted only keeps that your account signed, and when: no name, no place, no reason."),
                    _("It keeps by which way you came, such as a search or a poster's link, where nobody is at risk."),
                    _("What you type is encrypted in the store. Whoever runs this bot has the key."),
                    _("You can change what is shown, withdraw, and erase everything at any time."),
                )
            ),
            _operator(turn),
        ),
        rows_of(
            (link, clean_up_button(turn)),
            (Button(_("Get my data"), to("my_data")), Button(_("Erase me"), to("erase"), Look.DANGER)),
            (Button(_("My signatures"), to("mine")), Button(_("Back to the start"), to("start"))),
        ),
    )


def _operator(turn: Turn) -> str:
    if not turn.operator.contact:
        return run_by(turn)
    return _(
        "Run by {operator}. Questions and complaints: {contact}.",
        operator=turn.operator.name,
        contact=turn.operator.contact,
    )


@route("erase", reads=True, private=True)
def ask_to_erase(turn: Turn) -> Reply:
    """Asked once, with what stays."""
    if turn.supporter is None and not _is_half_known(turn):
        return nothing_to_erase()
    return Screen(
        _("Erase everything about you?"),
        (
            _("What stays: under petitions that have ended, the number of signatures, without any trace of you."),
            _("Your signatures are withdrawn from petitions that can still be signed; their counts fall."),
            _("Your comments, reports, “me too”, share links, settings and what you follow are deleted."),
            *_organizing(turn),
            *linked_line(turn),
            *((_("Linked accounts are erased with this one."),) if linked_with(turn) else ()),
            _messages_in_chat(turn),
        ),
        rows_of(
            Button(_("Erase me now"), to("erase_now"), Look.DANGER),
            Button(_("Keep my data"), to("privacy")),
        ),
    )


def _organizing(turn: Turn) -> tuple[str, ...]:
    """What becomes of somebody's roles, where they have any."""
    mine = turn.store.members.organisations_of(turn.supporter.id) if turn.supporter else []
    if not mine:
        return ()
    names = listing([each.organisation for each in mine])
    said = _("You are no member of {organisations} then; what you did there is kept, without you.", organisations=names)
    return (said, *_left_without_owner(turn, mine))


def _left_without_owner(turn: Turn, mine: list[Membership]) -> tuple[str, ...]:
    """Where nobody could let people in any more."""
    owned = [each for each in mine if each.role is Role.OWNER]
    alone = [each.organisation for each in owned if turn.store.members.owners(each.organisation_id) == 1]
    if not alone:
        return ()
    return (
        _(
            "{organisations}: you are the only owner. Make somebody else an owner first, or nobody can let people in.",
            organisations=listing(alone),
        ),
    )


def _is_half_known(turn: Turn) -> bool:
    """Whether a form or a code waits of somebody who is not remembered."""
    key = turn.person.key
    told = (turn.store.linking.told(key, turn.now), turn.store.invites.told(key, turn.now))
    return turn.store.conversations.has_any(key) or any(told)


def _messages_in_chat(turn: Turn) -> str:
    if turn.room.can_remove:
        return _(
            "This can't be undone. Messages of the last 48 hours go from this chat too; older ones, and files saved"
            " from it, are yours to delete."
        )
    return _("This can't be undone. Messages in this chat, and files saved from it, are yours to delete.")


@route("erase_now", private=True, after=Afterwards.ERASING, again="privacy")
def erase(turn: Turn) -> Reply:
    """Forget the person, on all accounts they linked."""
    supporter = turn.supporter
    turn.store.conversations.drop_all_of(turn.person.key)
    turn.store.linking.forget(turn.person.key)
    turn.store.invites.forget(turn.person.key)
    turn.store.card_wishes.drop(turn.person.key)
    if supporter is None:
        return erased(turn)
    erase_person(turn.store, supporter.id, turn.now)
    return erased(turn)


def erased(turn: Turn) -> Screen:
    """What was done, here and in the chat."""
    in_chat = (young_are_removed(),) if turn.room.can_remove else ()
    return Screen(
        _("You are erased. Nothing about you is kept here."),
        (*in_chat, _("If you sign again, you begin as somebody new.")),
        rows_of(Button(_("See open petitions"), to("open"))),
        is_event=True,
        clears_chat=turn.room.can_remove,
    )


def nothing_to_erase() -> Screen:
    """The store does not know them."""
    return Screen(
        _("Nothing about you is kept here."),
        (_("Reading leaves no trace."),),
        rows_of(Button(_("See open petitions"), to("open"))),
    )
