"""Labels of a map keep apart."""

from __future__ import annotations

import pytest
from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from interpose.brief.charts.drawing import text_width
from interpose.brief.map.frame import Labels, fit_frame, paths, shapes, texts


def test_labels_never_overlap() -> None:
    frame = fit_frame([box(30, 45, 40, 50)], 400, most_height=400, margin=0.05)
    labels = Labels(frame)
    for step in range(40):
        labels.put(40 + 8 * step % 320, 60 + 5 * step, f"Town {step}", 11, must=step % 2 == 0)
    boxes = []
    for label in labels.placed:
        width = text_width(label.text, label.size, bold=label.bold)
        left = {"start": label.x, "end": label.x - width, "middle": label.x - width / 2}[label.align]
        boxes.append(box(left, label.y - label.size / 2, left + width, label.y + label.size / 2))
    assert len(boxes) > 5
    assert not [(one, other) for one in boxes for other in boxes if one is not other and one.intersects(other)]


def test_a_name_below_one_of_two_lines_stands_apart_and_does_not_read_as_a_third() -> None:
    labels = Labels(fit_frame([box(30, 45, 40, 50)], 400, most_height=400, margin=0.05))
    assert labels.put(100, 100, "Ruritania", 12, below="near Strelsau", order=("E",))
    assert not labels.put(107, 130, "Zenda", 12, away=0, order=("E",))
    assert labels.put(107, 140, "Zenda", 12, away=0, order=("E",))


def test_a_long_name_is_cut_and_not_left_out() -> None:
    labels = Labels(fit_frame([box(30, 45, 40, 50)], 400, most_height=400, margin=0.05))
    assert labels.put(200, 100, "Station of the railway " * 10, 12, must=True)
    assert labels.placed[0].text.startswith("Station of the railway")
    assert labels.placed[0].text.endswith("…")


def test_the_hole_of_a_shape_turns_the_other_way_and_what_lies_outside_is_cut_off() -> None:
    frame = fit_frame([box(0, 0, 4, 4)], 400, most_height=400, margin=0.0)
    ring = box(-2, -2, 3, 3).difference(box(1, 1, 2, 2))
    drawn = shapes([ring], frame, fill="#000000", stroke="#ffffff", width=1)
    outer, hole = [
        [tuple(map(float, place.split(","))) for place in part.removesuffix("z").split("L")]
        for part in drawn.split('"')[1].removeprefix("M").split("M")
    ]
    assert turn(outer) * turn(hole) < 0
    assert all(-2 <= number <= 402 for place in (*outer, *hole) for number in place)
    assert shapes([box(50, 50, 51, 51)], frame, fill=None, stroke="#ffffff", width=1) == ""


def turn(ring: list[tuple[float, ...]]) -> float:
    """Give twice the area of a ring, negative where it turns the other way."""
    return sum(x * y2 - x2 * y for (x, y), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True))


def test_pixels_are_written_to_a_tenth_and_whole_ones_without_it() -> None:
    run = LineString([(-0.04, 10.0), (7.96, 20.55), (100.0, 30.0)])
    assert paths([run, run.buffer(0), Point()]) == "M-0,10L8,20.6L100,30"
    assert shapes([], fit_frame([box(0, 0, 4, 4)], 400, most_height=400, margin=0.0), fill=None, stroke="#fff", width=1) == ""


def test_a_label_is_written_once_with_a_halo_below_its_letters_and_its_text_is_escaped() -> None:
    frame = fit_frame([box(0, 0, 4, 4)], 400, most_height=400, margin=0.0)
    labels = Labels(frame)
    assert labels.put(200, 200, "<b>A & B</b>", 12)
    assert labels.put(100, 100, "Second", 12, bold=True)
    written = texts(labels.placed)
    assert written.count("&lt;b&gt;A &amp; B&lt;/b&gt;") == 1
    assert "<b>" not in written
    assert written.startswith('<g stroke="#ffffff"')
    assert 'paint-order="stroke"' in written


def test_what_lies_far_from_the_frame_is_not_drawn_and_what_crosses_its_edge_is() -> None:
    frame = fit_frame([box(30, 45, 40, 50)], 400, most_height=400, margin=0.05)
    assert frame.shape(box(100, -10, 110, 0)).is_empty
    assert not frame.shape(box(25, 46, 31, 48)).is_empty


@pytest.mark.parametrize("shown", [box(170, 60, 179.9, 70), box(-40, 80, 60, 89)])
def test_a_frame_at_the_day_line_or_a_pole_leaves_nothing_out(shown: BaseGeometry) -> None:
    frame = fit_frame([shown], 400, most_height=400, margin=0.2)
    assert frame.around.bounds == (-180, -90, 180, 90)
