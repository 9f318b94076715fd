"""Whether a dental visit is somebody else's, who is looked after in the same chat"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("visits", sa.Column("of_other", sa.Boolean(), server_default=sa.text("0"), nullable=False))
