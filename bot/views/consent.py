"""May dates be kept? Asked once, in two sentences."""

from bot.content import Content
from bot.views.common import caption, notice
from bot.views.reply import Reply


def ask_consent(content: Content, token: int) -> Reply:
    """The question, with a way to read more."""
    return notice(
        content,
        "consent.ask",
        caption(content, "consent.button_yes", "consent.yes", token),
        caption(content, "consent.button_more", "consent.more", token),
        caption(content, "consent.button_no", "consent.no", token),
    )


def consent_in_full(content: Content, token: int) -> Reply:
    """What is kept, why, for how long, and how to end it."""
    return notice(
        content,
        "consent.more",
        caption(content, "consent.button_yes", "consent.yes", token),
        caption(content, "consent.button_no", "consent.no", token),
    )
