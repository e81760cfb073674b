"""keep collectors' calls

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('collector_call',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('conversation_id', sa.String(), nullable=False),
    sa.Column('guarantor_id', sa.Integer(), nullable=False),
    sa.Column('staff_account_id', sa.Integer(), nullable=False),
    sa.Column('contact_attempt_id', sa.Integer(), nullable=False),
    sa.Column('phone', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.Column('state', sa.Enum('BEFORE', 'OPENING', 'VERIFYING', 'DISCLOSING', 'MATTER', 'WRONG_PARTY', 'THIRD_PARTY', 'VOICEMAIL', 'CHILD', 'REFUSED', 'WRAP_UP', 'CLOSED', name='callstate', native_enum=False, length=20), nullable=False),
    sa.Column('verified', sa.Boolean(), nullable=False),
    sa.Column('recorded', sa.Boolean(), nullable=False),
    sa.Column('debt_collector', sa.Boolean(), nullable=False),
    sa.Column('told_before', sa.Boolean(), nullable=False),
    sa.Column('said', sa.JSON(), nullable=False),
    sa.Column('proved_by', sa.JSON(), nullable=False),
    sa.Column('objections', sa.JSON(), nullable=False),
    sa.Column('happened', sa.JSON(), nullable=False),
    sa.Column('notes', sa.String(), nullable=True),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('disposition', sa.String(), nullable=True),
    sa.Column('next_contact_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['contact_attempt_id'], ['contact_attempt.id'], name=op.f('fk_collector_call_contact_attempt_id')),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], name=op.f('fk_collector_call_conversation_id')),
    sa.ForeignKeyConstraint(['guarantor_id'], ['guarantor.id'], name=op.f('fk_collector_call_guarantor_id')),
    sa.ForeignKeyConstraint(['staff_account_id'], ['staff_account.id'], name=op.f('fk_collector_call_staff_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_collector_call')),
    sa.UniqueConstraint('contact_attempt_id', name=op.f('uq_collector_call_contact_attempt_id')),
    sa.UniqueConstraint('conversation_id', name=op.f('uq_collector_call_conversation_id'))
    )
    with op.batch_alter_table('collector_call', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_collector_call_closed_at'), ['closed_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_collector_call_guarantor_id'), ['guarantor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_collector_call_staff_account_id'), ['staff_account_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('collector_call', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_collector_call_staff_account_id'))
        batch_op.drop_index(batch_op.f('ix_collector_call_guarantor_id'))
        batch_op.drop_index(batch_op.f('ix_collector_call_closed_at'))

    op.drop_table('collector_call')
