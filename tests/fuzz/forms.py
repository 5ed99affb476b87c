"""All forms that people have begun, and what becomes of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from handlers.screens import Form, Reply, Screen
from handlers.turn import Incoming
from tests.fuzz.filling import Filling, ids_of, is_preview, values_given, verb_of
from tests.fuzz.told import told

Stage = tuple[str, str]
"""A person in a chat, where at most one form is open."""


def stage_of(incoming: Incoming) -> Stage:
    """Who is where."""
    return incoming.person.user_id, incoming.chat.chat_id


@dataclass
class Forms:
    """Half-filled ones, and those that are shown as a whole."""

    fillings: dict[Stage, Filling] = field(default_factory=dict)
    whole: dict[str, Form] = field(default_factory=dict)

    def sent(self, incoming: Incoming) -> tuple[str, dict[str, str]]:
        """Where the answers go that are sent with this, and what they are."""
        filling = self.fillings.get(stage_of(incoming))
        if filling and filling.is_sent_by(incoming):
            return filling.action, filling.given
        form = self.whole.get(incoming.token)
        assert form, f"{incoming.token or incoming.command or 'typed words'!r} sends no form"
        return incoming.token, values_given(form.fields, dict(incoming.values))

    def forget(self, person: str) -> None:
        """Nothing of theirs is left."""
        self.fillings = {stage: kept for stage, kept in self.fillings.items() if stage[0] != person}

    def follow(self, incoming: Incoming, reply: Reply, now: datetime, *, is_again: bool) -> None:
        """Where the form of this person in this chat stands after the reply."""
        stage = stage_of(incoming)
        kept = self.fillings.get(stage)
        if kept is not None and kept.is_over(now):
            kept = self.fillings.pop(stage, None) and None
        if isinstance(reply, Form) and reply.step is None:
            self.whole[reply.action.token] = reply
        elif isinstance(reply, Form):
            self._asks(stage, kept, None if is_again else incoming, reply, now)
        elif kept is not None and isinstance(reply, Screen) and is_preview(reply):
            kept.goes_on(None if is_again else incoming, reply, now)
        elif kept is not None:
            self._left_or_done(stage, kept, None if is_again else incoming, reply, now)

    def _asks(self, stage: Stage, kept: Filling | None, incoming: Incoming | None, reply: Form, now: datetime) -> None:
        begins_anew = _is_in_group(stage) and incoming is not None and verb_of(incoming) not in {"", "answer"}
        if kept is None or begins_anew or kept.action != reply.action.token:
            assert kept is None or _is_in_group(stage), f"{kept} was lost to {reply.title!r}"
            kept = self.fillings[stage] = Filling(reply.action.token, reply.fields)
        kept.goes_on(incoming, reply, now)

    def _left_or_done(
        self, stage: Stage, kept: Filling, incoming: Incoming | None, reply: Reply, now: datetime
    ) -> None:
        if incoming is not None and _ends(kept, incoming, reply):
            del self.fillings[stage]
        elif not _is_in_group(stage) and not kept.is_left and not _leaves_open(incoming):
            kept.is_left, kept.kept_at = True, now


def _is_in_group(stage: Stage) -> bool:
    """Where a form that is begun takes the place of one that is open."""
    person, chat = stage
    return person != chat


def _leaves_open(incoming: Incoming | None) -> bool:
    """Whether it is only looked up in the middle of a form."""
    return incoming is not None and verb_of(incoming) == "see"


def _ends(kept: Filling, incoming: Incoming, reply: Reply) -> bool:
    """Whether the form was sent, thrown away, left by its first question, or is gone."""
    if told(reply) & {"thrown away", "answers gone"} or kept.is_sent_by(incoming):
        return True
    is_back = verb_of(incoming) == "answer" and ids_of(incoming)[:2] == ["back", kept.revision]
    return is_back or kept.answer_in(incoming) is not None
