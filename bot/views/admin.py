"""What admins see, and what reaches patients from them."""

from collections.abc import Iterable
from math import ceil

from bot.content import Content
from bot.content.marks import to_html
from bot.views.common import caption, notice
from bot.views.reply import Reply, column
from bot.views.team import cut, quoted

QUOTED_UNITS = 300  # of a question, in the answer to it
TEXT_UNITS = 3600  # of an admin's text, so that heading and question fit beside it


def question_card(content: Content, question_id: int, text: str, best_guess: str | None) -> Reply:
    """A patient's question for an admin, in the patient's words, with "Reply"."""
    parts = [to_html(content.text("admin.question", number=question_id)), quoted(content, text)]
    if best_guess:
        parts.append(to_html(content.text("admin.best_guess", topic=best_guess)))
    reply = caption(content, "admin.reply_button", "adm.reply", question_id)
    return Reply(text="\n\n".join(parts), rows=column(reply))


def answered_card(content: Content, question_id: int, text: str, admin: int) -> Reply:
    """The same card once somebody has answered."""
    head = to_html(content.text("admin.card_answered", number=question_id, admin=admin))
    return Reply(text=f"{head}\n\n{quoted(content, text)}")


def team_answer(content: Content, text: str, question: str | None) -> Reply:
    """The team's answer as the patient sees it, with the beginning of what was asked."""
    parts = [to_html(content.text("team.answer")), quoted(content, text)]
    if question:
        asked = content.text("team.your_question", question=cut(content, question, QUOTED_UNITS))
        parts.append(f"<i>{to_html(asked)}</i>")
    return Reply(text="\n\n".join(parts))


def broadcast_message(content: Content, text: str, *, safety: bool) -> Reply:
    """A broadcast as each recipient sees it; a safety notice is marked, and news can be ended with a button."""
    if safety:
        return Reply(text=f"{to_html(content.text('news.safety'))}\n\n{quoted(content, text)}")
    return Reply(text=quoted(content, text), rows=column(caption(content, "news.no_more", "news.off")))


def broadcast_question(content: Content, broadcast_id: int, number: int, rate: float, *, safety: bool) -> Reply:
    """How many would get it, how long that takes, and the choice; the button to send carries the number shown."""
    drop = caption(content, "button.cancel", "adm.drop", broadcast_id)
    to_all = () if safety else (caption(content, "admin.broadcast_safety", "adm.safety", broadcast_id),)
    if number == 0:
        nobody = "admin.broadcast_nobody_safety" if safety else "admin.broadcast_nobody"
        return notice(content, nobody, *to_all, drop)
    minutes = ceil(number / rate / 60)
    words = content.text("admin.minutes_one") if minutes == 1 else content.text("admin.minutes", number=minutes)
    send = caption(content, "admin.broadcast_send", "adm.send", broadcast_id, number, number=number)
    confirm = "admin.broadcast_confirm_safety" if safety else "admin.broadcast_confirm"
    return notice(content, confirm, send, *to_all, drop, number=number, minutes=words)


def inbox(content: Content, waiting: Iterable[tuple[int, str]], number: int) -> Reply:
    """The open questions as (id, day in words), oldest first, each a button; *number* counts all of them."""
    cards = [caption(content, "admin.inbox_card", "adm.card", one, number=one, day=day) for one, day in waiting]
    if not cards:
        return notice(content, "admin.inbox_empty")
    if number > len(cards):
        return notice(content, "admin.inbox_part", *cards, number=number, shown=len(cards))
    return notice(content, "admin.inbox", *cards, number=number)


def please_reply(content: Content, question_id: int) -> Reply:
    """
    Ask an admin for the answer.

    The question is not repeated: its card stands above, and is closed when the patient deletes everything.
    """
    cancel = caption(content, "button.cancel", "adm.cancel")
    return notice(content, "admin.please_reply", cancel, number=question_id)


def broadcast_progress(content: Content, broadcast_id: int, sent: int, total: int) -> Reply:
    """How far it is, and the button that keeps the rest back."""
    stop = caption(content, "admin.broadcast_stop", "adm.stop", broadcast_id)
    return notice(content, "admin.broadcast_progress", stop, sent=sent, total=total)


def broadcast_report(
    content: Content, *, total: int, delivered: int, blocked: int, failed: int, uncertain: int, cancelled: int
) -> Reply:
    """The final counts; *cancelled* are those that an admin kept back."""
    head = content.text(
        "admin.broadcast_stopped" if cancelled else "admin.broadcast_done",
        total=total,
        **({"cancelled": cancelled} if cancelled else {}),
    )
    counts = content.text(
        "admin.broadcast_counts", delivered=delivered, blocked=blocked, failed=failed, uncertain=uncertain
    )
    return Reply(text=to_html(f"{head.strip()}\n{counts.strip()}"))
