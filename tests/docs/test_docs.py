"""The documentation says what is there: nothing undocumented, no command that does not exist."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
import typer

from interpose.cli.app import app

ROOT = Path(__file__).parents[2]
PARTS = (
    "case",
    "evidence",
    "authority",
    "requirement",
    "generation",
    "deployment",
    "rotation",
    "deterrence",
    "assessment",
    "exploration",
    "brief",
    "reading",
    "plain",
    "solver",
)


WILLING = re.compile(
    r"(coalition of (the )?willing|coalition_of_the_willing|unwilling|willing_group|(not|never) called willing"
    r"|never counted as willing|willing and (to have the )?(able|capability)|willing, with units|being willing"
    r"|two willing members|members are willing|willing = replace|supplies\(willing)",
    re.IGNORECASE,
)
"""Where the word may stand: in the name of a route, of those whose pledge makes a group, and where it is denied."""


def exported() -> Iterator[tuple[str, object]]:
    for part in PARTS:
        package = import_module(f"interpose.{part}")
        for name in package.__all__:
            yield f"{part}.{name}", getattr(package, name)


def pages() -> list[Path]:
    return [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize(("name", "thing"), list(exported()), ids=lambda value: value if isinstance(value, str) else "")
def test_everything_exported_is_documented(name: str, thing: object) -> None:
    if not (inspect.isclass(thing) or inspect.isfunction(thing)):
        return
    text = inspect.getdoc(thing) or ""
    assert text, f"{name} has no docstring"
    takes = [
        parameter
        for parameter in inspect.signature(thing).parameters.values()
        if parameter.name not in ("self", "args", "kwargs")
    ]
    if inspect.isfunction(thing) and takes:
        assert "Parameters\n----------" in text, f"{name} does not say what it takes"
        assert "Returns\n-------" in text, f"{name} does not say what it gives"
        section = re.split(r"\n\n\w+\n---", text.partition("Parameters\n----------\n")[2])[0]
        # What stands flush left is a name, or some with commas, with or without its type.
        explained = {
            each for line in re.findall(r"^(\w[\w, ]*?)(?: : .*)?$", section, flags=re.MULTILINE) for each in line.split(", ")
        }
        assert {parameter.name for parameter in takes} <= explained, f"{name} does not explain each parameter"


def verbs() -> set[str]:
    return set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_pages_name_only_verbs_that_exist(page: Path) -> None:
    named = set(re.findall(r"(?:^|`)interpose ([a-z]+)\b", page.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert named <= verbs(), f"{page.name} names {sorted(named - verbs())}"


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    # Pages that are made while the site is built; the strict build of `make test` follows the links that lead to them.
    nav = set(re.findall(r": (reference/\S+\.md)", (ROOT / "mkdocs.yml").read_text(encoding="utf-8")))
    generated = {(ROOT / "docs" / path).resolve() for path in nav}
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
        place = (page.parent / target).resolve()
        assert place.exists() or place in generated, f"{page.name} links to {target}"


@pytest.mark.parametrize("page", ["docs/how-to/ask-for-one-part.md", "docs/tutorial.md"])
def test_python_examples_run(page: str) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), flags=re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, page, "exec"), {})  # noqa: S102


def test_every_dependency_is_explained() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "docs/reference/dependencies.md").read_text(encoding="utf-8").casefold()
    named = [re.split(r"[>=<\[;]", item)[0].strip() for item in project["dependencies"]]
    for name in named:
        assert name.casefold().replace("-python", "") in text, f"{name} is not explained"


def test_every_shipped_folder_of_data_has_a_credit() -> None:
    reference = ROOT / "src/interpose/reference"
    sources = (reference / "SOURCES.md").read_text(encoding="utf-8")
    for path in sorted(reference.iterdir()):
        if path.name not in ("SOURCES.md", "__pycache__"):
            assert path.name in sources, f"{path.name} has no row in SOURCES.md"


def test_no_text_says_willing_of_states_that_may_be_only_open() -> None:
    # In the games of deterrence it is a kind of player, in lexicons a word that others use.
    texts = [*(ROOT / "src" / "interpose").rglob("*.py"), *(ROOT / "src" / "interpose").rglob("*.j2"), ROOT / "README.md"]
    texts += [*(ROOT / "docs").rglob("*.md"), *(ROOT / "src" / "interpose" / "reference" / "routes").glob("*.yaml")]
    apart = {"deterrence", "games", "reading"}
    said = [
        str(path.relative_to(ROOT))
        for path in texts
        if apart.isdisjoint(part.removesuffix(".md").removesuffix(".py") for part in path.parts)
        if "willing" in WILLING.sub("", " ".join(path.read_text(encoding="utf-8").split())).casefold()
    ]
    assert said == []
