"""Consent to keep dates, and the time zone: both asked once, before the first date is kept."""

from datetime import time

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.context import BotContext, pressed
from bot.handlers.calendar import for_draft
from bot.handlers.commands import Handlers
from bot.handlers.draft import Draft, drop_draft, keep_draft
from bot.handlers.entry import has_day, on_stale, proceed, show
from bot.handlers.next import local_now
from bot.handlers.settings_page import keep_zone
from bot.storage import chats
from bot.understanding import Outcome
from bot.understanding.dates import read_date
from bot.understanding.replies import chosen, short_answer
from bot.understanding.zones import clocks, place_name, zones_of_clock, zones_of_place
from bot.views.common import notice
from bot.views.consent import consent_in_full
from bot.views.presses import verb_pattern
from bot.views.zones import ask_city, choose_clock, choose_zone

A_FEW = 6  # words; more are no place
A_DAY = 24 * 60  # minutes
PLACES_OFFERED = 5  # for a time that was pressed: no other words are left to try


async def give_consent(update: Update, context: BotContext, draft: Draft) -> None:
    """Note the agreement and go on with what was being entered."""
    await chats.give_consent(context.db, context.chat.chat_id, context.now)
    context.turn.chat = await chats.get_chat(context.db, context.chat.chat_id)
    await proceed(update, context, draft)


async def refuse_consent(update: Update, context: BotContext) -> None:
    """Forget what was being entered."""
    await drop_draft(context)
    show(update, context, notice(context.content, "consent.refused"))


async def on_read_more(update: Update, context: BotContext, draft: Draft) -> None:
    """What is kept and why, in full; the question stays open."""
    show(update, context, consent_in_full(context.content, draft.token))


async def on_no_consent(update: Update, context: BotContext, draft: Draft) -> None:  # noqa: ARG001 - an answer's shape
    """Nothing is kept; everything else still works."""
    await refuse_consent(update, context)


async def on_zone_pick(update: Update, context: BotContext, draft: Draft) -> None:
    """One of the places that were offered."""
    position = pressed(update).number(1)
    if position is None or not 0 <= position < len(draft.zones):
        await on_stale(update, context)
        return
    await settle(update, context, draft, draft.zones[position])


async def ask_for_city(update: Update, context: BotContext, draft: Draft) -> None:
    """Wait for the name of a city or the time on a clock."""
    draft = draft.asked_anew(context.turn.update_number).but(zones=())
    await keep_draft(context, draft, "city")
    show(update, context, ask_city(context.content, draft.token))


async def on_clocks(update: Update, context: BotContext, draft: Draft) -> None:
    """No city is known that would do: what the clock shows can be pressed."""
    show(update, context, choose_clock(context.content, draft.token, clocks(context.now)))


async def on_clock_pick(update: Update, context: BotContext, draft: Draft) -> None:
    """The time on their clock: the places that have it."""
    minutes = pressed(update).number(1)
    if minutes is None or not 0 <= minutes < A_DAY:
        await on_stale(update, context)
        return
    shown = time(minutes // 60, minutes % 60)
    await _offer(update, context, draft, zones_of_clock(shown, context.now, PLACES_OFFERED, hands=False))


async def agree_to_clock(update: Update, context: BotContext, draft: Draft) -> None:
    """Settle the clinic's zone; where that is no place (UTC), the clock alone does not tell how summer time goes."""
    zone = context.settings.default_timezone
    places = () if "/" in zone else zones_of_clock(local_now(context).time(), context.now, hands=False)
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
    reading = read_date(text, context.today, "past")
    if has_day(reading) or len(text.split()) > A_FEW or "?" in text:
        return False  # a day, a question or a story
    zones = zones_of_clock(reading.time, context.now) if reading.time else zones_of_place(text)
    if zones:
        await _offer(update, context, draft, zones)
        return True
    meaning = context.understand(text)
    unknown = step in ("city", "places") and meaning.outcome in (Outcome.NONE, Outcome.SUGGEST)
    if unknown:
        context.reply(ask_city(context.content, draft.token, again=True))
    return unknown


async def _offer(update: Update, context: BotContext, draft: Draft, zones: tuple[str, ...]) -> None:
    offered = draft.asked_anew(context.turn.update_number).but(zones=zones)
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
        CallbackQueryHandler(for_draft(answer), verb_pattern(verb))
        for verb, answer in (
            ("consent.yes", give_consent),
            ("consent.more", on_read_more),
            ("consent.no", on_no_consent),
            ("zone.yes", agree_to_clock),
            ("zone.change", ask_for_city),
            ("zone.clocks", on_clocks),
            ("zone.clock", on_clock_pick),
            ("zone.pick", on_zone_pick),
        )
    ]
