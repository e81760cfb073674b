"""keep calls

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('phone_call',
    sa.Column('call_sid', sa.String(), nullable=False),
    sa.Column('conversation_id', sa.String(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('document', sa.String(), nullable=False),
    sa.Column('speech', sa.JSON(), nullable=False),
    sa.Column('misses', sa.Integer(), nullable=False),
    sa.Column('recording', sa.String(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('status', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], name=op.f('fk_phone_call_conversation_id')),
    sa.PrimaryKeyConstraint('call_sid', name=op.f('pk_phone_call')),
    sa.UniqueConstraint('conversation_id', name=op.f('uq_phone_call_conversation_id'))
    )


def downgrade() -> None:
    op.drop_table('phone_call')
