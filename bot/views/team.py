"""Questions to the team, and what comes back to a patient from people."""

from html import escape

from bot.content import Content
from bot.content.marks import to_html
from bot.settings import Settings
from bot.views.common import caption, notice, place_values
from bot.views.reply import Reply, column

SHOWN_UNITS = 3600  # of a person's words in one message, so that our own words fit beside them


def contact(content: Content, settings: Settings, *, team: bool) -> Reply:
    """Whom to ask: the clinic, and the team where somebody is there to read it."""
    place = place_values(content, settings)
    if not team:
        return notice(content, "team.contact_no_team", **place)
    return notice(content, "team.contact", caption(content, "team.write", "team.write"), **place)


def please_write(content: Content, settings: Settings, *, again: bool = False) -> Reply:
    """Ask for the words to pass on."""
    key = "team.write_again" if again else "team.please_write"
    return notice(content, key, caption(content, "button.cancel", "team.cancel"), **place_values(content, settings))


def offer(content: Content, text: str, number: int) -> Reply:
    """The words once more, what is shared, and the button that is the consent."""
    parts = [
        to_html(content.text("team.offer")),
        quoted(content, text),
        to_html(content.text("team.what_is_shared")),
    ]
    buttons = (
        caption(content, "team.send", "team.send", number),
        caption(content, "button.cancel", "team.cancel"),
    )
    return Reply(text="\n\n".join(parts), rows=column(*buttons))


def passed_on(content: Content, settings: Settings) -> Reply:
    """It is on its way; no time is promised."""
    text = content.text("team.passed_on", **place_values(content, settings)).strip()
    if settings.working_hours:
        text += "\n\n" + content.text("team.hours", hours=settings.working_hours)
    return Reply(text=to_html(text))


def nobody(content: Content, settings: Settings) -> Reply:
    """No admin can be reached now: the clinic's phone instead."""
    return notice(content, "team.nobody", **place_values(content, settings))


def quoted(content: Content, text: str, limit: int = SHOWN_UNITS) -> str:
    """A person's words as HTML, never as markup, cut where they are too long (see cut)."""
    return escape(cut(content, text, limit), quote=False)


def cut(content: Content, text: str, limit: int) -> str:
    """*text* to at most *limit* UTF-16 units; where something is missing, it says so."""
    units = text.strip().encode("utf-16-le")
    if len(units) <= 2 * limit:
        return text.strip()
    return f"{units[: 2 * limit].decode('utf-16-le', 'ignore')} … {content.text('team.cut_short')}"
