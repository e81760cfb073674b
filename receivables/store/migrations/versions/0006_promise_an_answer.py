"""promise an answer

Handoffs that are open carry no promise: none was made.

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

MOMENTS = ('answer_by', 'escalated_at', 'callback_at')


def upgrade() -> None:
    with op.batch_alter_table('handoff', schema=None) as batch_op:
        for name in MOMENTS:
            batch_op.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('handoff', schema=None) as batch_op:
        for name in reversed(MOMENTS):
            batch_op.drop_column(name)
