#!/usr/bin/env python3
"""Counts the instructions of a whole build against those of the floor, and fails when there are more than there should be.

    benches/compare/instructions.py --chancery target/release/chancery

Instructions, and not seconds: the same program takes nearly the same number every time, whatever else a machine does. Both
programs build the same 200 pages on one thread under valgrind's callgrind. The ratio is compared, for the number itself differs
between processors. What is the same for any site, such as reading templates and styles, is taken off: it is counted with 2
pages. When a change lowers a ratio for good, lower its limit with it.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

from programs import REPOSITORY, have
from rows import ROWS, site

# At most so many instructions a page for each of the floor's; and so many millions for a site of two pages.
LIMITS = {"chancery-nosearch": 5.2, "chancery": 6.4}
START = 150
PAGES = 200
FEW = 2


def count(command: list[str], folder: Path, out: Path) -> int:
    """The instructions of a run, in millions."""
    filled = [part.replace("{out}", str(out)) for part in command]
    tool = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}.callgrind", *filled]
    done = subprocess.run(tool, cwd=folder, capture_output=True, text=True, env={**os.environ, "RAYON_NUM_THREADS": "1"})
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found:
        raise SystemExit(f"{' '.join(filled)} failed:\n{done.stderr}")
    return int(found.group(1)) // 1_000_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--chancery", type=Path, required=True, metavar="PATH", help="the program, built for release")
    parser.add_argument("--work", type=Path, default=REPOSITORY / "target" / "compare", metavar="FOLDER")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    programs = {"chancery": [str(given.chancery.resolve())], "floor": have("floor", given.work / "programs")}
    counts: dict[tuple[str, int], int] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("floor-flat", *LIMITS):
            row = ROWS[name]
            for pages in (FEW, PAGES):
                folder = site(row, pages, given.work)
                command = [*programs[row.program], *row.arguments]
                counts[name, pages] = count(command, folder, Path(scratch) / f"{name}-{pages}")
    failed = False
    floor = counts["floor-flat", PAGES] - counts["floor-flat", FEW]
    print(f"floor-flat: {floor} million instructions for {PAGES - FEW} pages more")
    for name, limit in LIMITS.items():
        more, start = counts[name, PAGES] - counts[name, FEW], counts[name, FEW]
        ratio = more / floor
        print(f"{name}: {more} million, {ratio:.2f} × floor (limit {limit}); {start} million with {FEW} pages (limit {START})")
        failed |= ratio > limit or start > START
    if failed:
        print("more than there should be: see docs/performance.md on how to find where they go", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
