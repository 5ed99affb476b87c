"""Sentences and buttons that several screens share, each written once."""

from __future__ import annotations

from collections.abc import Sequence

from config.texts import _, day, language, listing, n_, number
from handlers.breaks import spans_of
from handlers.screens import (
    MOST_LABEL_CHARACTERS,
    Action,
    Button,
    Line,
    Look,
    Moment,
    Paragraph,
    Rows,
    Screen,
    Span,
    rows_of,
    to,
)
from handlers.turn import Turn
from storage.goals import next_goal
from storage.organisations import Organisation
from storage.petition_details import DecisionMaker
from storage.petitions import Petition
from storage.showing import Showing, Signature, SignatureState, Visibility

PAGE_SIZE = 5
AT_RISK_STEP = 10
BY_NO_LINK = "0"
"""What stands for a counted link's code where there is none and something follows."""
PLATFORMS = {"telegram": "Telegram", "discord": "Discord"}


def platform_name(platform: str) -> str:
    """An app as people call it."""
    return PLATFORMS.get(platform, platform.capitalize())


def see_open_petitions() -> Button:
    """The useful next step where there is no better one."""
    return Button(_("See open petitions"), to("open"))


def back_to_petition(petition_id: int, source: str = "") -> Button:
    """Lead back, and name where; `source` is carried on, as everywhere until somebody signs."""
    return Button(_("Back to petition"), to("petition", petition_id, *carried(source)))


def to_reasons(petition_id: int, source: str = "") -> Action:
    """The first of the reasons, with the code of the counted link somebody came by."""
    return to("reasons", petition_id, *((1, 1, source) if source else ()))


def carried(source: str) -> tuple[str, ...]:
    """The code of the counted link somebody came by, as an action's last id; nothing where there is none."""
    return (source,) if source else ()


def back_from(whence: Action | None) -> Button:
    """Lead back to where a form came from, and name it."""
    names = {
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
        "pet_tell": _("Back to telling people"),
        "win": _("Back to the question"),
        "piece": _("Back to its desk"),
        "piece_words": _("Back to its words"),
        "piece_about": _("Back to the facts"),
        "piece_after": _("Back to where it leads"),
        "piece_sources": _("Back to the sources"),
        "piece_event": _("Back to the event"),
        "responses": _("Back to the responses"),
        "response_who": _("Back to who answered"),
        "hand": _("Back to handing over"),
        "hand_to": _("Back to this one"),
    }
    action = whence or to("start")
    return Button(names.get(action.token.split(":")[0], _("Back to the start")), action)


def follow_button(turn: Turn, kind: str, key: int | str, subject: str) -> Button:
    """Begin to follow something, or choose what to hear of it."""
    supporter = turn.supporter if turn.chat.is_private else None
    hears = supporter is not None and turn.store.follows.of(supporter.id, subject)
    return Button(_("Choose my news") if hears else _("Follow"), to("news_of", kind, key))


def as_read(petition: Petition, source: str = "") -> tuple[str | int, ...]:
    """What a sign button says beside its petition: the counted link it came by, and since when it asks what was read.

    A petition that never asked anything else needs no more than the link.
    """
    return carried(source) if petition.asks_since == 1 else (source or BY_NO_LINK, petition.asks_since)


def sign_button(petition: Petition, source: str = "") -> Button:
    """The safe signature: one tap, no typing; `source` is the code of the counted link it came by."""
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


def signed_by(petition: Petition) -> str:
    """How many have signed: true numbers; in whole tens where a single signature could endanger somebody."""
    if not petition.at_risk:
        return n_("{n} has signed.", "{n} have signed.", petition.count)
    shown = in_steps(petition.count)
    if not shown:
        return _("Fewer than {n} have signed so far.", n=AT_RISK_STEP)
    return n_("At least {n} has signed.", "At least {n} have signed.", shown)


def in_steps(count: int) -> int:
    """The whole tens of a count."""
    return count // AT_RISK_STEP * AT_RISK_STEP


def progress(petition: Petition) -> str:
    """The count and, while it can be signed, the next goal."""
    if petition.at_risk:
        return _progress_at_risk(petition)
    if not petition.is_open:
        return n_("{n} signed.", "{n} signed.", petition.count)
    goal = next_goal(petition.count, petition.ladder)
    return n_("{n} has signed. Next goal {goal}.", "{n} have signed. Next goal {goal}.", petition.count, goal=goal)


def _progress_at_risk(petition: Petition) -> str:
    shown = in_steps(petition.count)
    if not shown:
        return signed_by(petition)
    if not petition.is_open:
        return n_("At least {n} signed.", "At least {n} signed.", shown)
    goal = next_goal(petition.count, petition.ladder)
    return n_(
        "At least {n} has signed. Next goal {goal}.", "At least {n} have signed. Next goal {goal}.", shown, goal=goal
    )


def headline(organisation: Organisation) -> tuple[str, ...]:
    """Signatures counted as signatures: somebody who signed two petitions is in it twice."""
    if not organisation.petitions:
        return ()
    if organisation.is_at_risk:
        shown, n = signatures(in_steps(organisation.signatures)), organisation.petitions
        return (
            n_("At least {signatures} on {n} petition", "At least {signatures} on {n} petitions", n, signatures=shown),
        )
    return (
        n_(
            "{signatures} on {n} petition",
            "{signatures} on {n} petitions",
            organisation.petitions,
            signatures=signatures(organisation.signatures),
        ),
    )


def signatures(count: int) -> str:
    """A number of signatures, counted as signatures."""
    return n_("{n} signature", "{n} signatures", count)


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
    """Where somebody stands who signed already."""
    when = Moment(signature.signed_at, turn.zone(petition.zone))
    if signature.state is SignatureState.INVALIDATED:
        return filled(_("You signed on {day}. Somebody looked at this signature and did not count it."), day=when)
    if signature.number is None or signature.is_held:
        return filled(_("You signed on {day}. It is being checked and does not count yet."), day=when)
    sentence = _("You signed on {day} as number {number}.")
    return filled(sentence, day=when, number=number(signature.number))


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


def page_position(page: int, shown: int, total: int) -> str:
    """Where in a list this page stands, such as "6 to 10 of 31"."""
    first = (page - 1) * PAGE_SIZE + 1
    return _("{first} to {last} of {total}", first=first, last=first + shown - 1, total=total)


def position_in_many(page: int, shown: int, most: int) -> str:
    """Where this page stands in a list that ends after so many, such as "6 to 10 of 1,000 or more"."""
    first = (page - 1) * PAGE_SIZE + 1
    return _(
        "{first} to {last} of {total} or more. This list ends at {total}; searching finds the others.",
        first=first,
        last=first + shown - 1,
        total=most,
    )


def page_buttons(
    verb: str, *ids: int | str, page: int, shown: int, total: int, after: tuple[int | str, ...] = ()
) -> tuple[Button, ...]:
    """Earlier and later pages of a list, where there are any; the page is the action's last id, but for `after`."""
    buttons = []
    if page > 1:
        buttons.append(Button(_("Previous page"), to(verb, *ids, page - 1, *after)))
    if (page - 1) * PAGE_SIZE + shown < total:
        buttons.append(Button(_("Next page"), to(verb, *ids, page + 1, *after)))
    return tuple(buttons)


def short(label: str, most: int = MOST_LABEL_CHARACTERS) -> str:
    """A title as a button's label, cut between words with an ellipsis; the whole title stands in the text."""
    if len(label) <= most:
        return label
    return label[: most - 1].rsplit(" ", 1)[0].rstrip(",.;:") + "…"


def labels_of(titles: Sequence[str]) -> list[str]:
    """Titles as labels that differ: where they begin alike, their ends tell them apart, else a number does."""
    labels = _told_apart([short(title) for title in titles], [_around_middle(title) for title in titles])
    numbered = [
        short(_("{n}. {title}", n=place, title=title), MOST_LABEL_CHARACTERS) for place, title in enumerate(titles, 1)
    ]
    return _told_apart(labels, numbered)


def _told_apart(labels: list[str], others: list[str]) -> list[str]:
    return [other if labels.count(label) > 1 else label for label, other in zip(labels, others, strict=True)]


def _around_middle(title: str, most: int = MOST_LABEL_CHARACTERS) -> str:
    """Its beginning and its end."""
    if len(title) <= most:
        return title
    ends = most // 2
    return f"{title[: most - 1 - ends].rstrip()}…{title[-ends:].lstrip()}"


def in_pairs(buttons: tuple[Button, ...]) -> Rows:
    """Two to a row, since their labels are long."""
    return rows_of(*(buttons[at : at + 2] for at in range(0, len(buttons), 2)))


def find_petition(turn: Turn, petition_id: int) -> Petition | None:
    """A public petition in the reader's language."""
    return turn.store.petitions.find(petition_id, language(), turn.now)
