"""A dental visit in plain words: ahead, past, several at once, moved, changed on the day, or not booked yet."""

from datetime import date, time, timedelta

from telegram import Update

from bot.context import BotContext
from bot.handlers.alerts import answer_red_flag
from bot.handlers.draft import Draft, Whose, drop_draft, new_draft, open_draft
from bot.handlers.entry import proceed, show
from bot.handlers.next import local_now, present
from bot.schedule import Visit
from bot.understanding import Outcome, Understanding
from bot.understanding.dates import read_date
from bot.understanding.observing import Observed
from bot.understanding.triage import RedFlagHit
from bot.understanding.visits import VisitTold, is_unbooked, kind_instead, parts, visit_told
from bot.views import dental as views
from bot.views import entry as entry_views
from bot.views.common import place_values

JAW = "R9"
JUST_BEEN = timedelta(days=3)  # so long after a visit "they did something else" is about it
Named = tuple[date, time | None, str | None]
FAR_AHEAD, JUST_GONE = timedelta(days=300), timedelta(days=60)
NEWS_BESIDE = (Outcome.ANSWER, Outcome.SUGGEST, Outcome.NONE)  # what such news may be taken for


async def from_text(update: Update, context: BotContext, meaning: Understanding) -> None:
    """Plain words that tell of a visit: whatever they leave open is asked. A complaint beside it is answered first."""
    message = update.effective_message
    said = (message.text or message.caption or "") if message else ""
    observed = _observed(context, said)
    told = visit_told(observed)
    await _answer_complaint(context, said)
    if told is not None:
        await proceed(update, context, await _draft_of(context, told, observed))
    elif meaning.date is None and not meaning.dates and is_unbooked(observed):
        await not_booked(update, context, meaning.kind)
    else:
        await _ahead(update, context, meaning, said)


async def on_news(update: Update, context: BotContext, meaning: Understanding, text: str) -> bool:
    """Take words about a visit that has been, or was of another kind than planned; False where they tell of none."""
    if meaning.outcome not in (*NEWS_BESIDE, Outcome.PLAN_DENTAL):
        return False
    observed = _observed(context, text)
    if await _instead(update, context, observed):
        return True
    told = visit_told(observed) if meaning.outcome in NEWS_BESIDE else None
    if told is None:
        return False
    place = place_values(context.content, context.settings)
    await proceed(
        update,
        context,
        await _draft_of(context, told, observed),
        before=context.content.net.fill(**place) if meaning.net else "",
    )
    return True


async def beside_alert(update: Update, context: BotContext, text: str) -> None:
    """After a red flag: a visit named in the same words is not lost, unless something else is being entered."""
    if await open_draft(context) is not None:
        return
    observed = _observed(context, text)
    if await _instead(update, context, observed):
        return
    told = visit_told(observed)
    if told is not None and told.kind is not None:
        await proceed(update, context, await _draft_of(context, told, observed))
        return
    for part in parts(text):
        meaning = context.understand(part)
        if meaning.outcome is Outcome.PLAN_DENTAL and (meaning.date or meaning.dates):
            await _ahead(update, context, meaning, part)
            return


async def not_booked(update: Update, context: BotContext, kind: str | None) -> None:
    """No day yet, so nothing is kept: what to know before it is booked."""
    await drop_draft(context)
    state = await present(context)
    show(update, context, views.not_booked(context.content, kind or "unsure", state.injection))


async def on_unbooked(update: Update, context: BotContext, draft: Draft) -> None:
    """The button for it."""
    await not_booked(update, context, draft.kind)


async def on_meant(update: Update, context: BotContext, text: str) -> None:
    """Something about a visit on record is to change: show the one that is meant, else all of them."""
    state = await present(context)
    meant = the_one_meant(context, text, [visit for visit in state.visits if visit.on >= state.today])
    if meant is not None:
        show(update, context, views.one_visit(context.content, meant))
    else:
        show(update, context, views.visit_list(context.content, views.that_matter(state.visits, state.today)))


def the_one_meant(context: BotContext, text: str, visits: list[Visit]) -> Visit | None:
    """The visit that *text* names by its kind, or the only one there is; None where it is not clear."""
    if len(visits) <= 1:
        return visits[0] if visits else None
    of_kind = [visit for visit in visits if visit.kind.value == context.understand(text).kind]
    return of_kind[0] if len(of_kind) == 1 else None


async def _ahead(update: Update, context: BotContext, meaning: Understanding, said: str) -> None:
    reading = read_date(said, local_now(context).date(), "future")
    whose = await _whose(context, said)
    draft = new_draft(context, "visit", kind=meaning.kind, days=meaning.dates, at=meaning.time, whose=whose)
    if meaning.date is not None:
        draft = draft.with_day(meaning.date)
        back = read_date(said, context.today, "past").date
        if meaning.date - context.today > FAR_AHEAD and back is not None and context.today - back <= JUST_GONE:
            draft = draft.with_day(None).but(days=(back, meaning.date))  # "got an implant on the 3rd": which?
    several = _several(context, said)
    if len(several) > 1:
        (day, at, kind), *later = several
        following = tuple((d, k) for d, _, k in later)
        draft = new_draft(context, "visit", kind=kind, at=at, later=following, whose=whose).with_day(day)
    unread = draft.day is None and not draft.days and reading.reason in ("impossible", "month_only")
    why = entry_views.unreadable(context.content, reading.reason or "none", "visit") if unread else ""
    await proceed(update, context, draft, before=why)


def _several(context: BotContext, said: str) -> list[Named]:
    """The visits that the clauses of a message name one by one, each with a day of its own."""
    named: list[Named] = []
    for part in parts(said):
        meaning = context.understand(part)
        if meaning.outcome is Outcome.PLAN_DENTAL and meaning.date is not None:
            named.append((meaning.date, meaning.time, meaning.kind))
    return named if len({day for day, _, _ in named}) == len(named) else []


async def _answer_complaint(context: BotContext, said: str) -> None:
    """Triage first: a clause that alone is a red flag ("terrible toothache") counts, whatever the visit beside it."""
    clauses = parts(said)
    hits = [context.understand(part).red_flag for part in clauses]
    complaints = [hit for hit in hits if hit is not None and hit.level != "week"]  # "scale and polish" is none
    if len(clauses) > 1 and complaints:
        entry = context.content.red_flags[JAW].entry
        await answer_red_flag(context, RedFlagHit(JAW, "today", entry))


async def _instead(update: Update, context: BotContext, observed: Observed) -> bool:
    """Something else was done at a visit of today or lately: the kind is read back, and the day stays."""
    if kind_instead(observed, "") is None:
        return False
    state = await present(context)
    lately = [visit for visit in state.visits if state.today - JUST_BEEN <= visit.on <= state.today]
    done = kind_instead(observed, lately[-1].kind.value) if lately else None
    if done is None:
        return False
    visit = lately[-1]
    draft = new_draft(context, "visit", record=visit.record, day=visit.on, at=visit.at, kind=done)
    await proceed(update, context, draft.confirmed("too_long_ago"))
    return True


async def _draft_of(context: BotContext, told: VisitTold, observed: Observed) -> Draft:
    whose = await _whose(context, observed.text)
    draft = new_draft(context, "visit", kind=told.kind, days=told.when.dates, at=told.when.time, whose=whose)
    back, ahead = told.when.date, read_date(observed.text, context.today, "future").date
    if back is not None and ahead is not None and ahead > context.today and context.today - back > JUST_GONE:
        return draft.but(days=(ahead, back))  # "the dentist put a screw in on 22 January": which?
    return draft if back is None else draft.with_day(back)


async def _whose(context: BotContext, said: str) -> Whose:
    """Whose visit it is: asked where somebody of the family is named and an injection is kept, which may be theirs."""
    named = _observed(context, said).slots.has("kin")
    return "ask" if named and (await present(context)).injection is not None else "own"


def _observed(context: BotContext, text: str) -> Observed:
    return context.services.index.observer.observe(text, context.today)
