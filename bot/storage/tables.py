"""
The tables. Health data here is the least that the promises need: dates and kinds, no names.

Instants are stored in UTC and come back aware; a naive one is refused. Dates of treatment are calendar dates.
A change here needs a migration in `migrations/versions` (a test compares the two).
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    text,
)

from bot.storage.columns import chat_column, metadata, person_column
from bot.storage.instant import Instant

identity = Table(
    "identity",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bot_id", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),  # live or preview
    Column("created_at", Instant, nullable=False),
)

chats = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("created_at", Instant, nullable=False),
    Column("started_at", Instant),  # first /start; an admin who never pressed it cannot be written to
    Column("zone", String(64)),  # IANA name, settled with the person
    Column("hour", Integer),  # 9 to 19, local
    Column("consent_at", Instant),  # may dates be stored?
    Column("news", Boolean),  # None: not asked yet; True: a subscriber
    Column("quiet", Boolean, nullable=False, server_default=text("1")),  # neutral first line on the lock screen
    Column("home_zone", String(64)),  # where they go back to; None unless they travel
    Column("unwanted_steps", JSON, nullable=False, server_default=text("'[]'")),  # optional steps they do without
    Column("unreachable_since", Instant),
    Column("unreachable_why", String(32)),
    Column(
        "daily_word", Boolean, nullable=False, server_default=text("0")
    ),  # an admin: tell me each day that all is well
)

persons = Table(
    "persons",
    metadata,
    Column("id", Integer, primary_key=True),
    chat_column(nullable=False, index=True),
    Column("created_at", Instant, nullable=False),
    Column("stopped_at", Instant),
    Column("stop_reason", String(32)),  # see storage/people.py
    Column("paused_until", Date),  # no message about the injection before that local day
)

injections = Table(
    "injections",
    metadata,
    Column("id", Integer, primary_key=True),
    person_column(nullable=False, index=True),
    Column("given_on", Date, nullable=False),
    Column("entered_at", Instant, nullable=False),
    Column("removed_at", Instant),
    sqlite_autoincrement=True,  # a removed record's id is never used again: old buttons and keys stay distinct
)

appointments = Table(
    "appointments",
    metadata,
    Column("id", Integer, primary_key=True),
    person_column(nullable=False, index=True),
    Column("booked_on", Date, nullable=False),
    Column("booked_time", Time),
    Column("entered_at", Instant, nullable=False),
    Column("ended_at", Instant),
    sqlite_autoincrement=True,
)

visits = Table(
    "visits",
    metadata,
    Column("id", Integer, primary_key=True),
    person_column(nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("visit_on", Date, nullable=False),
    Column("visit_time", Time),
    Column("entered_at", Instant, nullable=False),
    Column("removed_at", Instant),
    Column(
        "of_other", Boolean, nullable=False, server_default=text("0")
    ),  # of somebody else in this chat, whose injections are not kept
    sqlite_autoincrement=True,
)

dialogs = Table(
    "dialogs",
    metadata,
    chat_column(primary_key=True, autoincrement=False),
    Column("step", String(32), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("expires_at", Instant, nullable=False),
)

questions = Table(
    "questions",
    metadata,
    Column("id", Integer, primary_key=True),
    chat_column(nullable=False, index=True),
    Column("asked_at", Instant, nullable=False),
    Column("text", Text, nullable=False),
    Column("status", String(16), nullable=False),  # open, answered
    Column("answered_at", Instant),
    Column("answered_by", BigInteger),
    sqlite_autoincrement=True,
)

question_cards = Table(
    "question_cards",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("question_id", Integer, ForeignKey("questions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("admin_chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
)

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("admin_chat_id", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("safety", Boolean, nullable=False),
    Column("status", String(16), nullable=False),  # see storage/broadcasts.py: Broadcast
    Column("created_at", Instant, nullable=False),
    Column("confirmed_at", Instant),
    Column("finished_at", Instant),
    Column("progress_message_id", BigInteger),
    Column("progress_shown", String(64)),  # what the progress message says now, so that it is edited only on change
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(96), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),  # see outbox/message.py: Kind
    chat_column(nullable=False, index=True),
    person_column(index=True),
    Column("broadcast_id", Integer, ForeignKey("broadcasts.id", ondelete="CASCADE"), index=True),
    Column("facts", JSON, nullable=False),
    Column("priority", Integer, nullable=False),  # 0 before 1: reminders and answers before broadcasts
    Column("due_at", Instant, nullable=False),
    Column("status", String(16), nullable=False),  # see outbox/message.py: Status
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("lease_until", Instant),
    Column("created_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("reason", String(64)),
    Column("message_id", BigInteger),
    Column("first_due_at", Instant),  # what due_at was before it was put back: how late it is
)
Index(
    "ix_outbox_waiting",
    outbox.c.priority,
    outbox.c.due_at,
    sqlite_where=outbox.c.status == "pending",
    postgresql_where=outbox.c.status == "pending",
)
Index(
    "ix_outbox_claimed",
    outbox.c.status,
    sqlite_where=outbox.c.status.in_(["leased", "sending"]),
    postgresql_where=outbox.c.status.in_(["leased", "sending"]),
)

Index(
    "ix_outbox_put_back",
    outbox.c.first_due_at,
    sqlite_where=outbox.c.first_due_at.is_not(None) & (outbox.c.status == "pending"),
    postgresql_where=outbox.c.first_due_at.is_not(None) & (outbox.c.status == "pending"),
)

updates = Table(
    "updates",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bot_id", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, index=True),
    Column("received_at", Instant, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("status", String(16), nullable=False),  # see bot/inbox: waiting, answered, done, parked
    Column("raw", Text),
    Column("actions", Text),
    Column("actions_done", Integer, nullable=False, server_default=text("0")),
    Column("finished_at", Instant),
    Column("reason", String(64)),
    UniqueConstraint("bot_id", "update_id"),
    sqlite_autoincrement=True,  # the order of arrival
)
Index(
    "ix_updates_open",
    updates.c.id,
    sqlite_where=updates.c.status.in_(["waiting", "answered"]),
    postgresql_where=updates.c.status.in_(["waiting", "answered"]),
)

counts = Table(
    "counts",
    metadata,
    Column("day", Date, primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("number", Integer, nullable=False),
)

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("beat_at", Instant, nullable=False),
)

erasures = Table(
    "erasures",
    metadata,
    Column("id", String(32), primary_key=True),  # at random; also the key of the fingerprint
    Column("fingerprint", String(64), nullable=False),  # of the chat id, which is not kept
    Column("scope", String(16), nullable=False),  # see storage/erasures.py: Scope
    Column("erased_at", Instant, nullable=False),
)
