"""A petition is won, or won in part: what changed, what is not solved, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _, day
from handlers.alerts.beginnings import beginning
from handlers.alerts.buttons import read_more
from handlers.alerts.kinds import A_WEEK, alert
from handlers.alerts.lines import Told, line_on
from handlers.alerts.updates import news_of
from handlers.blocks import Block
from handlers.screens import Button, Screen, rows_of, to
from handlers.sources import sources
from handlers.story_of_petition import not_solved, title_of_letter, what_changed, withdrawn
from handlers.wording import sample_line, together
from storage.campaign_updates import CampaignUpdate
from storage.follows import Topic
from storage.hearing import VICTORY
from storage.petitions import Petition
from storage.recipients import Why

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _in_a_line(telling: Telling) -> Told | None:
    found = news_of(telling)
    if found is None:
        return None
    petition, victory = found
    if victory.is_withdrawn:
        withdrawn = _("That “{title}” is won was withdrawn.", title=petition.title)
        return line_on(telling, petition, withdrawn, to("victory", petition.id))
    won, partly = _("“{title}” is won.", title=petition.title), _("“{title}” is partly won.", title=petition.title)
    return line_on(telling, petition, won if victory.is_full else partly, to("victory", petition.id))


@alert(VICTORY, _in_a_line, topic=Topic.ENDINGS, is_ending=True, again=True, late=A_WEEK)
def victory(telling: Telling) -> Screen | None:
    """Everybody who signed hears how it ended."""
    found = news_of(telling)
    if found is None:
        return None
    petition, won = found
    following = None if won.is_withdrawn else _next_petition(telling, won)
    return Screen(
        title_of_letter(won),
        _body(petition, won, following),
        rows_of(read_more(to("victory", petition.id)), _onward(telling, petition, following)),
        is_guarded=petition.at_risk,
    )


def _body(petition: Petition, won: CampaignUpdate, following: Petition | None) -> tuple[Block, ...]:
    facts = _("{day} · {organisation}", day=day(won.happened_on), organisation=petition.organisation)
    further = (_("Next: {title}", title=following.title),) if following else ()
    return (
        together(facts, _("About: {title}", title=petition.title)),
        *_said(won),
        *further,
        *sample_line(petition.is_sample),
    )


def _said(won: CampaignUpdate) -> tuple[Block, ...]:
    """Of what was withdrawn only why."""
    if won.is_withdrawn:
        return beginning(withdrawn(won))
    return (*beginning(what_changed(won), not_solved(won)), *sources(won.sources[:1]))


def _next_petition(telling: Telling, won: CampaignUpdate) -> Petition | None:
    """What it goes on with, while that can be signed."""
    following = telling.find(won.next_petition_id)
    return following if following and following.is_open else None


def _onward(telling: Telling, petition: Petition, following: Petition | None) -> Button | None:
    """Whoever signed is asked anew; anybody else looks at it first."""
    if following is None:
        return None
    if telling.why is Why.SIGNED:
        return Button(_("Carry my support over"), to("carry_over", petition.id))
    return Button(_("See the next petition"), to("petition", following.id))
