"""Making a link with a name, calling it otherwise, and ending it."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _
from handlers.fields import check_all
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.links import no_link, unpublished
from handlers.organizing.rights import Deed
from handlers.organizing.writing import another_by_now, saved
from handlers.screens import Action, Button, Field, Form, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.named_links import MOST_LINKS, NamedLink
from storage.petitions import Petition

MOST_NAME = 40


@organizes("links_new", Deed.NAME_LINKS, of=PETITION, again="links")
def make_link(turn: Turn, desk: Desk[Petition]) -> Reply:
    """One question: what it is called among the organizers."""
    petition, listed = desk.subject, to("links", desk.subject.id)
    if petition.is_draft:
        return with_said(turn.follow(listed, {}), unpublished())
    if not turn.store.named_links.has_room(petition.id):
        said = _("A petition has at most {n} links that count: end one first. Nothing was saved.", n=MOST_LINKS)
        return with_said(turn.follow(listed, {}), said)
    form = name_form(petition, to("links_new", petition.id), listed)
    if not turn.values:
        return form
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return replace(form, problem=problem)
    link = turn.store.named_links.make(petition.id, answers["name"], turn.now)
    if link is None:
        return replace(form, problem=_is_taken())
    shown = to("links_one", petition.id, link.id)
    return saved(turn, desk, Done.MADE_LINK, shown, _("The link is there. It counts from now on."))


def name_form(petition: Petition, action: Action, back: Action, present: str = "") -> Form:
    """Its name stands on organizers' screens, and in what its signers may keep of their own data."""
    name = Field(
        "name",
        _("Where will it stand? Such as: poster, radio, stall at the station."),
        check="words",
        most=MOST_NAME,
        label=_("Name of the link"),
        present=present,
    )
    said = _("Organizers see this name, and whoever signs by the link can find it among their own data.")
    return Form(
        title=_("A link to “{title}”", title=petition.title),
        intro=(said, *sample_line(petition.is_sample)),
        fields=(name,),
        action=action,
        back=back,
    )


def _is_taken() -> str:
    return _("Another link of this petition has that name. Nothing was saved.")


@organizes("links_name", Deed.NAME_LINKS, of=PETITION, again="links")
def rename_link(turn: Turn, desk: Desk[Petition], link_id: int, mark: str) -> Reply:
    """What it counted stays its own."""
    petition, link = desk.subject, turn.store.named_links.find(desk.subject.id, link_id)
    if link is None:
        return no_link(turn, petition)
    shown = to("links_one", petition.id, link.id)
    if link.mark != mark or link.has_ended:
        return another_by_now(turn, shown)
    form = name_form(petition, to("links_name", petition.id, link.id, link.mark), shown, link.name)
    if not turn.values:
        return form
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return replace(form, problem=problem)
    if answers["name"] == link.name:
        return with_said(turn.follow(shown, {}), _("That is its name already. Nothing was changed."))
    if not turn.store.named_links.rename(link, answers["name"]):
        return replace(form, problem=_is_taken())
    return saved(turn, desk, Done.RENAMED_LINK, shown, _("Saved."))


@organizes("links_end", Deed.NAME_LINKS, of=PETITION, reads=True, again="links")
def ask_before_ending(turn: Turn, desk: Desk[Petition], link_id: int) -> Reply:
    """It can't begin again, and posters hang for long."""
    petition, link = desk.subject, turn.store.named_links.find(desk.subject.id, link_id)
    if link is None:
        return no_link(turn, petition)
    return Screen(
        _("End the link “{name}”?", name=link.name),
        (
            _("It opens the petition all the same, wherever it stands. It counts no more, and can't begin again."),
            _("What it counted so far stays."),
            *sample_line(petition.is_sample),
        ),
        rows_of(_end_button(petition, link), back_from(to("links_one", petition.id, link.id))),
    )


def _end_button(petition: Petition, link: NamedLink) -> Button:
    return Button(_("End it"), to("links_gone", petition.id, link.id), Look.DANGER)


@organizes("links_gone", Deed.NAME_LINKS, of=PETITION, again="links")
def end_link(turn: Turn, desk: Desk[Petition], link_id: int) -> Reply:
    """From now on it only opens."""
    petition, link = desk.subject, turn.store.named_links.find(desk.subject.id, link_id)
    if link is None:
        return no_link(turn, petition)
    shown = to("links_one", petition.id, link.id)
    if not turn.store.named_links.end(link, turn.now):
        return with_said(turn.follow(shown, {}), _("It had ended already. Nothing was changed."))
    return saved(turn, desk, Done.ENDED_LINK, shown, _("Ended. It counts no more."))
