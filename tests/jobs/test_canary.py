"""A test message goes the whole way once a day; silence, and what stands still, is noticed and said."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import pytest
from planting import plant, rows

from bot.health import state_of
from bot.preview import StandIn
from bot.storage import chats
from house import ADMIN, NOW, SECOND_ADMIN, House, Talk
from jobs import morning
from jobs.daily import do_if_missed
from jobs.morning import begin_the_day
from jobs.watch import Watch


async def a_morning(house: House) -> None:
    await begin_the_day(house.bot.services)
    await house.settled()


async def pass_time(house: House, span: timedelta, step: timedelta = timedelta(minutes=4)) -> None:
    """Time goes by as it does for a running bot: with a sweep every so often."""
    until = house.clock.now() + span
    while house.clock.now() < until:
        house.clock.move_to(house.clock.now() + step)
        await house.bot.sweeper.sweep()


async def faults(house: House) -> Any:
    return (await state_of(house.bot.services))["faults"]


def watch_of(house: House) -> Watch:
    return Watch(house.bot.services, house.bot.sender)


async def test_the_quiet_test_message_makes_no_sound_and_is_gone_once_telegram_has_taken_it(
    house: House, admin: Talk, standin: StandIn
) -> None:
    before = admin.texts
    standin.calls.clear()
    await a_morning(house)

    (sent,) = standin.calls.of("sendMessage", chat=ADMIN)
    assert sent.params["disable_notification"] == "true"
    assert len(standin.calls.of("deleteMessage", chat=ADMIN)) == 1
    assert admin.texts == before
    assert [row.status for row in await rows(house, kind="canary")] == ["sent"]
    state = await state_of(house.bot.services)
    assert (state["last_canary"], state["faults"]) == (house.clock.now().isoformat(), [])


async def test_other_messages_make_their_sound(house: House, admin: Talk, standin: StandIn) -> None:
    assert not any(call.params.get("disable_notification") for call in standin.calls.of("sendMessage"))


async def test_one_admin_is_enough_for_the_quiet_message(house: House, admin: Talk, standin: StandIn) -> None:
    await house.person(SECOND_ADMIN, "Ann").say("/start")
    await a_morning(house)

    assert [row.chat_id for row in await rows(house, kind="canary")] == [ADMIN]


async def test_where_an_admin_has_blocked_the_bot_the_next_one_gets_it(
    house: House, admin: Talk, standin: StandIn
) -> None:
    await house.person(SECOND_ADMIN, "Ann").say("/start")
    standin.faults.add("403", method="sendMessage", chat=ADMIN, times=None)
    await a_morning(house)

    assert [(row.chat_id, row.status) for row in await rows(house, kind="canary")] == [
        (ADMIN, "failed"),
        (SECOND_ADMIN, "sent"),
    ]
    await pass_time(house, timedelta(hours=2))
    assert await faults(house) == []


async def test_whoever_wants_a_word_each_day_gets_one_that_stays_and_nobody_a_quiet_one(
    house: House, admin: Talk, standin: StandIn
) -> None:
    second = house.person(SECOND_ADMIN, "Ann")
    await second.say("/start")
    await second.say("/health")
    await second.press("Tell me each day that all is well")
    assert "Tell me only when something is wrong" in second.captions
    standin.calls.clear()
    await a_morning(house)

    assert second.last.text.startswith("All is running.")
    assert [call.chat_id for call in standin.calls.sends] == [SECOND_ADMIN]
    assert not standin.calls.of("deleteMessage")

    await second.press("Tell me only when something is wrong")
    house.clock.move_to(house.clock.now() + timedelta(days=1))
    await a_morning(house)
    assert [row.facts["quiet"] for row in await rows(house, kind="canary")] == [False, True]


async def test_a_test_message_that_is_not_delivered_within_an_hour_is_a_fault_until_one_is(
    house: House, admin: Talk, standin: StandIn
) -> None:
    fault = standin.faults.add("502", method="sendMessage", chat=ADMIN, times=None)
    await a_morning(house)
    await pass_time(house, timedelta(minutes=50))
    assert await faults(house) == []

    await pass_time(house, timedelta(minutes=16))
    assert "canary" in await faults(house)
    standin.faults.remove(fault)
    await pass_time(house, timedelta(minutes=12))
    assert await faults(house) == []


async def test_the_admins_who_can_be_reached_are_told_of_a_fault_once_and_when_it_is_over(
    house: House, admin: Talk, standin: StandIn
) -> None:
    second = house.person(SECOND_ADMIN, "Ann")
    await second.say("/start")
    before = len(second.texts)
    fault = standin.faults.add(
        "400", method="sendMessage", text="Daily test", times=None, description="something unheard of"
    )
    await a_morning(house)
    watch = watch_of(house)
    for _ in range(40):
        await pass_time(house, timedelta(minutes=4))
        await watch.look()

    (told,) = second.texts[before:]
    assert "The daily test message was not delivered within an hour" in told
    standin.faults.remove(fault)
    for _ in range(16):
        await pass_time(house, timedelta(minutes=4))
        await watch.look()
    assert second.last.text == "All is running again."
    assert len(second.texts) == before + 2


async def test_where_one_admin_s_chat_alone_fails_the_next_one_s_shows_that_the_way_is_open(
    house: House, admin: Talk, standin: StandIn
) -> None:
    await house.person(SECOND_ADMIN, "Ann").say("/start")
    standin.faults.add("502", method="sendMessage", chat=ADMIN, times=None)
    await a_morning(house)
    await pass_time(house, timedelta(hours=1, minutes=4))
    assert await faults(house) == ["canary"]
    await watch_of(house).look()
    await house.settled()

    assert await faults(house) == []


async def test_a_missing_test_message_is_tried_anew_each_hour(house: House, admin: Talk, standin: StandIn) -> None:
    standin.faults.add("403", method="sendMessage", chat=ADMIN)
    await a_morning(house)
    await pass_time(house, timedelta(hours=2))
    assert await faults(house) == ["canary"]
    watch = watch_of(house)
    await watch.look()
    assert await faults(house) == ["canary"], "no admin can be reached"

    await admin.say("hello")
    await watch.look()
    await house.settled()
    assert await faults(house) == []


async def test_without_any_admin_there_is_no_test_message_and_no_fault(house: House, standin: StandIn) -> None:
    await a_morning(house)
    await pass_time(house, timedelta(hours=2))

    assert await rows(house, kind="canary") == []
    assert await faults(house) == []


async def test_an_admin_of_yesterday_gets_no_test_message(house: House, admin: Talk, standin: StandIn) -> None:
    standin.faults.add("502", method="sendMessage", chat=ADMIN)
    await a_morning(house)
    await house.switch_off()
    await house.switch_on(house.settings.model_copy(update={"admin_ids": frozenset([SECOND_ADMIN])}))
    await house.advance(timedelta(minutes=1))

    assert [row.status for row in await rows(house, kind="canary")] == ["dropped"]


async def test_a_morning_that_was_slept_through_is_made_up_for_at_the_next_occasion(house: House, admin: Talk) -> None:
    async def make_up() -> None:
        await do_if_missed(house.bot.services, morning.NAME, lambda: begin_the_day(house.bot.services))

    await make_up()
    house.clock.move_to(NOW + timedelta(hours=26))
    for _ in range(2):
        await make_up()

    assert len(await rows(house, kind="canary")) == 1


async def test_a_sweep_that_stands_still_is_told_past_the_outbox_but_a_computer_that_wakes_is_not(
    house: House, admin: Talk
) -> None:
    before = len(admin.texts)
    watch = watch_of(house)
    house.clock.move_to(NOW + timedelta(hours=8))
    await watch.look()
    await house.bot.sweeper.sweep()
    await watch.look()
    assert len(admin.texts) == before, "it was asleep, and looked at once"

    house.clock.move_to(NOW + timedelta(hours=9))
    for _ in range(3):
        await watch.look()
    (told,) = admin.texts[before:]
    assert "Reminders stand still" in told


async def test_what_does_not_go_out_though_telegram_answers_is_a_fault_and_an_outage_is_not(
    house: House, admin: Talk, mary: Talk, standin: StandIn
) -> None:
    await plant(mary, house, given=datetime(2026, 5, 22, tzinfo=UTC).date())  # due today
    house.clock.move_to(datetime(2026, 11, 23, 8, 58, tzinfo=UTC))
    await house.settled()
    everything = standin.faults.add("502", method="sendMessage", times=None)
    await pass_time(house, timedelta(hours=3))
    assert await faults(house) == [], "nothing can be sent to anybody"

    standin.faults.remove(everything)
    standin.faults.add("400", method="sendMessage", chat=mary.user.id, times=None, description="something unheard of")
    await pass_time(house, timedelta(hours=2, minutes=30), timedelta(minutes=4))
    assert await faults(house) == ["stuck"]


@pytest.mark.parametrize("late", [timedelta(days=3), timedelta(days=60)])
async def test_catching_up_after_downtime_is_no_fault(house: House, admin: Talk, mary: Talk, late: timedelta) -> None:
    await plant(mary, house, given=datetime(2026, 5, 29, tzinfo=UTC).date())
    await house.switch_off()
    house.clock.move_to(NOW + late)
    await house.switch_on()
    await house.settled()

    assert await faults(house) == []


async def test_one_chat_that_cannot_be_judged_does_not_keep_the_test_message_back(
    house: House, admin: Talk, mary: Talk
) -> None:
    await plant(mary, house, given=datetime(2026, 5, 29, tzinfo=UTC).date())
    async with house.database.transaction() as db:
        await chats.settle_zone(db, mary.user.id, "Gone/From_The_Database")
        await chats.mark_unreachable(db, mary.user.id, "blocked", NOW)
    with pytest.raises(ZoneInfoNotFoundError):
        await begin_the_day(house.bot.services)
    await house.settled()

    assert [row.status for row in await rows(house, kind="canary")] == ["sent"]
