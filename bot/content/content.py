"""Everything a patient may read, as one read-only value."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.content.intents import IntentWords
from bot.content.lexicon import Lexicon
from bot.content.models import CareLine, Entry, RedFlag, Region, Text
from bot.content.triage import TriageWords
from bot.errors import ContentError, Fault


@dataclass(frozen=True)
class Content:
    """
    The content files, checked. All mappings are read-only and in file order.

    ``net`` is the care line before a message that was not placed; ``general`` the line for a sign that is
    denied, past, or only asked about. ``examples``: a meaning (see bot.content.examples) -> messages that mean it.
    """

    entries: Mapping[str, Entry]
    red_flags: Mapping[str, RedFlag]
    regions: Mapping[str, Region]
    net: CareLine
    general: CareLine
    reminders: Mapping[str, Text]
    texts: Mapping[str, Text]
    lexicon: Lexicon
    intents: IntentWords
    triage: TriageWords
    examples: Mapping[str, tuple[str, ...]]

    @property
    def faq(self) -> tuple[Entry, ...]:
        """The entries of the ``faq:`` list."""
        return tuple(entry for entry in self.entries.values() if entry.section == "faq")

    @property
    def side_effects(self) -> tuple[Entry, ...]:
        """The entries of the ``side_effects:`` list."""
        return tuple(entry for entry in self.entries.values() if entry.section == "side_effects")

    def reminder(self, *parts: str) -> Text:
        """
        The reminder for *parts*, the most specific first.

        ``("dental", "H7", "filling")`` is ``dental.H7.filling``, else ``dental.H7``. ContentError if neither is there.
        """
        for end in range(len(parts), 1, -1):
            found = self.reminders.get(".".join(parts[:end]))
            if found:
                return found
        raise _unknown("reminders.yaml", ".".join(parts))

    def text(self, key: str, /, **values: object) -> str:
        """
        The interface text *key* with its placeholders filled with ``str(value)``, marks still raw.

        A key that no file holds, or a placeholder without a value, raises ContentError.
        """
        found = self.texts.get(key)
        if found is None:
            raise _unknown("interface", key)
        return found.fill(**values)


def _unknown(file: str, key: str) -> ContentError:
    return ContentError(Fault(f"content/{file}", 1, key, "this text is missing; add it"))
