"""Cutting a long line: 20,000 vertices, 60 sectors, 5 belts, and how the time grows with the vertices."""

from __future__ import annotations

import math
import random
import time

from shapely.geometry import LineString

from interpose.requirement.cutting import equal_workload, ground_of_sectors
from interpose.requirement.ground import belt, chains

SECTORS = 60
BELTS = (
    ("both", 0, 10_000),
    ("host", 10_000, 30_000),
    ("host", 30_000, 80_000),
    ("other", 10_000, 30_000),
    ("other", 30_000, 80_000),
)


def main() -> None:
    """Print the time for lines of growing detail, and the ratio to a bare buffer of the same line."""
    print(f"{'vertices':>9} {'cut, s':>8} {'bare buffer, s':>15} {'ratio':>6}")
    for vertices in (1_250, 2_500, 5_000, 10_000, 20_000, 40_000):
        line = rough_line(vertices)
        cut = min(timed(line) for _ in range(3))
        start = time.perf_counter()
        line.buffer(10_000, cap_style="flat", quad_segs=16)
        bare = time.perf_counter() - start
        print(f"{vertices:>9,} {cut:>8.3f} {bare:>15.3f} {cut / bare:>6.2f}")


def timed(line: LineString) -> float:
    """Cut a line into belts and sectors, and say how long it took (s)."""
    start = time.perf_counter()
    joined = chains([(line, True)])
    belts = [belt(joined, inner, outer, side) for side, inner, outer in BELTS]
    ground_of_sectors(belts[0], [line], equal_workload([1], [1], SECTORS), SECTORS)
    return time.perf_counter() - start


def rough_line(vertices: int) -> LineString:
    """Draw a line of 1,000 km that bends at every scale and does not cross itself."""
    chance = random.Random(20241215)  # noqa: S311 - a drawing, not a secret
    waves = [(chance.uniform(0.5, 1.5), chance.uniform(0, 6.28)) for _ in range(9)]
    points = []
    for number in range(vertices):
        share = number / (vertices - 1)
        height = sum(30_000 / 2**k * size * math.sin(share * 6.28 * 2**k + phase) for k, (size, phase) in enumerate(waves))
        points.append((share * 1_000_000, height))
    return LineString(points)


if __name__ == "__main__":
    main()
