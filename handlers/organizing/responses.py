"""What those who were asked have answered: who, on which day, in which words, and where they stand."""

from __future__ import annotations

from functools import partial

from config.texts import _, day, language
from handlers.fields import asked_again, check_all
from handlers.lists import Entry, Page, Way, list_screen, page_among, page_of
from handlers.organizing.done import with_said
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.news_fields import day_field, day_in, quotation, source_fields, source_in
from handlers.organizing.pieces import begin_piece, how_it_stands, where_people_are_told
from handlers.organizing.rights import Deed
from handlers.organizing.winning import cannot_be_told
from handlers.organizing.writing_targets import named
from handlers.screens import Button, Form, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.campaign_updates import RESPONSE
from storage.handing_over import Recipient
from storage.news_pieces import Begun, NewsWords, Piece
from storage.petitions import Petition


@organizes("responses", Deed.DELIVER, of=PETITION, reads=True)
def list_responses(turn: Turn, desk: Desk[Petition], page: int = 1) -> Reply:
    """Those that are there, the newest first."""
    petition = desk.subject
    found = page_of(partial(turn.store.news_drafts.of_kind, petition.id, RESPONSE), page)
    entries = Page([_entry(each) for each in found.items], found.number, found.total)
    anew = Button(_("New response"), to("response_who", petition.id))
    way = Way(back_from(where_people_are_told(petition.id)), "responses", (petition.id,), anew)
    lead = () if found.items else (_("No response yet."),)
    return list_screen(
        _("Responses to “{title}”", title=petition.title), entries, way, *lead, *sample_line(petition.is_sample)
    )


def _entry(piece: Piece) -> Entry:
    facts = _("{day}: {what}", day=day(piece.happened_on), what=how_it_stands(piece))
    return Entry(piece.words.title, facts, to("piece", piece.id))


@organizes("response_who", Deed.DELIVER, of=PETITION, reads=True, again="responses")
def choose_who(turn: Turn, desk: Desk[Petition], page: int = 1) -> Reply:
    """One of those whom it asks, or to whom it is handed."""
    petition = desk.subject
    back = back_from(to("responses", petition.id))
    if problem := cannot_be_told(petition):
        return Screen(_("Who answered?"), (problem, *sample_line(petition.is_sample)), rows_of(back))
    listed = turn.store.handing_over.all_of(petition.id)
    entries = [Entry(named(each.said), "", to("response_new", petition.id, each.id)) for each in listed]
    found = page_among(entries, page)
    other = Button(_("Somebody else"), to("hand_new", petition.id))
    way = Way(back, "response_who", (petition.id,), other)
    return list_screen(_("Who answered?"), found, way, *sample_line(petition.is_sample))


@organizes("response_new", Deed.DELIVER, of=PETITION, again="responses")
def write_response(turn: Turn, desk: Desk[Petition], maker_id: int) -> Reply:
    """A draft with their words and where these stand."""
    petition, who = desk.subject, turn.store.handing_over.find(desk.subject.id, maker_id)
    if who is None or cannot_be_told(petition):
        gone = _("This one is gone. Nothing was changed.")
        return with_said(turn.follow(to("response_who", petition.id), {}), gone)
    form = _form(turn, petition, who)
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    on, ahead = day_in(answers, petition.today(turn.now))
    if ahead or on is None:
        return asked_again(form, answers, ahead, without="day")
    words = NewsWords(_("{whom} answered", whom=named(who.said)), answers["words"])
    begun = Begun(RESPONSE, language(), words, on, (source_in(answers),), decision_maker_id=who.id)
    return begin_piece(turn, desk, begun)


def _form(turn: Turn, petition: Petition, who: Recipient) -> Form:
    asked = day_field(_("On which day did they answer?"), petition.today(turn.now))
    return Form(
        title=_("What {whom} answered", whom=named(who.said)),
        intro=sample_line(petition.is_sample),
        fields=(asked, quotation(), *source_fields()),
        action=to("response_new", petition.id, who.id),
        back=to("response_who", petition.id),
    )
