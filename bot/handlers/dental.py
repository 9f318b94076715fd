"""/dental and /card: visits to the dentist, and what to show there."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.context import BotContext, pressed
from bot.handlers import typed
from bot.handlers.calendar import for_draft
from bot.handlers.commands import Handlers, command
from bot.handlers.draft import Draft, new_draft
from bot.handlers.entry import on_stale, proceed, show
from bot.handlers.next import local_now, present
from bot.handlers.undo import UNDO_FOR, taken_back
from bot.handlers.visit_answers import moved, something_else
from bot.handlers.visit_news import on_unbooked
from bot.handlers.visits import as_visit, card_facts
from bot.planning import replan
from bot.schedule import Visit
from bot.storage import visits
from bot.storage.dialogs import Dialog
from bot.storage.visits import DentalVisit
from bot.views import dental as views
from bot.views import entry as entry_views
from bot.views.card import card, card_sheet
from bot.views.presses import verb_pattern


async def on_dental(update: Update, context: BotContext) -> None:
    """The command and the button: the visits that matter now, or a first one."""
    state = await present(context)
    known = views.that_matter(state.visits, state.today)
    if known:
        show(update, context, views.visit_list(context.content, known))
    else:
        await proceed(update, context, new_draft(context, "visit"))


async def on_add(update: Update, context: BotContext) -> None:
    """A new visit."""
    await proceed(update, context, new_draft(context, "visit"))


async def on_coming_up(update: Update, context: BotContext) -> None:
    """A new visit, from under an answer, which stays."""
    context.toast(update)
    await proceed(Update(update.update_id), context, new_draft(context, "visit"))


async def on_dialog(update: Update, context: BotContext, dialog: Dialog, text: str) -> bool:
    """A typed answer to what was asked; False where *text* is something else."""
    return await typed.on_dialog(update, context, dialog, text)


async def on_card(update: Update, context: BotContext) -> None:
    """The card to show the dentist: a message to show on the phone, and a page to print."""
    context.toast(update)
    facts = await card_facts(context, await _visit_ahead(update, context))
    context.reply(card(context.content, facts, page_follows=True))
    context.send_sheet(card_sheet(context.content, facts), context.say("sheet.caption"))


async def on_print(update: Update, context: BotContext) -> None:
    """The page alone, under a card that was shown without it."""
    context.toast(update)
    facts = await card_facts(context, await _visit_ahead(update, context))
    context.send_sheet(card_sheet(context.content, facts), context.say("sheet.caption"))


async def on_not_started(update: Update, context: BotContext) -> None:
    """No injection yet: the mouth check that is advised before the first one."""
    context.toast(update)
    context.reply(entry_views.not_started(context.content))


async def on_kind(update: Update, context: BotContext, draft: Draft) -> None:
    """What the visit is for."""
    position = pressed(update).number(1)
    if draft.what != "visit" or position is None or not 0 <= position < len(views.KINDS):
        await on_stale(update, context)
        return
    await proceed(update, context, draft.but(kind=views.KINDS[position].value))


async def on_visit(update: Update, context: BotContext) -> None:
    """One visit, and what can be changed about it."""
    visit = await _pressed_visit(update, context)
    if visit is None:
        await on_stale(update, context)
        return
    show(update, context, views.one_visit(context.content, as_visit(visit)))


async def on_see(update: Update, context: BotContext) -> None:
    """The same from under an answer, which stays."""
    visit = await _pressed_visit(update, context)
    if visit is None:
        await on_stale(update, context)
        return
    context.toast(update)
    context.reply(views.one_visit(context.content, as_visit(visit)))


async def on_move(update: Update, context: BotContext) -> None:
    """The visit is on another day."""
    await moved(update, context, pressed(update))


async def on_other_kind(update: Update, context: BotContext) -> None:
    """The visit is for something else; its day and time stay."""
    await something_else(update, context, pressed(update))


async def on_remove(update: Update, context: BotContext) -> None:
    """The visit does not take place."""
    visit = await _pressed_visit(update, context)
    if visit is None:
        await on_stale(update, context)
        return
    await visits.remove_visit(context.db, visit.id, context.now)
    await replan(context.db, context.settings, visit.person_id, context.now)
    show(update, context, views.removed(context.content, as_visit(visit)))


async def on_restore(update: Update, context: BotContext) -> None:
    """Undo a removal."""
    visit = await _pressed_visit(update, context, removed=True)
    if visit is None:
        await on_stale(update, context)
        return
    await visits.restore_visit(context.db, visit.id)
    await taken_back(update, context, visit.person_id)


async def on_undo(update: Update, context: BotContext) -> None:
    """Take back a visit just recorded; the one it replaced stands again."""
    visit = await _pressed_visit(update, context)
    if visit is None or context.now - visit.entered_at > UNDO_FOR:
        await on_stale(update, context)
        return
    number = pressed(update).number(1) or 0
    before = await visits.owned_visit(context.db, number, context.chat.chat_id, removed=True)
    await visits.remove_visit(context.db, visit.id, context.now)
    if before is not None:
        await visits.restore_visit(context.db, before.id)
    await taken_back(update, context, visit.person_id)


async def _visit_ahead(update: Update, context: BotContext) -> Visit | None:
    """The visit that a card was pressed for, if it is still to come."""
    query = update.callback_query
    record = await _pressed_visit(update, context) if query and query.data else None
    visit = None if record is None else as_visit(record)
    return visit if visit is not None and visit.on >= local_now(context).date() else None


async def on_whose(update: Update, context: BotContext, draft: Draft) -> None:
    """Whose visit it is."""
    whose = pressed(update).args[1:2]
    if draft.what != "visit" or whose not in (("own",), ("other",)):
        await on_stale(update, context)
        return
    await proceed(update, context, draft.but(whose="own" if whose == ("own",) else "other"))


async def _pressed_visit(update: Update, context: BotContext, *, removed: bool = False) -> DentalVisit | None:
    number = pressed(update).number(0) or 0
    return await visits.owned_visit(context.db, number, context.chat.chat_id, removed=removed)


def handlers() -> Handlers:
    """The commands and their buttons."""
    return [
        command("dental", on_dental),
        command("card", on_card),
        CallbackQueryHandler(on_dental, verb_pattern("dent.list")),
        CallbackQueryHandler(on_add, verb_pattern("dent.add")),
        CallbackQueryHandler(on_card, verb_pattern("dent.card")),
        CallbackQueryHandler(on_print, verb_pattern("dent.print")),
        CallbackQueryHandler(on_not_started, verb_pattern("dent.not_started")),
        CallbackQueryHandler(for_draft(on_whose), verb_pattern("dent.whose")),
        CallbackQueryHandler(for_draft(on_kind), verb_pattern("dent.kind")),
        CallbackQueryHandler(on_coming_up, verb_pattern("dent.coming")),
        CallbackQueryHandler(on_see, verb_pattern("dent.see")),
        CallbackQueryHandler(for_draft(on_unbooked), verb_pattern("dent.unbooked")),
        CallbackQueryHandler(on_visit, verb_pattern("dent.visit")),
        CallbackQueryHandler(on_move, verb_pattern("dent.move")),
        CallbackQueryHandler(on_other_kind, verb_pattern("dent.other_kind")),
        CallbackQueryHandler(on_remove, verb_pattern("dent.remove")),
        CallbackQueryHandler(on_restore, verb_pattern("dent.restore")),
        CallbackQueryHandler(on_undo, verb_pattern("dent.undo")),
    ]
