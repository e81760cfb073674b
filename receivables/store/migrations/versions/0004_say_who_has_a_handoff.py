"""say who has a handoff

The states are kept as plain words: PostgreSQL's own enumeration goes. Of handoffs accepted so far
nobody knows by whom: they wait again.

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

STATES = ('REQUESTED', 'QUEUED', 'OFFERED', 'ACCEPTED', 'RESOLVED', 'ABANDONED', 'CALLED_BACK')


def upgrade() -> None:
    op.create_table('conversation_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('conversation_id', sa.String(), nullable=False),
    sa.Column('staff_account_id', sa.Integer(), nullable=False),
    sa.Column('body', sa.String(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversation.id'], name=op.f('fk_conversation_note_conversation_id')),
    sa.ForeignKeyConstraint(['staff_account_id'], ['staff_account.id'], name=op.f('fk_conversation_note_staff_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conversation_note'))
    )
    with op.batch_alter_table('conversation_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_conversation_note_conversation_id'), ['conversation_id'], unique=False)

    with op.batch_alter_table('handoff', schema=None) as batch_op:
        batch_op.alter_column('state',
            existing_type=sa.Enum('REQUESTED', 'ACCEPTED', 'RETURNED', name='handoffstate'),
            type_=sa.Enum(*STATES, name='handoffstate', native_enum=False, length=20),
            existing_nullable=False, postgresql_using='state::text')
        batch_op.add_column(sa.Column('accepted_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('offered_to_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('disposition', sa.String(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_handoff_accepted_by_id'), 'staff_account', ['accepted_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_handoff_offered_to_id'), 'staff_account', ['offered_to_id'], ['id'])
        batch_op.create_index(batch_op.f('ix_handoff_accepted_by_id'), ['accepted_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_handoff_offered_to_id'), ['offered_to_id'], unique=False)
    op.execute("UPDATE handoff SET state = 'RESOLVED', disposition = 'answered' WHERE state = 'RETURNED'")
    op.execute("UPDATE handoff SET state = 'QUEUED' WHERE state = 'ACCEPTED'")
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP TYPE IF EXISTS handoffstate')


def downgrade() -> None:
    raise NotImplementedError('who has a handoff would be lost')
