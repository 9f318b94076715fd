"""A break from reminders, the zone to come home to, and the steps that somebody does without"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chats", sa.Column("home_zone", sa.String(length=64), nullable=True))
    op.add_column("chats", sa.Column("unwanted_steps", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
    op.add_column("persons", sa.Column("paused_until", sa.Date(), nullable=True))
