"""Columns that the tool makes, rosters, notices, outcomes of launches, the administrator's pages."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_FLAGS = (
    ("platform", "offers_review"),
    ("person", "anonymous"),
    ("signing_key", "announced"),
    ("line", "ours"),
)


def upgrade() -> None:
    for table, name in _FLAGS:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("course", sa.Column("members_url", sa.String(), nullable=True))
    op.add_column("deployment", sa.Column("notices_url", sa.String(), nullable=True))
    op.add_column("deployment", sa.Column("notices_due_at", _MOMENT, nullable=True))
    op.create_index(op.f("ix_deployment_notices_due_at"), "deployment", ["notices_due_at"])
    _launch_outcome()
    _notice()
    _line_wish()
    op.create_table(
        "administrator_link",
        sa.Column("administrator_link_id", sa.Integer(), nullable=False),
        sa.Column("link_digest", sa.String(length=64), nullable=False),
        sa.Column("cookie_digest", sa.String(length=64), nullable=True),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("administrator_link_id", name=op.f("pk_administrator_link")),
        sa.UniqueConstraint("link_digest", name=op.f("uq_administrator_link_link_digest")),
        sa.UniqueConstraint("cookie_digest", name=op.f("uq_administrator_link_cookie_digest")),
    )


def _launch_outcome() -> None:
    op.create_table(
        "launch_outcome",
        sa.Column("launch_outcome_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("platform_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["platform_id"],
            ["platform.platform_id"],
            name=op.f("fk_launch_outcome_platform_id_platform"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("launch_outcome_id", name=op.f("pk_launch_outcome")),
    )
    op.create_index(op.f("ix_launch_outcome_reference"), "launch_outcome", ["reference"])
    op.create_index(op.f("ix_launch_outcome_at"), "launch_outcome", ["at"])


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("platform_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("worked_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["platform_id"],
            ["platform.platform_id"],
            name=op.f("fk_notice_platform_id_platform"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_notice")),
        sa.UniqueConstraint("platform_id", "value", name=op.f("uq_notice_platform_id_value")),
    )
    op.create_index(op.f("ix_notice_worked_at"), "notice", ["worked_at"])


def _line_wish() -> None:
    op.create_table(
        "line_wish",
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("wished_at", _MOMENT, nullable=False),
        sa.Column("next_try_at", _MOMENT, nullable=False),
        sa.Column("leased_until", _MOMENT, nullable=True),
        sa.Column("platform_code", sa.String(length=60), nullable=True),
        sa.Column("platform_words", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["placement_id"],
            ["placement.placement_id"],
            name=op.f("fk_line_wish_placement_id_placement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("placement_id", name=op.f("pk_line_wish")),
    )
    op.create_index(op.f("ix_line_wish_next_try_at"), "line_wish", ["next_try_at"])


def downgrade() -> None:
    for table in ("administrator_link", "line_wish", "notice", "launch_outcome"):
        op.drop_table(table)
    op.drop_index(op.f("ix_deployment_notices_due_at"), "deployment")
    for table, name in (
        *_FLAGS, ("course", "members_url"), ("deployment", "notices_url"), ("deployment", "notices_due_at")
    ):  # fmt: skip
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column(name)
