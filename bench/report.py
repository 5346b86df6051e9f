"""Percentiles and small tables."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from math import ceil


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least this share of them does not exceed (nearest rank)."""
    if not values:
        return float("nan")
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


def latencies(values: Sequence[float]) -> list[str]:
    """p50, p95, p99 and the most, in ms, and how many."""
    shown = [f"{percentile(values, share):.1f}" for share in (0.5, 0.95, 0.99)]
    return [*shown, f"{max(values, default=float('nan')):.1f}", str(len(values))]


def spread(values: Sequence[float], digits: int = 0) -> str:
    """Median with the least and the most."""
    least, most = min(values), max(values)
    return f"{percentile(values, 0.5):.{digits}f} ({least:.{digits}f}–{most:.{digits}f})"


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Markdown that also reads well in a terminal."""
    whole = [list(head), *map(list, rows)]
    widths = [max(len(row[column]) for row in whole) for column in range(len(head))]
    print(f"\n{title}")
    for number, row in enumerate(whole):
        cells = zip(row, widths, strict=True)
        print("| " + " | ".join(cell.ljust(width) for cell, width in cells) + " |")
        if number == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")


def say_machine() -> None:
    """Which machine, and how busy it was before we began."""
    print(f"{os.cpu_count()} cores, load average before: {' '.join(f'{one:.1f}' for one in os.getloadavg())}")
