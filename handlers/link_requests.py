"""What linking means, said to both accounts before both have agreed; and their yes or no."""

from __future__ import annotations

from config.texts import _
from handlers.blocks import Block, Listing
from handlers.router import Afterwards, RowId, route
from handlers.screens import Button, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import platform_name
from storage.linking import LinkRequest
from storage.supporters import Account
from storage.uniting import MOST_ACCOUNTS, link_accounts


def agree_screen(request: LinkRequest) -> Screen:
    """To whoever typed the code: whose it may be, and what follows."""
    platform = platform_name(request.first_platform)
    return Screen(
        _("Link with your {platform} account?", platform=platform),
        (
            _("Only if that {platform} account is yours and you got the code there yourself.", platform=platform),
            _("If somebody gave or sent you this code, tap “No”: they would see and change what you signed."),
            *_meaning(),
            _("Nothing is linked before it is confirmed in {platform}, too.", platform=platform),
        ),
        _yes_or_no("link_agree", request),
    )


def request_screen(request: LinkRequest) -> Screen:
    """To whoever asked for the code: where it was typed, and what follows."""
    platform = platform_name(_typist(request).platform)
    return Screen(
        _("Link with your {platform} account?", platform=platform),
        (
            _("Your code was typed in {platform}. Link only if it was you who typed it there.", platform=platform),
            *_meaning(),
        ),
        _yes_or_no("link_yes", request),
    )


def _meaning() -> tuple[Block, ...]:
    return (
        Listing(
            (
                _("Each of the two accounts sees, changes, withdraws and erases everything of both."),
                _("United are signatures, what you follow, comments, shared links and settings."),
                _("A petition signed on both counts once: the earlier signature, shown as in the safer choice."),
                _("Where the two choose differently what is sent, the quieter choice holds."),
                _("Chats stay apart, and no name goes from one app to the other."),
            )
        ),
    )


def _yes_or_no(yes: str, request: LinkRequest) -> Rows:
    return rows_of((Button(_("Link the accounts"), to(yes, request.id)), Button(_("No"), to("link_no", request.id))))


def confirm_there(request: LinkRequest) -> Screen:
    """One yes is given; the other one is missing."""
    platform = platform_name(request.first_platform)
    return Screen(
        _("Now confirm it in {platform}.", platform=platform),
        (_("Send /link to me there, before the code is 10 minutes old. Nothing is linked before that."),),
        rows_of((Button(_("Look again"), to("linking")), Button(_("Do not link"), to("link_no", request.id))), _back()),
    )


def _back() -> Button:
    return Button(_("Back to settings"), to("settings"))


@route("link_agree", private=True, again="linking")
def agree(turn: Turn, request_id: RowId) -> Reply:
    """The yes of whoever typed the code."""
    if not turn.store.linking.agree(request_id, turn.person.key, turn.now):
        return _linked_or_nothing(turn)
    return turn.follow(to("linking"), {})


@route("link_yes", private=True, after=Afterwards.UNITING, again="linking")
def link_now(turn: Turn, request_id: RowId) -> Reply:
    """The yes of whoever asked for the code, with which the two are one."""
    request = turn.store.linking.take(request_id, turn.person.key, turn.now)
    if request is None:
        return _linked_or_nothing(turn)
    other = _typist(request)
    if link_accounts(turn.store, party_of(turn), other, turn.now) is None:
        return too_many()
    return linked(platform_name(other.platform))


def _linked_or_nothing(turn: Turn) -> Reply:
    """Somebody who tapped twice sees which accounts are linked."""
    person, supporter = turn.person, turn.supporter
    is_linked = supporter and turn.store.supporters.others(supporter.id, person.platform, person.user_id)
    return turn.follow(to("linking"), {}) if is_linked else nothing_waits()


def party_of(turn: Turn) -> Account:
    """This account, as one of the two."""
    person = turn.person
    return Account(person.platform, person.user_id, turn.chat.chat_id, turn.room.is_written_to, person.locale)


def _typist(request: LinkRequest) -> Account:
    assert request.second is not None, "somebody who agreed has typed the code"
    return request.second


@route("link_no", private=True, again="linking")
def refuse(turn: Turn, request_id: RowId) -> Reply:
    """The no of either."""
    turn.store.linking.refuse(request_id, turn.person.key)
    return Screen(_("Nothing is linked."), (_("The code is gone, and nothing of it is kept."),), _on())


def linked(platform: str) -> Screen:
    """It stays in the chat, for whoever finds it there and did not do it."""
    return Screen(
        _("Your accounts are linked."),
        (
            _("This account and your {platform} account are one person here from now on.", platform=platform),
            _("It was not you, or you change your mind? Unlink them under Settings, “Link another account”."),
        ),
        _on(),
        is_event=True,
        behind=to("linking"),
    )


def nothing_waits() -> Screen:
    """Refused, replaced, done, or older than ten minutes: all answered alike."""
    return Screen(
        _("Nothing waits to be linked here."),
        (_("A code holds for 10 minutes and works once. Nothing was changed."),),
        rows_of(Button(_("See linked accounts"), to("linking")), _back()),
    )


def too_many() -> Screen:
    """There is a most, so that a list of them stays one screen."""
    return Screen(
        _("At most {n} accounts can be linked with one another.", n=MOST_ACCOUNTS),
        (_("Nothing was changed."),),
        rows_of(Button(_("See linked accounts"), to("linking")), _back()),
    )


def _on() -> Rows:
    return rows_of((Button(_("My signatures"), to("mine")), _back()))
