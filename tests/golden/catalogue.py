"""All scenes there are, each in the languages in which it is worth a look."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import ModuleType

from tests.golden.stage import Stage

Walk = Callable[[Stage], Awaitable[None]]
ENGLISH = ("en",)
KEY = ("en", "de", "es")
"""What nearly everybody comes by."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A walk of a few steps; `only_on` names the app where it is not for all, and `because` says why.

    `traits` is what its world is like.
    """

    name: str
    walk: Walk
    languages: tuple[str, ...]
    only_on: str
    because: str
    traits: tuple[tuple[str, object], ...]

    @property
    def about(self) -> str:
        """One sentence."""
        return (self.walk.__doc__ or "").partition("\n")[0]


def scene(*languages: str, only_on: str = "", because: str = "", **traits: object) -> Callable[[Walk], Scene]:
    """Mark a walk as a scene, which is called like it; in English unless more languages are named."""
    assert bool(only_on) == bool(because), "a scene for one app alone says why, and no other does"

    def mark(walk: Walk) -> Scene:
        name = getattr(walk, "__name__", "").replace("_", "-")
        return Scene(name, walk, languages or ENGLISH, only_on, because, tuple(traits.items()))

    return mark


def scenes_in(*modules: ModuleType) -> tuple[Scene, ...]:
    """The scenes of these modules in their order."""
    found = tuple(each for module in modules for each in vars(module).values() if isinstance(each, Scene))
    names = [each.name for each in found]
    assert len(set(names)) == len(names), f"two scenes have one name: {sorted(names)}"
    return found


def scenes_of(platform: str) -> tuple[Scene, ...]:
    """Those that are played on a platform."""
    return tuple(each for each in all_scenes() if each.only_on in ("", platform))


def all_scenes() -> tuple[Scene, ...]:
    """Every scene; imported here, since scenes import this module."""
    from tests.golden import (
        scenes_afterwards,
        scenes_alerts,
        scenes_at_night,
        scenes_charts,
        scenes_coming_in,
        scenes_documents,
        scenes_files,
        scenes_first_days,
        scenes_hearing,
        scenes_in_groups,
        scenes_in_servers,
        scenes_inline,
        scenes_linking,
        scenes_links,
        scenes_moderating,
        scenes_of_petitions,
        scenes_organizing,
        scenes_publishing,
        scenes_setting,
        scenes_sharing,
        scenes_signing,
        scenes_stories,
        scenes_telling,
        scenes_trouble,
        scenes_windows,
        scenes_winning,
        scenes_words,
        scenes_writing,
    )

    return scenes_in(
        scenes_coming_in,
        scenes_documents,
        scenes_of_petitions,
        scenes_signing,
        scenes_afterwards,
        scenes_words,
        scenes_sharing,
        scenes_hearing,
        scenes_alerts,
        scenes_at_night,
        scenes_in_groups,
        scenes_inline,
        scenes_in_servers,
        scenes_windows,
        scenes_linking,
        scenes_organizing,
        scenes_publishing,
        scenes_moderating,
        scenes_files,
        scenes_winning,
        scenes_first_days,
        scenes_setting,
        scenes_charts,
        scenes_writing,
        scenes_stories,
        scenes_telling,
        scenes_links,
        scenes_trouble,
    )
