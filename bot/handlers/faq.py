"""Asking: answers, suggestions, "No, something else", and the way to the topics."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.content import Entry
from bot.context import BotContext, pressed
from bot.handlers.commands import Handlers
from bot.handlers.other import on_old_button
from bot.handlers.shown import Shown
from bot.handlers.visit_offer import with_visit
from bot.storage import chats, counts, dialogs
from bot.understanding import Outcome, Understanding
from bot.views import faq as views
from bot.views.faq import Asked
from bot.views.presses import verb_pattern
from bot.views.reply import Reply
from bot.views.topics import page_of

REMEMBERED = "faq.question"  # nothing is waited for; the words asked last are kept for the team
KEPT_FOR = {"hours": 24}
KEPT = 3
LONG = 500
OTHERS = 3


async def answer_question(context: BotContext, meaning: Understanding, text: str) -> None:
    """Reply to a question with an answer, suggestions, or an honest none; keep its words for the team."""
    entries = [context.content.entries[one] for one in meaning.ids]
    answered = entries[0] if meaning.outcome == Outcome.ANSWER else None
    urgent = _names_urgent_sign(context, meaning) or (answered is not None and _tells_of_urgent_sign(context, answered))
    asked = Asked(context.turn.update_number, meaning.net, urgent and not meaning.net)
    choice = meaning.outcome == Outcome.SUGGEST
    await remember(context, text, Shown(asked, answered.id if answered else None, choice=choice))
    if answered is not None:
        await _count_read(context, answered)
        reply = views.answer(answered, context.content, context.settings, asked)
        context.reply(await with_visit(context, answered, reply, care_first=asked.net))
    elif meaning.outcome == Outcome.SUGGEST:
        context.reply(views.suggestions(entries, context.content, context.settings, asked))
    else:
        context.reply(await nothing_found(context, asked, _none_key(text)))


async def remember(context: BotContext, text: str, shown: Shown | None = None) -> None:
    """
    Keep the words of this message, beside whatever is waited for, until the person may send them to the team.

    *shown* is what a typed yes, no or more would answer (see typed_replies).
    """
    chat_id = context.chat.chat_id
    dialog = await dialogs.current_dialog(context.db, chat_id, context.now)
    earlier = dict(dialog.payload.get("asked", {})) if dialog else {}
    asked = dict([*earlier.items(), (str(context.turn.update_number), text)][-KEPT:])
    kept = {"asked": asked, "shown": shown.to_payload(context.now) if shown else None, "asked_back": None}
    if dialog is None:
        await dialogs.open_dialog(context.db, chat_id, REMEMBERED, kept, context.in_time(**KEPT_FOR))
    else:
        await dialogs.set_payload(context.db, chat_id, dialog.payload | kept)


async def remembered(context: BotContext, number: int) -> str | None:
    """The words of that message, if they are still kept."""
    dialog = await dialogs.current_dialog(context.db, context.chat.chat_id, context.now)
    words = dialog.payload.get("asked", {}).get(str(number)) if dialog else None
    return words if isinstance(words, str) else None


async def offered_again(context: BotContext, asked: Asked) -> Reply | None:
    """The suggestions once more, after a yes that names none of them; None where the question is forgotten."""
    text = await remembered(context, asked.number)
    meaning = context.understand(text) if text else None
    if meaning is None or meaning.outcome != Outcome.SUGGEST:
        return None
    entries = [context.content.entries[one] for one in meaning.ids]
    return views.suggestions(entries, context.content, context.settings, asked).headed(context.say("asking.which_one"))


async def on_show(update: Update, context: BotContext) -> None:
    """A topic under an alert or an answer: a message of its own, so that what it stood under stays."""
    entry = await _entry(update, context)
    if entry is not None:
        context.toast(update)
        await _count_read(context, entry)
        reply = views.chosen(entry, context.content, context.settings, page_of(context.content, entry))
        context.reply(await with_visit(context, entry, reply, care_first=False))


async def on_pick(update: Update, context: BotContext) -> None:
    """One of the suggestions."""
    entry = await _entry(update, context)
    if entry is not None:
        asked = _asked(update, 1)
        await _count_read(context, entry)
        await show_instead(context, Shown(asked, entry.id))
        reply = views.answer(entry, context.content, context.settings, asked)
        await _revise(update, context, await with_visit(context, entry, reply, care_first=asked.net))


async def on_yes(update: Update, context: BotContext) -> None:
    """That was it."""
    entry = await _entry(update, context)
    if entry is not None:
        await counts.count(context.db, context.now.date(), "asked:right")
        reply = views.confirmed(entry, context.content, context.settings, _asked(update, 1))
        await _revise(update, context, await with_visit(context, entry, reply, care_first=_asked(update, 1).net))


async def on_more(update: Update, context: BotContext) -> None:
    """What goes deeper, and what is related."""
    entry = await _entry(update, context)
    if entry is not None:
        await _revise(update, context, views.more(entry, context.content, context.settings, _asked(update, 1)))


async def on_back(update: Update, context: BotContext) -> None:
    """From More to the answer."""
    entry = await _entry(update, context)
    if entry is None:
        return
    asked = _asked(update, 1)
    if asked.number:
        reply = views.answer(entry, context.content, context.settings, asked)
        await _revise(update, context, await with_visit(context, entry, reply, care_first=asked.net))
    else:
        page = page_of(context.content, entry)
        reply = views.chosen(entry, context.content, context.settings, page)
        await _revise(update, context, await with_visit(context, entry, reply, care_first=False))


async def on_no(update: Update, context: BotContext) -> None:
    """Something else was meant."""
    entry = await _entry(update, context)
    if entry is not None:
        await _revise(update, context, await something_else(context, entry, _asked(update, 1)))


async def something_else(context: BotContext, entry: Entry, asked: Asked) -> Reply:
    """The next best entries, else the way to the team."""
    await counts.count(context.db, context.now.date(), "asked:wrong")
    others = _others(context, entry, await remembered(context, asked.number))
    if not others:
        return await nothing_found(context, asked)
    return views.suggestions(others, context.content, context.settings, asked, key="asking.perhaps_these")


async def on_none(update: Update, context: BotContext) -> None:
    """None of the suggestions."""
    await counts.count(context.db, context.now.date(), "suggestion:none")
    await _revise(update, context, await nothing_found(context, _asked(update, 0)))


def _others(context: BotContext, entry: Entry, words: str | None) -> list[Entry]:
    ids = list(entry.see_also)
    if words is not None:
        trace = context.understand(words).trace
        ids = [one.entry for one in trace.ranking.entries] if trace else []
    entries = context.content.entries
    return [entries[one] for one in ids if one != entry.id and one in entries][:OTHERS]


async def nothing_found(context: BotContext, asked: Asked, key: str = "asking.none") -> Reply:
    """An honest none, with the team where an admin can be reached."""
    team = bool(await chats.reachable_of(context.db, context.settings.admin_ids))
    return views.nothing_found(context.content, context.settings, asked, key=key, team=team)


def _none_key(text: str) -> str:
    """Which words of regret fit a text that was not understood."""
    letters = [letter for letter in text if letter.isalpha()]
    if not letters:
        return "asking.no_words"
    if sum(letter.isascii() for letter in letters) < len(letters) / 2:
        return "asking.other_language"
    return "asking.none_long" if len(text) > LONG else "asking.none"


def _names_urgent_sign(context: BotContext, meaning: Understanding) -> bool:
    """Whether an urgent sign is asked about, denied or past; pregnancy has its own topic (medical brief, section 3)."""
    flag = meaning.trace.alarm.mentioned if meaning.trace else None
    return flag is not None and flag != "R14" and context.content.red_flags[flag].level != "week"


def _tells_of_urgent_sign(context: BotContext, entry: Entry) -> bool:
    """Whether the entry is the topic of a red flag that calls for the emergency number."""
    flags = context.content.red_flags.values()
    return any(flag.entry == entry.id and flag.level == "now" and flag.id not in views.NO_TOPIC for flag in flags)


async def _entry(update: Update, context: BotContext) -> Entry | None:
    """The entry a press names; where there is none (any more), the press is answered with how things stand."""
    args = pressed(update).args
    entry = context.content.entries.get(args[0]) if args else None
    if entry is None:
        await on_old_button(update, context)
    return entry


def _asked(update: Update, position: int) -> Asked:
    return Asked.read(pressed(update), position)


async def show_instead(context: BotContext, shown: Shown | None) -> None:
    """A typed yes or no now answers *shown*, or nothing of ours any more."""
    dialog = await dialogs.current_dialog(context.db, context.chat.chat_id, context.now)
    if dialog is not None and "shown" in dialog.payload:
        kept = dialog.payload | {"shown": shown.to_payload(context.now) if shown else None}
        await dialogs.set_payload(context.db, context.chat.chat_id, kept)


async def _revise(update: Update, context: BotContext, reply: Reply) -> None:
    context.toast(update)
    context.revise(update, reply)


async def _count_read(context: BotContext, entry: Entry) -> None:
    await counts.count(context.db, context.now.date(), f"read:{entry.id}")


def handlers() -> Handlers:
    """Buttons under answers and suggestions."""
    table = {
        "faq.show": on_show,
        "faq.pick": on_pick,
        "faq.yes": on_yes,
        "faq.no": on_no,
        "faq.more": on_more,
        "faq.back": on_back,
        "faq.none": on_none,
    }
    return [CallbackQueryHandler(callback, pattern=verb_pattern(verb)) for verb, callback in table.items()]
