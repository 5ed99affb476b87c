"""The stage of a scene: people do things, and each step is kept with what could then be seen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from bot.dispatch import Dispatch, Surroundings
from config.texts import _, speaking
from handlers import FEATURES
from handlers.router import Handler, Route, Router
from handlers.screens import Reply
from handlers.turn import Incoming, Turn
from storage.store import Work
from tests.journeys.worlds import OPERATOR, World
from tests.people import Supporter

MOST_QUOTED = 60
NOTHING = "(nothing)"
SUBMIT = "Submit"
"""What sends a window, whatever it asks."""


class Glimpse(Protocol):
    """What could be seen after a step, as its platform has it."""

    def written(self) -> str:
        """As it stands in a golden file."""


class Eye(Protocol):
    """Looks at a platform from outside."""

    def opens(self) -> None:
        """A step begins."""

    def saw(self) -> Glimpse:
        """What has changed since."""


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody did, which routes answered, and what was seen then."""

    did: str
    verbs: tuple[str, ...]
    seen: Glimpse


class Telling(Router):
    """A router that tells which of its routes run."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        """All features there are."""
        self._tell = tell
        super().__init__(FEATURES, typed="typed", fresh_start="begin", unknown_command="unknown")

    def _add(self, found: Route) -> None:
        super()._add(replace(found, handler=self._telling(found.verb, found.handler)))

    def _telling(self, verb: str, handler: Handler) -> Handler:
        def run(turn: Turn, *ids: Any) -> Reply:
            self._tell(verb)
            return handler(turn, *ids)

        return run


class Staged(Dispatch):
    """Answers as always, until a scene wishes for something else."""

    instead: Callable[[Incoming], Reply] | None = None
    may_answer: asyncio.Event | None = None
    """Until this is set nothing is answered."""

    async def _turn(self, incoming: Incoming) -> Reply:
        if self.may_answer:
            await self.may_answer.wait()
        return self.instead(incoming) if self.instead else await super()._turn(incoming)


@dataclass
class Troupe:
    """What the worlds of scenes share: they tell which routes run, and can be made to fail."""

    verbs: list[str] = field(default_factory=list)
    staged: list[Staged] = field(default_factory=list)

    def dispatch(self, world: World) -> Dispatch:
        """For a process that starts."""
        made = Staged(world.store, Telling(self.verbs.append), world.clock, Surroundings(OPERATOR, files=world.files))
        self.staged.append(made)
        return made


@dataclass
class Stage:
    """One scene while it is played, in one language."""

    world: World
    eye: Eye
    troupe: Troupe
    app: str
    locale: str = "en"
    steps: list[Step] = field(default_factory=list)
    _is_dark: bool = False
    _begun: list[str] = field(default_factory=list)
    """What was filled in and not sent yet."""
    _people: dict[str, Visitor] = field(default_factory=dict)

    @property
    def is_on_telegram(self) -> bool:
        """Whether it is played there; few scenes have a step that another app leaves out."""
        return self.app == "telegram"

    @property
    def ada(self) -> Visitor:
        """Her app gives a name."""
        return self.person("Ada", suggested_name="Ada L.")

    @property
    def bo(self) -> Visitor:
        """Somebody else."""
        return self.person("Bo")

    def person(self, name: str, **traits: Any) -> Visitor:
        """Somebody who speaks the scene's language; the same under the same name."""
        if name not in self._people:
            self._people[name] = Visitor(self, name, self.world.person(name, locale=self.locale, **traits))
        return self._people[name]

    @asynccontextmanager
    async def step(self, did: str) -> AsyncIterator[None]:
        """Something is done, and looked at afterwards."""
        self.troupe.verbs.clear()
        self.eye.opens()
        yield
        if not self._is_dark:
            self._keeps(did, self.eye.saw())

    def _keeps(self, did: str, seen: Glimpse) -> None:
        """Nobody sees anything while a window is being filled in; then it is one step with what sends it."""
        self._begun.append(did)
        if seen.written() == NOTHING and any(each.is_filling_in for each in self._people.values()):
            return
        self.steps.append(Step(" · ".join(self._begun), tuple(dict.fromkeys(self.troupe.verbs)), seen))
        self._begun.clear()

    @contextmanager
    def dark(self) -> Iterator[None]:
        """What is done here is seen in another scene already."""
        before, self._is_dark = self._is_dark, True
        try:
            yield
        finally:
            self._is_dark = before

    async def stores(self, work: Work[Any]) -> Any:
        """Something is changed behind the scene."""
        return await self.world.store.turn(work)

    def answers(self, instead: Callable[[Incoming], Reply] | None) -> None:
        """From now on everything is answered like this."""
        for each in self.troupe.staged:
            each.instead = instead

    def holds_answers(self) -> asyncio.Event:
        """Until this is set nothing is answered."""
        may_answer = asyncio.Event()
        for each in self.troupe.staged:
            each.may_answer = may_answer
        return may_answer

    def said(self, message: str, **values: object) -> str:
        """An English sentence or label in the scene's language."""
        with speaking(self.locale):
            return _(message, **values)


@dataclass
class Visitor:
    """Somebody on the stage; labels are named in English, with their values apart, whatever language is spoken."""

    stage: Stage
    name: str
    person: Supporter

    @property
    def reads_on(self) -> bool:
        """Whether the first button leads to the next part of what they read."""
        begins = self.stage.said("Read on: part {part} of {total}").partition("{")[0]
        return self.person.screen.labels[0].startswith(begins)

    @property
    def is_filling_in(self) -> bool:
        """Whether a window is open in their app."""
        return getattr(self.person, "window", None) is not None

    async def opens(self, code: str) -> None:
        """Come in by a petition's code."""
        async with self.stage.step(f"{self.name} opens {code}"):
            await self.person.opens(code)

    async def starts(self, payload: str = "") -> None:
        """Tap START, or follow a link."""
        async with self.stage.step(f"{self.name} starts {payload}".strip()):
            await self.person.starts(payload)

    async def commands(self, line: str) -> None:
        """Type a command."""
        async with self.stage.step(f"{self.name} sends {line}"):
            await self.person.commands(line)

    async def types(self, *lines: str) -> None:
        """Type one line after another."""
        for words in lines:
            shown = words if len(words) <= MOST_QUOTED else f"{words[:MOST_QUOTED]}…"
            async with self.stage.step(f"{self.name} types “{shown}”"):
                await self.person.types(words)

    async def sends_picture(self, data: bytes, name: str = "photo.jpg") -> None:
        """Send a picture."""
        async with self.stage.step(f"{self.name} sends a picture"):
            await self.person.sends_picture(data, name)

    async def sends_file(self, name: str, data: bytes) -> None:
        """Send a file."""
        async with self.stage.step(f"{self.name} sends {name}"):
            await self.person.sends_file(name, data)

    async def taps(self, *labels: str, on: str = "", **values: object) -> None:
        """Tap one button after another."""
        for label in labels:
            await self._taps(self.stage.said(label, **values), on)

    async def taps_what_begins(self, begins: str, **values: object) -> None:
        """Tap the button whose label begins so."""
        await self._taps(self.person.label(self.stage.said(begins, **values)))

    async def taps_main(self) -> None:
        """Tap the main button, whose label may be too long for some languages; in a window the one that sends it."""
        main = (button.label for row in self.person.screen.rows for button in row if button.is_main)
        await self._taps(SUBMIT if self.is_filling_in else next(main))

    async def taps_place(self, place: int) -> None:
        """Tap a button of what they look at by its place, from 0 on."""
        await self._taps(self.person.screen.labels[place])

    async def taps_to(self, token: str) -> None:
        """Tap a button of long ago."""
        async with self.stage.step(f"{self.name} taps an old button"):
            await self.person.taps_to(token)

    async def is_heard_again(self) -> None:
        """The platform hands the same over once more."""
        async with self.stage.step("The platform says it once more"):
            await self.person.is_heard_again()

    async def _taps(self, label: str, on: str = "") -> None:
        async with self.stage.step(f"{self.name} taps “{label}”"):
            await self.person.taps(label, on=on)
