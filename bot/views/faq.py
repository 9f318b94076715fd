"""Asking: red-flag messages, answers, suggestions, and an honest "I don't know"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self, cast

from bot.content import Content, Entry, Review
from bot.content.marks import to_html
from bot.content.models import Level
from bot.settings import Settings
from bot.understanding.triage import RedFlagHit
from bot.views.common import caption, day_in_words, place_values
from bot.views.presses import Press
from bot.views.reply import Button, Reply, button, column

NO_TOPIC = frozenset({"R16"})  # a crisis: no medicine facts and no menus (medical brief, section 3)
RELATED = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What an answer belongs to, small enough for callback data.

    ``number`` is that of the message asked, for the team (0: nothing was asked, the reader chose from a list);
    ``net`` puts the care line first; ``mention`` puts the line for an urgent sign under the answer.
    """

    number: int = 0
    net: bool = False
    mention: bool = False

    @property
    def args(self) -> tuple[str, int]:
        """As arguments of a press."""
        return ("c" if self.net else "") + ("g" if self.mention else ""), self.number

    @classmethod
    def read(cls, press: Press, position: int) -> Self:
        """From a press whose arguments hold it at *position*; anything odd is taken as nothing asked."""
        marks = press.args[position] if len(press.args) > position else ""
        return cls(max(press.number(position + 1) or 0, 0), "c" in marks, "g" in marks)


def alert(hit: RedFlagHit, content: Content, settings: Settings) -> Reply:
    """The red flag's message at its level, first line the action; under it one button to the topic."""
    flag = content.red_flags[hit.flag]
    text = to_html(flag.fill(cast("Level", hit.level), **place_values(content, settings)))
    if hit.flag in NO_TOPIC:
        return Reply(text=text)
    return Reply(text=text, rows=column(caption(content, "button.read_about_it", "faq.show", hit.entry)))


def answer(entry: Entry, content: Content, settings: Settings, asked: Asked) -> Reply:
    """The entry under its question, and whether that was it."""
    parts = [_answer_text(entry, content, settings, asked), to_html(content.text("asking.was_this_it"))]
    rows = [
        caption(content, "asking.yes", "faq.yes", entry.id, *asked.args),
        caption(content, "asking.no", "faq.no", entry.id, *asked.args),
        *_more_button(entry, content, asked),
    ]
    return Reply(text=_joined(parts), rows=column(*rows))


def confirmed(entry: Entry, content: Content, settings: Settings, asked: Asked) -> Reply:
    """The same answer once the reader said that it was the right one."""
    parts = [_answer_text(entry, content, settings, asked), to_html(content.text("asking.thanks_for_yes"))]
    return Reply(text=_joined(parts), rows=column(*_more_button(entry, content, asked)))


def chosen(entry: Entry, content: Content, settings: Settings, page: Sequence[object]) -> Reply:
    """The entry for a reader who chose it by name; *page* is where the list shows it (arguments of topic.list)."""
    text = _answer_text(entry, content, settings, Asked())
    back = caption(content, "topics.back_to_list", "topic.list", *page)
    return Reply(text=text, rows=column(*_more_button(entry, content, Asked()), back))


def more(entry: Entry, content: Content, settings: Settings, asked: Asked) -> Reply:
    """What goes deeper, with the related entries as buttons."""
    body = to_html(entry.more) if entry.more else to_html(content.text("asking.related"))
    parts = [_care_line(content, settings, asked), _heading(entry), body]
    if entry.more:
        parts.append(review_line(entry.review, content))
    related = [content.entries[one] for one in entry.see_also[:RELATED] if one in content.entries]
    back = caption(content, "asking.back_to_answer", "faq.back", entry.id, *asked.args)
    return Reply(text=_joined(parts), rows=column(*(button(one.question, "faq.show", one.id) for one in related), back))


def suggestions(
    entries: Iterable[Entry], content: Content, settings: Settings, asked: Asked, *, key: str = "asking.suggest"
) -> Reply:
    """Two or three entries to choose from, or none of them."""
    parts = [_care_line(content, settings, asked), to_html(content.text(key)), _general_line(content, settings, asked)]
    picks = [button(entry.question, "faq.pick", entry.id, *asked.args) for entry in entries]
    none = caption(content, "asking.none_of_these", "faq.none", *asked.args)
    return Reply(text=_joined(parts), rows=column(*picks, none))


def nothing_found(content: Content, settings: Settings, asked: Asked, *, key: str = "asking.none", team: bool) -> Reply:
    """An honest "I don't know": the team where somebody is there to read it, and the list of topics."""
    place = place_values(content, settings)
    parts = [
        _care_line(content, settings, asked),
        to_html(content.text(key, **place)),
        _general_line(content, settings, asked),
    ]
    buttons: list[Button] = []
    if team and asked.number:
        parts.append(to_html(content.text("team.what_is_shared")))
        buttons.append(caption(content, "team.send", "team.send", asked.number))
    return Reply(text=_joined(parts), rows=column(*buttons, caption(content, "button.topics", "topic.home")))


def review_line(review: Review, content: Content) -> str:
    """Whether a clinician has checked a text, and who, when (medical brief, section 1, rules 11 and 12), as HTML."""
    if review.reviewed_by is None or review.reviewed_on is None:
        line = content.text("asking.unreviewed")
    else:
        line = content.text("asking.reviewed", who=review.reviewed_by, day=day_in_words(review.reviewed_on))
    return f"<i>{to_html(line)}</i>"


def _answer_text(entry: Entry, content: Content, settings: Settings, asked: Asked) -> str:
    return _joined(
        [
            _care_line(content, settings, asked),
            _heading(entry),
            to_html(entry.answer),
            _general_line(content, settings, asked),
            review_line(entry.review, content),
        ]
    )


def _heading(entry: Entry) -> str:
    return f"<b>{to_html(entry.question)}</b>"


def _care_line(content: Content, settings: Settings, asked: Asked) -> str:
    return to_html(content.net.fill(**place_values(content, settings))).strip() if asked.net else ""


def _general_line(content: Content, settings: Settings, asked: Asked) -> str:
    return to_html(content.general.fill(**place_values(content, settings))).strip() if asked.mention else ""


def _more_button(entry: Entry, content: Content, asked: Asked) -> list[Button]:
    if not entry.more and not entry.see_also:
        return []
    return [caption(content, "button.more", "faq.more", entry.id, *asked.args)]


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip())
