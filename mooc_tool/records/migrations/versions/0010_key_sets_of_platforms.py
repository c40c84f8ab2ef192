"""Platforms' public keys, as one process fetched them for all."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "platform_key_set",
        sa.Column("url_digest", sa.String(length=64), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("url_digest", name=op.f("pk_platform_key_set")),
    )


def downgrade() -> None:
    op.drop_table("platform_key_set")
