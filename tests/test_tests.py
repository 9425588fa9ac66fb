"""Where tests stand, and what a test never does: wait, time, reach for what is private, or lean on a benchmark."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def file_of_tests(module: Path) -> Path:
    """Return where the examples of a module are: its own place in the package, in `tests`, under `test_` and its name."""
    return module.with_name(f"test_{module.name}")


def without_test_file(modules: Iterable[Path], tests: Iterable[Path]) -> list[str]:
    there = set(tests)
    own = (module for module in modules if not module.name.startswith("__"))
    return [module.as_posix() for module in sorted(own) if file_of_tests(module) not in there]


def test_every_module_has_its_test_file_of_the_same_name() -> None:
    package, tests = ROOT / "src" / "interpose", ROOT / "tests"
    modules = [path.relative_to(package) for path in package.rglob("*.py")]
    assert without_test_file(modules, (path.relative_to(tests) for path in tests.rglob("test_*.py"))) == []


@pytest.mark.parametrize(
    ("modules", "tests", "found"),
    [
        (["a/b.py", "c.py"], ["a/test_b.py", "test_c.py"], []),
        (["a/b.py"], ["test_b.py", "a/test_c.py"], ["a/b.py"]),
        (["__main__.py", "a/__init__.py"], [], []),
    ],
)
def test_a_module_without_its_test_file_is_seen(modules: list[str], tests: list[str], found: list[str]) -> None:
    assert without_test_file(map(Path, modules), map(Path, tests)) == found


def private(name: object) -> bool:
    return isinstance(name, str) and any(part.startswith("_") and part != "__version__" for part in name.split("."))


def misdeeds(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names) if {"time", "benchmarks"} & {name.name.split(".")[0] for name in names}:
                yield f"line {node.lineno} imports the clock or a benchmark"
            case ast.ImportFrom(module="time" | "benchmarks"):
                yield f"line {node.lineno} imports the clock or a benchmark"
            case ast.ImportFrom(module=str(module)) if module.startswith("benchmarks."):
                yield f"line {node.lineno} imports a benchmark"
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("interpose"):
                yield from (f"line {node.lineno} imports {name.name}" for name in names if private(name.name))
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner != "self" and private(name) and name[-1] != "_":
                yield f"line {node.lineno} reaches for {owner}.{name}"
            case ast.Call(func=ast.Attribute(attr="setattr" | "delattr"), args=given):
                named = [argument.value for argument in given[:2] if isinstance(argument, ast.Constant)]
                yield from (f"line {node.lineno} patches {name}" for name in named if private(name))


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_test_waits_times_patches_what_is_private_or_needs_a_benchmark(path: Path) -> None:
    assert list(misdeeds(ast.parse(path.read_text(encoding="utf-8")))) == []


def test_no_benchmark_needs_a_test() -> None:
    for path in (ROOT / "benchmarks").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [getattr(node, "module", None) or "", *(name.name for name in node.names)]
                assert not any(name.split(".")[0] == "tests" for name in names), path


@pytest.mark.parametrize(
    "code",
    [
        "import time",
        "from time import sleep",
        "from benchmarks.trees import random_tree",
        "from interpose.solver.running import _BRIEF",
        "running._BRIEF",
        "monkeypatch.setattr(running, '_BRIEF', 0)",
        "patch.setattr('interpose.solver.running._BRIEF', 0)",
        "monkeypatch.setattr(trace, '__defaults__', (2,))",
    ],
)
def test_each_of_these_is_seen(code: str) -> None:
    assert len(list(misdeeds(ast.parse(code)))) == 1
