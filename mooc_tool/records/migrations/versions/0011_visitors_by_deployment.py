"""Whether visitors without a name may come, for one deployment otherwise than for its registration."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deployment", sa.Column("allows_anonymous", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("deployment", "allows_anonymous")
