"""Run every benchmark, or those named: `python -m benchmarks [NAME ...]`."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main() -> int:
    """Run the benchmarks one after the other; each prints its own table."""
    known = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if has_main(path))
    chosen = sys.argv[1:] or known
    for name in chosen:
        if name not in known:
            print(f"there is no benchmark {name!r}; there are: {', '.join(known)}", file=sys.stderr)
            return 2
        print(f"\n== {name}", flush=True)
        import_module(f"benchmarks.{name}").main()
    return 0


def has_main(path: Path) -> bool:
    """Say whether a module of this folder is a benchmark: one that defines `main`."""
    return not path.stem.startswith("_") and "\ndef main(" in path.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
