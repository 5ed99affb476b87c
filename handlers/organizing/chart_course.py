"""The chart of the count: how it grew, with the goals that were reached and the news that was told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from config.texts import _, day, hour_of_day, language, month_of, number, short_day
from handlers.blocks import Listing
from handlers.charts import Chart, Mark, Shape, Tick
from handlers.counts import count_told, in_steps, milestones_told, number_told
from handlers.labels import short
from handlers.organizing.chart_kinds import ChartKind, Drawing, in_tens_line
from handlers.organizing.chart_times import A_DAY, evenly
from handlers.turn import Turn
from storage.campaign_updates import CampaignUpdate
from storage.charting import Course
from storage.petitions import Petition

MOST_GOALS, MOST_NEWS, MOST_TITLE, MOST_NUMBERS = 6, 5, 60, 20
FEW_DAYS, MANY_DAYS = timedelta(days=3), timedelta(days=400)


def total(turn: Turn, petition: Petition) -> Drawing:
    """From the first signature on, with the goals that were reached and the news that was told."""
    course = _course_of(turn, petition)
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


def _course_of(turn: Turn, petition: Petition) -> Course | None:
    """Where a signature could endanger somebody, neither the hour nor the day of the first one is told."""
    if not petition.at_risk:
        return turn.store.charting.course(petition.id, turn.now)
    begins = datetime.combine(petition.started_on, time(), ZoneInfo(petition.zone))
    return turn.store.charting.course(petition.id, turn.now, since=min(begins, turn.now), least=A_DAY)


def _empty_course(petition: Petition) -> Chart:
    none = _("No signatures yet.")
    return Chart(ChartKind.TOTAL.value, _("Signatures in total"), petition.title, Shape.LINE, (), none, none)


def _local(petition: Petition, course: Course, place: int) -> datetime:
    """When that part ends; nothing is told of a time that has not come."""
    return min(course.begins + place * course.part, course.until).astimezone(ZoneInfo(petition.zone))


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
    for place in evenly(len(values), MOST_NUMBERS):
        yield _("{when}: {n}", when=_when(petition, course, place, course.part * len(values)), n=number(values[place]))


def _course_ticks(petition: Petition, course: Course, count: int) -> Iterator[Tick]:
    for place in evenly(count):
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


def _news(turn: Turn, petition: Petition, course: Course) -> list[tuple[Mark, str]]:
    """The newest in the order of their days, each with a number and its line."""
    told = turn.store.campaign_updates.of(petition.id, MOST_NEWS, 0, language())
    placed = [(_place_of(petition, course, each), each) for each in told]
    last, day_before = len(course.totals), -A_DAY / course.part
    inside = [(min(max(place, 0), last), each) for place, each in placed if day_before <= place <= last + 1]
    in_order = sorted(inside, key=lambda found: (found[1].happened_on, found[1].id))
    return [(Mark(place, number(at)), _line(at, each)) for at, (place, each) in enumerate(in_order, 1)]


def _line(at: int, news: CampaignUpdate) -> str:
    return _("{n}: {day}, {title}", n=at, day=day(news.happened_on), title=short(news.title, MOST_TITLE))


def _place_of(petition: Petition, course: Course, news: CampaignUpdate) -> float:
    """At noon of its day."""
    noon = datetime.combine(news.happened_on, time(12), ZoneInfo(petition.zone))
    return (noon - course.begins) / course.part
