"""
Callback data: built and parsed side by side.

Data is visible to and forgeable by the client, at most 64 bytes (Bot API, InlineKeyboardButton.callback_data),
and lives as long as the message: so it holds a version, a verb and ids, never health data, and every handler
checks owner and present state.
"""

from dataclasses import dataclass

VERSION = "1"
SEPARATOR = "|"
MAX_BYTES = 64
LARGEST = 2**63 - 1  # SQLite's; a forged number beyond it would break the query, not just miss


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button: what it asks for and about what."""

    verb: str
    args: tuple[str, ...] = ()

    def number(self, position: int) -> int | None:
        """The argument at *position* as a whole number, or None where it is missing, none, or none of a database."""
        try:
            number = int(self.args[position])
        except (IndexError, ValueError):
            return None
        return number if abs(number) <= LARGEST else None


def press_data(verb: str, *args: object) -> str:
    """Callback data for *verb* with *args*; raises ValueError over Telegram's 64 bytes."""
    data = SEPARATOR.join([VERSION, verb, *(str(arg) for arg in args)])
    if len(data.encode()) > MAX_BYTES:
        raise ValueError(f"callback data is {len(data.encode())} bytes, Telegram allows {MAX_BYTES}: {verb}")
    return data


def parse_press(data: str | None) -> Press | None:
    """The press behind callback data, or None where it is of another version or not ours."""
    parts = (data or "").split(SEPARATOR)
    if len(parts) < 2 or parts[0] != VERSION or not parts[1]:
        return None
    return Press(parts[1], tuple(parts[2:]))


def verb_pattern(verb: str) -> str:
    r"""A regular expression for exactly *verb*, as CallbackQueryHandler takes it."""
    escaped = verb.replace(".", r"\.")
    return rf"^{VERSION}\|{escaped}(\||$)"
