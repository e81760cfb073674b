"""announce changes

PostgreSQL notifies the web processes, whose open pages show them.

Revision: 0011, after 0010
"""

from alembic import op

from receivables.store.change_signal import announce_changes


revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

SHOWN = ('consent', 'handoff', 'hold', 'inbound_message', 'outbound_message', 'verification')


def upgrade() -> None:
    for table in SHOWN:
        announce_changes(op.get_bind(), table)


def downgrade() -> None:
    if op.get_bind().dialect.name == 'postgresql':
        for table in SHOWN:
            op.execute(f'DROP TRIGGER {table}_announces ON {table}')
        op.execute('DROP FUNCTION announce_change()')
