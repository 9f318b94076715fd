"""
What the tests share: a moment that stands still, the real content, and a whole bot talking to the stand-in.

Dialogue tests speak as people do: ``await mary.say("/next")``, ``await mary.press("Yes")``, ``mary.last.text``.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.context import Knowledge, load_knowledge
from bot.preview import StandIn
from house import ADMIN, MARY, NOW, ROOT, TOKEN, House, Talk, settings_for


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The shipped content and its index, loaded once: no test changes it."""
    return load_knowledge(ROOT / "content")


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOW, frozen=True)


@pytest.fixture
async def standin(clock: MovableClock) -> AsyncIterator[StandIn]:
    async with StandIn(TOKEN, clock.now) as server:
        yield server


@pytest.fixture
async def house(standin: StandIn, clock: MovableClock, tmp_path: Path, knowledge: Knowledge) -> AsyncIterator[House]:
    """A running bot."""
    built = House(standin, clock, settings_for(standin, tmp_path), knowledge)
    await built.switch_on()
    yield built
    await built.switch_off()


@pytest.fixture
def mary(house: House) -> Talk:
    """A patient whom the bot does not know yet."""
    return house.person(MARY, "Mary")


@pytest.fixture
async def admin(house: House) -> Talk:
    """An admin who has pressed /start."""
    talk = house.person(ADMIN, "Joan")
    await talk.say("/start")
    return talk
