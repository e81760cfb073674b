"""ask staff for a second factor

Whoever is logged in logs in again.

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute('DELETE FROM staff_session')
    with op.batch_alter_table('staff_account', schema=None) as batch_op:
        batch_op.add_column(sa.Column('demonstration', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('authenticator_seed', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('authenticator_confirmed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('last_code_step', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('staff_account', schema=None) as batch_op:
        batch_op.alter_column('demonstration', existing_type=sa.Boolean(), server_default=None)
        batch_op.alter_column('last_code_step', existing_type=sa.Integer(), server_default=None)
    with op.batch_alter_table('staff_session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('complete', sa.Boolean(), nullable=False))
        batch_op.add_column(sa.Column('password_at', sa.DateTime(timezone=True), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('staff_session', schema=None) as batch_op:
        batch_op.drop_column('password_at')
        batch_op.drop_column('complete')
    with op.batch_alter_table('staff_account', schema=None) as batch_op:
        batch_op.drop_column('last_code_step')
        batch_op.drop_column('authenticator_confirmed_at')
        batch_op.drop_column('authenticator_seed')
        batch_op.drop_column('demonstration')
