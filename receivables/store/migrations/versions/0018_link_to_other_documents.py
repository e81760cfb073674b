"""link to other documents

Revision: 0018, after 0017
"""

import sqlalchemy as sa
from alembic import op


revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Visits last a quarter of an hour: whoever is in the middle of one proves who they are again.
    op.execute('DELETE FROM portal_visit')
    with op.batch_alter_table('portal_link', schema=None) as batch_op:
        batch_op.add_column(sa.Column('guarantor_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('document', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('subject_id', sa.Integer(), nullable=True))

    op.execute(
        "UPDATE portal_link SET document = 'bill', subject_id = encounter_id, guarantor_id ="
        " (SELECT guarantor_id FROM encounter WHERE encounter.id = portal_link.encounter_id)"
    )
    with op.batch_alter_table('portal_link', schema=None) as batch_op:
        batch_op.alter_column('guarantor_id', existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column('document', existing_type=sa.String(), nullable=False)
        batch_op.alter_column('subject_id', existing_type=sa.Integer(), nullable=False)
        batch_op.drop_index(batch_op.f('ix_portal_link_encounter_id'))
        batch_op.create_index(batch_op.f('ix_portal_link_guarantor_id'), ['guarantor_id'], unique=False)
        batch_op.drop_constraint(batch_op.f('fk_portal_link_encounter_id'), type_='foreignkey')
        batch_op.create_foreign_key(batch_op.f('fk_portal_link_guarantor_id'), 'guarantor', ['guarantor_id'], ['id'])
        batch_op.drop_column('encounter_id')


def downgrade() -> None:
    op.execute('DELETE FROM portal_visit')
    op.execute("DELETE FROM portal_link WHERE document != 'bill'")
    with op.batch_alter_table('portal_link', schema=None) as batch_op:
        batch_op.add_column(sa.Column('encounter_id', sa.Integer(), nullable=True))

    op.execute('UPDATE portal_link SET encounter_id = subject_id')
    with op.batch_alter_table('portal_link', schema=None) as batch_op:
        batch_op.alter_column('encounter_id', existing_type=sa.Integer(), nullable=False)
        batch_op.drop_constraint(batch_op.f('fk_portal_link_guarantor_id'), type_='foreignkey')
        batch_op.create_foreign_key(batch_op.f('fk_portal_link_encounter_id'), 'encounter', ['encounter_id'], ['id'])
        batch_op.drop_index(batch_op.f('ix_portal_link_guarantor_id'))
        batch_op.create_index(batch_op.f('ix_portal_link_encounter_id'), ['encounter_id'], unique=False)
        batch_op.drop_column('subject_id')
        batch_op.drop_column('document')
        batch_op.drop_column('guarantor_id')
