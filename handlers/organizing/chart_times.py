"""Charts of time: signatures of each hour and each day, and how the count grew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from config.texts import _, day, hour_of_day, language, moment, month_of, n_, number, short_day
from handlers.blocks import Block, Listing
from handlers.charts import Chart, Mark, Shape, Tick
from handlers.counts import count_told, in_steps, milestones_told, number_told
from handlers.labels import short
from handlers.organizing.chart_kinds import ChartKind, Drawing, in_tens_line
from handlers.turn import Turn
from storage.charting import AN_HOUR, Course
from storage.goals import AT_RISK_STEP
from storage.petitions import Petition

HOURS, DAYS, HALF_A_DAY = 48, 30, 12
MOST_TICKS, MOST_GOALS, MOST_NEWS, MOST_TITLE = 5, 6, 5, 60
A_DAY, FEW_DAYS, MANY_DAYS = timedelta(days=1), timedelta(days=3), timedelta(days=400)


def of_last_day(turn: Turn, petition: Petition) -> str:
    """What the last 24 hours brought."""
    signed = sum(each.signed for each in turn.store.charting.hours(petition.id, turn.now - A_DAY))
    if petition.at_risk:
        return _("Signatures within the last day: {n}.", n=number_told(petition, signed))
    if not signed:
        return _("Nobody signed within the last day.")
    return n_("{n} signature within the last day.", "{n} signatures within the last day.", signed)


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
        "{n} signature within the last {hours} hours; the most in one hour were {most}, from {when} on.",
        "{n} signatures within the last {hours} hours; the most in one hour were {most}, from {when} on.",
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
    shown = _joined(counted) if petition.at_risk else counted
    chart = Chart(
        name=ChartKind.DAYS.value,
        title=_("Signatures per day"),
        subtitle=petition.title,
        shape=Shape.COLUMNS,
        values=tuple(n for _on, n in shown),
        description=_of_days(petition, shown, len(every)),
        empty=_("No signatures in this time."),
        numbers=tuple(_("{when}: {n}", when=day(on), n=number(n)) for on, n in shown if n),
        ticks=tuple(Tick(at, short_day(shown[at][0])) for at in _evenly(len(shown))),
    )
    return Drawing(chart, in_tens_line(petition))


def _last_day(turn: Turn, petition: Petition) -> date:
    """Today; of one that nobody has signed for long, the last day on which somebody did."""
    today, newest = petition.today(turn.now), turn.store.charting.newest(petition.id)
    if newest is None:
        return today
    on = newest.astimezone(ZoneInfo(petition.zone)).date()
    return on if today - on > timedelta(days=DAYS) else today


def _joined(counted: Sequence[tuple[date, int]]) -> list[tuple[date, int]]:
    """Days are added up until they have ten signatures, in whole tens; what is left over is not told yet."""
    joined, waiting = [], 0
    for on, n in counted:
        waiting += n
        if waiting >= AT_RISK_STEP:
            joined.append((on, in_steps(waiting)))
            waiting = 0
    return joined


def _of_days(petition: Petition, shown: Sequence[tuple[date, int]], count: int) -> str:
    total = sum(n for _on, n in shown)
    if not total:
        return n_("Nobody signed within {n} day.", "Nobody signed within {n} days.", count) if not petition.at_risk else _(
            "Too few signed within this time to tell how many."
        )
    on, most = max(shown, key=lambda each: each[1])
    return n_(
        "{signed} within {n} day; the most on one day were {most}, on {day}.",
        "{signed} within {n} days; the most on one day were {most}, on {day}.",
        count,
        signed=n_("{n} signature", "{n} signatures", total),
        most=most,
        day=day(on),
    )


def _evenly(count: int) -> list[int]:
    """Places at equal distances, the newest among them."""
    step = max(1, -(-count // MOST_TICKS))
    return sorted(range(count - 1, -1, -step))


def total(turn: Turn, petition: Petition) -> Drawing:
    """From the first signature on, with the goals that were reached and the news that was told."""
    course = turn.store.charting.course(petition.id, turn.now)
    if course is None:
        return Drawing(_empty_course(petition))
    values = (0, *(in_steps(n) if petition.at_risk else n for n in course.totals))
    news = _news(turn, petition, course)
    chart = Chart(
        name=ChartKind.TOTAL.value,
        title=_("Signatures in total"),
        subtitle=petition.title,
        shape=Shape.LINE,
        values=values,
        description=_of_course(petition, course, values),
        empty=_("No signatures yet."),
        numbers=tuple(_course_in_words(petition, course, values)),
        ticks=tuple(_course_ticks(petition, course, len(values))),
        marks=(*_goals(turn, petition, values), *(mark for mark, _line in news)),
    )
    listed = (_("News, by the numbers in the picture:"), Listing(tuple(line for _mark, line in news))) if news else ()
    return Drawing(chart, (*listed, *in_tens_line(petition)))


def _empty_course(petition: Petition) -> Chart:
    none = _("No signatures yet.")
    return Chart(ChartKind.TOTAL.value, _("Signatures in total"), petition.title, Shape.LINE, (), none, none)


def _local(petition: Petition, course: Course, place: int) -> datetime:
    return (course.begins + place * course.part).astimezone(ZoneInfo(petition.zone))


def _of_course(petition: Petition, course: Course, values: Sequence[int]) -> str:
    begins, half = _local(petition, course, 0).date(), _first_with(values, values[-1] / 2)
    if not values[-1] or petition.at_risk:
        return _("Since {day} the count has come to {n}.", day=day(begins), n=number_told(petition, values[-1]))
    return _(
        "Since {day} the count has come to {n}; half of that was reached on {half}.",
        day=day(begins),
        n=count_told(petition),
        half=day(_local(petition, course, max(half - 1, 0)).date()),
    )


def _first_with(values: Sequence[int], least: float) -> int:
    return next((place for place, value in enumerate(values) if value >= least), len(values) - 1)


def _course_in_words(petition: Petition, course: Course, values: Sequence[int]) -> Iterator[str]:
    for place in _evenly(len(values)):
        yield _("{when}: {n}", when=_when(petition, course, place, course.part * len(values)), n=number(values[place]))


def _course_ticks(petition: Petition, course: Course, count: int) -> Iterator[Tick]:
    for place in _evenly(count):
        yield Tick(place, _when(petition, course, place, course.part * count))


def _when(petition: Petition, course: Course, place: int, whole: timedelta) -> str:
    """As exactly as the whole time needs."""
    at = _local(petition, course, place)
    if whole < FEW_DAYS:
        return _("{day}, {time}", day=short_day(at.date()), time=hour_of_day(at))
    return short_day(at.date()) if whole < MANY_DAYS else month_of(at.date())


def _goals(turn: Turn, petition: Petition, values: Sequence[int]) -> Iterator[Mark]:
    """The newest, each where the count came to it."""
    reached = milestones_told(petition, turn.store.details.milestones(petition.id))
    thresholds = sorted(each.threshold for each in reached if each.threshold <= max(values))
    for threshold in thresholds[-MOST_GOALS:]:
        after = _first_with(values, threshold)
        before = max(after - 1, 0)
        part = (threshold - values[before]) / max(values[after] - values[before], 1)
        yield Mark(before + min(max(part, 0), 1), number(threshold), is_goal=True)


def _news(turn: Turn, petition: Petition, course: Course) -> list[tuple[Mark, Block]]:
    """The newest in the order of their days, each with a number and its line."""
    told = turn.store.campaign_updates.of(petition.id, MOST_NEWS, 0, language())
    zone = ZoneInfo(petition.zone)
    placed = [((datetime.combine(each.happened_on, time(12), zone) - course.begins) / course.part, each) for each in told]
    inside = sorted(
        ((place, each) for place, each in placed if -A_DAY / course.part <= place <= len(course.totals) + 1),
        key=lambda found: (found[0], found[1].id),
    )
    return [
        (
            Mark(min(max(place, 0), len(course.totals)), number(at)),
            _("{n}: {day}, {title}", n=at, day=day(each.happened_on), title=short(each.title, MOST_TITLE)),
        )
        for at, (place, each) in enumerate(inside, 1)
    ]
