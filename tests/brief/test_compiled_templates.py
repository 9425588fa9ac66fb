"""Compiled templates: kept beside their sources, made anew where the source changed or what was kept is broken."""

from __future__ import annotations

import sys
from pathlib import Path

import jinja2
import pytest

from interpose.brief.compiled_templates import compiled_templates


def environment(folder: Path) -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder), autoescape=True, bytecode_cache=compiled_templates(folder)
    )


@pytest.fixture(autouse=True)
def _keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A template of which the compiled form is kept."""
    (tmp_path / "page.j2").write_text("one {{ 1 + 1 }}", encoding="utf-8")
    assert environment(tmp_path).get_template("page.j2").render() == "one 2"
    (found,) = (tmp_path / "__pycache__").iterdir()
    return found


def test_a_kept_template_is_not_compiled_again(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the template is compiled again")

    monkeypatch.setattr(jinja2.Environment, "compile", refuse)
    assert environment(kept.parents[1]).get_template("page.j2").render() == "one 2"


def test_a_changed_template_is_compiled_again(kept: Path) -> None:
    (kept.parents[1] / "page.j2").write_text("another", encoding="utf-8")
    assert environment(kept.parents[1]).get_template("page.j2").render() == "another"


@pytest.mark.parametrize("broken", [b"", b"j2", b"not what was kept at all"])
def test_what_is_broken_is_compiled_again(kept: Path, broken: bytes) -> None:
    whole = kept.read_bytes()
    kept.write_bytes(broken if broken else whole[:60])
    assert environment(kept.parents[1]).get_template("page.j2").render() == "one 2"
    assert kept.read_bytes() == whole


def test_a_folder_that_takes_no_files_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "page.j2").write_text("one", encoding="utf-8")
    (tmp_path / "__pycache__").write_text("a file in its place", encoding="utf-8")
    assert environment(tmp_path).get_template("page.j2").render() == "one"


def test_nothing_is_kept_where_python_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (tmp_path / "page.j2").write_text("one", encoding="utf-8")
    assert environment(tmp_path).get_template("page.j2").render() == "one"
    assert [found.name for found in tmp_path.iterdir()] == ["page.j2"]


def test_what_was_kept_before_is_read_where_python_keeps_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    test_a_kept_template_is_not_compiled_again(kept, monkeypatch)
