"""chain the audit trail

The views recorded so far move into it, in their order.

Revision: 0003, after 0002
"""

from datetime import UTC

import sqlalchemy as sa
from alembic import op

from receivables.policy.audit_chain import FIRST, WrittenAct, chain_key, row_hash
from receivables.settings import settings
from receivables.store.append_only import make_append_only


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    trail = op.create_table('audit_entry',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('staff_account_id', sa.Integer(), nullable=True),
    sa.Column('act', sa.String(), nullable=False),
    sa.Column('conversation_id', sa.String(), nullable=True),
    sa.Column('guarantor_id', sa.Integer(), nullable=True),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.Column('previous_hash', sa.String(), nullable=False),
    sa.Column('hash', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_audit_entry'))
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_entry_staff_account_id'), ['staff_account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_entry_conversation_id'), ['conversation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_entry_guarantor_id'), ['guarantor_id'], unique=False)
    _move_views(trail)
    make_append_only(op.get_bind(), 'audit_entry', 'number')
    op.drop_table('account_view')


def _move_views(trail: sa.Table) -> None:
    view = sa.table('account_view', *(sa.column(name) for name in ('id', 'staff_account_id', 'conversation_id', 'guarantor_id', 'act')), sa.column('at', sa.DateTime(timezone=True)))
    views = op.get_bind().execute(sa.select(view).order_by(view.c.id)).all()
    if views and not settings().secret_key:
        raise RuntimeError('set PLAINBILL_SECRET_KEY: it keys the audit trail')
    key, before = chain_key(settings().secret_key), FIRST
    for number, row in enumerate(views, start=1):
        at = row.at.replace(tzinfo=UTC) if row.at.tzinfo is None else row.at
        content = WrittenAct(number, at, row.staff_account_id, row.act, row.conversation_id, row.guarantor_id, {})
        own = row_hash(key, before, content)
        op.get_bind().execute(sa.insert(trail).values(number=number, at=at, staff_account_id=row.staff_account_id, act=row.act, conversation_id=row.conversation_id, guarantor_id=row.guarantor_id, details={}, previous_hash=before, hash=own))
        before = own


def downgrade() -> None:
    raise NotImplementedError('the audit trail is never taken away')
