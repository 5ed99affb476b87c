"""Charts of what became of it: how many came how far, and whom messages reached."""

from __future__ import annotations

from collections.abc import Mapping

from config.texts import _
from handlers.organizing.chart_kinds import Bar, ChartKind, Drawing, bars, in_words, told
from handlers.turn import Turn
from storage.charting import Heard
from storage.petitions import Petition
from storage.way import Step


def way(turn: Turn, petition: Petition) -> Drawing:
    """Opened, read, signed, shared: counters of a day each, which hold no person."""
    steps = turn.store.way.of(petition.id)
    names = {
        Step.OPENED: _("Opened it"),
        Step.READ: _("Read its story"),
        Step.SIGNED: _("Signed"),
        Step.SHARED: _("Shared it"),
    }
    counted = [Bar(name, steps.get(step, 0)) for step, name in names.items()]
    return bars(petition, ChartKind.WAY, _("From opening to sharing"), _of_way(petition, steps), counted)


def _of_way(petition: Petition, steps: Mapping[Step, int]) -> str:
    opened, signed = (told(petition, steps.get(step, 0)) for step in (Step.OPENED, Step.SIGNED))
    if not opened:
        return _("Too few have opened it to tell how many.")
    share = min(round(100 * signed / opened), 100)
    return _("Opened {opened} times, signed {signed} times: {n} of a hundred.", opened=opened, signed=signed, n=share)


def heard(turn: Turn, petition: Petition) -> Drawing:
    """Of all messages on it to people; they are single messages, and not people."""
    became = turn.store.charting.heard(petition.id)
    counted = [
        Bar(_("Told"), became.told),
        Bar(_("Can't be reached"), became.gone),
        Bar(_("Want no more messages"), became.stopped),
    ]
    also = (Bar(_("Read it when they come"), became.later), Bar(_("On their way"), became.on_their_way))
    counted += [each for each in also if told(petition, each.n)]
    sentence = _of_messages(petition, became)
    return bars(petition, ChartKind.HEARD, _("Messages about it"), sentence, counted)


def _of_messages(petition: Petition, became: Heard) -> str:
    if not any(told(petition, each) for each in (became.told, became.gone, became.stopped)):
        return _("Too few messages were told to say how many.")
    return _(
        "Messages that were told: {told}; that reached nobody: {gone}; for people who want no more: {stopped}.",
        told=in_words(petition, became.told),
        gone=in_words(petition, became.gone),
        stopped=in_words(petition, became.stopped),
    )
