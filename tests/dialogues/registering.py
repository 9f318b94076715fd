"""What many dialogues begin with."""

from house import Talk


async def register(talk: Talk, day: str = "1 November 2026") -> None:
    """Note the last injection as a new patient does: consent, time zone and date are answered with yes."""
    await talk.say(f"I had my injection on {day}")
    for _ in range(8):
        wanted = [one for one in talk.captions if one.startswith("Yes")]
        if not wanted or "news" in talk.last.text.lower():
            return
        await talk.press(wanted[0])
    raise AssertionError(f"the registration did not come to an end: {talk.last.text}")
