"""What columns are called that the tool made, so that they follow the course's titles."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("line", sa.Column("label", sa.String(length=100), nullable=True))
    op.add_column("line", sa.Column("language", sa.String(length=5), nullable=True))
    op.add_column("line", sa.Column("rename_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_line_rename_at"), "line", ["rename_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_line_rename_at"), "line")
    op.drop_column("line", "rename_at")
    op.drop_column("line", "language")
    op.drop_column("line", "label")
