"""Platforms that speak LTI 1.1."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_TABLES = ("legacy_cell", "legacy_line", "legacy_person", "legacy_nonce", "legacy_consumer")


def upgrade() -> None:
    op.create_table(
        "legacy_consumer",
        sa.Column("consumer_id", sa.Integer(), nullable=False),
        sa.Column("consumer_key", sa.String(length=255), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("deployment_id", sa.Integer(), nullable=False),
        sa.Column("may_launch", sa.Boolean(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        _belongs("legacy_consumer", "deployment_id", "deployment"),
        sa.PrimaryKeyConstraint("consumer_id", name=op.f("pk_legacy_consumer")),
        sa.UniqueConstraint("consumer_key", name=op.f("uq_legacy_consumer_consumer_key")),
    )
    op.create_index(op.f("ix_legacy_consumer_deployment_id"), "legacy_consumer", ["deployment_id"])
    op.create_table(
        "legacy_nonce",
        sa.Column("consumer_id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(length=255), nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        _belongs("legacy_nonce", "consumer_id", "legacy_consumer"),
        sa.PrimaryKeyConstraint("consumer_id", "nonce", name=op.f("pk_legacy_nonce")),
    )
    op.create_index(op.f("ix_legacy_nonce_ends_at"), "legacy_nonce", ["ends_at"])
    op.create_table(
        "legacy_person",
        sa.Column("consumer_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=255), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _belongs("legacy_person", "consumer_id", "legacy_consumer"),
        _belongs("legacy_person", "person_id", "person"),
        sa.PrimaryKeyConstraint("consumer_id", "value", name=op.f("pk_legacy_person")),
    )
    op.create_index(op.f("ix_legacy_person_person_id"), "legacy_person", ["person_id"])
    op.create_table(
        "legacy_line",
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("consumer_id", sa.Integer(), nullable=False),
        _belongs("legacy_line", "line_id", "line"),
        _belongs("legacy_line", "consumer_id", "legacy_consumer"),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_legacy_line")),
    )
    op.create_index(op.f("ix_legacy_line_consumer_id"), "legacy_line", ["consumer_id"])
    op.create_table(
        "legacy_cell",
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        _belongs("legacy_cell", "line_id", "legacy_line"),
        _belongs("legacy_cell", "person_id", "person"),
        sa.PrimaryKeyConstraint("line_id", "person_id", name=op.f("pk_legacy_cell")),
    )


def _belongs(table: str, column: str, owner: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{owner}.{column}"], name=op.f(f"fk_{table}_{column}_{owner}"), ondelete="CASCADE"
    )


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
