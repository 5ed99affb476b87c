"""The diary of a conversation: what each person chose, from what they did and were told, never from the store."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime

from handlers.screens import Reply
from handlers.turn import Incoming
from tests.fuzz.chosen import COUNTED, Chosen, Known, Written, chosen_by
from tests.fuzz.filling import ids_of, tokens_of, verb_of
from tests.fuzz.forms import Forms
from tests.fuzz.told import told
from tests.fuzz.words import SUGGESTED, marks_in
from tests.seen import seen

COMMENTED = {"comment waits", "comment published", "comment rejected"}
SETTINGS = {"prefer", "speak", "set_zone"}


@dataclass
class Diary:
    """What has to hold, from the people's side."""

    petitions: dict[int, Known]
    signed: dict[tuple[str, int], Chosen] = field(default_factory=dict)
    comments: list[Written] = field(default_factory=list)
    forms: Forms = field(default_factory=Forms)
    used: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    forgotten: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    completed: Counter[str] = field(default_factory=Counter)
    changed: set[int] = field(default_factory=set)
    """Petitions whose signers may look otherwise since somebody looked last."""
    _signings: int = 0
    _deletes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The marks that stand above the button that deletes a comment."""

    def hears(self, incoming: Incoming, reply: Reply, now: datetime, *, is_again: bool = False) -> None:
        """Somebody did something, and this was the answer."""
        person = incoming.person.user_id
        self.used[person] |= {mark for mark, owner in marks_in(said_in(incoming)).items() if owner == person}
        if not is_again:
            before = dict(self.signed)
            for done in told(reply):
                self._done(done, person, incoming, now)
            self.changed |= {under for _person, under in dict(self.signed.items() ^ before.items())}
            if verb_of(incoming) in SETTINGS and getattr(reply, "pop_up", None):
                self.completed["setting chosen"] += 1
        self.forms.follow(incoming, reply, now, is_again=is_again)
        self._see_comment(reply)

    def _done(self, done: str, person: str, incoming: Incoming, now: datetime) -> None:
        if done in {"signed", "held"}:
            self._sign(person, incoming, now, state="counted" if done == "signed" else "held")
        elif done == "changed":
            self._change(person, incoming)
        elif done == "withdrawn":
            self._withdraw(person, int(ids_of(incoming)[0]))
        elif done == "erased":
            self._erase(person, now)
        elif done == "comment deleted":
            self._delete_comment(person, ids_of(incoming)[0])
        elif done not in COMMENTED:
            self.completed[done] += 1
        elif verb_of(incoming) == "send_comment" or ids_of(incoming)[:1] == ["send"]:
            self._comment(person, incoming)

    def _sign(self, person: str, incoming: Incoming, now: datetime, *, state: str) -> None:
        petition_id, chosen = self._chosen(person, incoming)
        petition = self.petitions[petition_id]
        assert (person, petition_id) not in self.signed, f"{person} is told to have signed {petition_id} twice"
        assert petition.can_be_signed(now), f"{person} is told to have signed {petition_id}, which has ended"
        assert chosen.for_others() == "" or not petition.at_risk or chosen.show == "initials", (
            "a name where it endangers"
        )
        self._signings += 1
        self.signed[person, petition_id] = replace(chosen, state=state, order=self._signings)
        petition.count += state == "counted"
        how = "signed as before" if verb_of(incoming) == "sign_as" else f"signed, {chosen.show}"
        self.completed[how] += 1
        self.completed["signature held"] += state == "held"

    def _chosen(self, person: str, incoming: Incoming) -> tuple[int, Chosen]:
        """Which petition this was about, and how they want to be seen there."""
        verb, ids = verb_of(incoming), ids_of(incoming)
        if verb in {"sign", "hide"}:
            return int(ids[0]), Chosen()
        if verb == "sign_as":
            return int(ids[0]), self._latest(person)
        action, answers = self.forms.sent(incoming)
        assert action.startswith("as_named:"), f"signed by {action}"
        return int(action.split(":")[1]), chosen_by(answers)

    def _latest(self, person: str) -> Chosen:
        mine = [chosen for (who, _petition), chosen in self.signed.items() if who == person and chosen.show != COUNTED]
        return max(mine, key=lambda chosen: chosen.order).again()

    def _change(self, person: str, incoming: Incoming) -> None:
        petition_id, chosen = self._chosen(person, incoming)
        before = self.signed[person, petition_id]
        self.signed[person, petition_id] = replace(chosen, state=before.state, order=before.order)
        self.completed["hidden" if verb_of(incoming) == "hide" else f"changed to {chosen.show}"] += 1

    def _withdraw(self, person: str, petition_id: int) -> None:
        before = self.signed.pop((person, petition_id))
        self.petitions[petition_id].count -= before.state == "counted"
        self.completed["withdrawn"] += 1
        if before.state == "rejected":
            self.signed[person, petition_id] = Chosen(state="rejected", order=before.order)

    def _erase(self, person: str, now: datetime) -> None:
        mine = [petition_id for who, petition_id in self.signed if who == person]
        self.completed["erased"] += bool(mine)
        for petition_id in mine:
            petition, before = self.petitions[petition_id], self.signed.pop((person, petition_id))
            petition.count -= before.state == "counted" and petition.can_be_signed(now)
        self.comments = [comment for comment in self.comments if comment.person != person]
        self.forms.forget(person)
        self.forgotten[person] |= {mark for mark in self.used[person] if SUGGESTED not in mark}

    def _comment(self, person: str, incoming: Incoming) -> None:
        _action, answers = self.forms.sent(incoming)
        author, text = answers.get("name", ""), answers["text"]
        self.completed["commented"] += 1
        if not any(each.person == person and each.is_same(author, text) for each in self.comments):
            self.comments.append(Written(person, author, text))

    def _delete_comment(self, person: str, comment_id: str) -> None:
        marks = self._deletes[comment_id]
        self.comments = [
            each for each in self.comments if each.person != person or not marks & set(marks_in(each.text))
        ]
        self.completed["comment deleted"] += 1

    def signature_is_decided(self, person: str, petition_id: int, *, is_approved: bool) -> None:
        """A moderator counted what was held, or will never count it."""
        chosen = self.signed[person, petition_id]
        self.signed[person, petition_id] = replace(chosen, state="counted" if is_approved else "rejected")
        self.petitions[petition_id].count += is_approved
        self.changed.add(petition_id)

    def reason_is_decided(self, person: str, petition_id: int, *, is_approved: bool) -> None:
        """A moderator published a reason, or will not."""
        self.signed[person, petition_id] = replace(self.signed[person, petition_id], is_reason_read=is_approved)
        self.changed.add(petition_id)

    def comment_is_decided(self, author: str, text: str, *, is_approved: bool) -> None:
        """A moderator published a comment, or will not."""
        for comment in self.comments:
            if comment.is_same(author, text):
                comment.is_published = is_approved

    def for_others(self, person: str, petition_id: int | None) -> str:
        """All that others may read of somebody: under one petition, or anywhere."""
        parts = [
            chosen.for_others()
            for (who, under), chosen in self.signed.items()
            if who == person and petition_id in {None, under}
        ]
        if petition_id is None:
            mine = (comment for comment in self.comments if comment.person == person and comment.is_published)
            parts += [f"{comment.author}\n{comment.text}" for comment in mine]
        return "\n".join(parts).casefold()

    def _see_comment(self, reply: Reply) -> None:
        """What a button deletes is what stands above it."""
        for token in tokens_of(reply):
            verb, _colon, comment_id = token.partition(":")
            if verb == "delete_comment":
                self._deletes[comment_id] |= set(marks_in(seen(reply).text))


def said_in(incoming: Incoming) -> str:
    """All that somebody typed."""
    return "\n".join((incoming.words, *incoming.values.values()))
