"""What the design promises of every reply, held against the diary of what people chose."""

from __future__ import annotations

import re

from config.texts import number, speaking
from handlers.screens import MadeFile, Notice, Reply, Screen
from handlers.turn import Incoming
from tests.fuzz.chosen import Known
from tests.fuzz.diary import Diary, said_in
from tests.fuzz.filling import tokens_of, verb_of
from tests.fuzz.told import tells_of_person, told
from tests.fuzz.words import DRAFT_SLUG, marks_in
from tests.seen import seen

FAILED = ("Something failed on my side", "I can't save anything just now")
OF_PETITIONS = {
    *("petition", "sign", "sign_as", "sign_named", "signed", "hide", "withdraw_now"),
    *("reasons", "answer_reasons", "signers", "text", "share", "more"),
}
"""A button of these names the petition that its screen speaks of."""
SHOW_COUNTS = {"petition", "signers"}
MOST_IN_A_ROW, MOST_BUTTONS = 5, 25
"""As on Discord, which takes the fewest."""


def check_reply(diary: Diary, incoming: Incoming, reply: Reply) -> None:
    """Nothing failed, no draft, nothing further than its person chose, true counts, and no more than fits."""
    text = text_of(reply)
    assert not text.startswith(FAILED), text[:500]
    assert DRAFT_SLUG not in text, f"a draft is seen: {text[:1000]}"
    is_alone = incoming.chat.is_private or reply.is_private
    assert is_alone or not tells_of_person(reply, text), f"told where others look on: {text[:1000]}"
    _check_others(diary, incoming.person.user_id if is_alone else "", said_in(incoming), reply, text)
    _check_count(diary, incoming, reply, text)
    _check_room(reply, incoming.room.text)


def text_of(reply: Reply) -> str:
    """All that can be read of it, buttons and files too."""
    shown = seen(reply)
    files = reply.attachments if isinstance(reply, Screen) else ()
    made = [file.content.decode(errors="replace") for file in files if isinstance(file, MadeFile)]
    return "\n".join((shown.text, *shown.labels, *made))


def _check_others(diary: Diary, reader: str, typed: str, reply: Reply, text: str) -> None:
    """Marks of others only where they chose it; the reader's own, unless they had it erased."""
    under = _petitions_of(reply)
    petition_id = under.pop() if len(under) == 1 else None
    for mark, owner in marks_in(text).items():
        if mark in typed.casefold():
            continue
        if owner == reader:
            assert mark not in diary.forgotten[owner], f"{mark} was erased, and is seen: {text[:2000]}"
        else:
            allowed = diary.for_others(owner, petition_id)
            assert mark in allowed, f"{mark} seen by {reader or 'the group'} under {petition_id}: {text[:2000]}"


def _petitions_of(reply: Reply) -> set[int]:
    named = [token.split(":") for token in tokens_of(reply)]
    return {int(parts[1]) for parts in named if parts[0] in OF_PETITIONS and len(parts) > 1}


def _check_count(diary: Diary, incoming: Incoming, reply: Reply, text: str) -> None:
    """The number that is shown is the number of those who signed."""
    is_about = verb_of(incoming) in SHOW_COUNTS or told(reply) & {"signed", "withdrawn"}
    under = _petitions_of(reply)
    if not is_about or len(under) != 1:
        return
    petition = diary.petitions[under.pop()]
    with speaking(reply.language):
        counts = [number(count) for count in _shown(petition)]
    shown = [count for count in counts if re.search(rf"(?<!\d){re.escape(count)}(?!\d)", text)]
    assert shown, f"none of {counts} is in: {text[:1000]}"


def _shown(petition: Known) -> tuple[int, ...]:
    """At risk the whole tens, or that there are fewer; whoever has just signed reads how many there are."""
    if not petition.at_risk:
        return (petition.count,)
    return (petition.count // 10 * 10 or 10, petition.count)


def _check_room(reply: Reply, room: int) -> None:
    shown = seen(reply)
    length = len(shown.text.encode("utf-16-le", "surrogatepass")) // 2
    assert isinstance(reply, Notice) or length <= room, f"{length} of {room}: {shown.text[:1000]}"
    assert all(len(row) <= MOST_IN_A_ROW for row in shown.rows), f"too many in a row: {shown.rows}"
    assert len(shown.labels) <= MOST_BUTTONS, f"too many buttons: {shown.labels}"
