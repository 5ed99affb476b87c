"""What a reply tells a person that was done, in whichever language."""

from __future__ import annotations

from functools import cache

from config.texts import _, languages, later, speaking
from handlers.screens import Notice, Reply, Screen

DONE = {
    "signed": later("Thank you. You are signer number {number}."),
    "held": later("Thank you. Your signature is being checked."),
    "changed": later("Changed. {shown}"),
    "withdrawn": later("Your signature is withdrawn."),
    "erased": later("You are erased. Nothing about you is kept here."),
    "comment waits": later("Your comment waits for a moderator. Nobody else sees it yet."),
    "comment published": later("Your comment is published."),
    "comment rejected": later("A moderator did not publish your comment."),
    "comment deleted": later("Your comment is deleted. Nothing of it is kept."),
    "me too": later("You said “me too”."),
    "me too taken back": later("“Me too” is taken back."),
    "reported": later("Thank you. Somebody will look at it."),
    "hears": later("From now on you hear: {kinds}."),
    "hears nothing": later("From now on you hear nothing of it."),
    "thrown away": later("Your answers are thrown away. Nothing was saved."),
    "answers gone": later("These answers are no longer here."),
    "stopped": later("All messages are stopped."),
    "given my data": later("Everything kept about you"),
}
STANDS = (
    later("You signed on {day} as number {number}."),
    later("These are your own words."),
    later("You said “me too”. Nobody sees who said it."),
)
"""How somebody stands, which is nobody else's business."""


def told(reply: Reply) -> set[str]:
    """What a reply says first, if that is something that was done."""
    if not isinstance(reply, Screen):
        return set()
    said = reply.pop_up or reply.title
    begins = _begin(reply.language, tuple(DONE.values()))
    return {done for done, words in zip(DONE, begins, strict=True) if said.startswith(words)}


def tells_of_person(reply: Reply, text: str) -> bool:
    """Whether it tells what only the person who asked should know."""
    if isinstance(reply, Notice):
        return False
    return bool(told(reply)) or any(words in text for words in _begin(reply.language, STANDS))


@cache
def in_every_language(sentence: str) -> frozenset[str]:
    """A sentence without blanks, as it is said in each language there is."""
    return frozenset(said for code in languages() for said in _begin(code, (sentence,)))


@cache
def _begin(language: str, sentences: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences up to their first blank, as they are said in a language."""
    with speaking(language):
        return tuple(_(sentence).split("{")[0].rstrip() for sentence in sentences)
