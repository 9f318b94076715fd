"""An injection or an appointment is kept, and the messages planned anew, in one transaction."""

from bot.context import BotContext
from bot.handlers.draft import Draft, keep_draft, new_draft
from bot.handlers.next import coming_of, local_now
from bot.planning import replan
from bot.schedule import due_date
from bot.schedule.entry import is_watched, was_for
from bot.storage import injections, outbox, people
from bot.storage.injections import Appointment
from bot.views import entry as entry_views
from bot.views import injections as views
from bot.views.common import day_in_words, place_values
from bot.views.reply import Reply


async def record_given(context: BotContext, draft: Draft) -> list[Reply]:
    """Keep the injection of *draft*, in place of the record it corrects; returns what to say."""
    if draft.day is None:
        raise LookupError("an injection without its day")
    person = await people.ensure_person(context.db, context.chat.chat_id, context.now)
    replaced = await injections.owned_injection(context.db, draft.record, context.chat.chat_id)
    if replaced is not None:
        await injections.remove_injection(context.db, replaced.id, context.now)
    record = draft.kept or await injections.add_injection(context.db, person.id, draft.day, context.now)
    last = await injections.current_injection(context.db, person.id)
    if last is not None and last.id != record:
        await replan(context.db, context.settings, person.id, context.now)
        return [views.noted_earlier(context.content, record, draft.day, last.given_on)]
    ended = await _end_kept_appointment(context, person.id, draft)
    await people.resume_messages(context.db, person.id)
    steps = await replan(context.db, context.settings, person.id, context.now)
    booked = await injections.current_appointment(context.db, person.id)
    undo = (record, replaced.id if replaced else 0, ended.id if ended else 0)
    today = local_now(context).date()
    place = place_values(context.content, context.settings)
    buttons = views.given_buttons(context.content, undo, booked=booked is not None)
    reply = views.noted_given(context.content, draft.day, today, coming_of(steps), place, buttons=buttons)
    if ended is not None and ended.booked_on >= today:
        line = context.say("inj.appointment_ended", booked=day_in_words(ended.booked_on))
        reply = entry_views.followed_by(reply, line)
    watch = [views.watch_list(context.content, place)] if is_watched(draft.day, today) else []
    return [reply, *watch]


async def record_booked(context: BotContext, draft: Draft) -> list[Reply]:
    """Keep the appointment of *draft* in place of an earlier one; then ask for the last injection if it is unknown."""
    if draft.day is None:
        raise LookupError("an appointment without its day")
    person = await people.ensure_person(context.db, context.chat.chat_id, context.now)
    before = None if draft.kept else await injections.current_appointment(context.db, person.id)
    record = draft.kept or await injections.book_appointment(context.db, person.id, draft.day, draft.at, context.now)
    await people.resume_messages(context.db, person.id)
    await outbox.end_break(context.db, person.id, context.now)
    steps = await replan(context.db, context.settings, person.id, context.now)
    given = await injections.current_injection(context.db, person.id)
    reply = views.noted_booked(
        context.content,
        draft.day,
        draft.at,
        due_date(given.given_on) if given else None,
        coming_of(steps),
        place_values(context.content, context.settings),
        undo=(record, before.id if before else 0),
    )
    if given is not None:
        return [reply]
    asking = new_draft(context, "given")
    await keep_draft(context, asking, "date")
    return [reply, entry_views.ask_last(context.content, asking.token)]


async def _end_kept_appointment(context: BotContext, person_id: int, draft: Draft) -> Appointment | None:
    """The appointment that this injection has fulfilled, now ended."""
    appointment = await injections.current_appointment(context.db, person_id)
    if appointment is None or draft.day is None or not was_for(appointment.booked_on, draft.day):
        return None
    await injections.end_appointments(context.db, person_id, context.now)
    return appointment
