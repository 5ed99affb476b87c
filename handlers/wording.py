"""Sentences and buttons that several screens share, each written once."""

from __future__ import annotations

from config.texts import _, day, listing, number
from handlers.blocks import Line, Moment, Paragraph, Span
from handlers.breaks import spans_of
from handlers.screens import Action, Button, Look, Screen, rows_of, to
from handlers.turn import Turn
from storage.petition_details import DecisionMaker
from storage.petitions import Petition
from storage.showing import Showing, Signature, SignatureState, Visibility

BY_NO_LINK = "0"
"""What stands for the way somebody came where it is not known and something follows."""
PLATFORMS = {"telegram": "Telegram", "discord": "Discord"}


def platform_name(platform: str) -> str:
    """An app as people call it."""
    return PLATFORMS.get(platform, platform.capitalize())


def see_open_petitions() -> Button:
    """The useful next step where there is no better one."""
    return Button(_("See open petitions"), to("open"))


def back_to_petition(petition_id: int, source: str = "") -> Button:
    """Lead back, and name where; `source` is carried on, as everywhere until somebody signs."""
    return Button(_("Back to petition"), back_there(petition_id, source))


def back_there(petition_id: int, source: str = "") -> Action:
    """To a petition that was opened before, which is not counted once more."""
    return to("petition", petition_id, source or BY_NO_LINK, 1)


def back_to_sharing(petition_id: int) -> Button:
    """To the ways to hand it on, which are not counted once more."""
    return Button(_("Back to sharing"), to("share", petition_id, BY_NO_LINK, 1))


def to_reasons(petition_id: int, source: str = "") -> Action:
    """The first of the reasons, with the way somebody came."""
    return to("reasons", petition_id, *((1, 1, source) if source else ()))


def carried(source: str) -> tuple[str, ...]:
    """The way somebody came, as an action's last id: a link's code, or a word; nothing where it is not known."""
    return (source,) if source else ()


def back_from(whence: Action | None) -> Button:
    """Lead back to where a form came from, and name it."""
    names = {
        "start": _("Back to the start"),
        "tell": _("Back to its desk"),
        "tells": _("Back to messages"),
        "tell_edit": _("Back to its parts"),
        "tell_for": _("Back to whom it is for"),
        "tell_words": _("Back to its words"),
        "tell_look": _("Back to how it comes"),
        "petition": _("Back to petition"),
        "comments": _("Back to the comments"),
        "pet_out": _("Back to publishing"),
        "settings": _("Back to settings"),
        "browse": _("Back to petitions"),
        "pets": _("Back to petitions"),
        "pet": _("Back to its desk"),
        "tales": _("Back to stories"),
        "tale": _("Back to its desk"),
        "tale_parts": _("Back to its words"),
        "tale_about": _("Back to the facts"),
        "tale_out": _("Back to the changes"),
        "pet_texts": _("Back to its texts"),
        "pet_text": _("Back to this text"),
        "pet_asks": _("Back to whom it asks"),
        "pet_target": _("Back to this one"),
        "pet_days": _("Back to days and goals"),
        "pet_dates": _("Back to the days"),
        "pet_about": _("Back to what is told"),
        "sweep": _("Back to the sweep"),
        "duty": _("Back to duty"),
        "rems": _("Back to reminders"),
        "rem": _("Back to this reminder"),
        "goals": _("Back to the goals"),
        "paper": _("Back to what was added"),
        "rules": _("Back to the rules"),
        "pet_tell": _("Back to telling people"),
        "deliver": _("Back to delivering"),
        "docs": _("Back to the files"),
        "doc_new": _("Back to the kinds"),
        "win": _("Back to the question"),
        "piece": _("Back to its desk"),
        "piece_words": _("Back to its words"),
        "piece_about": _("Back to the facts"),
        "piece_after": _("Back to where it leads"),
        "piece_sources": _("Back to the sources"),
        "piece_event": _("Back to the event"),
        "responses": _("Back to the responses"),
        "response_who": _("Back to who answered"),
        "how": _("Back to how it goes"),
        "hand": _("Back to handing over"),
        "links": _("Back to the links"),
        "links_one": _("Back to this link"),
        "hand_to": _("Back to this one"),
        "live": _("Back to handing over"),
    }
    action = whence or to("start")
    return Button(names.get(action.verb, _("Back")), action)


def follow_button(turn: Turn, kind: str, key: int | str, subject: str) -> Button:
    """Begin to follow something, or choose what to hear of it."""
    supporter = turn.supporter if turn.chat.is_private else None
    hears = supporter is not None and turn.store.follows.of(supporter.id, subject)
    return Button(_("Choose my news") if hears else _("Follow"), to("news_of", kind, key))


def as_read(petition: Petition, source: str = "") -> tuple[str | int, ...]:
    """What a sign button says beside its petition: the way somebody came, and since when it asks what was read.

    A petition that never asked anything else needs no more than the way.
    """
    return carried(source) if petition.asks_since == 1 else (source or BY_NO_LINK, petition.asks_since)


def sign_button(petition: Petition, source: str = "") -> Button:
    """The safe signature: one tap, no typing; `source` is the way somebody came."""
    return Button(_("Sign, counted only"), to("sign", petition.id, *as_read(petition, source)), Look.MAIN)


def petition_not_found() -> Screen:
    """Gone, a draft, foreign: all answered alike."""
    return Screen(_("There is no petition here."), rows=rows_of(see_open_petitions()))


def nothing_here(title: str, sentence: str) -> Screen:
    """An empty or missing thing, with a way on."""
    return Screen(title, (sentence,), rows=rows_of(see_open_petitions()))


def sample_line(is_sample: bool) -> tuple[str, ...]:
    """What every screen of a sample says."""
    return (_("Sample campaign: nothing is delivered"),) if is_sample else ()


def together(*lines: Line | None) -> Paragraph:
    """Lines under one another in one paragraph; what is None or empty is left out, and one is there always."""
    said = [spans_of(line) for line in lines if line]
    first, *others = said
    return Paragraph((*first, *(span for line in others for span in ("\n", *line))))


def target(who: DecisionMaker) -> str:
    """A decision maker in whichever of its shapes."""
    return named_target(who.office, who.person, who.district)


def named_target(office: str, person: str, district: str) -> str:
    """An office, a person, a district, or any of them together."""
    both = _("{office} {person}", office=office, person=person) if office and person else ""
    named = both or office or person
    if district and named:
        return _("{district}, {person}", district=district, person=named)
    return named or district


def addressees(makers: list[DecisionMaker]) -> str:
    """To whom the petition speaks, in a sentence."""
    return listing([target(who) for who in makers if who.is_addressed])


def shown_as(showing: Showing) -> str:
    """A signer as others see them, such as "Ada L., Leeds"."""
    if showing.visibility is Visibility.COUNTED:
        return _("Counted only")
    if not showing.place:
        return showing.name
    return _("{name}, {place}", name=showing.name, place=showing.place)


def ending_as(showing: Showing) -> str:
    """The same at the end of a sentence."""
    return ending(shown_as(showing))


def ending(name: str) -> str:
    """A name at the end of a sentence, whose full stop then stands for that of "L." too."""
    return name.removesuffix(".")


def you_signed(turn: Turn, signature: Signature, petition: Petition) -> tuple[Span, ...]:
    """Where somebody stands who signed already; a number could tell who signed when."""
    when = Moment(signature.signed_at, turn.zone(petition.zone))
    if not signature.is_counted and turn.store.sweeps.has_put(signature):
        return filled(_one_of_many(signature), day=when)
    if signature.state is SignatureState.INVALIDATED:
        return filled(_("You signed on {day}. Somebody looked at this signature and did not count it."), day=when)
    if signature.number is None or signature.is_held:
        return filled(_("You signed on {day}. It is being checked and does not count yet."), day=when)
    if petition.at_risk:
        return filled(_("You signed on {day}. Your signature counts."), day=when)
    sentence = _("You signed on {day} as number {number}.")
    return filled(sentence, day=when, number=number(signature.number))


def _one_of_many(signature: Signature) -> str:
    """Nobody is told that somebody looked at it, where nobody did."""
    if signature.is_held:
        return _(
            "You signed on {day}. A moderator holds many signatures at once, and this is one of them:"
            " it waits and does not count yet."
        )
    return _(
        "You signed on {day}. A moderator struck out many signatures at once, and this is one of them:"
        " it does not count."
    )


def filled(template: str, **spans: Span) -> tuple[Span, ...]:
    """A translated sentence with spans at its places: `filled(_("You signed on {day}."), day=Moment(...))`."""
    parts: list[Span] = []
    for chunk in template.split("{"):
        name, closed, rest = chunk.partition("}")
        if closed and name in spans:
            parts += [spans[name], rest]
        else:
            parts.append(chunk)
    return tuple(part for part in parts if part != "")


def closing_line(petition: Petition) -> str:
    """The last day to sign, while there is one ahead."""
    if petition.last_day is None or not petition.is_open:
        return ""
    return _("Can be signed until {day}.", day=day(petition.last_day))


def run_by(turn: Turn) -> str:
    """Who runs this bot; said also where nobody is named."""
    if not turn.operator.name:
        return _("The operator of this bot has not given a name.")
    return _("Run by {operator}.", operator=turn.operator.name)
