"""What a button says, typed instead of pressed: the same as the press, for whoever never presses."""

from itertools import chain
from typing import Any, cast

from telegram import CallbackQuery, Update

from bot.context import BotApplication, BotContext
from bot.handlers.asked_back import asked_in, settle
from bot.handlers.entry import open_question
from bot.handlers.injections import menu_of
from bot.handlers.next import present, state_line, state_reply
from bot.handlers.settings_page import page_of
from bot.outbox.actions import AnswerPress
from bot.storage.dialogs import Dialog
from bot.understanding.replies import chosen, short_answer
from bot.views.common import caption
from bot.views.presses import press_data
from bot.views.reminder_answers import which
from bot.views.reply import Reply, column
from bot.views.start import three_buttons

# Buttons that need no record, wherever they stood.
ALWAYS = (
    ("button.topics", "topic.home"),
    ("next.button_show", "next.show"),
    ("next.button_register", "inj.start"),
    ("next.button_dental", "dent.list"),
    ("dental.button_add", "dent.add"),
    ("dental.button_card", "dent.card"),
    ("dental.button_coming_up", "dent.coming"),
    ("entry.button_have_appointment", "inj.book"),
    ("stop.resume", "rem.resume"),
    ("mydata.delete", "rights.forget"),
    ("team.write", "team.write"),
)

LONGEST = 62  # letters; a caption has at most 45, which a test keeps, and what is near it is a third longer at most


async def on_open_question(update: Update, context: BotContext, text: str) -> bool:
    """Press the button of the open question that *text* names; False where it names none."""
    asked = await open_question(context)
    return asked is not None and await _press(update, context, text, _captions(asked))


async def on_asked_back(update: Update, context: BotContext, dialog: Dialog, text: str) -> bool:
    """Take *text* as the answer to the question that we asked last; False where it is none."""
    asked = asked_in(dialog, context.now)
    if asked is None:
        return False
    said = short_answer(text)
    named = chosen(text, {one.data: one.text for one in asked.buttons})
    meant = asked.row_of(said)
    if named is None and meant is None:
        if said is not None:
            context.reply(which(context.content, column(*asked.buttons)))
        return said is not None
    await settle(context, dialog)
    await press(update, context, named or (meant.data if meant else ""))
    return True


async def on_any(update: Update, context: BotContext, text: str) -> bool:
    """Press one of the buttons that always make sense, by how things stand now; False where *text* names none."""
    if len(text) > LONGEST:
        return False
    state = await present(context)
    known = state_line(context, state) is not None
    always = [caption(context.content, key, verb) for key, verb in ALWAYS]
    captions = {one.text: one.data for one in (*three_buttons(context.content, known=known), *always)}
    for reply in (state_reply(context, state), await menu_of(context, state), page_of(context, context.chat)):
        captions |= _captions(reply) if reply is not None else {}
    for wanted, key in enumerate(("inj.button_news_no", "inj.button_news_yes")):
        captions[context.say(key)] = press_data("inj.news", wanted)  # it can be said long after it was asked
    return await _press(update, context, text, captions)


def _captions(reply: Reply) -> dict[str, str]:
    return {one.text: one.data for row in reply.rows for one in row}


async def _press(update: Update, context: BotContext, text: str, captions: dict[str, str]) -> bool:
    said = chosen(text, {one: one for one in captions})
    if said is None:
        return False
    await press(update, context, captions[said])
    return True


async def press(update: Update, context: BotContext, data: str) -> None:
    """Do what the button that sends *data* does, as an answer to words."""
    user = update.effective_user
    if user is None:
        raise LookupError("words of nobody")
    # Without a message: what it would change there is sent anew.
    query = CallbackQuery(id="", from_user=user, chat_instance="", data=data)
    pressed = Update(update.update_id, callback_query=query)
    application = cast("BotApplication", context.application)
    for handler in chain.from_iterable(application.handlers.values()):
        check: Any = handler.check_update(pressed)
        if check is not None and check is not False:
            await handler.handle_update(pressed, application, check, context)
            break
    actions = context.turn.actions
    actions[:] = [one for one in actions if not isinstance(one, AnswerPress)]  # nothing was pressed
