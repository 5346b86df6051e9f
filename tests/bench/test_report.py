"""Percentiles by nearest rank: of twenty runs the slowest one is not yet the p95."""

from bench.report import percentile


def test_percentiles_are_nearest_ranks() -> None:
    runs = [float(number) for number in range(1, 21)]
    assert [percentile(runs, share) for share in (0.0, 0.5, 0.95, 0.99, 1.0)] == [1, 10, 19, 20, 20]
    assert percentile([7.0], 0.99) == 7.0
