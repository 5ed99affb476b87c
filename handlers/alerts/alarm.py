"""A burst of signatures: with sound to whoever is on duty, silently to all who could be where nobody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _
from handlers.alerts.kinds import HOURS, alert
from handlers.alerts.lines import Told, line_on
from handlers.blocks import Block
from handlers.organizing.alarms import alarm_buttons, burst_said, by_link_said
from handlers.organizing.rights import Deed
from handlers.screens import Screen, to
from handlers.wording import sample_line, together
from storage.alarms import Alarm
from storage.hearing import ALARM, ALARM_UNATTENDED
from storage.petitions import Petition

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _sounded(telling: Telling) -> tuple[Alarm, Petition] | None:
    """The alarm and its petition, while nobody has answered."""
    petition = telling.petition
    found = telling.store.alarms.at(petition.id, telling.news.raised_at) if petition else None
    return (found, petition) if petition and found and found.is_open else None


def _in_a_line(telling: Telling) -> Told | None:
    found = _sounded(telling)
    return line_on(telling, found[1], burst_said(found[0]), to("alarm", found[0].id)) if found else None


def _tell(telling: Telling) -> Screen | None:
    found = _sounded(telling)
    if found is None:
        return None
    seen, petition = found
    about = together(_("About: {title}", title=petition.title), *by_link_said(seen))
    body: tuple[Block, ...] = (
        about,
        _("Nothing is held yet, and nothing was changed."),
        *sample_line(petition.is_sample),
    )
    return Screen(burst_said(seen), body, alarm_buttons(seen), is_guarded=petition.at_risk)


_DEED = Deed.BE_ON_DUTY
alarm = alert(ALARM, _in_a_line, is_asked_for=True, again=True, late=HOURS, rings=True, deed=_DEED)(_tell)
alarm_unattended = alert(ALARM_UNATTENDED, _in_a_line, is_asked_for=True, late=HOURS, is_silent=True, deed=_DEED)(_tell)
