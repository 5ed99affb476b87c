"""Linking accounts, so that one person is one in all their apps: a code from one app is typed in another."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _, later, listing
from handlers.codes import link_code_in
from handlers.fields import check_all
from handlers.link_requests import agree_screen, confirm_there, party_of, request_screen
from handlers.router import Command, Takes, route
from handlers.screens import Button, Field, Form, Look, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import platform_name
from storage.coining import written
from storage.linking import LinkRequest, Refusal
from storage.supporters import LinkedAccount

MOST_TYPED = 40


@route(
    "link",
    private=True,
    again="linking",
    command=Command("link", later("Use one account in several apps"), takes=Takes.CODE),
)
def link(turn: Turn) -> Reply:
    """`/link CODE` types a code; `/link` alone shows how it stands."""
    typed = turn.incoming.words.strip()
    if not typed:
        return how_it_stands(turn)
    if not turn.chat.is_private:
        return others_may_have_read_it()
    return typed_code(turn, typed)


@route("linking", reads=True, private=True)
def how_it_stands(turn: Turn) -> Reply:
    """What waits for this person's yes, else which accounts are linked and how another one is."""
    asked = turn.store.linking.of_first(turn.person.key, turn.now)
    typed = turn.store.linking.of_second(turn.person.key, turn.now)
    if asked is not None and asked.is_agreed:
        return request_screen(asked)
    if typed is not None:
        return confirm_there(typed) if typed.is_agreed else agree_screen(typed)
    return nothing_came_yet(asked) if asked is not None else overview(turn)


def overview(turn: Turn) -> Screen:
    """How accounts are linked, and the ones that are."""
    return Screen(
        _("Link another account"),
        (
            *linked_line(turn),
            _("Linked accounts are one person here: one signature for each petition, and the same settings."),
            _("Get a code in one app, and type it in the other in a private chat with me."),
        ),
        rows_of(_ways(), tuple(_unlink_button(each) for each in linked_with(turn)), _back()),
    )


def linked_with(turn: Turn) -> list[LinkedAccount]:
    """The person's other accounts."""
    person = turn.person
    return turn.store.supporters.others(turn.supporter.id, person.platform, person.user_id) if turn.supporter else []


def linked_line(turn: Turn) -> tuple[str, ...]:
    """Which they are, where there are any."""
    names = [platform_name(each.platform) for each in linked_with(turn)]
    return (_("Linked with this account: {accounts}.", accounts=listing(names)),) if names else ()


def _ways() -> tuple[Button, Button]:
    return Button(_("Get a code"), to("link_code")), Button(_("I have a code"), to("type_code"))


def _unlink_button(account: LinkedAccount) -> Button:
    return Button(_("Unlink {platform}", platform=platform_name(account.platform)), to("unlink", account.id))


def _back() -> Button:
    return Button(_("Back to settings"), to("settings"))


@route("link_code", private=True, again="linking")
def give_code(turn: Turn) -> Reply:
    """Shown once, since only a hash of it is kept."""
    code = written(turn.store.linking.offer(party_of(turn), turn.now))
    return Screen(
        _("Your code is {code}.", code=code),
        (
            _("In your other app, send it to me in a private chat. It holds for 10 minutes and works once."),
            _("Show it to nobody else: it is for your own accounts."),
            _("Then come back here: nothing is linked before you have confirmed it in both apps."),
        ),
        rows_of(Button(_("I have typed it there"), to("linking"), Look.MAIN), _back()),
        is_guarded=True,
    )


def nothing_came_yet(asked: LinkRequest) -> Screen:
    """The code is out, and nobody who typed it has agreed."""
    return Screen(
        _("Nothing has come yet."),
        (
            _("Type the code in your other app and confirm it there; then look here again."),
            _("A code can't be shown a second time. A new one ends it."),
        ),
        rows_of(
            Button(_("Look again"), to("linking"), Look.MAIN),
            (Button(_("Get a new code"), to("link_code")), Button(_("Throw the code away"), to("link_no", asked.id))),
            (Button(_("I have a code"), to("type_code")), _back()),
        ),
    )


@route("type_code", reads=True, private=True)
def ask_for_code(_turn: Turn) -> Reply:
    """The question alone."""
    return code_form()


def code_form() -> Form:
    """One question."""
    question = _("Which code did I show you in your other app? Type it.")
    return Form(
        title=_("Link another account"),
        fields=(Field("code", question, label=_("Code"), check="link_code", most=MOST_TYPED),),
        action=to("link_with"),
        back=to("linking"),
    )


@route("link_with", private=True, again="linking")
def take_code(turn: Turn) -> Reply:
    """The code from the form."""
    return typed_code(turn, turn.values.get("code", ""))


def typed_code(turn: Turn, typed: str) -> Reply:
    """Whoever typed a code that holds is told what it would mean; nothing is linked yet."""
    form = code_form()
    answers, problem = check_all(form.fields, {"code": typed})
    if problem:
        return replace(form, problem=problem)
    linked = [account.key for account in turn.store.supporters.accounts(turn.supporter.id)] if turn.supporter else []
    found = turn.store.linking.type(link_code_in(answers["code"]), party_of(turn), turn.now, linked)
    if isinstance(found, Refusal):
        return not_taken(found)
    return confirm_there(found) if found.is_agreed else agree_screen(found)


def not_taken(refusal: Refusal) -> Screen:
    """One sentence each; of other people's codes it tells nothing."""
    sentences = {
        Refusal.UNUSABLE: _("This code can't be used: it is mistyped, was used, or is older than 10 minutes."),
        Refusal.OWN: _("This is the code of this very account. Type it in your other app; it still holds."),
        Refusal.LINKED: _("These accounts are linked already."),
        Refusal.TOO_OFTEN: _("Too many codes were wrong. Try again in 10 minutes; nothing is lost."),
    }
    return Screen(sentences[refusal], (_("Nothing was changed."),), _again())


def others_may_have_read_it() -> Screen:
    """A code was typed where others look on."""
    return Screen(
        _("A code is taken in a private chat only."),
        (_("Others may have read this one. Get a new code, and send it to me in private."),),
        _again(),
    )


def _again() -> Rows:
    return rows_of(_ways(), _back())
