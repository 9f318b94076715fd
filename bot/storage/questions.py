"""Questions that patients sent to the team, and the admins' copies of each."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from bot.storage.database import Connection
from bot.storage.tables import question_cards, questions


@dataclass(frozen=True, slots=True)
class Question:
    """A question in a patient's words; status is "open" or "answered"."""

    id: int
    chat_id: int
    asked_at: datetime
    text: str
    status: str
    answered_at: datetime | None
    answered_by: int | None


async def add_question(db: Connection, chat_id: int, text: str, now: datetime) -> int:
    """Keep a question for the team; returns its id."""
    result = await db.execute(questions.insert().values(chat_id=chat_id, asked_at=now, text=text, status="open"))
    return int(result.inserted_primary_key[0])  # type: ignore[index]  # an insert of one row has a key


async def get_question(db: Connection, question_id: int) -> Question | None:
    """The question, or None where it never was or was erased with its chat."""
    row = (await db.execute(select(questions).where(questions.c.id == question_id))).mappings().one_or_none()
    return None if row is None else Question(**row)


async def open_questions(db: Connection, limit: int = 10) -> list[Question]:
    """Questions without an answer, oldest first."""
    query = select(questions).where(questions.c.status == "open").order_by(questions.c.asked_at).limit(limit)
    return [Question(**row) for row in (await db.execute(query)).mappings()]


async def count_open(db: Connection) -> int:
    """How many questions wait for an answer."""
    query = select(func.count()).select_from(questions).where(questions.c.status == "open")
    return await db.scalar(query) or 0


async def mark_answered(db: Connection, question_id: int, admin_id: int, now: datetime) -> bool:
    """Take the question as answered by this admin; False where somebody was faster."""
    result = await db.execute(
        update(questions)
        .where(questions.c.id == question_id, questions.c.status == "open")
        .values(status="answered", answered_at=now, answered_by=admin_id)
    )
    return result.rowcount == 1


async def reopen(db: Connection, question_id: int) -> None:
    """The answer did not reach the patient: the question waits again."""
    await db.execute(update(questions).where(questions.c.id == question_id).values(status="open"))


async def add_card(db: Connection, question_id: int, admin_chat_id: int, message_id: int) -> None:
    """Remember an admin's copy of the question."""
    await db.execute(
        question_cards.insert().values(question_id=question_id, admin_chat_id=admin_chat_id, message_id=message_id)
    )


async def cards_of(db: Connection, question_id: int) -> list[tuple[int, int]]:
    """The admins' copies: (admin chat id, message id)."""
    query = select(question_cards.c.admin_chat_id, question_cards.c.message_id).where(
        question_cards.c.question_id == question_id
    )
    return [(row.admin_chat_id, row.message_id) for row in await db.execute(query)]


async def question_of_card(db: Connection, admin_chat_id: int, message_id: int) -> int | None:
    """The question whose copy this message of an admin's chat is, or None."""
    query = select(question_cards.c.question_id).where(
        question_cards.c.admin_chat_id == admin_chat_id, question_cards.c.message_id == message_id
    )
    number: int | None = await db.scalar(query)
    return number


async def cards_of_chat(db: Connection, chat_id: int) -> list[tuple[int, int, int]]:
    """All admins' copies of this chat's questions: (question id, admin chat id, message id)."""
    query = (
        select(question_cards.c.question_id, question_cards.c.admin_chat_id, question_cards.c.message_id)
        .join(questions)
        .where(questions.c.chat_id == chat_id)
    )
    return [(row.question_id, row.admin_chat_id, row.message_id) for row in await db.execute(query)]
