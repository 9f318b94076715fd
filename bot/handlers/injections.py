"""/injection: the last injection, the appointment for the next one, and changing either."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.context import BotContext, pressed
from bot.handlers import typed
from bot.handlers.calendar import for_draft, pressed_draft
from bot.handlers.commands import Handlers, command
from bot.handlers.draft import Draft, drop_draft, new_draft, open_draft
from bot.handlers.entry import on_stale, proceed, show
from bot.handlers.next import local_now, present, state_line
from bot.handlers.undo import undo_handlers
from bot.schedule.entry import Doubt
from bot.storage import chats, injections, people
from bot.storage.dialogs import Dialog
from bot.understanding import Outcome, Understanding
from bot.understanding.dates import read_date
from bot.views import entry as entry_views
from bot.views import injections as views
from bot.views.common import notice
from bot.views.next import Present
from bot.views.presses import verb_pattern
from bot.views.reply import Reply


async def on_injection(update: Update, context: BotContext) -> None:
    """The command and the button: a known patient sees how things stand, others are asked for their last one."""
    menu = await menu_now(context)
    if menu is None:
        await proceed(update, context, new_draft(context, "given"))
        return
    context.toast(update)
    context.reply(menu)


async def menu_now(context: BotContext) -> Reply | None:
    """How the injection stands and what can be noted about it; None where nothing is known."""
    return await menu_of(context, await present(context))


async def menu_of(context: BotContext, state: Present) -> Reply | None:
    """The same where *state* is known already."""
    answer = state_line(context, state)
    person = None if answer is None else await people.find_person(context.db, context.chat.chat_id)
    if answer is None or person is None:
        return None
    given = await injections.current_injection(context.db, person.id)
    booked = await injections.current_appointment(context.db, person.id)
    return views.menu(context.content, answer, given=given.id if given else 0, booked=booked.id if booked else 0)


async def from_text(update: Update, context: BotContext, meaning: Understanding) -> None:
    """Plain words that tell of an injection or an appointment: whatever they leave open is asked."""
    what = "given" if meaning.outcome == Outcome.LOG_INJECTION else "booked"
    message = update.effective_message
    said = (message.text or message.caption or "") if message else ""
    reading = read_date(said, local_now(context).date(), "past" if what == "given" else "future")
    draft = new_draft(context, "given" if what == "given" else "booked", days=meaning.dates)
    if meaning.date is not None:
        draft = draft.with_day(meaning.date, at=meaning.time if what == "booked" else None)
    unread = meaning.date is None and not meaning.dates and reading.reason in ("impossible", "month_only")
    why = (
        entry_views.unreadable(context.content, reading.reason or "none", "given" if what == "given" else "booked")
        if unread
        else ""
    )
    await proceed(update, context, draft, before=why)


async def on_dialog(update: Update, context: BotContext, dialog: Dialog, text: str) -> bool:
    """A typed answer to what was asked; False where *text* is something else."""
    return await typed.on_dialog(update, context, dialog, text)


async def on_had(update: Update, context: BotContext) -> None:
    """I've had it: which day?"""
    await proceed(update, context, new_draft(context, "given"))


async def on_book(update: Update, context: BotContext) -> None:
    """I have an appointment: for which day?"""
    await proceed(update, context, new_draft(context, "booked"))


async def on_correct(update: Update, context: BotContext) -> None:
    """The date is wrong: enter another in its place."""
    record = pressed(update).number(0) or 0
    given = await injections.owned_injection(context.db, record, context.chat.chat_id)
    if given is None:
        await on_stale(update, context)
        return
    await proceed(update, context, new_draft(context, "given", record=given.id))


async def on_unknown(update: Update, context: BotContext) -> None:
    """The date is not known: who knows it. The question stays open."""
    context.toast(update)
    context.reply(entry_views.unknown_date(context.content, "given"))


async def on_not_started(update: Update, context: BotContext) -> None:
    """The first injection is still to come: nothing is kept."""
    await drop_draft(context)
    show(update, context, entry_views.not_started(context.content))


async def on_yes(update: Update, context: BotContext) -> None:
    """The date was read back right."""
    draft = await _asked(update, context, "confirm")
    if draft is None:
        await on_stale(update, context)
        return
    await proceed(update, context, draft.confirmed("read"))


async def on_change(update: Update, context: BotContext) -> None:
    """The date was read back wrong."""
    draft = await _asked(update, context, "confirm")
    if draft is None:
        await on_stale(update, context)
        return
    await typed.change(update, context, draft)


async def on_doubt_yes(update: Update, context: BotContext) -> None:
    """Yes to a question such as "Is it an appointment?"."""
    await _settle(update, context, agreed=True)


async def on_doubt_no(update: Update, context: BotContext) -> None:
    """No to such a question."""
    await _settle(update, context, agreed=False)


async def on_doubt_both(update: Update, context: BotContext, draft: Draft) -> None:
    """The older injection and the one on record: both are kept, and the plan goes by the later one."""
    await proceed(update, context, draft.confirmed("read", Doubt.OLDER.value))


async def on_leave(update: Update, context: BotContext, draft: Draft) -> None:  # noqa: ARG001 - an answer's shape
    """Enter nothing after all."""
    await typed.leave(update, context)


async def on_news(update: Update, context: BotContext) -> None:
    """Whether news may be sent: asked once, changed in /settings."""
    wanted = pressed(update).number(0) == 1
    await chats.set_news(context.db, context.chat.chat_id, news=wanted)
    context.toast(update)
    context.revise(update, notice(context.content, "inj.news_yes" if wanted else "inj.news_no"))


async def _settle(update: Update, context: BotContext, *, agreed: bool) -> None:
    opened = await open_draft(context)
    if opened is None or await pressed_draft(update, context) is None:
        await on_stale(update, context)
        return
    await typed.settle_doubt(update, context, *opened, agreed=agreed)


async def _asked(update: Update, context: BotContext, step: str) -> Draft | None:
    """The draft, if *step* is what is asked now and the pressed button stands under that question."""
    opened = await open_draft(context)
    if opened is None or opened[0] != step:
        return None
    return await pressed_draft(update, context)


def handlers() -> Handlers:
    """The command and its buttons."""
    return [
        command("injection", on_injection),
        CallbackQueryHandler(on_injection, verb_pattern("inj.start")),
        CallbackQueryHandler(on_had, verb_pattern("inj.had")),
        CallbackQueryHandler(on_book, verb_pattern("inj.book")),
        CallbackQueryHandler(on_correct, verb_pattern("inj.correct")),
        CallbackQueryHandler(on_unknown, verb_pattern("inj.unknown")),
        CallbackQueryHandler(on_not_started, verb_pattern("inj.not_started")),
        CallbackQueryHandler(on_yes, verb_pattern("inj.yes")),
        CallbackQueryHandler(on_change, verb_pattern("inj.change")),
        CallbackQueryHandler(on_doubt_yes, verb_pattern("inj.doubt_yes")),
        CallbackQueryHandler(on_doubt_no, verb_pattern("inj.doubt_no")),
        CallbackQueryHandler(for_draft(on_doubt_both), verb_pattern("inj.doubt_both")),
        CallbackQueryHandler(for_draft(on_leave), verb_pattern("inj.leave")),
        CallbackQueryHandler(on_news, verb_pattern("inj.news")),
        *undo_handlers(),
    ]
