"""What all tables share: how constraints are named, and the columns that say whose a row is."""

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def chat_column(**options: Any) -> Column[int]:  # noqa: ANN401 - handed on to Column
    """The chat that a row belongs to; it goes with the chat."""
    return Column("chat_id", BigInteger, ForeignKey("chats.chat_id", ondelete="CASCADE"), **options)


def person_column(**options: Any) -> Column[int]:  # noqa: ANN401 - handed on to Column
    """The person that a row belongs to; it goes with them."""
    return Column("person_id", Integer, ForeignKey("persons.id", ondelete="CASCADE"), **options)
