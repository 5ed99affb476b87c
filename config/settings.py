"""What an operator may set, in the environment or in `.env`, and plain words about what is wrong there."""

import difflib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from config import setting_values as values
from config.logging import without_secrets

PREFIX = "UNDERSIGNED_"
SQLITE = "sqlite:///"
LOG_LEVELS = ("debug", "info", "warning", "error")
LOG_FORMATS = ("text", "json")


@dataclass(frozen=True)
class SettingProblem:
    """One fault of one setting; prints as one sentence, which never repeats a secret."""

    name: str
    fault: str
    example: str

    def __str__(self) -> str:
        return f"{self.name} {self.fault}, for example {self.example}"


class BadSettings(Exception):
    """The settings cannot be used; `problems` says why, one sentence for each fault."""

    def __init__(self, problems: tuple[SettingProblem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def _read(parse: Callable[[str], object]) -> BeforeValidator:
    return BeforeValidator(lambda value: parse(value) if isinstance(value, str) else value)


def _platforms_with_a_token(given: dict[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in ("telegram", "discord") if given.get(f"{name}_token")) or ("terminal",)


class Settings(BaseSettings):
    """Everything an operator may set; made without arguments, it holds the defaults and looks nowhere."""

    model_config = SettingsConfigDict(frozen=True, hide_input_in_errors=True, validate_default=False)

    # A PostgreSQL address holds a password.
    store: Annotated[str, _read(values.store)] = Field(default="sqlite:///data/undersigned.db", repr=False)
    files: Annotated[Path | None, _read(values.folder)] = None
    key_file: Annotated[Path, _read(values.key_file)] = Path("keys/undersigned.key")
    key: Annotated[SecretStr | None, _read(values.key)] = None
    operator_name: Annotated[str, _read(values.one_line)] = ""
    operator_contact: Annotated[str, _read(values.one_line)] = ""
    privacy_url: Annotated[str | None, _read(values.web_address)] = None
    samples: Annotated[bool | None, _read(values.yes_or_no)] = None
    telegram_token: Annotated[SecretStr | None, _read(values.telegram_token)] = None
    telegram_api: Annotated[str, _read(values.web_address)] = "https://api.telegram.org"
    telegram_webhook: Annotated[str | None, _read(values.web_address)] = None
    telegram_pace: Annotated[float, _read(values.pace)] = 29.8
    discord_token: Annotated[SecretStr | None, _read(values.discord_token)] = None
    discord_api: Annotated[str, _read(values.web_address)] = "https://discord.com/api/v10"
    discord_gateway: Annotated[str, _read(values.gateway)] = "wss://gateway.discord.gg"
    discord_pace: Annotated[float, _read(values.pace)] = 5.0
    platforms: Annotated[tuple[str, ...], _read(values.platforms)] = Field(default_factory=_platforms_with_a_token)
    public_url: Annotated[str | None, _read(values.web_address)] = None
    web_port: Annotated[int | None, _read(values.port)] = None
    log_level: Annotated[str, _read(values.one_of(LOG_LEVELS))] = "warning"
    log_format: Annotated[str, _read(values.one_of(LOG_FORMATS))] = "text"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take what is passed and nothing else: `read_settings` alone looks at the environment."""
        return (init_settings,)

    @property
    def file_folder(self) -> Path:
        """Where files lie that were sent in chats: beside the store where that is a file."""
        store = self.store.removeprefix(SQLITE)
        return self.files or (Path("data") if store == self.store else Path(store).parent) / "files"

    @property
    def operator_is_named(self) -> bool:
        """Whether supporters can be told who runs this and how to reach them."""
        return bool(self.operator_name and self.operator_contact)

    @property
    def has_messaging_platform(self) -> bool:
        """Whether anybody but the person at the terminal can come in."""
        return any(name != "terminal" for name in self.platforms)

    @property
    def paces(self) -> dict[str, float]:
        """How many messages each platform is sent in a second, beside answers."""
        return {"telegram": self.telegram_pace, "discord": self.discord_pace}

    @property
    def loads_samples(self) -> bool:
        """Whether the sample campaigns load by themselves; a token hints at a store of real ones."""
        if self.samples is not None:
            return self.samples
        return not (self.has_messaging_platform or self.telegram_token or self.discord_token)


SECRET = frozenset({"store", "key", "telegram_token", "discord_token"})
# A good value for each, shown where one is wrong.
EXAMPLES = {
    "store": "sqlite:///data/undersigned.db",
    "files": "data/files",
    "key_file": "keys/undersigned.key",
    "key": "(what `head -c 32 /dev/urandom | base64` prints)",
    "operator_name": "Campaign Action Network",
    "operator_contact": "hello@example.org",
    "privacy_url": "https://example.org/privacy",
    "samples": "yes",
    "telegram_token": "123456789:the-letters-that-BotFather-gave",
    "telegram_api": "http://127.0.0.1:8081",
    "telegram_pace": "30",
    "telegram_webhook": "https://petitions.example.org",
    "discord_token": "the-token-from-the-developer-portal",
    "discord_api": "http://127.0.0.1:3001/api/v10",
    "discord_pace": "5",
    "discord_gateway": "ws://127.0.0.1:3001",
    "platforms": "telegram,discord",
    "public_url": "https://petitions.example.org",
    "web_port": "8080",
    "log_level": "warning",
    "log_format": "json",
}


def read_settings(env_file: Path = Path(".env"), environ: Mapping[str, str] | None = None) -> Settings:
    """Read `.env` and the environment, which wins, or raise BadSettings with all that is wrong."""
    found = _found(env_file, os.environ if environ is None else environ)
    unknown = tuple(_unknown(name) for name in found if name not in Settings.model_fields)
    try:
        settings = Settings.model_validate({n: v for n, v in found.items() if n in Settings.model_fields})
    except ValidationError as error:
        raise BadSettings((*unknown, *_faults(error, found))) from None
    if problems := (*unknown, *_missing_tokens(settings)):
        raise BadSettings(problems)
    return settings


def _found(env_file: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """What stands under our prefix, by field name; an empty value means the default, also over `.env`."""
    try:
        in_file = DotEnvSettingsSource(Settings, env_file=env_file, env_file_encoding="utf-8-sig").env_vars
    except (OSError, UnicodeError):
        fault = "cannot be read as text; copy a good one"
        raise BadSettings((SettingProblem(str(env_file), fault, "config/sample.env"),)) from None
    found = {name.upper(): value for name, value in [*in_file.items(), *environ.items()]}
    ours = ((n.removeprefix(PREFIX).lower(), v) for n, v in found.items() if n.startswith(PREFIX))
    return {name: value.strip() for name, value in ours if value and value.strip()}


def _unknown(name: str) -> SettingProblem:
    near = difflib.get_close_matches(name, Settings.model_fields, n=1)
    if not near:
        fault = "is no setting; config/sample.env lists them all"
        return SettingProblem(_full(name), fault, _example("store"))
    return SettingProblem(_full(name), f"is no setting; perhaps {_full(near[0])} is meant", _example(near[0]))


def _faults(error: ValidationError, found: Mapping[str, str]) -> Iterator[SettingProblem]:
    for each in error.errors():
        if each["type"] == "value_error":  # the others only follow from one of these
            yield _fault(str(each["loc"][0]), str(each["ctx"]["error"]), found)


def _fault(name: str, fault: str, found: Mapping[str, str]) -> SettingProblem:
    shown = "" if name in SECRET else f", and is {without_secrets(found[name])[:60]!r}"
    return SettingProblem(_full(name), fault + shown, _example(name))


def _missing_tokens(settings: Settings) -> tuple[SettingProblem, ...]:
    given = {"telegram_token": settings.telegram_token, "discord_token": settings.discord_token}
    return tuple(
        SettingProblem(_full(name), "must be set where PLATFORMS names its platform", _example(name))
        for name, token in given.items()
        if token is None and name.removesuffix("_token") in settings.platforms
    )


def _full(name: str) -> str:
    return PREFIX + name.upper()


def _example(name: str) -> str:
    return f"{_full(name)}={EXAMPLES[name]}"
