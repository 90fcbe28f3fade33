"""What a box covers among many."""

from ecosystem.graph.places import Box, Pile


def test_the_areas_a_box_shares_add_up_and_counting_ends_when_enough_is_known() -> None:
    pile = Pile(Box(100.0 * step, 0.0, 100.0 * step + 10.0, 10.0) for step in range(5))
    across = Box(0.0, 0.0, 1000.0, 5.0)

    assert pile.overlap(across) == 5 * 50.0
    assert pile.overlap(across, enough=60.0) > 60.0
    assert pile.overlap(across, enough=250.0) == 250.0
    assert pile.overlap(Box(20.0, 0.0, 90.0, 10.0), enough=1.0) == 0.0
