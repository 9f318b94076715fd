"""Whatever is typed while something is being asked: a fitting reply, never silence, and nothing kept by mistake."""

import pytest
from test_injections import stored

from house import House, Talk
from registering import register

NASTY = (
    "\u202eتاريخ الحقنة\u202c",
    "<b>12</b> & <script>alert(1)</script>",
    "注射は先週でした",
    "🦴" * 200,
    "la " * 1300,
    "0/0/0000",
    "-1",
    "99999999999999999999",
    "12 May; DROP TABLE injections",
    "{clinic} %s {0}",
    "**",
    "\u0000\u200b.",
)
STEPS = {
    "which day": ("/injection",),
    "an appointment": ("/injection", "I have an appointment"),
    "reading back": ("had my jab last Tuesday",),
    "consent": ("had my jab last Tuesday", "Yes"),
    "the clock": ("had my jab last Tuesday", "Yes", "Yes, keep my dates"),
    "the city": ("had my jab last Tuesday", "Yes", "Yes, keep my dates", "Change"),
    "the kind": ("/dental",),
    "the visit": ("/dental", "Implant"),
}

AGREED = ("the clock", "the city")  # the day is kept once it was read back and keeping it was agreed to


@pytest.mark.parametrize("step", STEPS)
async def test_anything_typed_while_asked_gets_a_reply_and_keeps_nothing(mary: Talk, house: House, step: str) -> None:
    opening, *presses = STEPS[step]
    await mary.say(opening)
    for caption in presses:
        await mary.press(caption)

    for text in NASTY:
        before = len(mary.texts)
        answer = await mary.say(text)
        assert len(mary.texts) > before, text
        assert not answer.text.startswith("Sorry, something went wrong"), text

    assert await stored(house) == (["2026-11-17"] if step in AGREED else [])


async def test_the_calendar_and_the_words_agree_after_all_of_it(mary: Talk, house: House) -> None:
    await register(mary, "1 May 2026")
    await mary.say("/injection")
    await mary.press("I've had it")
    for text in NASTY:
        await mary.say(text)
    await mary.say("yesterday")
    await mary.press("Yes")

    assert await stored(house) == ["2026-11-21", "2026-05-01"]
