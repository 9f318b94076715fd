"""The page of settings as it stands, and what keeping a setting means for the plan."""

from zoneinfo import ZoneInfo

from telegram import Update

from bot.content.marks import to_html
from bot.context import BotContext
from bot.handlers.draft import drop_draft
from bot.planning import replan
from bot.storage import chats, people
from bot.storage.chats import Chat
from bot.views.reply import Reply
from bot.views.settings import ask_travel, settings_page


async def page(context: BotContext) -> Reply:
    """The settings that hold now."""
    return page_of(context, await chats.get_chat(context.db, context.chat.chat_id) or context.chat)


def page_of(context: BotContext, chat: Chat) -> Reply:
    """The page with the settings of *chat*."""
    return settings_page(
        context.content,
        hour=chat.hour_or(context.settings.default_hour),
        zone=chat.zone_or(context.settings.default_timezone),
        home=chat.home_zone,
        quiet=chat.quiet,
        news=bool(chat.news),
        left_out=len(chat.unwanted_steps),
        consent=chat.consent_at is not None,
    )


async def changed(update: Update, context: BotContext, shown: Reply | None = None) -> None:
    """Plan anew with the setting just kept, and show the page with it, or *shown*."""
    person = await people.find_person(context.db, context.chat.chat_id)
    if person is not None:
        await replan(context.db, context.settings, person.id, context.now)
    context.toast(update, context.say("set.kept"))
    saved = shown or await page(context)
    if update.callback_query is None:
        saved = saved.headed(to_html(context.say("set.kept")))
    context.revise(update, saved)


async def keep_zone(update: Update, context: BotContext, zone: str) -> None:
    """Another time zone: the same hour on the new clock."""
    await drop_draft(context)
    before, home = context.chat.zone, context.chat.home_zone
    await chats.settle_zone(context.db, context.chat.chat_id, zone, home=home if zone == before else None)
    asked = None
    if before is not None and zone not in (before, home):
        asked = ask_travel(context.content, ZoneInfo(zone), home or before, context.now)
    await changed(update, context, asked)
