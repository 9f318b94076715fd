"""Ways out and rights: /stop, taking consent back, /mydata, /forget. None of them asks why, or twice."""

import json
from datetime import timedelta

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.context import BotContext
from bot.handlers.commands import Handlers, command
from bot.planning import facts_of, replan
from bot.storage import chats, counts, dialogs, people, questions, rights
from bot.storage.dialogs import Dialog
from bot.storage.people import Person
from bot.understanding.replies import chosen, short_answer
from bot.views import rights as views
from bot.views.common import notice
from bot.views.presses import verb_pattern

DELETABLE = timedelta(hours=48)  # so long Telegram lets a bot delete its own messages in a private chat
FORGETTING = "rights.forget"
WITHDRAWING = "rights.withdraw"


async def stop(context: BotContext, kind: str | None) -> None:
    """End reminders and news at once. *kind* is death or wrong_person, or None where somebody simply wants no more."""
    chat_id = context.chat.chat_id
    person = await people.find_person(context.db, chat_id)
    wanted_news = context.chat.news
    await dialogs.close_dialog(context.db, chat_id)
    if wanted_news:
        await chats.set_news(context.db, chat_id, news=False)
    if kind is not None and kind in people.FAREWELLS:
        await _end(context, person, kind)
        context.reply(views.farewell(context.content, context.settings, kind, can_resume=person is not None))
    elif person is None:
        context.reply(notice(context.content, "news.ended" if wanted_news else "stop.nothing_planned"))
    elif person.is_silenced:
        context.reply(views.already_stopped(context.content))
    else:
        with_facts = await _facts_are_due(context)
        # What the doctor or a pregnancy ended stays ended, whatever becomes of this silence.
        before = f":{person.stop_reason}" if person.stop_reason in people.OF_INJECTION else ""
        await _end(context, person, f"{people.ASKED}{before}")
        context.reply(views.stopped(context.content, context.settings, with_facts=with_facts))


async def ask_forget(context: BotContext) -> None:
    """Say what deletion means, and ask once."""
    await dialogs.open_dialog(context.db, context.chat.chat_id, FORGETTING, {}, context.in_time(minutes=30))
    context.reply(views.ask_forget(context.content, context.settings, with_facts=await _facts_are_due(context)))


async def on_stop(update: Update, context: BotContext) -> None:  # noqa: ARG001 - a handler's shape
    """The command."""
    await stop(context, None)


async def on_forget(update: Update, context: BotContext) -> None:
    """The command and the button."""
    context.toast(update)
    await ask_forget(context)


async def on_dialog(update: Update, context: BotContext, dialog: Dialog, text: str) -> bool:
    """A typed yes or no to either question, or what its buttons say; anything else goes on."""
    kind = "forget" if dialog.step == FORGETTING else "withdraw"
    captions = {"yes": context.say(f"{kind}.confirm"), "no": context.say(f"{kind}.keep")}
    said = short_answer(text) or chosen(text, captions)
    if said == "no":
        await on_keep(update, context)
    elif said == "yes":
        await (on_erase if dialog.step == FORGETTING else on_withdrawn)(update, context)
    return said in ("yes", "no")


async def on_erase(update: Update, context: BotContext) -> None:
    """Delete everything, prove it, and close the admins' copies of what was asked."""
    chat_id = context.chat.chat_id
    cards = await questions.cards_of_chat(context.db, chat_id)
    recent = await rights.messages_sent(context.db, chat_id, context.now - DELETABLE)
    await rights.forget(context.db, chat_id, context.now, but_update=context.turn.update_number)
    left = await rights.count_left(context.db, chat_id, but_update=context.turn.update_number)
    if left:
        raise LookupError(f"{left} rows are left after erasing a chat")  # nothing is kept of this turn; tried again
    until = context.today + timedelta(days=context.settings.backup_keep_days + 1)
    context.toast(update)
    context.revise(update, views.forgotten(context.content, left, until))
    for question_id, admin, message_id in cards:
        context.edit(message_id, views.closed_card(context.content, question_id), chat_id=admin)
    for message_id in recent:
        context.delete(message_id)
    await counts.count(context.db, context.now.date(), "forgotten")


async def on_keep(update: Update, context: BotContext) -> None:
    """Neither deleted nor taken back."""
    await dialogs.close_dialog(context.db, context.chat.chat_id)
    context.toast(update)
    context.revise(update, notice(context.content, "forget.kept"))


async def on_withdraw(update: Update, context: BotContext) -> None:
    """Say what taking consent back means, and ask once."""
    context.toast(update)
    if context.chat.consent_at is None:
        context.reply(notice(context.content, "withdraw.not_given"))
        return
    await dialogs.open_dialog(context.db, context.chat.chat_id, WITHDRAWING, {}, context.in_time(minutes=30))
    context.reply(views.ask_withdraw(context.content, context.settings, with_facts=await _facts_are_due(context)))


async def on_withdrawn(update: Update, context: BotContext) -> None:
    """Erase the dates and all that hangs on them."""
    context.toast(update)
    await dialogs.close_dialog(context.db, context.chat.chat_id)
    await rights.withdraw_consent(context.db, context.chat.chat_id, context.now)
    context.revise(update, notice(context.content, "withdraw.done"))


async def on_my_data(update: Update, context: BotContext) -> None:
    """The command: everything held, as a file and as text."""
    context.toast(update)
    chat = context.chat
    held = await rights.everything_about(context.db, chat.chat_id, but_update=context.turn.update_number)
    zone = chat.zone_or(context.settings.default_timezone)
    replies = views.my_data(context.content, held, zone)
    file = json.dumps(held, ensure_ascii=False, indent=2)
    context.send_file("my-data.json", file, context.say("mydata.caption"))
    for reply in replies:
        context.reply(reply)


async def _end(context: BotContext, person: Person | None, reason: str) -> None:
    await counts.count(context.db, context.now.date(), f"stopped:{reason.partition(':')[0]}")
    if person is not None:
        await people.stop_messages(context.db, person.id, reason, context.now)
        await replan(context.db, context.settings, person.id, context.now)


async def _facts_are_due(context: BotContext) -> bool:
    """Whether the facts about stopping are to be told: an injection is registered, and messages still run."""
    person = await people.find_person(context.db, context.chat.chat_id)
    facts = None if person is None else await facts_of(context.db, person.id)
    return facts is not None and facts.injection is not None and facts.person.stopped_at is None


def handlers() -> Handlers:
    """The commands and their buttons."""
    presses = {
        "rights.forget": on_forget,
        "rights.erase": on_erase,
        "rights.keep": on_keep,
        "rights.withdraw": on_withdraw,
        "rights.withdrawn": on_withdrawn,
        "rights.mydata": on_my_data,
    }
    return [
        command("stop", on_stop),
        command("forget", on_forget),
        command("mydata", on_my_data),
        *(CallbackQueryHandler(callback, pattern=verb_pattern(verb)) for verb, callback in presses.items()),
    ]
