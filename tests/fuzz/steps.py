"""Everything that somebody may do next: what they are about, what they see, and what no screen has offered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from random import Random
from typing import Any

from handlers import make_router
from handlers.screens import Field, Form, Reply
from tests.fuzz.filling import tokens_of
from tests.fuzz.guests import Guest
from tests.fuzz.wishes import CODE, is_fulfilled_by, is_given_up, new_wish, next_button
from tests.recording import Message

ROUTES = make_router().routes
COMMANDS = [*make_router().commands, "nosuch", "START", "", "x" * 3000]
MOST_TOKENS_OF_VERB = 60
ASIDE = ("answer:cancel", "answer:back", "see:")
CRAFTED = (
    *("", "0", "1", "2", "3", "4", "5", "6", "7", "-1", "01", "٣", "2147483647", "2147483648", "99999999999999999999"),
    *("petition", "organisation", "topic", "reason", "comment", "insults", "night", "keep", "discreet", "on", "off"),
    *("go", "use", "skip", "pick", "back", "cancel", "send", "en", "es", "zz", "counted", "reason", "' OR 1=1", "💥"),
)


class Doing:
    """One thing to be done: a tap on a message, a command, or words."""

    def __init__(self, tapped: Message | None = None, **said: Any) -> None:
        """`said` as `Incoming` has it."""
        self.tapped = tapped
        self.said = said

    @property
    def token(self) -> str:
        """Where the tapped button leads."""
        return str(self.said.get("token", ""))


class Chance:
    """Chooses what somebody does next; remembers every button that anybody ever saw."""

    def __init__(self, random: Random) -> None:
        """All of it is decided by one seed."""
        self._random = random
        self._tokens: dict[str, list[str]] = defaultdict(list)

    def keep_buttons(self, reply: Reply) -> None:
        """Any of them may be tapped long after, by anybody."""
        for token in tokens_of(reply):
            kept = self._tokens[token.split(":")[0]]
            if token != "erase_now" and token not in kept:
                kept.append(token)
                del kept[:-MOST_TOKENS_OF_VERB]

    def go_on(self, guest: Guest) -> Doing:
        """One step of what they are about, as far as the buttons they look at lead there."""
        wish = guest.wish = guest.wish or new_wish(self._random, has_signed=guest.has_signed)
        button = next_button(guest, wish, self._random)
        if button is not None:
            if is_fulfilled_by(wish, button.leads_to):
                guest.wish = None
            return Doing(guest.place.looked_at, token=button.leads_to)
        wish.begun += 1
        if is_given_up(wish):
            guest.wish = None
        if wish.begins == CODE:
            return Doing(command="petition", words=guest.typist.public_code())
        return Doing(command=wish.begins)

    def tap(self, guest: Guest) -> Doing:
        """A button they can see, mostly on what they look at."""
        found = [pair for pair in guest.buttons() if pair[0].leads_to]
        if not found:
            return Doing(command="start")
        button, message = found[min(int(self._random.expovariate(0.25)), len(found) - 1)]
        return Doing(message, token=button.leads_to)

    def tap_old(self, guest: Guest) -> Doing:
        """A button that anybody ever saw."""
        if not self._tokens:
            return self.tap(guest)
        verb = self._random.choice(list(self._tokens))
        return Doing(guest.place.looked_at, token=self._random.choice(self._tokens[verb] or ["start"]))

    def tap_crafted(self, guest: Guest) -> Doing:
        """Something no screen has offered, such as a petition that is a draft."""
        random = self._random
        some = [random.choice(CRAFTED) for _ in range(random.choice((0, 1, 1, 1, 2, 2, 3, 4)))]
        seen = [part for tokens in self._tokens.values() for part in (tokens or [""])[-1].split(":")[1:]]
        if some and seen and random.random() < 0.4:
            some[random.randrange(len(some))] = random.choice(seen)
        verb = random.choice([*ROUTES, "nosuch"] if random.random() < 0.95 else ["", "💥", "a" * 200])
        return Doing(guest.place.looked_at, token=":".join(["start" if verb == "erase_now" else verb, *some]))

    def command(self, guest: Guest) -> Doing:
        """A command with whatever words."""
        words = self._random.choice(("", "", guest.typist.anything(), guest.typist.code()))
        return Doing(command=self._random.choice(COMMANDS), words=words)

    def type(self, guest: Guest) -> Doing:
        """Whatever words."""
        return Doing(words=guest.typist.anything())

    def fill_in(self, guest: Guest) -> Doing:
        """An answer that mostly fits what is asked, or a form as a whole."""
        form = guest.place.asked
        if form is None:
            return Doing(words=guest.typist.ordinary())
        if form.step is None:
            values = dict(self._values(guest, form))
            return Doing(guest.place.looked_at, token=form.action.token, values=values)
        tokens = [token for token in tokens_of(form) if token]
        forward = [token for token in tokens if not token.startswith(ASIDE)]
        if forward and (form.fields[form.step].choices or self._random.random() < 0.25):
            return Doing(guest.place.looked_at, token=self._random.choice(forward))
        if tokens and self._random.random() < 0.1:
            return Doing(guest.place.looked_at, token=self._random.choice(tokens))
        return Doing(words=guest.typist.fitting(form.fields[form.step].check))

    def send(self, guest: Guest) -> Doing:
        """The main button, if there is one: a preview is mostly sent."""
        for button, message in guest.buttons(1):
            if button.is_main and button.leads_to:
                return Doing(message, token=button.leads_to)
        return self.tap(guest)

    def _values(self, guest: Guest, form: Form) -> Iterable[tuple[str, str]]:
        for asked in form.fields:
            yield asked.name, self._value(guest, asked)

    def _value(self, guest: Guest, asked: Field) -> str:
        if self._random.random() < 0.05:
            return guest.typist.anything()
        choices = [choice.value for choice in asked.choices]
        return self._random.choice(choices) if choices else guest.typist.fitting(asked.check)
