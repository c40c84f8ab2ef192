"""Platforms, keys and logins."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "invite",
        sa.Column("invite_id", sa.Integer(), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accept", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("invite_id", name=op.f("pk_invite")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_invite_code_digest")),
    )
    op.create_table(
        "platform",
        sa.Column("platform_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(length=255), nullable=False),
        sa.Column("client_id", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("auth_url", sa.String(), nullable=False),
        sa.Column("token_url", sa.String(), nullable=False),
        sa.Column("keyset_url", sa.String(), nullable=False),
        sa.Column("token_audience", sa.String(), nullable=True),
        sa.Column("family", sa.String(length=40), nullable=False),
        sa.Column(
            "state",
            sa.Enum("pending", "active", "off", name="platformstate", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("allows_anonymous", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("platform_id", name=op.f("pk_platform")),
        sa.UniqueConstraint("issuer", "client_id", name=op.f("uq_platform_issuer_client_id")),
    )
    op.create_table(
        "signing_key",
        sa.Column("signing_key_id", sa.Integer(), nullable=False),
        sa.Column("kid", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("signing_key_id", name=op.f("pk_signing_key")),
        sa.UniqueConstraint("kid", name=op.f("uq_signing_key_kid")),
    )
    op.create_table(
        "access_token",
        sa.Column("platform_id", sa.Integer(), nullable=False),
        sa.Column("scopes", sa.String(length=500), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["platform_id"],
            ["platform.platform_id"],
            name=op.f("fk_access_token_platform_id_platform"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("platform_id", "scopes", name=op.f("pk_access_token")),
    )
    op.create_table(
        "deployment",
        sa.Column("deployment_id", sa.Integer(), nullable=False),
        sa.Column("platform_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=255), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["platform_id"],
            ["platform.platform_id"],
            name=op.f("fk_deployment_platform_id_platform"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("deployment_id", name=op.f("pk_deployment")),
        sa.UniqueConstraint("platform_id", "value", name=op.f("uq_deployment_platform_id_value")),
    )
    op.create_table(
        "launch_attempt",
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("browser_digest", sa.String(length=64), nullable=False),
        sa.Column("platform_id", sa.Integer(), nullable=False),
        sa.Column("deployment", sa.String(length=255), nullable=True),
        sa.Column("login_hint", sa.String(), nullable=False),
        sa.Column("message_hint", sa.String(), nullable=True),
        sa.Column("storage_target", sa.String(length=100), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["platform_id"],
            ["platform.platform_id"],
            name=op.f("fk_launch_attempt_platform_id_platform"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("state", name=op.f("pk_launch_attempt")),
    )
    with op.batch_alter_table("launch_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_launch_attempt_expires_at", ["expires_at"], unique=False)


def downgrade() -> None:
    op.drop_table("launch_attempt")
    op.drop_table("deployment")
    op.drop_table("access_token")
    op.drop_table("signing_key")
    op.drop_table("platform")
    op.drop_table("invite")
