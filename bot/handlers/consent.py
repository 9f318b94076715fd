"""Consent to keep dates, and the time zone: both asked once, before the first date is kept."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.context import BotContext, pressed
from bot.handlers.calendar import pressed_draft
from bot.handlers.commands import Handlers
from bot.handlers.draft import Draft, drop_draft, keep_draft
from bot.handlers.entry import on_stale, proceed, show
from bot.handlers.next import local_now
from bot.handlers.settings_page import keep_zone
from bot.storage import chats
from bot.understanding.dates import read_date
from bot.understanding.replies import chosen, short_answer
from bot.understanding.zones import place_name, zones_of_clock, zones_of_place
from bot.views.common import notice
from bot.views.consent import consent_in_full
from bot.views.presses import verb_pattern
from bot.views.zones import ask_city, choose_zone


async def on_consent(update: Update, context: BotContext) -> None:
    """Dates may be kept."""
    draft = await pressed_draft(update, context)
    if draft is None:
        await on_stale(update, context)
        return
    await give_consent(update, context, draft)


async def on_read_more(update: Update, context: BotContext) -> None:
    """What is kept and why, in full; the question stays open."""
    draft = await pressed_draft(update, context)
    if draft is None:
        await on_stale(update, context)
        return
    show(update, context, consent_in_full(context.content, draft.token))


async def on_no_consent(update: Update, context: BotContext) -> None:
    """Nothing is kept; everything else still works."""
    draft = await pressed_draft(update, context)
    if draft is None:
        await on_stale(update, context)
        return
    await refuse_consent(update, context)


async def give_consent(update: Update, context: BotContext, draft: Draft) -> None:
    """Note the agreement and go on with what was being entered."""
    await chats.give_consent(context.db, context.chat.chat_id, context.now)
    context.turn.chat = await chats.get_chat(context.db, context.chat.chat_id)
    await proceed(update, context, draft)


async def refuse_consent(update: Update, context: BotContext) -> None:
    """Forget what was being entered."""
    await drop_draft(context)
    show(update, context, notice(context.content, "consent.refused"))


async def on_zone_yes(update: Update, context: BotContext) -> None:
    """The clinic's clock is theirs."""
    draft = await pressed_draft(update, context)
    if draft is None:
        await on_stale(update, context)
        return
    await agree_to_clock(update, context, draft)


async def on_zone_change(update: Update, context: BotContext) -> None:
    """Another clock: ask for the city or what the clock shows."""
    draft = await pressed_draft(update, context)
    if draft is None:
        await on_stale(update, context)
        return
    await ask_for_city(update, context, draft)


async def on_zone_pick(update: Update, context: BotContext) -> None:
    """One of the places that were offered."""
    draft, position = await pressed_draft(update, context), pressed(update).number(1)
    if draft is None or position is None or not 0 <= position < len(draft.zones):
        await on_stale(update, context)
        return
    await settle(update, context, draft, draft.zones[position])


async def ask_for_city(update: Update, context: BotContext, draft: Draft) -> None:
    """Wait for the name of a city or the time on a clock."""
    await keep_draft(context, draft.but(token=context.turn.update_number, zones=()), "city")
    show(update, context, ask_city(context.content))


async def agree_to_clock(update: Update, context: BotContext, draft: Draft) -> None:
    """Settle the clinic's zone; where that is no place (UTC), the clock alone does not tell how summer time goes."""
    zone = context.settings.default_timezone
    places = () if "/" in zone else zones_of_clock(local_now(context).time(), context.now)
    if places:
        await _offer(update, context, draft, places)
    else:
        await settle(update, context, draft, zone)


async def settle(update: Update, context: BotContext, draft: Draft, zone: str) -> None:
    """Keep the zone and go on with what was being entered."""
    if draft.what == "settings":
        await keep_zone(update, context, zone)
        return
    await chats.settle_zone(context.db, context.chat.chat_id, zone)
    context.turn.chat = await chats.get_chat(context.db, context.chat.chat_id)
    await proceed(update, context, draft)


async def on_words(update: Update, context: BotContext, step: str, draft: Draft, text: str) -> bool:
    """A typed answer to the question of consent or of the clock; False where it is none."""
    if step == "consent":
        return await _consent_in_words(update, context, draft, text)
    said = short_answer(text)
    if step == "zone" and said == "yes":
        await agree_to_clock(update, context, draft)
        return True
    if said == "no":
        await ask_for_city(update, context, draft)
        return True
    if step == "places":
        named = chosen(text, {zone: place_name(zone) for zone in draft.zones})
        agreed = draft.zones[0] if said == "yes" and len(draft.zones) == 1 else named
        if agreed is not None:
            await settle(update, context, draft, agreed)
            return True
    shown = read_date(text, context.today, "past").time
    zones = zones_of_clock(shown, context.now) if shown else zones_of_place(text)
    if zones:
        await _offer(update, context, draft, zones)
        return True
    if step == "city" and len(text.split()) <= 4 and "?" not in text:
        context.reply(ask_city(context.content, again=True))
        return True
    return False


async def _offer(update: Update, context: BotContext, draft: Draft, zones: tuple[str, ...]) -> None:
    offered = draft.but(token=context.turn.update_number, zones=zones)
    await keep_draft(context, offered, "places")
    show(update, context, choose_zone(context.content, offered.token, zones, context.now))


async def _consent_in_words(update: Update, context: BotContext, draft: Draft, text: str) -> bool:
    captions = {key: context.say(f"consent.button_{key}") for key in ("yes", "more", "no")}
    match short_answer(text) or chosen(text, captions):
        case "yes":
            await give_consent(update, context, draft)
        case "no":
            await refuse_consent(update, context)
        case "more":
            show(update, context, consent_in_full(context.content, draft.token))
        case _:
            return False
    return True


def handlers() -> Handlers:
    """The buttons of consent and zone."""
    return [
        CallbackQueryHandler(on_consent, verb_pattern("consent.yes")),
        CallbackQueryHandler(on_read_more, verb_pattern("consent.more")),
        CallbackQueryHandler(on_no_consent, verb_pattern("consent.no")),
        CallbackQueryHandler(on_zone_yes, verb_pattern("zone.yes")),
        CallbackQueryHandler(on_zone_change, verb_pattern("zone.change")),
        CallbackQueryHandler(on_zone_pick, verb_pattern("zone.pick")),
    ]
