"""Whom a message or a piece of news is for: everybody, or those of one app, language, time, place or link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from config.texts import _, day, language_name, languages, later, listing, n_
from handlers.came_by import source_name
from handlers.dates import read_date
from handlers.fields import asked_again, check_all
from handlers.labels import in_pairs
from handlers.lists import Entry, Way, list_screen, page_among
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import BROADCAST, Desk, organizes
from handlers.organizing.naming import title_of
from handlers.organizing.rights import Deed
from handlers.organizing.telling_at_risk import endangers, why_in_tens
from handlers.organizing.telling_parts import saved, take_back_button
from handlers.screens import Button, Field, Form, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import PLATFORMS, back_from, platform_name, sample_line, together
from storage.audiences import Audience, Group, Who
from storage.broadcast_rows import Broadcast, BroadcastState
from storage.broadcasts import is_capped
from storage.marks import mark_of

ANY, MOST_DAY = "any", 40
A_DAY = timedelta(days=1)
WHO: Mapping[Who, str] = {
    Who.EVERYBODY: later("For everybody who signed or follows."),
    Who.SIGNERS: later("For those who signed."),
    Who.FOLLOWERS: later("For those who follow without having signed."),
}
OF_WHOM: Mapping[Who, str] = {
    Who.EVERYBODY: later("Everybody"),
    Who.SIGNERS: later("Who signed"),
    Who.FOLLOWERS: later("Who only follows"),
}


def audience_lines(turn: Turn, found: Broadcast) -> tuple[str, ...]:
    """Whom it is for, a line for each thing that is asked of them; nothing where it is for everybody in any case."""
    return tuple(_said(turn, found)) if is_capped(found.kind) else ()


def _said(turn: Turn, found: Broadcast) -> Iterator[str]:
    wanted = found.audience
    yield _(WHO[Who.SIGNERS if wanted.who is Who.EVERYBODY and wanted.asks_of_a_signature else wanted.who])
    if wanted.signed_after:
        yield _("Signed on {day} or later.", day=day(wanted.signed_after))
    if wanted.signed_before:
        yield _("Signed on {day} or earlier.", day=day(wanted.signed_before - A_DAY))
    if wanted.platforms:
        yield _("Told on: {apps}.", apps=listing([platform_name(each) for each in wanted.platforms]))
    if wanted.locales:
        yield _("Who reads: {languages}.", languages=listing([language_name(each) for each in wanted.locales]))
    if wanted.place_key:
        yield _("Of this place: {place}.", place=_name_of(turn.store.groups.places(found), wanted.place_key))
    if wanted.source:
        names = turn.store.named_links.names(found.petition_id) if found.petition_id else {}
        yield _("Came by this link: {link}.", link=source_name(wanted.source, names))


def _name_of(groups: list[Group], key: str) -> str:
    return next((each.name for each in groups if each.key == key), _("one with fewer people by now"))


@organizes("tell_for", Deed.TELL, of=BROADCAST, reads=True, again="tell_edit")
def show_audience(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """What is asked of them so far, and what can be."""
    found = desk.subject
    if not is_capped(found.kind):
        return turn.follow(to("tell", found.id), {})
    lines = together(*audience_lines(turn, found))
    return Screen(
        _("For whom is “{title}”?", title=title_of(turn, found)),
        (lines, *_why_not_chosen(turn, found), *sample_line(found.is_sample)),
        _choices(turn, found, back_from(to("tell", found.id))),
    )


def _why_not_chosen(turn: Turn, found: Broadcast) -> tuple[str, ...]:
    if found.state is not BroadcastState.DRAFT:
        return (_("It is no draft any more, so that its audience stays as it is."),)
    return (why_in_tens(),) if endangers(turn, found) else ()


def _choices(turn: Turn, found: Broadcast, back: Button) -> Rows:
    if found.state is not BroadcastState.DRAFT:
        return rows_of((*(() if found.state.has_begun else (take_back_button(found),)), back))
    if endangers(turn, found):
        everybody = Button(_(OF_WHOM[Who.EVERYBODY]), to("tell_who_is", found.id, Who.EVERYBODY.value))
        return rows_of((back,) if found.audience.is_everybody else (everybody, back))
    chosen = [
        Button(_("Who"), to("tell_who", found.id)),
        Button(_("Signed when"), to("tell_when", found.id)),
        Button(_("App"), to("tell_app", found.id)),
        Button(_("Language"), to("tell_lang", found.id)),
    ]
    groups = (Button(_("Place or link"), to("tell_groups", found.id)),) if found.petition_id else ()
    return (*in_pairs(chosen), (*groups, back))


@organizes("tell_who", Deed.TELL, of=BROADCAST, reads=True, again="tell_for")
def choose_who(_turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """Signed, or only follows."""
    key = desk.subject.id
    buttons = [Button(_(said), to("tell_who_is", key, who.value)) for who, said in OF_WHOM.items()]
    return _choice(desk, _("Who of them?"), buttons)


def _choice(desk: Desk[Broadcast], question: str, buttons: list[Button]) -> Screen:
    back = back_from(to("tell_for", desk.subject.id))
    return Screen(question, sample_line(desk.subject.is_sample), in_pairs((*buttons, back)))


@organizes("tell_who_is", Deed.TELL, of=BROADCAST, again="tell_for")
def set_who(turn: Turn, desk: Desk[Broadcast], who: Who) -> Reply:
    """With everybody, nothing else is asked of them, either."""
    wanted = Audience() if who is Who.EVERYBODY else replace(desk.subject.audience, who=who)
    return _aimed(turn, desk, wanted)


@organizes("tell_app", Deed.TELL, of=BROADCAST, reads=True, again="tell_for")
def choose_app(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """One of those that people are told on."""
    key, apps = desk.subject.id, sorted({*PLATFORMS, *turn.rooms} - {"terminal"})
    buttons = [Button(platform_name(each), to("tell_app_is", key, each)) for each in apps]
    return _choice(desk, _("Told on which app?"), [*buttons, Button(_("On any"), to("tell_app_is", key, ANY))])


@organizes("tell_app_is", Deed.TELL, of=BROADCAST, again="tell_for")
def set_app(turn: Turn, desk: Desk[Broadcast], platform: str) -> Reply:
    """Only there."""
    if platform != ANY and platform not in {*PLATFORMS, *turn.rooms}:
        return turn.follow(to("tell_for", desk.subject.id), {})
    return _aimed(turn, desk, replace(desk.subject.audience, platforms=() if platform == ANY else (platform,)))


@organizes("tell_lang", Deed.TELL, of=BROADCAST, reads=True, again="tell_for")
def choose_language(_turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """One of those that this bot speaks."""
    key = desk.subject.id
    buttons = [Button(language_name(each), to("tell_lang_is", key, each)) for each in languages()]
    return _choice(desk, _("Who reads which language?"), [*buttons, Button(_("Any"), to("tell_lang_is", key, ANY))])


@organizes("tell_lang_is", Deed.TELL, of=BROADCAST, again="tell_for")
def set_language(turn: Turn, desk: Desk[Broadcast], locale: str) -> Reply:
    """Only who reads it."""
    if locale != ANY and locale not in languages():
        return turn.follow(to("tell_for", desk.subject.id), {})
    return _aimed(turn, desk, replace(desk.subject.audience, locales=() if locale == ANY else (locale,)))


@organizes("tell_when", Deed.TELL, of=BROADCAST, again="tell_for")
def set_days(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """From one day to another, both in; either may be left out."""
    form = _days_form(desk.subject)
    if not turn.values:
        return form
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    since, until = (_day_in(answers[each]) for each in ("since", "until"))
    if since and until and since > until:
        wrong = _("The first day has to be before the last. Nothing was saved.")
        return replace(form, problem=wrong)
    before = until + A_DAY if until else None
    return _aimed(turn, desk, replace(desk.subject.audience, signed_after=since, signed_before=before))


def _day_in(typed: str) -> date | None:
    return read_date(typed).on if typed else None


def _days_form(found: Broadcast) -> Form:
    since, until = _("Signed since which day? It may be left out."), _("Until which day? It may be left out.")
    wanted = found.audience
    return Form(
        title=_("Those who signed when?"),
        intro=sample_line(found.is_sample),
        fields=(
            _day_field("since", since, _("From"), wanted.signed_after),
            _day_field("until", until, _("Until"), wanted.signed_before - A_DAY if wanted.signed_before else None),
        ),
        action=to("tell_when", found.id),
        back=to("tell_for", found.id),
    )


def _day_field(name: str, question: str, label: str, present: date | None) -> Field:
    shown = day(present) if present else ""
    return Field(name, question, check="date", most=MOST_DAY, is_required=False, label=label, present=shown)


@organizes("tell_groups", Deed.TELL, of=BROADCAST, reads=True, again="tell_for")
def choose_group(turn: Turn, desk: Desk[Broadcast], page: int = 1) -> Reply:
    """Places and links of at least five people each, with how many."""
    found, key = desk.subject, desk.subject.id
    entries = [
        *(Entry(each.name, _people(each), to("tell_place", key, each.key[:8])) for each in _places(turn, found)),
        *(Entry(each.name, _people(each), to("tell_link", key, mark_of(each.key))) for each in _links(turn, found)),
    ]
    is_chosen = found.audience.names_a_group
    anywhere = Button(_("From anywhere"), to("tell_place", key, ANY)) if is_chosen else None
    way = Way(back_from(to("tell_for", key)), "tell_groups", (key,), anywhere)
    lead = _("Places and links by which at least five people came; nobody can be picked out.")
    shown = page_among(entries, page)
    return list_screen(_("From where?"), shown, way, lead, *sample_line(found.is_sample))


def _places(turn: Turn, found: Broadcast) -> list[Group]:
    return turn.store.groups.places(found)


def _links(turn: Turn, found: Broadcast) -> list[Group]:
    return turn.store.groups.links(found)


def _people(group: Group) -> str:
    return n_("{n} person", "{n} people", group.people)


@organizes("tell_place", Deed.TELL, of=BROADCAST, again="tell_groups")
def set_place(turn: Turn, desk: Desk[Broadcast], begins: str) -> Reply:
    """Only who signed with it; or from anywhere again."""
    wanted = desk.subject.audience
    if begins == ANY:
        return _aimed(turn, desk, replace(wanted, place_key="", source=""))
    for each in _places(turn, desk.subject):
        if each.key.startswith(begins):
            return _aimed(turn, desk, replace(wanted, place_key=each.key))
    return _too_few(turn, desk)


@organizes("tell_link", Deed.TELL, of=BROADCAST, again="tell_groups")
def set_link(turn: Turn, desk: Desk[Broadcast], mark: str) -> Reply:
    """Only who signed by it."""
    for each in _links(turn, desk.subject):
        if mark_of(each.key) == mark:
            return _aimed(turn, desk, replace(desk.subject.audience, source=each.key))
    return _too_few(turn, desk)


def _too_few(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    said = _("Fewer than five people are of that place or link. Nothing was changed.")
    return with_said(turn.follow(to("tell_for", desk.subject.id), {}), said)


def _aimed(turn: Turn, desk: Desk[Broadcast], wanted: Audience) -> Reply:
    """Whom it is for from now on; what nobody or too few fit is said so."""
    shown = to("tell_for", desk.subject.id)
    if wanted.contradicts_itself:
        said = _(
            "Who has not signed has no day, place or link of signing. Choose everybody first. Nothing was changed."
        )
        return with_said(turn.follow(shown, {}), said)
    if endangers(turn, desk.subject) and not wanted.is_everybody:
        return with_said(
            turn.follow(shown, {}), _("It is for everybody here: nobody is picked out. Nothing was changed.")
        )
    if not is_capped(desk.subject.kind) or desk.subject.state is not BroadcastState.DRAFT:
        return turn.follow(shown, {})
    if not turn.store.broadcasts.aim(desk.subject.id, wanted):
        return _too_few(turn, desk)
    return saved(turn, desk, Done.AIMED, shown, _("Changed."))
