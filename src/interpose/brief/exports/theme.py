"""The look of an institution: its colours, fonts and logo on the page."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Annotated

from markupsafe import Markup, escape
from pydantic import Field

from interpose.case.read.formats.files import decode_text
from interpose.case.read.formats.yaml_files import parse_yaml, validate_yaml
from interpose.case.tables.fields import Row
from interpose.errors import Fault, InputError, Location, UsageError

__all__ = ["Theme", "read_theme", "themed"]

_LARGEST_LOGO = 200_000
"""Bytes of a logo: what a letterhead needs, and little beside the page."""

_KINDS = {".svg": "image/svg+xml", ".png": "image/png"}

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
Fonts = Annotated[str, Field(pattern=r"^[\w \-]+(, *[\w \-]+)*$", max_length=200)]


class Theme(Row):
    """Colours, fonts and logo; what is left out stays as the brief has it.

    Parameters
    ----------
    ink, muted, line, soft, accent, warm : str, optional
        Colours as `#rrggbb`: text, text of less weight, rules, soft grounds, links, and headings of boxes.
    sans, serif : str, optional
        Families of text and of headings, divided by commas, as they are called on the reader's machine: nothing is loaded.
    logo : str, optional
        SVG or PNG beside the file, at most 200 kB; it becomes part of the page.
    name : str
        Name of the institution: the words of the logo for those who do not see it.
    """

    ink: Colour | None = None
    muted: Colour | None = None
    line: Colour | None = None
    soft: Colour | None = None
    accent: Colour | None = None
    warm: Colour | None = None
    sans: Fonts | None = None
    serif: Fonts | None = None
    logo: str | None = None
    name: str = ""

    def style(self) -> Markup:
        """Write what differs from the brief as variables of its style sheet; its dark colours stay as they are."""
        colours, fonts = (
            ";".join(f"--{name}:{value}" for name in names if (value := getattr(self, name)))
            for names in (("ink", "muted", "line", "soft", "accent", "warm"), ("sans", "serif"))
        )
        # Every value went through a pattern: a colour, or names of fonts.
        return Markup(  # noqa: S704
            f"<style>:root{{{fonts}}}@media (prefers-color-scheme:light),print{{:root{{{colours}}}}}</style>"
        )


def read_theme(path: Path) -> tuple[Theme, bytes]:
    """Read a theme and its logo.

    Parameters
    ----------
    path : pathlib.Path
        A YAML file.

    Returns
    -------
    Theme, bytes
        The theme, and its logo; empty where it has none.

    Raises
    ------
    UsageError
        Where there is no such file.
    InputError
        With every fault of the file, and of its logo.
    """
    if not path.is_file():
        raise UsageError(f"there is no file {path}", "name a YAML file with colours, fonts and a logo")
    faults: list[Fault] = []
    parsed = parse_yaml(decode_text(path.read_bytes(), path.name), path.name, faults)
    theme = None if parsed is None else validate_yaml(parsed, Theme, faults)
    logo = b"" if theme is None or theme.logo is None else _logo(path, theme, faults)
    if theme is None or faults:
        raise InputError(faults)
    return theme, logo


def _logo(path: Path, theme: Theme, faults: list[Fault]) -> bytes:
    file = path.parent / Path(str(theme.logo)).name
    why = ""
    if file.suffix.lower() not in _KINDS:
        why = "a page shows SVG and PNG"
    elif not file.is_file():
        why = "no such file stands beside the theme"
    elif file.stat().st_size > _LARGEST_LOGO:
        why = f"it has more than {_LARGEST_LOGO:,} bytes"
    elif not theme.name:
        why = "it has no words for those who do not see it"
    if why:
        mend = "write the name of the institution under `name`" if "words" in why else "name an SVG or PNG in the same folder"
        faults.append(Fault(f"the logo {theme.logo!r} cannot be used", Location(path.name, None), why, mend))
        return b""
    return file.read_bytes()


def themed(page: str, theme: Theme, logo: bytes) -> str:
    """Give a page the look of a theme.

    Parameters
    ----------
    page : str
        HTML of a brief.
    theme : Theme
        Colours, fonts and words of the logo.
    logo : bytes
        The logo; empty for none.

    Returns
    -------
    str
        The page with its variables, and the logo above its title as an image that is part of the page.
    """
    page = page.replace("</head>", f"{theme.style()}</head>", 1)
    if not logo:
        return page
    kind = _KINDS[Path(str(theme.logo)).suffix.lower()]
    source = f"data:{kind};base64,{base64.b64encode(logo).decode()}"
    image = f'<p class="logo"><img src="{source}" alt="{escape(theme.name)}" style="max-height:4rem;max-width:16rem"></p>'
    return page.replace("<h1", f"{image}<h1", 1)
