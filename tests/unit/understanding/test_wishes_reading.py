"""What a message wants done with the person's own record."""

import pytest

from bot.understanding import Index
from bot.understanding.wishes import Wish, wish


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("When is my next injection?", Wish.NEXT),
        ("when is mums next jab", Wish.NEXT),
        ("hi can you tell me when my next shot is", None),  # answered as a question
        ("how often do i have the injection", None),
        ("undo", Wish.UNDO),
        ("i entered the wrong date", Wish.INJECTION),
        ("what can go wrong with the bone jab", None),
        ("can i change the date of my injection", None),
        ("cancel the dental visit", Wish.VISIT),
        ("its been moved to 5 may", Wish.MOVED),
        ("the root canal has been put back to 9 december", Wish.VISIT_MOVED),
        ("my bone density scan was moved to 5 may", None),
        ("i changed to jubbonti", None),
        ("they changed me to a different drug", None),
        ("send reminders at 6pm", Wish.SETTINGS),
        ("start again", Wish.RESUME),
        ("when can i start again after the break", None),
        ("i no longer consent", Wish.WITHDRAW),
        ("my consultant has taken me off prolia", Wish.DOCTOR_CHANGED),
        ("my doctor stopped my calcium", None),
        ("the dentist wants me to stop the injection before he pulls the tooth", Wish.SKIP_SHOT),
        ("the dentist says i should stop smoking", None),
        ("", None),
    ],
)
def test_a_wish_is_told_from_a_question(index: Index, text: str, wanted: Wish | None) -> None:
    assert wish(index.vocabulary.read(text)) == wanted


def test_a_long_story_is_no_wish_unless_the_dentist_wants_the_injection_put_off(index: Index) -> None:
    story = (
        "i was at the hairdresser and we talked about all sorts of things and then she said to cancel my appointment"
    )
    put_off = "i went to my dentist yesterday about the wobbly bridge and he told me that i should delay my prolia shot"

    assert wish(index.vocabulary.read(story)) is None
    assert wish(index.vocabulary.read(put_off)) is Wish.SKIP_SHOT
