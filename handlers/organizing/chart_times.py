"""Charts of single hours and days: how many signed in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from config.texts import _, day, hour_of_day, moment, n_, number, short_day
from handlers.charts import Chart, Shape, Tick
from handlers.counts import in_steps, signatures
from handlers.organizing.chart_kinds import ChartKind, Drawing, in_tens_line
from handlers.turn import Turn
from storage.charting import AN_HOUR
from storage.goals import AT_RISK_STEP
from storage.petitions import Petition

HOURS, DAYS, HALF_A_DAY = 48, 30, 12
MOST_TICKS = 4
A_DAY = timedelta(days=1)


def of_last_day(turn: Turn, petition: Petition) -> tuple[str, ...]:
    """What the last 24 hours brought; a window that moves would tell single signatures where that is a danger."""
    if petition.at_risk:
        return ()
    signed = sum(each.signed for each in turn.store.charting.hours(petition.id, turn.now - A_DAY + AN_HOUR))
    if not signed:
        return (_("Nobody signed within the last day."),)
    return (n_("{n} signature within the last day.", "{n} signatures within the last day.", signed),)


def hours(turn: Turn, petition: Petition) -> Drawing:
    """The last two days, hour by hour."""
    begins = _full_hour(turn.now) - (HOURS - 1) * AN_HOUR
    signed = {each.at: each.signed for each in turn.store.charting.hours(petition.id, begins)}
    shown = [(begins + at * AN_HOUR, signed.get(begins + at * AN_HOUR, 0)) for at in range(HOURS)]
    local = [(at.astimezone(ZoneInfo(petition.zone)), n) for at, n in shown]
    chart = Chart(
        name=ChartKind.HOURS.value,
        title=_("Signatures per hour"),
        subtitle=petition.title,
        shape=Shape.COLUMNS,
        values=tuple(n for _at, n in shown),
        description=_of_hours(petition, shown),
        empty=_("No signatures in this time."),
        numbers=tuple(_hour_in_words(at, n) for at, n in local if n),
        ticks=tuple(_hour_ticks([at for at, _n in local])),
    )
    return Drawing(chart)


def _full_hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def _of_hours(petition: Petition, shown: Sequence[tuple[datetime, int]]) -> str:
    total, (at, most) = sum(n for _at, n in shown), max(shown, key=lambda each: each[1])
    if not total:
        return n_("Nobody signed within the last {n} hour.", "Nobody signed within the last {n} hours.", HOURS)
    return n_(
        "{n} signature within the last {hours} hours; the most in one hour were {most}, beginning on {when}.",
        "{n} signatures within the last {hours} hours; the most in one hour were {most}, beginning on {when}.",
        total,
        hours=HOURS,
        most=most,
        when=moment(at, petition.zone, with_time=True),
    )


def _hour_in_words(at: datetime, n: int) -> str:
    return _("{when}: {n}", when=_("{day}, {time}", day=short_day(at.date()), time=hour_of_day(at)), n=number(n))


def _hour_ticks(local: Sequence[datetime]) -> Iterator[Tick]:
    for place, at in enumerate(local):
        if at.hour % HALF_A_DAY == 0:
            yield Tick(place, short_day(at.date()) if at.hour == 0 else hour_of_day(at))


def days(turn: Turn, petition: Petition) -> Drawing:
    """The last thirty days on which it could be signed, in the organisation's time."""
    last = _last_day(turn, petition)
    first = max(last - timedelta(days=DAYS - 1), min(petition.started_on, last))
    zone = ZoneInfo(petition.zone)
    signed: Counter[date] = Counter()
    for each in turn.store.charting.hours(petition.id, datetime.combine(first, time(), zone)):
        signed[each.at.astimezone(zone).date()] += each.signed
    every = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    counted = [(on, signed[on]) for on in every]
    shown = joined(counted) if petition.at_risk else counted
    chart = Chart(
        name=ChartKind.DAYS.value,
        title=_("Signatures per day"),
        subtitle=petition.title,
        shape=Shape.COLUMNS,
        values=tuple(n for _on, n in shown),
        description=_of_days(petition, shown, len(every)),
        empty=_("No signatures in this time."),
        numbers=tuple(_("{when}: {n}", when=day(on), n=number(n)) for on, n in shown if n),
        ticks=tuple(Tick(at, short_day(shown[at][0])) for at in evenly(len(shown))),
    )
    return Drawing(chart, in_tens_line(petition))


def _last_day(turn: Turn, petition: Petition) -> date:
    """Today; of one that nobody has signed for long, the last day on which somebody did."""
    today, newest = petition.today(turn.now), turn.store.charting.newest(petition.id)
    if newest is None:
        return today
    on = newest.astimezone(ZoneInfo(petition.zone)).date()
    return on if today - on > timedelta(days=DAYS) else today


def joined(counted: Sequence[tuple[date, int]]) -> list[tuple[date, int]]:
    """Days are added up until they have ten signatures, in whole tens; what is left over is not told yet."""
    whole, waiting = [], 0
    for on, n in counted:
        waiting += n
        if waiting >= AT_RISK_STEP:
            whole.append((on, in_steps(waiting)))
            waiting -= in_steps(waiting)
    return whole


def _of_days(petition: Petition, shown: Sequence[tuple[date, int]], count: int) -> str:
    total = sum(n for _on, n in shown)
    if not total:
        return _nobody(petition, count)
    on, most = max(shown, key=lambda each: each[1])
    if petition.at_risk:
        return n_(
            "At least {signed} within {n} day.", "At least {signed} within {n} days.", count, signed=signatures(total)
        )
    return n_(
        "{signed} within {n} day; the most on one day were {most}, on {day}.",
        "{signed} within {n} days; the most on one day were {most}, on {day}.",
        count,
        signed=signatures(total),
        most=most,
        day=day(on),
    )


def _nobody(petition: Petition, count: int) -> str:
    if petition.at_risk:
        return _("Too few signed within this time to tell how many.")
    return n_("Nobody signed within {n} day.", "Nobody signed within {n} days.", count)


def evenly(count: int, most: int = MOST_TICKS) -> list[int]:
    """Places at equal distances, the newest among them."""
    step = max(1, -(-count // most))
    return sorted(range(count - 1, -1, -step))
