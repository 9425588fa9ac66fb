"""Run every benchmark, or those named: `python -m benchmarks [NAME ...]`; options go to a benchmark named alone."""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from pathlib import Path


def main() -> int:
    """Run the benchmarks one after the other; each prints its own table."""
    paths = {path.stem: path for path in sorted(Path(__file__).parent.glob("*.py")) if has_main(path)}
    given = sys.argv[1:]
    first = next((place for place, word in enumerate(given) if word.startswith("-")), len(given))
    chosen, options = given[:first] or list(paths), given[first:]
    if given[:1] in (["-h"], ["--help"]):
        print(__doc__)
        for name, path in paths.items():
            told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            print(f"  {name:14}{told.splitlines()[0]}")
        return 0
    if options and len(chosen) != 1:
        print("options need the name of one benchmark before them", file=sys.stderr)
        return 2
    for name in chosen:
        if name not in paths:
            print(f"there is no benchmark {name!r}; there are: {', '.join(paths)}", file=sys.stderr)
            return 2
        print(f"\n== {name}", flush=True)
        run = import_module(f"benchmarks.{name}").main
        run(options) if options else run()
    return 0


def has_main(path: Path) -> bool:
    """Say whether a module of this folder is a benchmark: one that defines `main`."""
    return not path.stem.startswith("_") and "\ndef main(" in path.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
