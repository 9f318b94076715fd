"""The settings: the only reader of the environment and of `.env`. Names and defaults stand in .env.example."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from dotenv.parser import parse_stream
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

Region = Literal["us", "uk", "eu", "ca", "au", "other"]

ENCODING = "utf-8-sig"  # as UTF-8; an editor on Windows may put a mark before it
TOKEN_FORM = r"\d+:[A-Za-z0-9_-]{10,}"  # noqa: S105 - a form, no token

EXAMPLES = {
    "BOT_TOKEN": "BOT_TOKEN=123456789:AAExampleExampleExampleExampleExample",
    "BOT_TOKEN_FILE": "BOT_TOKEN_FILE=/run/secrets/bot_token",
    "BOT_API_BASE_URL": "BOT_API_BASE_URL=https://api.telegram.org",
    "ADMIN_IDS": "ADMIN_IDS=123456789,987654321",
    "DATABASE_URL": "DATABASE_URL=sqlite+aiosqlite:///data/bot.db",
    "CONTENT_DIR": "CONTENT_DIR=content",
    "DEFAULT_TIMEZONE": "DEFAULT_TIMEZONE=Europe/London",
    "DEFAULT_HOUR": "DEFAULT_HOUR=9 (a whole hour from 9 to 19)",
    "REGION": "REGION=uk (one of us, uk, eu, ca, au, other)",
    "SEND_RATE": "SEND_RATE=25 (messages per second, above 0 and at most 30)",
    "SENDS_IN_FLIGHT": "SENDS_IN_FLIGHT=4 (1 to 16)",
    "WEBHOOK_URL": "WEBHOOK_URL=https://bot.example.org/telegram",
    "WEBHOOK_SECRET": "WEBHOOK_SECRET=a-long-random-word (letters, digits, _ and -)",
    "WEBHOOK_PORT": "WEBHOOK_PORT=8443",
    "HEALTH_PORT": "HEALTH_PORT=8081",
    "BACKUP_KEEP_DAYS": "BACKUP_KEEP_DAYS=14",
    "LOG_LEVEL": "LOG_LEVEL=INFO (one of DEBUG, INFO, WARNING, ERROR)",
    "LOG_FORMAT": "LOG_FORMAT=text (or json)",
}


def _admin_ids(value: object) -> object:
    """Read "1, 2" as a set of numbers."""
    if not isinstance(value, str):
        return value
    parts = [part for part in value.replace(" ", "").split(",") if part]
    if not all(re.fullmatch(r"[1-9]\d{0,15}", part, re.ASCII) for part in parts):
        raise ValueError("must hold user ids, which are whole numbers above 0 (a group cannot be an admin)")
    return parts


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError("no time zone of this name is known") from None
    return name


def _asynchronous(url: str) -> str:
    if not url.startswith("sqlite+aiosqlite:///"):
        raise ValueError("only SQLite through aiosqlite is supported")
    if ":memory:" in url or url == "sqlite+aiosqlite:///":
        raise ValueError("a database in memory would forget every reminder; name a file")
    return url


def _shaped(pattern: str, fault: str) -> AfterValidator:
    """Refuse a text that does not match *pattern* whole; a secret is looked at but never shown."""

    def look(value: str | SecretStr | None) -> str | SecretStr | None:
        plain = value.get_secret_value() if isinstance(value, SecretStr) else value
        if plain is not None and not re.fullmatch(pattern, plain):
            raise ValueError(fault)
        return value

    return AfterValidator(look)


Port = Annotated[int, Field(ge=1, le=65535)]
Words = Annotated[str, Field(max_length=100)]  # it stands in the middle of messages that Telegram limits


def _address(url: str) -> str:
    if not re.fullmatch(r"https?://[^/\s]+\S*", url):
        raise ValueError("is not a web address")
    if url.rstrip("/").endswith("/bot"):
        raise ValueError("the address goes without /bot at its end")
    return url


class Settings(BaseSettings):
    """Every setting with its type, default and limits (see .env.example for words)."""

    model_config = SettingsConfigDict(
        env_file_encoding=ENCODING, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    bot_token: Annotated[SecretStr | None, _shaped(TOKEN_FORM, "is not a token of BotFather's form")] = None
    bot_token_file: Path | None = None
    bot_api_base_url: Annotated[str, AfterValidator(_address)] | None = None
    admin_ids: Annotated[frozenset[int], NoDecode, BeforeValidator(_admin_ids)] = frozenset()
    database_url: Annotated[str, AfterValidator(_asynchronous)] = "sqlite+aiosqlite:///data/bot.db"
    content_dir: Path = Path("content")
    default_timezone: Annotated[str, AfterValidator(_known_zone)] = "UTC"
    default_hour: Annotated[int, Field(ge=9, le=19)] = 9
    region: Region = "other"
    clinic_name: Words | None = None
    clinic_phone: Words | None = None
    working_hours: Words | None = None
    send_rate: Annotated[float, Field(gt=0, le=30)] = 25
    sends_in_flight: Annotated[int, Field(ge=1, le=16)] = 4
    webhook_url: Annotated[str | None, _shaped(r"https?://[^/\s]+\S*", "is not a web address")] = None
    webhook_secret: Annotated[
        SecretStr | None, _shaped(r"[A-Za-z0-9_-]{16,256}", "needs 16 to 256 letters, digits, _ or -")
    ] = None
    webhook_port: Port = 8443
    health_port: Port | None = None
    backup_dir: Path = Path("data/backups")
    backup_keep_days: Annotated[int, Field(ge=1, le=365)] = 14
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @model_validator(mode="before")
    @classmethod
    def _empty_is_unset(cls, given: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in given.items() if not (isinstance(value, str) and not value.strip())}

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Self:
        if not self.webhook_url:
            return self
        if self.webhook_secret is None:
            raise ValueError("WEBHOOK_SECRET: is needed with WEBHOOK_URL, so that nobody else can post updates")
        if not self.webhook_url.startswith("https:") and self.bot_api_base_url is None:
            raise ValueError(f"WEBHOOK_URL: Telegram calls https addresses alone; {_example('WEBHOOK_URL')}")
        if self.health_port == self.webhook_port:
            raise ValueError(f"HEALTH_PORT: is the port of the webhook; {_example('HEALTH_PORT')}")
        return self

    @property
    def token(self) -> str | None:
        """The bot's token, from BOT_TOKEN or the file that BOT_TOKEN_FILE names; None where neither is set."""
        if self.bot_token is not None:
            return self.bot_token.get_secret_value()
        if self.bot_token_file is None:
            return None
        try:
            token = self.bot_token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"BOT_TOKEN_FILE: cannot be read ({type(error).__name__}); {_example('BOT_TOKEN_FILE')}"
            ) from error
        if not re.fullmatch(TOKEN_FORM, token):
            raise SettingsError("BOT_TOKEN_FILE: holds no token of BotFather's form; the file has the token alone")
        return token


def _example(name: str) -> str:
    return f"write it like {EXAMPLES[name]}" if name in EXAMPLES else "see .env.example"


def _line(error: Any) -> str:  # noqa: ANN401 - pydantic's error details are a typed dict of mixed values
    if not error["loc"]:
        return str(error["msg"]).removeprefix("Value error, ")
    name = str(error["loc"][0]).upper()
    what = str(error["msg"]).removeprefix("Value error, ")
    return f"{name}: {what[0].lower()}{what[1:]}; {_example(name)}"


def _faults_of_form(env_file: Path) -> Iterator[str]:
    """Lines that set nothing, and names that are nearly a setting's; other names may be there for other programs."""
    names = [name.upper() for name in Settings.model_fields]
    with env_file.open(encoding=ENCODING) as lines:
        for binding in parse_stream(lines):
            if binding.error or (binding.key is not None and binding.value is None):
                yield f"{env_file.name}:{binding.original.line}: is not of the form NAME=value; write it like REGION=uk"
            elif binding.key is not None and binding.key.upper() not in names:
                for near in get_close_matches(binding.key.upper(), names, 1, 0.85):
                    yield f"{binding.key}: there is no such setting; {near} is probably meant"


def load_settings(env_file: Path | None = Path(".env"), **given: object) -> Settings:
    """
    Read the environment, then *env_file* (a missing one is no error); *given* values win over both.

    Raises SettingsError with one line per wrong setting: its name, the fault, a right example, never a value.
    """
    try:
        faults = list(_faults_of_form(env_file)) if env_file is not None and env_file.is_file() else []
        if faults:
            raise SettingsError("\n".join(faults))
        return Settings(_env_file=env_file, **given)  # type: ignore[arg-type]  # values are validated by pydantic
    except ValidationError as error:
        raise SettingsError(
            "\n".join(dict.fromkeys(_line(one) for one in error.errors(include_input=False, include_url=False)))
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f".env: cannot be read ({type(error).__name__}); save it as UTF-8 text, readable by this user"
        ) from error
