"""keep what is typed when a call is wrapped up

Revision: 0026, after 0025
"""

import sqlalchemy as sa
from alembic import op


revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('collector_call', schema=None) as batch_op:
        batch_op.add_column(sa.Column('typed', sa.JSON(), nullable=False, server_default='{}'))


def downgrade() -> None:
    with op.batch_alter_table('collector_call', schema=None) as batch_op:
        batch_op.drop_column('typed')
