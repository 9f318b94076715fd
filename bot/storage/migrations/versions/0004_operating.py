"""How late a message is that was put back, and which admins want a word each day"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chats", sa.Column("daily_word", sa.Boolean(), server_default=sa.text("0"), nullable=False))
    op.add_column("outbox", sa.Column("first_due_at", sa.DateTime(), nullable=True))
    op.create_index(
        "ix_outbox_put_back",
        "outbox",
        ["first_due_at"],
        unique=False,
        sqlite_where=sa.text("first_due_at IS NOT NULL AND status = 'pending'"),
        postgresql_where=sa.text("first_due_at IS NOT NULL AND status = 'pending'"),
    )
