"""Handing a petition over: to each of its decision makers, on which day, where and how, and with which photo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from config.texts import _, day, language
from handlers.counts import number_told
from handlers.fields import asked_again, check_all
from handlers.lists import Entry, Page, Way, list_screen, page_among
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.news_fields import day_field, day_in
from handlers.organizing.noting import write_down
from handlers.organizing.rights import Deed
from handlers.organizing.telling_taken_back import taken_back
from handlers.organizing.winning import cannot_be_told
from handlers.organizing.writing_targets import named, target_form, typed_target
from handlers.screens import Action, Button, Field, Form, Look, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.handing_over import Recipient
from storage.hearing import DELIVERED
from storage.petition_details import handing_over
from storage.petitions import Petition

MOST_NAMED, MOST_PLACE, MOST_HOW = 20, 120, 200


@organizes("hand", Deed.DELIVER, of=PETITION, reads=True)
def list_recipients(turn: Turn, desk: Desk[Petition], page: int = 1) -> Reply:
    """All whom it asks or to whom it is handed."""
    petition = desk.subject
    listed = turn.store.handing_over.all_of(petition.id)

    found = page_among(listed, page)
    entries = Page([_entry(petition, each) for each in found.items], found.number, found.total)
    more = Button(_("More"), to("hand_more", petition.id))
    way = Way(back_from(to("deliver", petition.id)), "hand", (petition.id,), more)
    title = _("Handing over “{title}”", title=petition.title)
    lead = () if listed else (_("It names nobody yet. Under More you name whom it was handed to."),)
    return list_screen(title, entries, way, *lead, *sample_line(petition.is_sample))


def _entry(petition: Petition, given: Recipient) -> Entry:
    return Entry(named(given.said), how_it_went(given), to("hand_to", petition.id, given.id))


def signatures_then(petition: Petition, signatures: int | None) -> tuple[str, ...]:
    """How many had signed at that moment, where that is known."""
    if signatures is None:
        return ()
    return (_("Signatures at that moment: {n}.", n=number_told(petition, signatures)),)


def how_it_went(given: Recipient) -> str:
    """When it was handed over, as far as is known."""
    if not given.is_delivered:
        return _("Not handed over yet.")
    return _("Handed over on {day}.", day=day(given.on)) if given.on else _("Handed over.")


@organizes("hand_more", Deed.DELIVER, of=PETITION, reads=True, again="hand")
def show_more(_turn: Turn, desk: Desk[Petition]) -> Reply:
    """Whom the petition does not name, and telling people."""
    petition = desk.subject
    return Screen(
        _("Handing over “{title}”", title=petition.title),
        (
            _("Whoever signed is told once of each day on which it was handed over."),
            _("Who is named here is not asked by the petition: it is only handed to them."),
            *sample_line(petition.is_sample),
        ),
        rows_of(
            (
                Button(_("Tell people of it"), to("hand_tell", petition.id)),
                Button(_("Name somebody else"), to("hand_new", petition.id)),
            ),
            back_from(to("hand", petition.id)),
        ),
    )


@organizes("hand_new", Deed.DELIVER, of=PETITION, again="hand")
def name_somebody(turn: Turn, desk: Desk[Petition]) -> Reply:
    """An office or a person whom it is handed to, also once somebody has signed: it asks nothing else by that."""
    petition, shown = desk.subject, to("hand", desk.subject.id)
    form = replace(target_form(petition, to("hand_new", petition.id), shown), title=_("To whom is it handed?"))
    said = typed_target(turn, form)
    if isinstance(said, Form):
        return said
    if len(turn.store.drafted_parts.targets(petition.id)) >= MOST_NAMED:
        return with_said(turn.follow(shown, {}), _("At most {n} can be named. Nothing was changed.", n=MOST_NAMED))
    if not turn.store.drafted_parts.add_target(petition.id, replace(said, is_addressed=False)):
        return with_said(turn.follow(shown, {}), _("This one stands there already. Nothing was changed."))
    return _saved(turn, desk, shown, _("Added: {target}", target=named(said)))


@organizes("hand_to", Deed.DELIVER, of=PETITION, reads=True, again="hand")
def show_recipient(turn: Turn, desk: Desk[Petition], maker_id: int) -> Reply:
    """How it was handed over to one of them."""
    petition, given = desk.subject, turn.store.handing_over.find(desk.subject.id, maker_id)
    if given is None:
        return _gone(turn, petition)
    place = (_("Where: {place}", place=given.place),) if given.place else ()
    how = (_("How: {how}", how=given.how),) if given.how else ()
    then = signatures_then(petition, given.signatures)
    body = (how_it_went(given), *then, *place, *how, *sample_line(petition.is_sample))
    return Screen(named(given.said), body, _rows(desk, given))


def _rows(desk: Desk[Petition], given: Recipient) -> Rows:
    """What can be added to it, telling people of its day, and taking it back."""
    ids, back = (desk.subject.id, given.id), back_from(to("hand", desk.subject.id))
    if not given.is_delivered:
        return rows_of(Button(_("Write it down"), to("hand_set", *ids), Look.MAIN), back)
    photo, receipt = Button(_("Photo"), to("hand_files", *ids)), Button(_("Receipt"), to("hand_file_add", *ids))
    anew, off = (
        Button(_("Change"), to("hand_set", *ids)),
        Button(_("Not handed over"), to("hand_off", *ids), Look.DANGER),
    )
    tell = Button(_("Tell people of it"), to("hand_tell_of", desk.subject.id, handing_over(given.on)))
    return rows_of((anew, photo, receipt), (tell, off) if desk.may(Deed.TELL) else off, back)


def _gone(turn: Turn, petition: Petition) -> Reply:
    return with_said(turn.follow(to("hand", petition.id), {}), _("This one is gone. Nothing was changed."))


@organizes("hand_set", Deed.DELIVER, of=PETITION, again="hand_to")
def record(turn: Turn, desk: Desk[Petition], maker_id: int) -> Reply:
    """The day, and where and how as far as one likes to say; nothing was handed over in the future."""
    petition, given = desk.subject, turn.store.handing_over.find(desk.subject.id, maker_id)
    if given is None:
        return _gone(turn, petition)
    if problem := cannot_be_told(petition):
        return with_said(turn.follow(to("hand_to", petition.id, maker_id), {}), problem)
    form = _form(turn, petition, given)
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    on, ahead = day_in(answers, petition.today(turn.now))
    if ahead:
        return asked_again(form, answers, ahead, without="day")
    then = _counted(turn, petition, given, on)
    now_known = replace(given, is_delivered=True, on=on, place=answers["place"], how=answers["how"], signatures=then)
    turn.store.handing_over.record(petition.id, now_known, turn.now)
    waited = _no_longer_waits(turn, petition, given, now_known) if now_known != given else ""
    return _saved(turn, desk, to("hand_to", petition.id, maker_id), waited or _("Saved."))


def _no_longer_waits(turn: Turn, petition: Petition, *changed: Recipient) -> str:
    """What was to be told of these days is another thing by now; the sentence that says so, where it was waited for."""
    told = turn.store.handing_over.broadcasts(petition.id)
    days = sorted({handing_over(each.on) for each in changed if each.is_delivered})
    return next(filter(None, [taken_back(turn, told.get(each)) for each in days]), "")


def _counted(turn: Turn, petition: Petition, given: Recipient, on: date | None) -> int | None:
    """The count at the desk, where it was handed over today; what was known of that day stays."""
    if given.is_delivered and given.on == on and given.signatures is not None:
        return given.signatures
    return turn.store.at_the_desk.counted(petition.id, turn.now) if on == petition.today(turn.now) else None


def _form(turn: Turn, petition: Petition, given: Recipient) -> Form:
    asked = day_field(_("On which day was it handed over?"), given.on or petition.today(turn.now))
    then = _counted(turn, petition, given, given.on or petition.today(turn.now))
    place, how = _("Where? It may be left out."), _("How, such as in person or by post? It may be left out.")
    return Form(
        title=_("Handed to {whom}", whom=named(given.said)),
        intro=(*signatures_then(petition, then), *sample_line(petition.is_sample)),
        fields=(
            asked,
            Field("place", place, most=MOST_PLACE, is_required=False, label=_("Place"), present=given.place),
            Field("how", how, most=MOST_HOW, is_required=False, label=_("How"), present=given.how),
        ),
        action=to("hand_set", petition.id, given.id),
        back=to("hand_to", petition.id, given.id),
    )


@organizes("hand_off", Deed.DELIVER, of=PETITION, reads=True, again="hand_to")
def ask_to_take_back(turn: Turn, desk: Desk[Petition], maker_id: int) -> Reply:
    """Asked once, since the photo goes with it."""
    petition, given = desk.subject, turn.store.handing_over.find(desk.subject.id, maker_id)
    if given is None or not given.is_delivered:
        return _gone(turn, petition)
    yes = Button(_("Not handed over"), to("hand_off_yes", petition.id, maker_id), Look.DANGER)
    return Screen(
        _("Was it not handed over to {whom}?", whom=named(given.said)),
        (
            _("The day, the place and the photo go. Messages that told of it are edited."),
            *sample_line(petition.is_sample),
        ),
        rows_of((yes, back_from(to("hand_to", petition.id, maker_id)))),
    )


@organizes("hand_off_yes", Deed.DELIVER, of=PETITION, again="hand")
def take_back(turn: Turn, desk: Desk[Petition], maker_id: int) -> Reply:
    """It was not."""
    petition, given = desk.subject, turn.store.handing_over.find(desk.subject.id, maker_id)
    if given is None or not turn.store.handing_over.take_back(petition.id, maker_id, turn.now):
        return _gone(turn, petition)
    waited = _no_longer_waits(turn, petition, given)
    return _saved(turn, desk, to("hand_to", petition.id, maker_id), waited or _("Not handed over yet."))


@organizes("hand_tell", Deed.TELL, of=PETITION, reads=True, again="hand")
def choose_day(turn: Turn, desk: Desk[Petition], page: int = 1) -> Reply:
    """The days on which it was handed over; each is told once."""
    petition, told = desk.subject, turn.store.handing_over.broadcasts(desk.subject.id)
    entries = [
        Entry(
            day(on) if on else _("Without a day"),
            _("Its telling is begun.") if handing_over(on) in told else _("Nobody was told yet."),
            to("hand_tell_of", petition.id, handing_over(on)),
        )
        for on in turn.store.handing_over.days(petition.id)
    ]
    found = page_among(entries, page)
    lead = () if entries else (_("It was handed over to nobody yet."),)
    way = Way(back_from(to("hand", petition.id)), "hand_tell", (petition.id,))
    return list_screen(_("Tell people of which day?"), found, way, *lead, *sample_line(petition.is_sample))


@organizes("hand_tell_of", Deed.TELL, of=PETITION, again="hand_tell")
def tell_of_day(turn: Turn, desk: Desk[Petition], occasion: str) -> Reply:
    """To who would hear of it, or how far that is."""
    petition = desk.subject
    known = {handing_over(each) for each in turn.store.handing_over.days(petition.id)}
    begun = None
    if occasion in known:
        begun = turn.store.broadcasts.begin(
            desk.organisation.id, DELIVERED, language(), turn.now, petition_id=petition.id, occasion=occasion
        )
    if begun is None:
        problem = cannot_be_told(petition) or _("It was not handed over on that day. Nothing was changed.")
        return with_said(turn.follow(to("hand_tell", petition.id), {}), problem)
    return turn.follow(to("tell", begun), {})


def _saved(turn: Turn, desk: Desk[Petition], shown: Action, sentence: str) -> Reply:
    write_down(turn, desk, Done.HANDED_OVER)
    return with_said(turn.follow(shown, {}), sentence)
