"""The settings: the only reader of the environment and of `.env`. Names and defaults stand in .env.example."""

import re
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

Region = Literal["us", "uk", "eu", "ca", "au", "other"]

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
    return [part for part in value.replace(" ", "").split(",") if part] if isinstance(value, str) else value


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


def _empty_is_unset(value: object) -> object:
    return None if value == "" else value


def _shaped(pattern: str, fault: str) -> AfterValidator:
    """Refuse a text that does not match *pattern* whole; a secret is looked at but never shown."""

    def look(value: str | SecretStr | None) -> str | SecretStr | None:
        plain = value.get_secret_value() if isinstance(value, SecretStr) else value
        if plain is not None and not re.fullmatch(pattern, plain):
            raise ValueError(fault)
        return value

    return AfterValidator(look)


Port = Annotated[int, Field(ge=1, le=65535)]
Optional = BeforeValidator(_empty_is_unset)


class Settings(BaseSettings):
    """Every setting with its type, default and limits (see .env.example for words)."""

    model_config = SettingsConfigDict(env_file_encoding="utf-8", extra="ignore", frozen=True, hide_input_in_errors=True)

    bot_token: Annotated[SecretStr | None, Optional, _shaped(TOKEN_FORM, "is not a token of BotFather's form")] = None
    bot_token_file: Annotated[Path | None, Optional] = None
    bot_api_base_url: Annotated[str | None, Optional, _shaped(r"https?://[^/]+.*", "is not a web address")] = None
    admin_ids: Annotated[frozenset[int], NoDecode, BeforeValidator(_admin_ids)] = frozenset()
    database_url: Annotated[str, AfterValidator(_asynchronous)] = "sqlite+aiosqlite:///data/bot.db"
    content_dir: Path = Path("content")
    default_timezone: Annotated[str, AfterValidator(_known_zone)] = "UTC"
    default_hour: Annotated[int, Field(ge=9, le=19)] = 9
    region: Region = "other"
    clinic_name: Annotated[str | None, Optional] = None
    clinic_phone: Annotated[str | None, Optional] = None
    working_hours: Annotated[str | None, Optional] = None
    send_rate: Annotated[float, Field(gt=0, le=30)] = 25
    sends_in_flight: Annotated[int, Field(ge=1, le=16)] = 4
    webhook_url: Annotated[str | None, Optional, _shaped(r"https?://.+", "is not a web address")] = None
    webhook_secret: Annotated[
        SecretStr | None, Optional, _shaped(r"[A-Za-z0-9_-]{16,256}", "needs 16 to 256 letters, digits, _ or -")
    ] = None
    webhook_port: Port = 8443
    health_port: Annotated[Port | None, Optional] = None
    backup_dir: Path = Path("data/backups")
    backup_keep_days: Annotated[int, Field(ge=1, le=365)] = 14
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @model_validator(mode="after")
    def _webhook_needs_a_secret(self) -> "Settings":
        if self.webhook_url and self.webhook_secret is None:
            raise ValueError("WEBHOOK_SECRET: is needed with WEBHOOK_URL, so that nobody else can post updates")
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


def load_settings(env_file: Path | None = Path(".env"), **given: object) -> Settings:
    """
    Read the environment, then *env_file* (a missing one is no error); *given* values win over both.

    Raises SettingsError with one line per wrong setting: its name, the fault, a right example, never a value.
    """
    try:
        return Settings(_env_file=env_file, **given)  # type: ignore[arg-type]  # values are validated by pydantic
    except ValidationError as error:
        raise SettingsError(
            "\n".join(dict.fromkeys(_line(one) for one in error.errors(include_input=False, include_url=False)))
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f".env: cannot be read ({type(error).__name__}); save it as UTF-8 text, readable by this user"
        ) from error
