"""What a message may hold: words, embeds, components, and which of them together."""

from __future__ import annotations

from tests.discord_api.components import check_components
from tests.discord_api.refusals import Json, Problems

MOST_WORDS, MOST_IN_NONCE, MOST_EMBEDS, MOST_IN_EMBEDS = 2000, 25, 10, 6000
LEGACY = ("content", "embeds", "poll", "sticker_ids")


def check_contents(body: Json, after: Json, *, is_v2: bool) -> None:
    """Refuse what Discord refuses; `after` is what the message would hold."""
    problems = Problems()
    problems.length("content", after["content"], 0, MOST_WORDS)
    if isinstance(body.get("nonce"), str):
        problems.length("nonce", body["nonce"], 0, MOST_IN_NONCE)
    if is_v2:
        _check_alone(body, after, problems)
    _check_embeds(after["embeds"], problems)
    check_components(after["components"], problems, is_v2=is_v2)
    _check_attachments(body, problems)
    problems.refuse()


def _check_alone(body: Json, after: Json, problems: Problems) -> None:
    """A message of components holds nothing else."""
    for name in LEGACY:
        if body.get(name) or after.get(name):
            words = f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            problems.add(name, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", words)


def _check_embeds(embeds: list[Json], problems: Problems) -> None:
    problems.length("embeds", embeds, 0, MOST_EMBEDS)
    for at, embed in enumerate(embeds):
        _check_embed(embed, f"embeds.{at}", problems)
    if sum(map(_words_in, embeds)) > MOST_IN_EMBEDS:
        words = "Embed size exceeds maximum size of 6000"
        problems.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", words)


def _check_embed(embed: Json, place: str, problems: Problems) -> None:
    problems.length(f"{place}.title", embed.get("title"), 0, 256)
    problems.length(f"{place}.description", embed.get("description"), 0, 4096)
    problems.length(f"{place}.footer.text", embed.get("footer", {}).get("text"), 0, 2048)
    problems.length(f"{place}.author.name", embed.get("author", {}).get("name"), 0, 256)
    problems.length(f"{place}.fields", embed.get("fields"), 0, 25)
    for at, field in enumerate(embed.get("fields", [])):
        for name, most in (("name", 256), ("value", 1024)):
            if problems.required(f"{place}.fields.{at}.{name}", field.get(name)):
                problems.length(f"{place}.fields.{at}.{name}", field[name], 1, most)


def _words_in(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description"), embed.get("footer", {}).get("text")]
    texts += [embed.get("author", {}).get("name")]
    texts += [field.get(name) for field in embed.get("fields", []) for name in ("name", "value")]
    return sum(len(text or "") for text in texts)


def _check_attachments(body: Json, problems: Problems) -> None:
    attachments = body.get("attachments") or []
    problems.length("attachments", attachments, 0, 10)
    for at, each in enumerate(attachments):
        problems.length(f"attachments.{at}.description", each.get("description"), 0, 1024)
