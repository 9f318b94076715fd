"""The account notices every promise that is not kept: one mutation of the truth each."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.content.marks import to_html
from bot.context import Knowledge
from bot.simulation.account import Account
from bot.simulation.days import in_words
from bot.simulation.facts import Booked, Dental, Facts, Given
from bot.simulation.promises import Breach
from bot.simulation.told import Reader
from bot.simulation.weather import Weather

ENTERED = datetime(2026, 11, 22, 12, tzinfo=UTC)
GIVEN, DUE = date(2026, 11, 20), date(2027, 5, 20)
FACTS = Facts(ZoneInfo("Etc/UTC"), 9, (Given(1, GIVEN),))


@pytest.fixture
def account(knowledge: Knowledge) -> Account:
    """Of somebody with an injection on 20 November 2026."""
    made = Account(1, Reader(knowledge.content), Weather(), Counter())
    made.changed(FACTS, ENTERED)
    return made


@pytest.fixture
def text(knowledge: Knowledge) -> Callable[..., str]:
    """A step's text as the bot sends it, with the right dates unless told otherwise."""

    def make(step: str, **values: str) -> str:
        right = {"due": in_words(DUE), "last": in_words(GIVEN), "booked": "", "late": "", "clinic": "us", "visit": ""}
        return to_html(knowledge.content.reminders[step].fill(emergency="112", **(right | values)).strip())

    return make


def at(days: int, hour: int = 9, minute: int = 0) -> datetime:
    """So many days from the due date."""
    return datetime(DUE.year, DUE.month, DUE.day, hour, minute, tzinfo=UTC) + timedelta(days=days)


def test_what_comes_as_owed_is_no_breach(account: Account, text: Callable[..., str]) -> None:
    for step, days, hour in (("B1", -28, 9), ("B2", -14, 9), ("B3", -7, 9), ("B4", -1, 18), ("D0", 0, 9), ("D1", 1, 9)):
        account.delivered(text(f"injection.{step}"), at(days, hour))
    account.settle(at(6))

    assert account.owed[0].name == "O1"


def test_a_lost_message_is_noticed(account: Account, text: Callable[..., str]) -> None:
    account.delivered(text("injection.B1"), at(-28))

    with pytest.raises(Breach, match="B2, owed by 2027-05-06 09:20Z, did not come"):
        account.settle(at(-13))


def test_a_late_message_is_noticed(account: Account, text: Callable[..., str]) -> None:
    with pytest.raises(Breach, match="B1, owed by"):
        account.delivered(text("injection.B1"), at(-28, 11))


def test_an_early_message_is_noticed(account: Account, text: Callable[..., str]) -> None:
    with pytest.raises(Breach, match="before its time"):
        account.delivered(text("injection.B1"), at(-29))


def test_a_message_that_comes_twice_is_noticed(account: Account, text: Callable[..., str]) -> None:
    account.delivered(text("injection.B1"), at(-28))

    with pytest.raises(Breach, match="told before"):
        account.delivered(text("injection.B1"), at(-27))


def test_it_may_come_twice_where_the_bot_cannot_know_that_it_arrived_and_not_three_times(
    account: Account, text: Callable[..., str]
) -> None:
    account.doubt(account.delivered(text("injection.B1"), at(-28)), at(-28))
    account.delivered(text("injection.B1"), at(-28, 9, 1))

    with pytest.raises(Breach, match="told before"):
        account.delivered(text("injection.B1"), at(-28, 9, 2))


def test_a_message_at_night_is_noticed(account: Account, text: Callable[..., str]) -> None:
    with pytest.raises(Breach, match="outside"):
        account.delivered(text("injection.B1"), at(-28, 20))


def test_a_second_message_on_a_day_is_noticed(account: Account, text: Callable[..., str]) -> None:
    visit = Dental(1, "checkup", DUE)
    account.changed(Facts(FACTS.zone, 9, FACTS.given, visits=(visit,)), ENTERED)
    for step, days, hour in (("B1", -28, 9), ("B2", -14, 9), ("B3", -7, 9)):
        account.delivered(text(f"injection.{step}"), at(days, hour))
    eve = text("dental.T-1.checkup", visit=in_words(DUE))
    account.delivered(f"{eve}\n\n{text('injection.B4')}", at(-1))
    account.delivered(text("injection.D0"), at(0))

    with pytest.raises(Breach, match="a second message"):
        account.delivered(text("dental.T0.checkup", visit=in_words(DUE)), at(0, 9, 1))


@pytest.mark.parametrize(
    "change", [{"silent": True}, {"injection_on": False}, {"given": (Given(2, date(2027, 4, 1)),)}]
)
def test_a_message_after_a_stop_or_of_an_old_cycle_is_noticed(
    account: Account, text: Callable[..., str], change: dict[str, object]
) -> None:
    account.changed(Facts(**{"zone": FACTS.zone, "hour": 9, "given": FACTS.given} | change), at(-30))  # type: ignore[arg-type]

    with pytest.raises(Breach, match=r"not owed|before its time"):
        account.delivered(text("injection.B1"), at(-28))


def test_a_message_after_an_erasure_is_noticed(account: Account, text: Callable[..., str]) -> None:
    account.changed(None, at(-30))

    with pytest.raises(Breach, match="erased"):
        account.delivered(text("injection.B1"), at(-28))


@pytest.mark.parametrize("wrong", [DUE + timedelta(days=1), GIVEN + timedelta(weeks=26)])
def test_a_due_date_that_is_off_is_noticed(account: Account, text: Callable[..., str], wrong: date) -> None:
    with pytest.raises(Breach, match=r"B1 says due: .* right is Thursday 20 May 2027"):
        account.delivered(text("injection.B1", due=in_words(wrong)), at(-28))


def test_a_wrong_lateness_is_noticed(account: Account, text: Callable[..., str]) -> None:
    for step, days, hour in (("B1", -28, 9), ("B2", -14, 9), ("B3", -7, 9), ("B4", -1, 18), ("D0", 0, 9), ("D1", 1, 9)):
        account.delivered(text(f"injection.{step}"), at(days, hour))
    account.delivered(text("injection.O1"), at(7))

    with pytest.raises(Breach, match="O2 says late: 3 weeks; right is 2 weeks"):
        account.delivered(text("injection.O2", late="3 weeks"), at(14))


def test_a_message_that_was_overtaken_while_the_bot_was_off_is_noticed(
    account: Account, text: Callable[..., str]
) -> None:
    account.weather.foul(at(-29), at(-13))

    with pytest.raises(Breach, match="B1 was overtaken"):
        account.delivered(text("injection.B1"), at(-13))


def test_after_the_bot_was_off_the_message_that_fits_is_owed(account: Account, text: Callable[..., str]) -> None:
    account.weather.foul(at(-29), at(20))
    account.delivered(text("injection.O2", late="2 weeks"), at(20))

    account.settle(at(21))
    assert account.owed[0].name == "O3"


def test_what_was_missed_while_the_bot_was_blocked_may_not_be_sent_after(
    account: Account, text: Callable[..., str]
) -> None:
    account.blocked(at(-29))
    account.returned(at(-27, 12))

    with pytest.raises(Breach, match="was missed"):
        account.delivered(text("injection.B1"), at(-27, 12))


def test_words_about_an_appointment_that_has_moved_are_noticed(account: Account, text: Callable[..., str]) -> None:
    account.changed(Facts(FACTS.zone, 9, FACTS.given, booked=Booked(1, DUE + timedelta(days=10))), ENTERED)

    with pytest.raises(Breach, match="B3 says booked"):
        account.delivered(text("injection.B3.booked", booked=in_words(DUE)), at(3))


def test_words_that_no_reminder_holds_are_noticed(account: Account) -> None:
    with pytest.raises(Breach, match="no reminder"):
        account.delivered("Good morning.", at(-28))


def in_a_break(until: date) -> Facts:
    return replace(FACTS, resting_until=until)


def test_a_message_in_a_break_is_noticed(account: Account, text: Callable[..., str]) -> None:
    account.changed(in_a_break(DUE - timedelta(days=20)), at(-30))

    with pytest.raises(Breach, match="in a break"):
        account.delivered(text("injection.B1"), at(-28))


def test_the_question_that_ends_a_break_is_owed(account: Account, text: Callable[..., str]) -> None:
    account.changed(in_a_break(DUE - timedelta(days=20)), at(-30))
    assert account.owed[0].name == "PAUSE"

    with pytest.raises(Breach, match="PAUSE, owed by 2027-04-30 09:20Z, did not come"):
        account.settle(at(-19))


def test_after_a_break_the_overdue_step_that_fits_comes_and_no_second_question(
    account: Account, text: Callable[..., str]
) -> None:
    account.changed(in_a_break(DUE + timedelta(days=12)), at(-40))
    account.delivered(text("injection.O1", late="1 week"), at(12))

    account.settle(at(13))
    assert account.owed[0].name == "O2"


def test_a_step_that_is_not_wanted_is_noticed(account: Account, text: Callable[..., str]) -> None:
    account.changed(replace(FACTS, unwanted=frozenset({"B2"})), at(-30))
    account.delivered(text("injection.B1"), at(-28))

    with pytest.raises(Breach, match="B2 is not owed"):
        account.delivered(text("injection.B2"), at(-14))


def test_an_overdue_step_comes_whatever_is_left_out(account: Account) -> None:
    account.changed(replace(FACTS, unwanted=frozenset({"B1", "D0", "O3"})), at(-30))

    assert {"B1", "D0", "O3"} <= {step.name for step in account.owed}


def test_on_a_journey_the_clock_has_to_be_named(account: Account, text: Callable[..., str]) -> None:
    account.changed(replace(FACTS, home=ZoneInfo("Europe/London")), at(-30))

    with pytest.raises(Breach, match="by the clock of"):
        account.delivered(text("injection.B1"), at(-28))
