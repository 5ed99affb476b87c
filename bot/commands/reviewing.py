"""What `undersigned review` shows of an item: a signature, a reason or a comment, safe to print."""

from __future__ import annotations

from bot.application import now
from bot.safety import safe, safe_line
from handlers.holding import what_holds, what_reports_say
from storage.comments import Comment, CommentState
from storage.nouns import Nouns
from storage.queues import mark_of
from storage.reviews import HeldItem
from storage.showing import UNREAD
from storage.voices import HELD_FOR, Cause, Said

MOST_LISTED = 100

Item = HeldItem | Comment


def listed(nouns: Nouns) -> list[Item]:
    """Signatures and reasons first, then comments."""
    held: list[Item] = [*nouns.reviews.held(MOST_LISTED)]
    return held + nouns.comments.waiting(MOST_LISTED - len(held))


def found(nouns: Nouns, held_id: int) -> Item | None:
    """One of them, or None if it was decided already; the ids of all kinds differ."""
    return nouns.reviews.find(held_id) or nouns.comments.find_waiting(held_id)


def line_of(nouns: Nouns, item: Item) -> str:
    """One line without any of its words."""
    facts = (printed_id(nouns, item), _kind(item), _when(item), _why(nouns, item), safe_line(_place(nouns, item)))
    return "  ".join(facts)


def page_of(nouns: Nouns, item: Item) -> str:
    """Everything a moderator must weigh, with nothing in it that the terminal would obey."""
    facts = {
        "Id": printed_id(nouns, item),
        "Held": f"{_kind(item)}, which {_why(nouns, item)}",
        "Story" if isinstance(item, Comment) else "Petition": safe_line(_place(nouns, item)),
        **(_words_of_comment(item) if isinstance(item, Comment) else _words_of_signature(item)),
    }
    return "\n".join(f"{name}: {words}" for name, words in facts.items() if words)


def _words_of_comment(comment: Comment) -> dict[str, str]:
    return {
        "Written": _when(comment),
        "Seen": "yes" if comment.state is CommentState.PUBLISHED else "no",
        "Name": safe_line(comment.author),
        "Comment": _indented(comment.text),
    }


def _words_of_signature(item: HeldItem) -> dict[str, str]:
    showing = item.signature.showing
    return {
        "Signed": _when(item),
        "Shown as": showing.visibility.value,
        "Name": safe_line(showing.name),
        "Place": safe_line(showing.place),
        "Reason": _indented(showing.reason),
    }


def _indented(text: str) -> str:
    return "\n  ".join(safe(text).split("\n"))


def printed_id(nouns: Nouns, item: Item) -> str:
    """The id and six letters that change with its words, so that what is approved is what was read."""
    return f"{_id(item)}-{mark_of(nouns.vault, item)}"


def _id(item: Item) -> int:
    return item.id if isinstance(item, Comment) else item.signature.id


def _kind(item: Item) -> str:
    if isinstance(item, Comment):
        return "comment"
    return "signature" if item.is_signature else "reason"


def _when(item: Item) -> str:
    if isinstance(item, Comment):
        return f"{item.posted_on:%Y-%m-%d}"
    return f"{item.signature.signed_at:%Y-%m-%d %H:%M} UTC"


def _why(nouns: Nouns, item: Item) -> str:
    """What holds it and, where people reported it, as what."""
    if not isinstance(item, Comment):
        return _told(item.held_for, list(item.reports))
    causes = nouns.voices.causes(Said.COMMENT, item.id)
    return _told(HELD_FOR if causes else UNREAD, causes)


def _told(held_for: str, causes: list[Cause]) -> str:
    return f"{what_holds(held_for)}: {what_reports_say(causes)}" if causes else what_holds(held_for)


def _place(nouns: Nouns, item: Item) -> str:
    if isinstance(item, Comment):
        story = nouns.stories.find_any(item.story_id)
        return story.title if story else "a story that is gone"
    petition = nouns.petitions.find(item.signature.petition_id, "", now())
    return f"{petition.title} ({petition.code})" if petition else "a petition that is not public"
