#!/usr/bin/env python3
"""Makes the table of whole builds of one site with Chancery and its peers, from nothing.

    benches/compare/run.py                                                1,000 and 10,000 pages, everything that can be had
    benches/compare/run.py --pages 50 --runs 1 --only floor-flat chancery
    benches/compare/run.py --over                                         a rebuild of nothing changed

It builds Chancery and the floor, fetches the peers, makes their sites, runs them in turn and prints Markdown. What it says
meanwhile goes to standard error. README.md beside it says what is measured.
"""

from __future__ import annotations

import argparse
import datetime
import json
import math
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

import machine
from measure import Measured, rounds
from programs import PROGRAMS, REPOSITORY, Missing, have, version
from rows import CLEAN, OVER, ROWS, site

HEAD = "| | seconds | min–max | × {base} | user + system | peak MB | files | MB |\n|---|---:|---:|---:|---:|---:|---:|---:|"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, nargs="+", default=[1000, 10_000], help="sizes of the site")
    parser.add_argument("--runs", type=int, default=5, help="rounds that count, after one that warms up")
    parser.add_argument("--only", nargs="+", choices=ROWS, metavar="ROW", help=f"of {', '.join(ROWS)}")
    parser.add_argument("--chancery", type=Path, metavar="PATH", help="a program that is already built")
    parser.add_argument("--work", type=Path, default=REPOSITORY / "target" / "compare", metavar="FOLDER",
                        help="where programs and sites are kept")
    parser.add_argument("--out", type=Path, metavar="FOLDER",
                        help="where the output goes; /dev/shm where there is one, else the work folder")
    parser.add_argument("--over", action="store_true", help="runs write into the up-to-date folder of the first one")
    parser.add_argument("--patience", type=float, default=30, metavar="SECONDS",
                        help="slower rows run once, and are ended after ten times as long")
    parser.add_argument("--json", type=Path, metavar="FILE", help="writes every run as JSON too")
    given = parser.parse_args()
    if given.runs < 1 or min(given.pages) < 2:
        parser.error("at least one run, and two pages")
    if given.over and any(ROWS[row].inside for row in given.only or ()):
        parser.error("a program that writes below its sources gets new ones for each run: not with --over")
    return given


def programs(rows: list[str], given: argparse.Namespace) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The commands of the programs of these rows, and a word on each program: its version, or why it is missing."""
    commands: dict[str, list[str]] = {}
    words: dict[str, str] = {}
    for name in dict.fromkeys(ROWS[row].program for row in rows):
        print(PROGRAMS[name].title, file=sys.stderr)
        try:
            if name == "chancery" and given.chancery:
                command = [str(given.chancery.resolve())]
            else:
                command = have(name, given.work / "programs")
            words[name] = version(name, command) + (commit() if name == "chancery" and not given.chancery else "")
            commands[name] = command
        except Missing as missing:
            words[name] = f"left out: {missing}"
    return commands, words


def commit() -> str:
    """The commit that Chancery was built from, and whether its sources differ from it."""
    done = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=REPOSITORY, capture_output=True, text=True)
    return f" ({done.stdout.strip()})" if done.returncode == 0 else ""


def preface(facts: list[str], words: dict[str, str]) -> str:
    lines = [f"`{shlex.join(['benches/compare/run.py', *sys.argv[1:]])}`, {datetime.date.today().isoformat()}", ""]
    lines += [f"- {fact}" for fact in facts]
    lines += [f"- {PROGRAMS[name].title}: {word}" for name, word in words.items()]
    return "\n".join(lines) + "\n"


def table(rows: list[Measured], base_name: str) -> str:
    """The rows from the quickest to the slowest, then those that failed."""
    base = next((measured for measured in rows if measured.row.name == base_name and measured.runs), None)
    ran = sorted((measured for measured in rows if measured.runs), key=lambda measured: measured.median("wall"))
    lines = [HEAD.format(base=base_name), *(line(measured, base) for measured in ran)]
    notes = [f"{measured.row.name}: {measured.failure}" for measured in rows if measured.failure]
    return "\n".join(lines) + "\n" + "".join(f"\n- {note}" for note in notes) + ("\n" if notes else "")


def line(measured: Measured, base: Measured | None) -> str:
    walls = [run.wall for run in measured.counted.values()]
    spread = f"{min(walls):.3f}–{max(walls):.3f}" if len(walls) > 1 else "one run"
    ratio = measured.ratio(base)
    cells = [
        measured.row.name,
        f"{measured.median('wall'):.3f}",
        spread,
        f"{ratio:.2f}" if ratio is not None else "–",
        f"{measured.median('user'):.2f} + {measured.median('system'):.2f}",
        f"{measured.median('peak') / 1e6:.0f}",
        f"{measured.files:,}",
        f"{measured.bytes / 1e6:.1f}",
    ]
    return f"| {' | '.join(cells)} |"


def compare(pages: int, rows: list[str], commands: dict[str, list[str]], slow: dict[str, float],
            given: argparse.Namespace, out: Path) -> list[Measured]:
    """Measures the rows with so many pages; `slow` has the seconds a page of each row at the size before,
    without end where it failed."""
    measured = []
    for name in rows:
        row = ROWS[name]
        if row.program not in commands:
            continue
        one = Measured(row, given.work, commands[row.program])
        measured.append(one)
        if slow.get(name, 0) * pages > 10 * given.patience:
            one.failure = "left out for what it did with fewer pages"
            continue
        print(f"  {pages:,} pages: the site of {name}", file=sys.stderr)
        one.site = site(row, pages, given.work)
    rounds([one for one in measured if not one.failure], given.runs, out, pages, given.patience, given.over)
    for one in measured:
        slow[one.row.name] = math.inf if one.failure else one.median("wall") / pages
    return measured


def scratch(given: argparse.Namespace) -> Path:
    """A new folder for all output, in memory where that can be."""
    memory = Path("/dev/shm")
    place = given.out or (memory if os.access(memory, os.W_OK) else given.work)
    place.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix="compare-", dir=place.resolve()))


def main() -> int:
    given = arguments()
    given.work = given.work.resolve()
    given.work.mkdir(parents=True, exist_ok=True)
    rows = list(dict.fromkeys(given.only or (OVER if given.over else CLEAN)))
    base = "floor-compare" if given.over else "floor-flat"
    commands, words = programs(rows, given)
    out = scratch(given)
    facts = machine.facts(given.work, out)
    failed = False
    try:
        print(preface(facts, words), flush=True)
        kept, slow = [], {}
        for pages in sorted(given.pages):
            below = out / str(pages)
            below.mkdir()
            measured = compare(pages, rows, commands, slow, given, below)
            print(f"## {pages:,} pages{', nothing changed' if given.over else ''}\n\n{table(measured, base)}", flush=True)
            by_name = next((one for one in measured if one.row.name == base), None)
            kept.append({"pages": pages, "rows": [one.as_json(by_name) for one in measured]})
            failed |= any(one.broken for one in measured)
            if not failed:
                shutil.rmtree(below)
        if given.json:
            report = {"machine": facts, "programs": words, "base": base, "sizes": kept}
            given.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    finally:
        if failed:
            print(f"output and logs are kept in {out}", file=sys.stderr)
        else:
            shutil.rmtree(out, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
