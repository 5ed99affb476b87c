"""What is configured: settings, the operator, platforms; never a secret."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.application import platforms_here, unknown_platforms
from bot.checking.findings import Finding, missing, note, ok, wrong
from config.settings import EXAMPLES, PREFIX, SECRET, Settings

SHOWN = (
    "samples",
    "public_url",
    "web_port",
    "log_level",
    "log_format",
    "telegram_api",
    "telegram_webhook",
    "discord_api",
)
OPERATOR = ("operator_name", "operator_contact")


def of_settings(settings: Settings) -> Iterator[Finding]:
    """What is set, and who runs this."""
    yield ok(f"The settings can be read; {_is_set(settings)}.")
    for name in SHOWN:
        if name in settings.model_fields_set:
            yield ok(f"{PREFIX}{name.upper()} is {_plain(getattr(settings, name))}.")
    yield from _of_operator(settings)


def _is_set(settings: Settings) -> str:
    """Secrets by their names alone."""
    names = sorted(f"{PREFIX}{name.upper()}" for name in settings.model_fields_set & (SECRET - {"store"}))
    return f"secrets that are set: {', '.join(names)}" if names else "no secrets are set"


def _plain(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _of_operator(settings: Settings) -> Iterator[Finding]:
    for name in OPERATOR:
        full, value = PREFIX + name.upper(), getattr(settings, name)
        if value:
            yield ok(f"{full} is {value}.")
        elif settings.has_messaging_platform:
            yield missing(f"{full} is not set, and supporters must be told; for example {full}={EXAMPLES[name]}")
        else:
            yield note(f"{full} is not set; a messaging platform needs it.")
    if settings.privacy_url:
        yield ok(f"UNDERSIGNED_PRIVACY_URL is {settings.privacy_url}.")
    else:
        yield note("UNDERSIGNED_PRIVACY_URL is not set; the privacy screen then links to no page of yours.")


def of_platforms(settings: Settings) -> Iterator[Finding]:
    """What would run."""
    unknown = unknown_platforms(settings)
    for name in settings.platforms:
        if name in unknown:
            have = ", ".join(platforms_here())
            yield wrong(f"Platform {name} is configured, and this version does not have it; it has: {have}.")
        else:
            yield ok(f"Platform {name} is configured.")


def address_of(settings: Settings) -> str:
    """Where the store is, without user and password."""
    parts = urlsplit(settings.store)
    if parts.scheme.startswith("sqlite"):
        return settings.store
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname or '(a local socket)'}{port}{parts.path}"
