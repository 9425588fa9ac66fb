"""A drawing stands in somebody else's page with its title, its legend and its source, and loads nothing."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from interpose.assessment import Assessment
from interpose.brief.charts.drawing import Drawing
from interpose.brief.exports.embed import embedded, embedded_page_one, require_drawing
from interpose.errors import UsageError

WIDE = Markup('<svg width="9"><title id="ships-wide-title">Ships</title></svg>')
SHIPS = Drawing(id="ships", title="Two <ships>", description="Two.", wide=WIDE, narrow=Markup('<svg width="3"></svg>'))
PAGE = f"""<figure><ul class="key"><li>other</li></ul><svg id="x"></svg></figure>
<figure><figcaption><strong>Ships</strong> <span>In <abbr title="x">tonnes</abbr>.</span></figcaption>
<ul class="key"><li>Ada</li></ul>{WIDE}</figure>"""


def test_a_fragment_has_title_legend_both_drawings_and_source(assessed: Assessment) -> None:
    made = embedded(assessed, PAGE, SHIPS).decode()
    assert "<strong>Two &lt;ships&gt;</strong>" in made
    assert "<li>Ada</li>" in made
    assert "</strong> In tonnes.</figcaption>" in made, "how to read it"
    assert "<li>other</li>" not in made
    assert WIDE in made
    assert '<div class="narrow"><svg width="3">' in made
    assert f"Interpose {assessed.version}, case {assessed.case.name} {assessed.case.digest[:12]}" in made
    assert "<script" not in made
    assert "http" not in made


def test_a_drawing_without_a_legend_needs_none(assessed: Assessment) -> None:
    assert 'class="key"' not in embedded(assessed, "<p>nothing</p>", SHIPS).decode()


def test_the_map_has_the_legend_that_the_page_shows_with_the_whole_country(assessed: Assessment) -> None:
    page = '<figure><svg><title id="overview-wide-title">All</title></svg><ul class="key"><li>belt</li></ul></figure>'
    shown = Drawing(id="map", title="Sectors", description="", wide=WIDE, narrow=WIDE)
    assert "<li>belt</li>" in embedded(assessed, page, shown).decode()


def test_a_drawing_that_is_not_there_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        require_drawing("ship", ["ships"])
    assert "ships" in str(caught.value.mend)


def test_page_one_stands_apart_from_the_page_around_it(assessed: Assessment) -> None:
    page = """<style>:root{--ink:#000}body{margin:0}</style><div id="page-one">
    <p>About <a class="figure long" href="#t">15</a> <a href="#routes">others</a>.</p>
    <p class="files"><a href="x.csv">x</a></p></div><nav class="contents"></nav>"""
    made = embedded_page_one(assessed, page).decode()
    assert '<template shadowrootmode="open"><style>:host{--ink:#000}:host{display:block;margin:0}</style>' in made
    assert "About <b>15</b> <b>others</b>." in made
    assert "href" not in made
    assert made.rstrip().endswith("</p></template></div>")
