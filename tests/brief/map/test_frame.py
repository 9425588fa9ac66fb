"""Labels of a map keep apart."""

from __future__ import annotations

from shapely.geometry import box

from interpose.brief.charts.drawing import text_width
from interpose.brief.map.frame import Labels, fit_frame


def test_labels_never_overlap() -> None:
    frame = fit_frame([box(30, 45, 40, 50)], 400, most_height=400, margin=0.05)
    labels = Labels(frame)
    for step in range(40):
        labels.put(40 + 8 * step % 320, 60 + 5 * step, f"Town {step}", 11, must=step % 2 == 0)
    boxes = []
    for label in labels.placed:
        width = text_width(label.text, label.size, bold=label.bold)
        left = {"left": label.x, "right": label.x - width, "center": label.x - width / 2}[label.align]
        boxes.append(box(left, label.y - label.size / 2, left + width, label.y + label.size / 2))
    assert len(boxes) > 5
    assert not [(one, other) for one in boxes for other in boxes if one is not other and one.intersects(other)]
