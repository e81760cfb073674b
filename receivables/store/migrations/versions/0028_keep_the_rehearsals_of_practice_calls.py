"""keep the rehearsals of practice calls, and what they were wrapped up with

Revision: 0028, after 0027
"""

import sqlalchemy as sa
from alembic import op


revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('practice_rehearsal',
    sa.Column('practice_call_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('revision', sa.String(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['practice_call_id'], ['practice_call.id'], name=op.f('fk_practice_rehearsal_practice_call_id')),
    sa.PrimaryKeyConstraint('practice_call_id', name=op.f('pk_practice_rehearsal'))
    )
    with op.batch_alter_table('practice_call', schema=None) as batch_op:
        batch_op.add_column(sa.Column('ending', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('notes', sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('practice_call', schema=None) as batch_op:
        batch_op.drop_column('notes')
        batch_op.drop_column('ending')
    op.drop_table('practice_rehearsal')
