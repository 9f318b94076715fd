"""How the bot is, for admins in the chat and for a monitor over HTTP; and who cannot be reached."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from planting import plant

from bot.errors import DatabaseUnavailable
from bot.preview import StandIn
from bot.storage import chats, people
from house import ADMIN, NOW, House, Talk
from jobs.housekeeping import housekeep
from jobs.morning import begin_the_day
from registering import register


async def lost(house: House, number: int, *, given: date | None = None, booked: date | None = None) -> Talk:
    """Somebody with dates who has blocked the bot."""
    talk = house.person(number, f"Person {number}")
    await plant(talk, house, given=given, booked=booked)
    async with house.database.transaction() as db:
        await chats.mark_unreachable(db, number, "blocked", house.clock.now())
    return talk


async def a_morning(house: House) -> None:
    await begin_the_day(house.bot.services)
    await house.settled()


async def test_health_says_what_ran_last_and_what_waits(house: House, admin: Talk, mary: Talk) -> None:
    never = (await admin.say("/health")).text
    await register(mary)
    await housekeep(house.bot.services)
    await a_morning(house)
    reply = (await admin.say("/health")).text

    assert "Last daily test: never" in never
    assert reply.startswith("All is running.")
    for line in (
        "Last look for due messages: Sunday 22 November 2026, 12:00",
        "Due and not yet sent: 0",
        "Last message delivered: Sunday 22 November 2026, 12:00",
        "Last daily test: Sunday 22 November 2026, 12:00",
        "Last backup: Sunday 22 November 2026, 12:00",
        "People who cannot be reached: 0",
        "Messages without an answer yet: 0",
    ):
        assert line in reply


async def test_health_opens_with_what_is_wrong(house: House, admin: Talk) -> None:
    house.clock.move_to(NOW + timedelta(hours=1))
    await admin.user.say("/health")
    await house.standin.confirmed()
    await house.bot.queues.idle()

    assert admin.last.text.startswith("Reminders stand still.")


@pytest.fixture
async def monitored(house: House) -> str:
    """The same bot with its endpoint switched on; returns the address."""
    server = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
    port: int = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    await house.switch_off()
    await house.switch_on(house.settings.model_copy(update={"health_port": port}))
    await house.settled()
    return f"http://127.0.0.1:{port}/health"


async def ask(address: str) -> tuple[int, dict[str, Any]]:
    async with aiohttp.ClientSession() as session, session.get(address) as got:
        return got.status, await got.json()


async def test_the_endpoint_answers_200_with_figures(house: House, mary: Talk, monitored: str) -> None:
    await register(mary)
    await lost(house, 301, given=date(2026, 6, 1))
    status, state = await ask(monitored)

    now = house.clock.now().isoformat()
    assert status == 200
    assert state == {
        "healthy": True,
        "faults": [],
        "last_sweep": now,
        "due_and_unsent": 0,
        "oldest_due": None,
        "last_delivered": None,
        "last_canary": None,
        "last_backup": None,
        "unreachable": 1,
        "unreachable_due": 1,
        "updates_unanswered": 0,
        "updates_parked": 0,
    }


async def test_the_endpoint_answers_503_where_the_sweep_stands_still(house: House, monitored: str) -> None:
    house.clock.move_to(house.clock.now() + timedelta(minutes=6))
    status, state = await ask(monitored)

    assert (status, state["healthy"], state["faults"]) == (503, False, ["standstill"])
    await house.bot.sweeper.sweep()
    assert (await ask(monitored))[0] == 200


async def test_the_endpoint_names_the_oldest_that_is_due_though_it_is_tried_again(
    house: House, mary: Talk, standin: StandIn, monitored: str
) -> None:
    await register(mary, "29 May 2026")
    await house.advance(datetime(2026, 11, 28, 12, tzinfo=UTC))
    standin.faults.add("502", method="sendMessage", times=None)
    house.clock.move_to(datetime(2026, 11, 28, 18, 0, tzinfo=UTC))
    for _ in range(20):
        house.clock.move_to(house.clock.now() + timedelta(minutes=4))
        await house.bot.sweeper.sweep()
    status, state = await ask(monitored)

    assert (status, state["due_and_unsent"], state["oldest_due"]) == (200, 1, "2026-11-28T18:00:00+00:00")


async def test_the_endpoint_answers_503_where_the_database_cannot_be_read(
    house: House, monitored: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise DatabaseUnavailable("disk I/O error")

    monkeypatch.setattr(house.database, "read", fails)
    assert await ask(monitored) == (503, {"healthy": False, "faults": ["database"], "database": "unavailable"})


async def test_the_list_names_number_due_date_and_how_late_in_words(house: House, admin: Talk) -> None:
    await lost(house, 301, given=date(2026, 6, 1))  # due on 1 December
    await lost(house, 302, given=date(2026, 5, 15))
    await lost(house, 303, given=date(2026, 4, 1))
    await lost(house, 304, given=date(2026, 1, 10), booked=date(2026, 12, 24))
    await lost(house, 305, given=date(2026, 8, 1))  # due in February
    reply = await admin.say("/health")
    assert "People who cannot be reached: 5" in reply.text
    await admin.press("Who cannot be reached: 4")

    since = "Not reached since Sunday 22 November 2026"
    people_shown = admin.last.text.split("\n\n")[1:]
    assert people_shown == [
        f"304\nDue Friday 10 July 2026: over 16 weeks late\n{since}\nAppointment on Thursday 24 December 2026",
        f"303\nDue Thursday 1 October 2026: 4 to 16 weeks late\n{since}",
        f"302\nDue Sunday 15 November 2026: up to 4 weeks late\n{since}",
        f"301\nDue Tuesday 1 December 2026: on time\n{since}",
    ]
    assert 'href="tg://user?id=304"' in admin.last.html


async def test_who_can_be_reached_or_has_stopped_is_not_on_the_list(house: House, admin: Talk, mary: Talk) -> None:
    await register(mary, "1 June 2026")
    stopped = await lost(house, 301, given=date(2026, 6, 1))
    back = await lost(house, 302, given=date(2026, 6, 1))
    await back.say("hello")
    async with house.database.transaction() as db:
        person = await people.find_person(db, stopped.user.id)
        assert person is not None
        await people.stop_messages(db, person.id, "doctor_changed", house.clock.now())
    await admin.say("/health")

    assert not [caption for caption in admin.captions if "reached" in caption]
    await admin.forge("1|adm.lost|0")
    assert "Nobody" in admin.last.text


async def test_a_long_list_comes_in_pages_and_a_forged_page_is_the_first(house: House, admin: Talk) -> None:
    for number in range(301, 318):
        await lost(house, number, given=date(2026, 6, 1))
    await admin.say("/health")
    await admin.press("Who cannot be reached: 17")
    first = admin.last.text
    await admin.press("Next page")
    second = admin.last.text
    await admin.forge(f"1|adm.lost|{10**12}")

    assert ("301\n" in first, "316\n" in first) == (True, False)
    assert ("301\n" in second, "316\n" in second, "317\n" in second) == (False, True, True)
    assert admin.last.text == first


async def test_in_the_morning_the_admins_hear_of_who_is_new_on_the_list_and_of_nobody_twice(
    house: House, admin: Talk
) -> None:
    await lost(house, 301, given=date(2026, 6, 1))
    await a_morning(house)
    assert "1 more patient cannot be reached" in admin.last.text
    before = len(admin.texts)

    house.clock.move_to(NOW + timedelta(days=1))
    await a_morning(house)
    assert len(admin.texts) == before
    house.clock.move_to(NOW + timedelta(days=1, hours=1))
    await lost(house, 302, given=date(2026, 6, 1))
    await lost(house, 303, given=date(2026, 6, 26))  # due on 26 December: 32 days ahead
    house.clock.move_to(NOW + timedelta(days=2))
    await a_morning(house)
    assert "1 more patient" in admin.last.text
    assert len(admin.texts) == before + 1

    for day in range(3, 6):
        house.clock.move_to(NOW + timedelta(days=day))
        await a_morning(house)
    assert len(admin.texts) == before + 2, "30 days before the due date the other one is new"


async def test_those_whom_no_admin_could_be_told_of_are_still_new_later(house: House) -> None:
    await lost(house, 301, given=date(2026, 6, 1))
    await a_morning(house)
    house.clock.move_to(NOW + timedelta(days=1))
    admin = house.person(ADMIN, "Joan")
    await admin.say("/start")
    await a_morning(house)

    assert "1 more patient cannot be reached" in admin.last.text


async def test_a_patient_meets_none_of_it(house: House, mary: Talk, admin: Talk) -> None:
    await mary.say("/start")
    for data in ("1|adm.lost|0", "1|adm.daily|1"):
        await mary.forge(data)
        assert "Nothing was changed" in mary.last.text
    async with house.database.read() as db:
        chat = await chats.get_chat(db, mary.user.id)
    assert chat is not None
    assert not chat.daily_word


async def test_consent_says_the_one_case_in_which_the_team_sees_dates(mary: Talk) -> None:
    await mary.say("I had my injection on 1 November 2026")
    await mary.press("Yes")
    await mary.press("Read more")

    assert "messages can no longer reach you while an injection is due" in mary.last.text
