"""A typed yes, no or more under our last reply: the same as the press."""

from bot.context import BotContext
from bot.handlers import faq, team
from bot.handlers.entry import open_question
from bot.handlers.shown import Shown, shown_in
from bot.storage import counts
from bot.storage.dialogs import Dialog
from bot.understanding.replies import chosen, short_answer
from bot.views import faq as views
from bot.views.common import notice


async def on_words(context: BotContext, dialog: Dialog, text: str) -> bool:
    """
    Take *text* as the answer to what was shown last; False where it is none.

    Where a date was being entered before, that question is asked again: the next yes or no is meant for it.
    """
    shown = shown_in(dialog.payload, context.now)
    if shown is None or not await _answered(context, shown, text):
        return False
    waiting = await open_question(context)
    if waiting is not None:
        await faq.show_instead(context, None)
        context.reply(waiting)
    return True


async def _answered(context: BotContext, shown: Shown, text: str) -> bool:
    said = short_answer(text)
    if shown.offer:
        return await _about_offer(context, shown, said, text)
    if shown.entry in context.content.entries:
        return await _about_answer(context, shown, said, text)
    again = await faq.offered_again(context, shown.asked) if said == "yes" and shown.choice else None
    if again is not None:
        context.reply(again)
    elif said == "no" and shown.choice:
        context.reply(await faq.nothing_found(context, shown.asked))
    elif chosen(text, {"send": context.say("team.send")}):
        context.reply(await team.send(context, shown.asked.number))
    else:
        return False
    return True


async def _about_offer(context: BotContext, shown: Shown, said: str | None, text: str) -> bool:
    agreed = said == "yes" or chosen(text, {"send": context.say("team.send")}) is not None
    if agreed:
        context.reply(await team.send(context, shown.asked.number))
    elif said == "no":
        await team.forget_words(context)
        context.reply(notice(context.content, "team.not_sent"))
    return agreed or said == "no"


async def _about_answer(context: BotContext, shown: Shown, said: str | None, text: str) -> bool:
    entry = context.content.entries[shown.entry or ""]
    if said == "yes":
        await counts.count(context.db, context.now.date(), "asked:right")
        context.reply(notice(context.content, "asking.thanks_for_yes"))
    elif said == "no" or chosen(text, {"no": context.say("asking.no")}):
        context.reply(await faq.something_else(context, entry, shown.asked))
    elif chosen(text, {"more": context.say("button.more")}):
        context.reply(views.more(entry, context.content, context.settings, shown.asked))
    else:
        return False
    return True
