"""Sending at a time: a day and an hour by the clocks of one time zone, which are said to be wrong where they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from config.texts import _, day, later
from handlers.dates import read_date
from handlers.fields import asked_again, check_all
from handlers.organizing.done import Done
from handlers.organizing.gate import BROADCAST, Desk, organizes
from handlers.organizing.naming import title_of
from handlers.organizing.rights import Deed
from handlers.organizing.telling_parts import saved, too_late
from handlers.screens import Field, Form, Reply, to
from handlers.time_zones import zone_named
from handlers.turn import Turn
from handlers.typed_rules import clock_in
from handlers.wording import sample_line
from storage.broadcast_rows import Broadcast, BroadcastState
from storage.marks import mark_of
from storage.recurring import is_on_the_clock, local_time, moment_of

MOST_DAY, MOST_HOUR, MOST_ZONE = 40, 5, 40
MOST_AHEAD = timedelta(days=366)
AN_HOUR = timedelta(hours=1)
NO_TIME = "0"


@organizes("tell_later", Deed.TELL, of=BROADCAST, again="tell")
def send_later(turn: Turn, desk: Desk[Broadcast], seen: str = "") -> Reply:
    """It begins by itself then; where a second organizer has to agree, once they did to this time."""
    found = desk.subject
    if found.state.has_begun or found.state is BroadcastState.ASKED or (turn.values and seen != _mark(found)):
        return too_late(turn, desk)
    form = _form(turn, found)
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    local, zone = _meant(answers), zone_named(answers["zone"])
    if problem := _problem_with(local, zone, turn.now):
        return replace(form, problem=problem)
    if turn.store.broadcasts.schedule(found.id, local, zone, turn.now) is None:
        return too_late(turn, desk)
    is_settled = not turn.store.rules.of(found.organisation_id).needs_two
    return saved(turn, desk, Done.SET_TIME, to("tell", found.id), _said(local, zone, is_settled=is_settled))


def _mark(found: Broadcast) -> str:
    """Names the time that somebody saw, so that nobody sets another in the place of one that they did not see."""
    return mark_of(f"{found.starts_local} {found.starts_zone}") if found.starts_local else NO_TIME


def _form(turn: Turn, found: Broadcast) -> Form:
    zone = found.starts_zone or turn.zone(found.zone)
    local = datetime.fromisoformat(found.starts_local) if found.starts_local else None
    at = Field("hour", _("At which time, such as 18:00?"), check="clock", most=MOST_HOUR, label=_("Time"))
    on = Field("day", _("On which day?"), check="date", most=MOST_DAY, label=_("Day"))
    place = _("By the clocks of which city or time zone?")
    return Form(
        title=_("Send “{title}” later", title=title_of(turn, found)),
        intro=(_("Who would hear of it then is counted anew."), *sample_line(found.is_sample)),
        fields=(
            replace(on, present=day(local.date()) if local else ""),
            replace(at, present=f"{local:%H:%M}" if local else ""),
            Field("zone", place, check="zone", most=MOST_ZONE, label=_("Time zone"), present=zone),
        ),
        action=to("tell_later", found.id, _mark(found)),
        back=to("tell", found.id),
    )


def _meant(answers: dict[str, str]) -> datetime:
    on, at = read_date(answers["day"]).on, clock_in(answers["hour"])
    assert on is not None, "what could not be read was asked back"
    assert at is not None, "what could not be read was asked back"
    return datetime.combine(on, at)


def _problem_with(local: datetime, zone: str, now: datetime) -> str:
    """The sentence that says why nothing can begin then; nothing where it can."""
    if not is_on_the_clock(local, zone):
        after = local_time(moment_of(local, zone), zone)
        return _(
            "Clocks are set ahead that day in {zone}: there is no {hour}; {after} is next. Nothing was saved.",
            zone=zone,
            hour=f"{local:%H:%M}",
            after=f"{after:%H:%M}",
        )
    at = moment_of(local, zone)
    if at <= now:
        return _("This time is past. Nothing was saved.")
    return _("This is more than a year ahead. Nothing was saved.") if at > now + MOST_AHEAD else ""


def _said(local: datetime, zone: str, *, is_settled: bool) -> str:
    settled = later("It is sent on {day} at {hour}, {zone}.")
    asks = later("It is to be sent on {day} at {hour}, {zone}, once a second organizer agrees.")
    when = {"day": day(local.date()), "hour": f"{local:%H:%M}", "zone": zone}
    said = _(settled if is_settled else asks, **when)
    if not _comes_twice(local, zone):
        return said
    twice = _("This hour comes twice that night: it begins in the first one.")
    return f"{said} {twice}"


def _comes_twice(local: datetime, zone: str) -> bool:
    """Whether clocks that are set back show it once more: by an hour, or as in one place by half of one."""
    first = moment_of(local, zone)
    return any(local_time(first + back, zone) == local for back in (AN_HOUR, AN_HOUR / 2))
