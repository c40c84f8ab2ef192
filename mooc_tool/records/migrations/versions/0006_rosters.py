"""Whom the LMS lists as learners of a course."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "roster",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=True),
        sa.Column("leased_until", _MOMENT, nullable=True),
        sa.Column("read_at", _MOMENT, nullable=True),
        sa.Column("whole_at", _MOMENT, nullable=True),
        sa.Column("differences_url", sa.String(), nullable=True),
        sa.Column("platform_code", sa.String(length=60), nullable=True),
        sa.Column("platform_words", sa.String(length=500), nullable=True),
        _of_course("roster"),
        sa.PrimaryKeyConstraint("course_id", name=op.f("pk_roster")),
    )
    op.create_index(op.f("ix_roster_due_at"), "roster", ["due_at"])
    op.create_table(
        "enrolment",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=22), nullable=False),
        _of_course("enrolment"),
        sa.PrimaryKeyConstraint("course_id", "digest", name=op.f("pk_enrolment")),
    )


def _of_course(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_course_id_course")
    return sa.ForeignKeyConstraint(["course_id"], ["course.course_id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    op.drop_table("enrolment")
    op.drop_table("roster")
