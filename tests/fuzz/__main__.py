"""`python -m tests.fuzz`: as many damaged inputs as wanted, each in time and within memory, from where the last run ended.

Every input has a number, from which it is made: a finding is told by kind and number, and kept as a file.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

from tests.fuzz.kinds import KINDS, damaged, read

STATE = Path(".fuzz")
"""Where the run is kept between times; git passes it over."""
LONGEST_SECONDS = 10
MOST_BYTES = 1024**3


def work(kind: str, numbers: range, tell: Connection) -> None:
    """Give inputs to their reader one by one, telling of each before and after."""
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MOST_BYTES, used + MOST_BYTES))
    damaged(kind, numbers.start)
    for number in numbers:
        name, data = damaged(kind, number)
        tell.send(None)
        try:
            read(kind, name, data)
        except BaseException:
            tell.send(traceback.format_exc(limit=-12))
        else:
            tell.send("")
    tell.send("end")


def run(kind: str, wanted: int, findings: Path) -> int:
    """Go on with a kind until so many of its inputs were read; return how many findings there were."""
    state = STATE / f"{kind}.json"
    done, found = json.loads(state.read_text(encoding="utf-8")).values() if state.is_file() else (0, 0)
    while done < wanted:
        listen, tell = multiprocessing.Pipe(duplex=False)
        worker = multiprocessing.Process(target=work, args=(kind, range(done, wanted), tell), daemon=True)
        worker.start()
        tell.close()
        while True:
            finding = ""
            try:
                # The first input waits for what all of them need to be imported and made.
                said = listen.recv() if listen.poll(60) else "no input is made"
                if said is None:
                    finding = listen.recv() if listen.poll(LONGEST_SECONDS) else f"no end within {LONGEST_SECONDS} s"
                elif said != "end":
                    finding = said
            except EOFError:
                finding = "the process died"
            if said == "end":
                break
            if finding:
                found += 1
                keep(kind, done, finding, findings)
            done += 1
            if done % 500 == 0 or finding or done == wanted:
                state.write_text(json.dumps({"done": done, "findings": found}), encoding="utf-8")
            if finding and not finding.startswith("Traceback"):
                break
        worker.kill()
        worker.join()
    print(f"{kind}: {done:,} inputs, {found} findings")  # noqa: T201
    return found


def keep(kind: str, number: int, finding: str, findings: Path) -> None:
    """Keep an input that was not borne, beside what happened."""
    name, data = damaged(kind, number)
    (findings / f"{kind}-{number}-{name.replace('/', '_')}").write_bytes(data)
    (findings / f"{kind}-{number}.txt").write_text(finding, encoding="utf-8")
    last = finding.strip().splitlines()[-1]
    print(f"{kind} {number} ({name}): {last}", file=sys.stderr, flush=True)  # noqa: T201


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000, help="inputs of each kind in all, those of earlier runs included")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--again", action="store_true", help="begin anew")
    given = parser.parse_args()
    findings = STATE / "findings"
    findings.mkdir(parents=True, exist_ok=True)
    for kind in given.kinds if given.again else ():
        (STATE / f"{kind}.json").unlink(missing_ok=True)
    sys.exit(1 if sum(run(kind, given.inputs, findings) for kind in given.kinds) else 0)


if __name__ == "__main__":
    main()
