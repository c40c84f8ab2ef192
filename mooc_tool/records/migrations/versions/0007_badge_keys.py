"""The keys that badges are signed with."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "badge_key",
        sa.Column("badge_key_id", sa.Integer(), nullable=False),
        sa.Column("kid", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("badge_key_id", name=op.f("pk_badge_key")),
        sa.UniqueConstraint("kid", name=op.f("uq_badge_key_kid")),
    )


def downgrade() -> None:
    op.drop_table("badge_key")
