"""News and safety notices: seen first, counted, confirmed once, and reported as it was."""

from datetime import timedelta

from bot.storage import chats
from house import House, Talk
from registering import register

TEXT = "The clinic is closed on Monday.\nPlease call on Tuesday."


async def subscribe(talk: Talk, house: House, *, news: bool = True) -> None:
    await talk.say("hello")
    async with house.database.transaction() as db:
        await chats.set_news(db, talk.user.id, news=news)


async def test_it_is_seen_as_each_recipient_will_see_it_before_anything_goes_out(
    mary: Talk, admin: Talk, house: House
) -> None:
    await subscribe(mary, house)
    before = len(mary.texts)

    await admin.say("/broadcast")
    await admin.say(TEXT)

    shown, question = [one for one in admin.user.messages if one.from_bot][-2:]
    assert shown.text == TEXT
    assert shown.captions == ["No more news"]
    assert "Recipients: 1 (all who want news and can be reached)\nTime: about 1 minute" in question.text
    assert len(mary.texts) == before


async def test_it_goes_to_subscribers_only_and_the_counts_are_true(mary: Talk, admin: Talk, house: House) -> None:
    rose, tom, eve = (house.person(number, "P") for number in (102, 103, 104))
    for one in (mary, rose, tom):
        await subscribe(one, house)
    await subscribe(eve, house, news=False)
    await admin.say("/broadcast")
    await admin.say(TEXT)
    tom.user.deactivate()

    await admin.press("Send to 3")

    assert mary.last.text == TEXT
    assert rose.last.text == TEXT
    assert eve.last.text != TEXT
    assert "Delivered: 2" in admin.last.text
    assert "Blocked the bot or gone: 1" in admin.last.text


async def test_the_progress_is_one_message_edited_in_place(mary: Talk, admin: Talk, house: House) -> None:
    await subscribe(mary, house)
    await admin.say("/broadcast")
    question = await admin.say(TEXT)

    await admin.press("Send to 1")

    assert admin.last.id == question.id
    assert "The message has been sent." in admin.last.text


async def test_a_double_press_sends_once(mary: Talk, admin: Talk, house: House) -> None:
    await subscribe(mary, house)
    await admin.say("/broadcast")
    question = await admin.say(TEXT)
    button = question.button("Send to 1")

    await admin.user.press(question, button)
    await admin.user.press(question, button)
    await house.settled()

    assert mary.texts.count(TEXT) == 1
    assert "already confirmed or cancelled" in (admin.user.toasts[-1].answer or "")


async def test_cancel_sends_nothing_even_when_the_old_button_is_pressed(mary: Talk, admin: Talk, house: House) -> None:
    await subscribe(mary, house)
    await admin.say("/broadcast")
    question = await admin.say(TEXT)
    button = question.button("Send to 1")
    await admin.press("Cancel")

    await admin.user.press(question, button)
    await house.settled()

    assert TEXT not in mary.texts
    assert "was not sent" in admin.last.text


async def test_with_no_subscriber_there_is_nothing_to_confirm(admin: Talk) -> None:
    await admin.say("/broadcast")
    await admin.say(TEXT)

    assert "Nobody would get it" in admin.last.text
    assert not [one for one in admin.captions if one.startswith("Send to")]


async def test_a_safety_notice_reaches_everyone_with_an_injection_and_is_marked(
    mary: Talk, admin: Talk, house: House
) -> None:
    rose = house.person(102, "Rose")
    await subscribe(rose, house)
    await register(mary)
    async with house.database.transaction() as db:
        await chats.set_news(db, mary.user.id, news=False)
    await admin.say("/broadcast")
    await admin.say(TEXT)
    await admin.press("Safety notice to everyone with an injection")
    assert "whether they want news or not" in admin.last.text

    await admin.press("Send to 1")

    assert mary.last.text == f"Safety notice\n\n{TEXT}"
    assert mary.captions == []
    assert TEXT not in rose.last.text


async def test_no_more_news_is_one_press_and_leaves_the_message(mary: Talk, admin: Talk, house: House) -> None:
    await subscribe(mary, house)
    await admin.say("/broadcast")
    await admin.say(TEXT)
    await admin.press("Send to 1")

    await mary.press("No more news")

    assert TEXT in mary.texts
    assert "You will get no more news" in mary.last.text
    async with house.database.read() as db:
        assert await chats.count_recipients(db, safety=False) == 0


async def test_markup_in_a_broadcast_is_shown_and_not_obeyed(mary: Talk, admin: Talk, house: House) -> None:
    await subscribe(mary, house)
    await admin.say("/broadcast")
    await admin.say("a <b> & **c** </i> {clinic}")

    await admin.press("Send to 1")

    assert mary.last.text == "a <b> & **c** </i> {clinic}"


async def test_another_admin_s_draft_cannot_be_sent(mary: Talk, admin: Talk, house: House) -> None:
    await subscribe(mary, house)
    await admin.say("/broadcast")
    await admin.say(TEXT)
    second = house.person(901, "Ann")
    await second.say("/start")

    await second.forge("1|adm.send|1")

    assert TEXT not in mary.texts
    assert "Nothing was changed" in second.last.text


async def test_more_recipients_than_were_confirmed_are_asked_about_again(mary: Talk, admin: Talk, house: House) -> None:
    await subscribe(mary, house)
    await admin.say("/broadcast")
    await admin.say(TEXT)
    rose = house.person(102, "Rose")
    await subscribe(rose, house)

    await admin.press("Send to 1")

    assert "There are more recipients now" in admin.last.text
    assert TEXT not in mary.texts
    await admin.press("Send to 2")
    assert rose.last.text == TEXT
    assert "The message has been sent. Recipients: 2" in admin.last.text


async def test_fewer_recipients_than_were_confirmed_are_no_question(mary: Talk, admin: Talk, house: House) -> None:
    rose = house.person(102, "Rose")
    for one in (mary, rose):
        await subscribe(one, house)
    await admin.say("/broadcast")
    await admin.say(TEXT)
    await subscribe(rose, house, news=False)

    await admin.press("Send to 2")

    assert "Recipients: 1\nDelivered: 1" in admin.last.text


async def test_a_broadcast_under_way_can_be_stopped_and_the_counts_say_so(
    mary: Talk, admin: Talk, house: House
) -> None:
    rose = house.person(102, "Rose")
    for one in (mary, rose):
        await subscribe(one, house)
    for one in (mary, rose):  # as if Telegram did not understand the message: it is tried again
        house.standin.faults.add("400", description="Bad Request: unheard of", text=TEXT, chat=one.user.id, times=None)
    await admin.say("/broadcast")
    await admin.say(TEXT)
    await admin.press("Send to 2")
    assert admin.last.text == "Sending: 0 of 2"

    await admin.press("Stop sending")
    await house.advance(timedelta(hours=1))

    assert "You have stopped the message. Recipients: 2\nNot sent any more: 2\nDelivered: 0" in admin.last.text
    assert admin.captions == []
    assert TEXT not in mary.texts


async def test_a_broadcast_that_has_ended_cannot_be_stopped(mary: Talk, admin: Talk, house: House) -> None:
    await subscribe(mary, house)
    await admin.say("/broadcast")
    await admin.say(TEXT)
    done = await admin.press("Send to 1")

    await admin.forge("1|adm.stop|1")

    assert "The message has been sent." in done.text
    assert "already confirmed or cancelled" in (admin.user.toasts[-1].answer or "")
