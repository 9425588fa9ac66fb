"""Only the forms that are asked for are written; one whose library is missing is refused first."""

from __future__ import annotations

import re
import struct
import sys

import pytest
from markupsafe import Markup

from interpose.assessment import Assessment
from interpose.brief import Forms
from interpose.brief.charts.drawing import Drawing
from interpose.brief.exports.forms import form_files
from interpose.errors import UsageError

SVG = Markup('<svg width="9" height="9" viewBox="0 0 9 9"><title>Ships</title><path d="M0 0h9v9z"/></svg>')
WIDE = Markup('<svg width="18" height="9" viewBox="0 0 18 9"><title>Ships</title><path d="M0 0h18v9z"/></svg>')
BROAD = Markup('<svg width="900" height="9" viewBox="0 0 900 9"><title>Ships</title><path d="M0 0h18v9z"/></svg>')
GALLERY = {"ships": Drawing(id="ships", title="Ships", description="Two.", wide=SVG, narrow=SVG)}
PAGE = "<title>Ships</title><h1>Ships</h1><p>Two.</p>"


@pytest.mark.parametrize(
    ("forms", "files"),
    [
        (Forms(), set()),
        (Forms(pdf=True), {"brief.pdf"}),
        (Forms(docx=True), {"brief.docx"}),
        (Forms(layers=True), {"map.gpkg", "map.geojson", "map.kml"}),
        (Forms(pictures=True), {"pictures/ships.svg", "pictures/ships.png"}),
    ],
)
def test_each_form_has_its_files(assessed: Assessment, forms: Forms, files: set[str]) -> None:
    made = form_files(assessed, PAGE, GALLERY, forms)
    assert set(made) == files
    assert all(made.values())


@pytest.mark.parametrize("forms", [Forms(pdf=True), Forms(docx=True)])
def test_a_drawing_alone_is_as_wide_as_paper_where_a_screen_has_half_of_it(assessed: Assessment, forms: Forms) -> None:
    page = f'{PAGE}<figure><figcaption><strong>Ships</strong></figcaption><div class="half">{SVG}</div></figure>'
    gallery = {"ships": Drawing(id="ships", title="Ships", description="Two.", wide=WIDE, narrow=SVG)}
    assert form_files(assessed, page, gallery, forms) == form_files(assessed, page.replace(str(SVG), str(WIDE)), {}, forms)


def test_pictures_open_by_themselves(assessed: Assessment) -> None:
    made = form_files(assessed, PAGE, GALLERY, Forms(pictures=True))
    assert made["pictures/ships.svg"].startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')
    picture = made["pictures/ships.png"]
    assert picture.startswith(b"\x89PNG")
    drawn = re.search(rb'width="([\d.]+)" height="([\d.]+)"', made["pictures/ships.svg"])
    assert drawn is not None
    assert struct.unpack(">II", picture[16:24]) == tuple(2 * int(float(side)) for side in drawn.groups()), "sharp on paper"
    assert form_files(assessed, PAGE, GALLERY, Forms(pictures=True)) == made


def test_a_picture_of_letters_that_its_typeface_lacks_says_what_stands_for_them(assessed: Assessment) -> None:
    def made(title: str) -> dict[str, bytes]:
        drawn = {"ships": Drawing(id="ships", title=title, description="Two.", wide=BROAD, narrow=BROAD)}
        return form_files(assessed, PAGE, drawn, Forms(pictures=True))

    lacking, told = made("Force 西非"), made("Force □□")
    assert "西非".encode() in lacking["pictures/ships.svg"], "a browser has other typefaces"
    tall, short = (struct.unpack(">I", each["pictures/ships.png"][20:24])[0] for each in (lacking, told))
    assert tall > short, "a line below says what the sign is"


def test_a_picture_that_is_sent_alone_says_how_to_read_it_and_what_it_comes_from(assessed: Assessment) -> None:
    page = (
        "<figure><figcaption><strong>Ships</strong> <span>Tonnes &amp; more.</span></figcaption>"
        '<ul class="key"><li><svg width="3" height="3"></svg><abbr title="x">sunk</abbr></li></ul>'
        '<svg><title id="ships-narrow-title">Ships</title></svg></figure>'
    )
    wide = {"ships": Drawing(id="ships", title="Ships", description="Two.", wide=BROAD, narrow=SVG)}
    told = form_files(assessed, page, wide, Forms(pictures=True))["pictures/ships.svg"].decode()
    assert ">Tonnes &amp; more.</text>" in told
    assert ">sunk</text>" in told
    assert f"case {assessed.case.name}" in told


@pytest.mark.parametrize("form", [Forms(pdf=True), Forms(docx=True), Forms(pictures=True)])
def test_a_form_without_its_library_is_refused_with_what_to_install(form: Forms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(UsageError) as caught:
        form.require()
    assert "python -m pip install typst" in str(caught.value.mend)
    Forms(layers=True).require()


def test_a_drawing_that_no_brief_has_is_refused_before_anything_is_computed() -> None:
    Forms(embed=("page-one", "force")).require()
    with pytest.raises(UsageError, match="no drawing named 'forces'") as caught:
        Forms(embed=("force", "forces")).require()
    assert "'force'" in str(caught.value.mend)
