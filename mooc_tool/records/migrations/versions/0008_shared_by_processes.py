"""What processes tell each other: who fetches a token, which platform fails, when one may ask again."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("platform", sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("platform", sa.Column("failing_since", _MOMENT, nullable=True))
    op.add_column("platform", sa.Column("rests_until", _MOMENT, nullable=True))
    op.add_column("letter", sa.Column("not_before", _MOMENT, nullable=True))
    op.drop_table("access_token")
    _make_access_token(
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("fetching_until", _MOMENT, nullable=True),
    )


def downgrade() -> None:
    op.drop_column("letter", "not_before")
    op.drop_column("platform", "rests_until")
    op.drop_column("platform", "failing_since")
    op.drop_column("platform", "failures")
    op.drop_table("access_token")
    _make_access_token(sa.Column("sealed", sa.LargeBinary(), nullable=False))


def _make_access_token(*columns: sa.Column[object]) -> None:
    op.create_table(
        "access_token",
        sa.Column("platform_id", sa.Integer(), nullable=False),
        sa.Column("scopes", sa.String(length=500), nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["platform_id"],
            ["platform.platform_id"],
            name=op.f("fk_access_token_platform_id_platform"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("platform_id", "scopes", name=op.f("pk_access_token")),
    )
