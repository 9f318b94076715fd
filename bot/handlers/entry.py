"""
Entering a date, one question at a time, until nothing is left to ask; then it is recorded.

    whose ─> kind ─> date ─> which ─> future, passed, second, older, same ─> confirm ─> consent ─> zone ─> recorded
                                                                                           └ city ─> places

Each arrow is skipped where the answer is known. Steps are named by this diagram, after "inj." or "dental.".
"""

from dataclasses import dataclass
from datetime import date

from telegram import Update

from bot.content.marks import to_html
from bot.context import BotContext, pressed
from bot.handlers import asked_back
from bot.handlers.draft import Draft, drop_draft, keep_draft, new_draft, open_draft
from bot.handlers.next import local_now, present_state
from bot.handlers.recording import record_booked, record_given
from bot.handlers.unfinished import keep_meanwhile, without_what_changed
from bot.handlers.visits import record_visit
from bot.outbox.actions import EditMessage
from bot.schedule.entry import Doubt, doubt_about_booked, doubt_about_given, doubt_about_visit, is_close_to
from bot.storage import injections, people, visits
from bot.understanding.dates import DateReading
from bot.views import consent as consent_views
from bot.views import entry as views
from bot.views import zones as zone_views
from bot.views.common import day_in_words
from bot.views.dental import ask_kind, ask_whose
from bot.views.injections import ask_news
from bot.views.reply import Reply

# Doubts that no answer can settle: the day is asked for again.
OUT_OF_RANGE = (Doubt.TOO_LONG_AGO, Doubt.TOO_FAR_AHEAD)
DOUBTS = (Doubt.FUTURE, Doubt.PASSED, Doubt.SECOND, Doubt.OLDER, Doubt.SAME)


@dataclass(frozen=True, slots=True)
class Known:
    """
    What is on record beside the draft: the latest other injection, the appointment, a visit on the same day; and the
    ``days`` of all other injections.
    """

    given: injections.Injection | None = None
    booked: injections.Appointment | None = None
    visit: visits.DentalVisit | None = None
    days: frozenset[date] = frozenset()


async def proceed(update: Update, context: BotContext, draft: Draft, *, before: str = "") -> None:
    """Ask what is still open about *draft*, or record it; *before* (raw marks) is said first."""
    draft = await without_what_changed(context, draft.asked_anew(context.turn.update_number))
    known = await known_beside(context, draft)
    doubt = None if draft.whose == "ask" else _doubt(draft, known, local_now(context).date())
    if doubt in OUT_OF_RANGE and draft.day is not None:
        why = context.say(f"entry.{doubt.value}", day=day_in_words(draft.day))
        await proceed(update, context, draft.with_day(None), before=why)
        return
    if doubt is Doubt.SAME and _is_same(draft, known):
        await drop_draft(context)
        reply = (await present_state(context)).headed(to_html(context.say("entry.noted_already")))
        show(update, context, reply)
        return
    before = "\n\n".join(part for part in (await _left_behind(context, draft), before) if part)
    step = _next_step(draft, doubt, context)
    if step is None:
        await drop_draft(context)
        await _record(update, context, draft)
        return
    if step == "zone":
        draft = await keep_meanwhile(context, draft)
    await keep_draft(context, draft, step)
    reply = question(context, draft, step, known)
    show(update, context, reply.headed(to_html(before)) if before else reply)


def show(update: Update, context: BotContext, reply: Reply, *more: Reply) -> None:
    """
    Put *reply* in place of the message whose button was pressed, else send it; then send *more*.

    Where something has taken that place already in this turn, it stays, and *reply* follows it.
    """
    context.toast(update)
    if any(isinstance(one, EditMessage) for one in context.turn.actions):
        context.reply(reply)
    else:
        context.revise(update, reply)
    for other in more:
        context.reply(other)


async def on_stale(update: Update, context: BotContext) -> None:
    """
    A button whose time has passed: what is being asked now, else how things stand; nothing changes.

    The second tap on a button just pressed repeats nothing, since the next question stands in its place already.
    """
    context.toast(update, context.say("entry.old_button"))
    opened = await open_draft(context)
    if opened is not None and pressed(update).number(0) == opened[1].answered:
        return
    context.reply(await open_question(context) or await present_state(context))


async def open_question(context: BotContext) -> Reply | None:
    """The question that waits for an answer, once more; None where nothing is being entered."""
    opened = await open_draft(context)
    if opened is None or opened[1].what == "settings":
        return None
    step, draft = opened
    return question(context, draft, step, await known_beside(context, draft))


async def known_beside(context: BotContext, draft: Draft) -> Known:
    """What is on record beside the record that *draft* would replace."""
    person = await people.find_person(context.db, context.chat.chat_id)
    if person is None:
        return Known()
    own = {draft.record, draft.kept}
    others = [
        one
        for one in await injections.injection_history(context.db, person.id)
        if draft.what != "given" or one.id not in own
    ]
    booked = await injections.current_appointment(context.db, person.id)
    same_day = [
        one
        for one in await visits.visits_of(context.db, person.id)
        if one.visit_on == draft.day
        and (draft.what != "visit" or one.id not in own)
        and one.of_other == (draft.whose == "other")
    ]
    return Known(
        given=others[0] if others else None,
        booked=None if booked is not None and draft.what == "booked" and booked.id == draft.kept else booked,
        visit=same_day[0] if same_day else None,
        days=frozenset(one.given_on for one in others),
    )


def question(context: BotContext, draft: Draft, step: str, known: Known) -> Reply:
    """The message that asks *step*."""
    content, token = context.content, draft.token
    what: views.What = "given" if draft.what == "settings" else draft.what
    match step:
        case "whose":
            return ask_whose(content, token)
        case "kind":
            return ask_kind(content, token)
        case "which":
            return views.ask_which(content, token, draft.days)
        case "consent":
            return consent_views.ask_consent(content, token)
        case "zone":
            zone = context.chat.zone_or(context.settings.default_timezone)
            return zone_views.ask_clock(content, token, context.now, zone)
        case "city":
            return zone_views.ask_city(content, token)
        case "places":
            return zone_views.choose_zone(content, token, draft.zones, context.now)
    if draft.day is None:
        today = local_now(context).date()
        again = draft.record != 0 or (what != "visit" and _expects(known, today))
        return views.ask_day(content, what, token, today, known=again, kind=draft.kind)
    if step == "confirm":
        return views.read_back(content, what, token, draft.day, draft.at, draft.kind)
    kinds = (draft.kind or "unsure", known.visit.kind) if known.visit and what == "visit" else None
    other = known.given.given_on if known.given else None
    return views.ask_doubt(content, Doubt(step), token, draft.day, known=other, kinds=kinds)


async def _left_behind(context: BotContext, draft: Draft) -> str:
    """What is lost, though it was read back and right, because *draft* is begun before the end (raw marks)."""
    opened = await open_draft(context)
    other = opened[1] if opened else None
    if other is None or other.day is None or other.kept or draft.answered or "read" not in other.sure:
        return ""
    if (other.what == "visit") == (draft.what == "visit"):
        return ""  # the same told again, or corrected
    subject = "visit" if other.what == "visit" else "injection"
    return context.say(f"entry.left_behind_{subject}", day=day_in_words(other.day))


def has_day(reading: DateReading) -> bool:
    """Whether a day was read, be it one of several."""
    return reading.date is not None or bool(reading.dates)


def _expects(known: Known, today: date) -> bool:
    """Whether the injection asked for is a new one, and not the first we hear of."""
    return known.given is not None or (known.booked is not None and known.booked.booked_on <= today)


def _next_step(draft: Draft, doubt: Doubt | None, context: BotContext) -> str | None:
    if draft.what == "visit" and draft.whose == "ask":
        return "whose"
    if draft.what == "visit" and draft.kind is None:
        return "kind"
    if draft.day is None:
        return "which" if draft.days else "date"
    if doubt is not None:
        return doubt.value
    if "read" not in draft.sure:
        return "confirm"
    if context.chat.consent_at is None:
        return "consent"
    return "zone" if context.chat.zone is None else None


def _doubt(draft: Draft, known: Known, today: date) -> Doubt | None:
    """What is doubtful about the draft's day and was not settled yet."""
    if draft.day is None:
        return None
    if draft.what == "given":
        doubt = doubt_about_given(draft.day, today, known.given.given_on if known.given else None)
        if draft.day in known.days:
            doubt = Doubt.SAME
        elif doubt is Doubt.OLDER and doubt.value in draft.sure and is_close_to(draft.day, known.days):
            doubt = Doubt.SECOND
    elif draft.what == "booked":
        doubt = doubt_about_booked(draft.day, today, known.booked.booked_on if known.booked else None)
        if doubt is Doubt.SAME and known.booked and draft.at not in (None, known.booked.booked_time):
            return None  # the same day, now with its time
    else:
        doubt = doubt_about_visit(draft.day, today)
        if doubt is None and known.visit is not None and draft.kind is not None and draft.record == 0:
            doubt = Doubt.SAME
    return None if doubt is None or doubt.value in draft.sure else doubt


def _is_same(draft: Draft, known: Known) -> bool:
    """Whether nothing at all would change."""
    if draft.what != "visit" or known.visit is None:
        return True
    new_time = draft.at not in (None, known.visit.visit_time)
    return not new_time and draft.kind in (known.visit.kind, "unsure")


async def _record(update: Update, context: BotContext, draft: Draft) -> None:
    is_first = draft.what == "given" and not (await known_beside(context, draft)).days and draft.record == 0
    match draft.what:
        case "given":
            replies = await record_given(context, draft)
        case "booked":
            replies = await record_booked(context, draft)
        case _:
            replies = await record_visit(context, draft)
    show(update, context, *replies)
    if is_first and context.chat.news is None:
        await asked_back.ask(context, ask_news(context.content), yes=0, no=1)
    if draft.later:
        (day, kind), *later = draft.later
        following = new_draft(context, "visit", kind=kind, later=tuple(later), whose=draft.whose).with_day(day)
        await proceed(update, context, following)
