"""A commit that seems to fail although it was kept: the handler must not run a second time on its own change."""

import pytest
from sqlalchemy import func, select

from bot.errors import DatabaseUnavailable
from bot.storage import updates
from bot.storage.tables import counts
from house import House, Talk


async def test_an_answer_that_was_kept_although_the_commit_seemed_to_fail_is_not_decided_again(
    house: House, mary: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answerer = house.bot._answerer
    decide, failed = answerer._decide, []

    async def seems_to_fail(*arguments: object, **named: object) -> object:
        decided = await decide(*arguments, **named)  # type: ignore[arg-type]
        if not failed:
            failed.append(decided)
            raise DatabaseUnavailable("an I/O error in the very commit")
        return decided

    monkeypatch.setattr(answerer, "_decide", seems_to_fail)
    await mary.say("what is denosumab")

    assert failed
    async with house.database.read() as db:
        assert await db.scalar(select(counts.c.number).where(counts.c.name == "asked:answer")) == 1
        assert await updates.count_unfinished(db) == 0
        assert await db.scalar(select(func.count()).select_from(counts).where(counts.c.name == "asked:answer")) == 1
    assert sum("What is denosumab" in text for text in mary.texts) == 1
