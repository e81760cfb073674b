"""Who writes as the parent of somebody named."""

import pytest

from actions.spoken_for import child_named


@pytest.mark.parametrize(
    ("text", "child"),
    [
        ("Hola, soy la mamá de Ana Castillo y quiero saber qué debe", "ana"),
        ("I'm Helen's mom, what does she owe", "helen"),
        ("this is emmas dad", "emma"),
        ("im noah whitfield's mother", "noah"),
        ("soy la mamá", None),
        ("I'm a single mom", None),
        ("my mom is Ana", None),
    ],
)
def test_a_parent_names_the_child(text: str, child: str | None) -> None:
    assert child_named(text) == child
