"""What an operator sets is read as they mean it, and what is wrong is said in one sentence."""

from base64 import standard_b64encode, urlsafe_b64encode
from pathlib import Path

import pytest

from config.setting_values import decoded
from config.settings import EXAMPLES, BadSettings, Settings, read_settings

NOWHERE = Path("there-is-no-such.env")
KEY = bytes(range(224, 256))
SAMPLE = Path(__file__).parents[2] / "config" / "sample.env"


def read(**given: str) -> Settings:
    return read_settings(NOWHERE, {f"UNDERSIGNED_{name}": value for name, value in given.items()})


def complaint(**given: str) -> str:
    with pytest.raises(BadSettings) as raised:
        read(**given)
    assert len(raised.value.problems) == 1
    return str(raised.value)


def test_nothing_set_means_the_terminal_on_sqlite_with_samples() -> None:
    settings = read()
    assert settings == Settings()
    assert settings.store == "sqlite:///data/undersigned.db"
    assert settings.key_file == Path("keys/undersigned.key")
    assert settings.key is None
    assert settings.platforms == ("terminal",)
    assert settings.loads_samples
    assert not settings.operator_is_named
    assert not settings.has_messaging_platform
    assert settings.web_port is None


@pytest.mark.parametrize(
    ("given", "folder"),
    [
        ({}, "data/files"),
        ({"STORE": "sqlite:////srv/petitions/undersigned.db"}, "/srv/petitions/files"),
        ({"STORE": "postgresql://db/petitions"}, "data/files"),
        ({"STORE": "postgresql://db/petitions", "FILES": "/mnt/shared"}, "/mnt/shared"),
    ],
)
def test_files_lie_beside_the_store_unless_it_is_said_where(given: dict[str, str], folder: str) -> None:
    assert read(**given).file_folder == Path(folder)


def test_settings_look_nowhere_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNDERSIGNED_STORE", "sqlite:///elsewhere.db")
    assert Settings().store == "sqlite:///data/undersigned.db"
    assert read_settings(NOWHERE).store == "sqlite:///elsewhere.db"


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("OTHER=1\nUNDERSIGNED_LOG_LEVEL=Debug\nexport UNDERSIGNED_SAMPLES=no\nUNDERSIGNED_WEB_PORT=1\n")
    settings = read_settings(env_file, {"UNDERSIGNED_WEB_PORT": "0", "UNDERSIGNED_SAMPLES": ""})
    assert (settings.log_level, settings.web_port, settings.samples) == ("debug", 0, None)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadSettings, match=r"\.env cannot be read as text"):
        read_settings(tmp_path / ".env", {})


@pytest.mark.parametrize(
    ("given", "store"),
    [
        ("sqlite:////srv/undersigned.db", "sqlite:////srv/undersigned.db"),
        ("postgresql+asyncpg://ada@db/petitions", "postgresql+asyncpg://ada@db/petitions"),
        ("postgresql://db/petitions?sslmode=require", "postgresql+asyncpg://db/petitions?ssl=require"),
        ("postgres:///petitions?host=/tmp", "postgresql+asyncpg:///petitions?host=/tmp"),
    ],
)
def test_the_store_is_sqlite_or_postgresql(given: str, store: str) -> None:
    assert read(STORE=given).store == store


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("sqlite://data/undersigned.db", "three slashes"),
        ("sqlite://", "must name a file"),
        ("sqlite:///:memory:", "must name a file"),
        ("sqlite:///data/", "must name a file"),
        ("sqlite:///a.db?mode=memory", "without options"),
        ("sqlite+aiosqlite:///a.db", "must begin with sqlite:/// or postgresql"),
        ("undersigned.db", "must begin with sqlite:/// or postgresql"),
        ("postgresql://ada:hush@db:port/x", "must name a host and a database"),
        ("postgresql://ada:hush@db", "must name a host and a database"),
        ("postgresql+psycopg://ada:hush@db/x", "must begin with"),
    ],
)
def test_another_store_is_refused_without_its_password(given: str, fault: str) -> None:
    sentence = complaint(STORE=given)
    assert sentence.startswith("UNDERSIGNED_STORE must ")
    assert fault in sentence
    assert sentence.endswith("for example UNDERSIGNED_STORE=sqlite:///data/undersigned.db")
    assert "hush" not in sentence


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("WEB_PORT", "70000", "UNDERSIGNED_WEB_PORT must be a port from 0 to 65535, and is '70000'"),
        ("SAMPLES", "maybe", "UNDERSIGNED_SAMPLES must be yes or no, and is 'maybe'"),
        ("LOG_LEVEL", "loud", "UNDERSIGNED_LOG_LEVEL must be one of debug, info, warning, error"),
        ("LOG_FORMAT", "xml", "UNDERSIGNED_LOG_FORMAT must be one of text, json"),
        ("PLATFORMS", "terminal;x", "UNDERSIGNED_PLATFORMS must be names of platforms with commas"),
        ("PUBLIC_URL", "example.org", "UNDERSIGNED_PUBLIC_URL must be an address that begins with https://"),
        (
            "DISCORD_GATEWAY",
            "https://x",
            "UNDERSIGNED_DISCORD_GATEWAY must be an address that begins with wss",
        ),
        ("OPERATOR_NAME", "two\nlines", "UNDERSIGNED_OPERATOR_NAME must be one line"),
        ("KEY_FILE", "keys/", "UNDERSIGNED_KEY_FILE must name a file"),
    ],
)
def test_a_bad_value_is_named_with_a_good_one(name: str, value: str, sentence: str) -> None:
    said = complaint(**{name: value})
    assert said.startswith(sentence)
    assert said.endswith(f"for example UNDERSIGNED_{name}={EXAMPLES[name.lower()]}")
    assert "\n" not in said


@pytest.mark.parametrize("name", ["KEY", "TELEGRAM_TOKEN", "DISCORD_TOKEN"])
def test_a_bad_secret_is_never_repeated(name: str) -> None:
    assert "hush" not in complaint(**{name: "12:hush hush"})


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(BadSettings) as raised:
        read(SAMPLES="maybe", WEB_PORT="x", STOER="x")
    assert [problem.name.removeprefix("UNDERSIGNED_") for problem in raised.value.problems] == [
        "STOER",
        "SAMPLES",
        "WEB_PORT",
    ]


def test_an_unknown_name_gets_the_nearest_known_one(tmp_path: Path) -> None:
    assert "perhaps UNDERSIGNED_STORE is meant" in complaint(STOER="sqlite:///x.db")
    assert "config/sample.env lists them all" in complaint(ZZZ="1")
    env_file = tmp_path / ".env"
    env_file.write_text("undersigned_telegram_tokn=1:a\n")
    with pytest.raises(BadSettings, match="perhaps UNDERSIGNED_TELEGRAM_TOKEN is meant"):
        read_settings(env_file, {})


def test_platforms_follow_the_tokens() -> None:
    assert read(TELEGRAM_TOKEN="1:a").platforms == ("telegram",)
    assert read(TELEGRAM_TOKEN="1:a", DISCORD_TOKEN="b").platforms == ("telegram", "discord")
    assert read(PLATFORMS=" Terminal, pigeon,terminal").platforms == ("terminal", "pigeon")


def test_a_platform_needs_its_token() -> None:
    assert complaint(PLATFORMS="terminal,discord").startswith("UNDERSIGNED_DISCORD_TOKEN must be set")


def test_samples_never_come_by_themselves_where_a_campaign_may_be_real() -> None:
    assert not read(TELEGRAM_TOKEN="1:a").loads_samples
    assert not read(TELEGRAM_TOKEN="1:a", PLATFORMS="terminal").loads_samples
    assert not read(PLATFORMS="pigeon").loads_samples
    assert not read(SAMPLES="no").loads_samples
    assert read(TELEGRAM_TOKEN="1:a", SAMPLES="yes").loads_samples


@pytest.mark.parametrize("encode", [standard_b64encode, urlsafe_b64encode])
def test_the_key_is_32_bytes_in_either_base64(encode: type[bytes]) -> None:
    text = encode(KEY).decode()
    for given in (text, text.rstrip("=")):
        key = read(KEY=given).key
        assert key is not None
        assert decoded(key.get_secret_value()) == KEY


def test_secrets_are_not_in_what_is_printed() -> None:
    settings = read(TELEGRAM_TOKEN="1:hush", DISCORD_TOKEN="hush", STORE="postgres://ada:hush@db/x")
    assert "hush" not in f"{settings!r} {settings}"


def test_an_operator_is_named_with_name_and_contact() -> None:
    assert not read(OPERATOR_NAME="Ada").operator_is_named
    assert read(OPERATOR_NAME="Ada", OPERATOR_CONTACT="ada@example.org").operator_is_named


def test_the_sample_file_names_every_setting_once_with_its_default(tmp_path: Path) -> None:
    lines = [line[1:] for line in SAMPLE.read_text().splitlines() if line.startswith("#UNDERSIGNED_")]
    names = [line.partition("=")[0].removeprefix("UNDERSIGNED_").lower() for line in lines]
    assert sorted(names) == sorted(Settings.model_fields)
    (tmp_path / ".env").write_text("\n".join(lines))
    assert read_settings(tmp_path / ".env", {}) == Settings()


def test_there_is_a_good_example_of_every_setting() -> None:
    assert EXAMPLES.keys() == Settings.model_fields.keys()
    good = {name.upper(): value for name, value in EXAMPLES.items() if name != "key"}
    assert read(**good).platforms == ("telegram", "discord")
