#!/usr/bin/env python3
"""Says how Chancery's builds grow from one size of the site to another, and how soon `serve` has a first page.

    benches/compare/large.py                                         10,000 and 100,000 pages: needs 8 GB of memory, takes minutes
    benches/compare/large.py --pages 100 1000 --runs 3               seconds

The builds of both sizes run in turn, each into a new folder that is removed behind it, so that a busy minute meets both; their
ratio is that of each turn. `serve` is started in turn with a build of the smaller site. README.md beside it says what the site is.
"""

from __future__ import annotations

import argparse
import datetime
import os
import shlex
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

sys.dont_write_bytecode = True

import machine
from measure import Measured, Run, measure, run_once
from programs import REPOSITORY, have
from rows import ROWS, site
from run import commit, scratch

BUILDS = ("chancery-nosearch", "chancery")
HEAD = "| | {small} pages | {large} pages | × | each turn | peak MB | kB a page |\n|---|---:|---:|---:|---|---:|---:|"

# How often it is asked for the first page.
STEP = 0.002


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, nargs=2, default=[10_000, 100_000], help="the two sizes of the site")
    parser.add_argument("--runs", type=int, default=3, help="turns that count, after one of the smaller site that warms up")
    parser.add_argument("--only", nargs="+", choices=BUILDS, default=BUILDS, metavar="ROW", help=f"of {', '.join(BUILDS)}")
    parser.add_argument("--chancery", type=Path, metavar="PATH", help="a program that is already built")
    parser.add_argument("--work", type=Path, default=REPOSITORY / "target" / "compare", metavar="FOLDER",
                        help="where programs and sites are kept")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="where the output goes; /dev/shm where there is one")
    parser.add_argument("--patience", type=float, default=600, metavar="SECONDS", help="longer runs are ended")
    given = parser.parse_args()
    if given.runs < 1 or min(given.pages) < 2:
        parser.error("at least one run, and two pages")
    return given


def build(measured: Measured, turn: int, out: Path, pages: int, patience: float) -> Run:
    """Builds a site once, and takes away what it made."""
    print(f"  {pages:,} pages, turn {turn}: {measured.row.name}", file=sys.stderr)
    run = measure(measured, turn, out, pages, patience, over=False)
    if run is None:
        raise SystemExit(f"{measured.row.name} with {pages:,} pages: {measured.failure}")
    shutil.rmtree(out / f"{measured.row.name}.{turn}")
    return run


def growth(name: str, command: list[str], given: argparse.Namespace, out: Path) -> str:
    """A line of the table: a row at both sizes."""
    small, large = (Measured(ROWS[name], site(ROWS[name], pages, given.work), command) for pages in given.pages)
    build(small, 0, out, given.pages[0], given.patience)
    turns = []
    for turn in range(1, given.runs + 1):
        turns.append([build(one, turn, out, pages, given.patience)
                      for one, pages in zip((small, large), given.pages, strict=True)])
    walls = [statistics.median(turn[size].wall for turn in turns) for size in range(2)]
    ratios = [turn[1].wall / turn[0].wall for turn in turns]
    peak = max(turn[1].peak for turn in turns)
    # The landing pages of the sections are pages too.
    pages = sum(1 for _ in (large.site / "content").rglob("*.md"))
    cells = [
        name,
        f"{walls[0]:.2f} s",
        f"{walls[1]:.2f} s",
        f"{statistics.median(ratios):.1f}",
        ", ".join(f"{ratio:.1f}" for ratio in ratios),
        f"{peak / 1e6:.0f}",
        f"{peak / 1e3 / pages:.1f}",
    ]
    return f"| {' | '.join(cells)} |"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def first_page(command: list[str], folder: Path, patience: float) -> float:
    """Seconds from the start of `serve` to the whole first page."""
    port = free_port()
    start = time.monotonic()
    server = subprocess.Popen([*command, "serve", ".", "--port", str(port)], cwd=folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        while time.monotonic() - start < patience:
            if server.poll() is not None:
                raise SystemExit(f"serve ended with status {server.returncode}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/index.html", timeout=patience) as answer:
                    answer.read()
                    return time.monotonic() - start
            except (urllib.error.URLError, ConnectionError):
                time.sleep(STEP)
        raise SystemExit(f"serve had no first page after {patience:.0f} s")
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def start(command: list[str], given: argparse.Namespace, out: Path) -> str:
    """A sentence: how long `serve` takes to its first page, beside a build."""
    pages = given.pages[0]
    folder = site(ROWS["chancery"], pages, given.work)
    ratios, times = [], []
    for turn in range(2 * given.runs + 1):
        print(f"  {pages:,} pages, turn {turn}: a build, and serve", file=sys.stderr)
        target = out / f"start.{turn}"
        run, failure = run_once([*command, "build", ".", "--output", str(target)], folder, out / "start.log", given.patience)
        if failure:
            raise SystemExit(failure)
        shutil.rmtree(target)
        seconds = first_page(command, folder, given.patience)
        times.append((run.wall, seconds))
        ratios.append(seconds / run.wall)
    walls = [statistics.median(pair[at] for pair in times) for at in range(2)]
    each = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    return (f"`serve` has the first page of {pages:,} after {walls[1]:.2f} s, {statistics.median(ratios):.2f} times a clean build's "
            f"{walls[0]:.2f} s (each turn: {each})")


def main() -> int:
    given = arguments()
    given.work = given.work.resolve()
    given.work.mkdir(parents=True, exist_ok=True)
    given.pages.sort()
    command = [str(given.chancery.resolve())] if given.chancery else have("chancery", given.work / "programs")
    out = scratch(given)
    facts = machine.facts(given.work, out)
    facts += [] if given.chancery else [f"Chancery{commit()}"]
    try:
        said = shlex.join(["benches/compare/large.py", *sys.argv[1:]])
        print(f"`{said}`, {datetime.date.today().isoformat()}\n\n" + "\n".join(f"- {fact}" for fact in facts) + "\n", flush=True)
        small, large = (f"{pages:,}" for pages in given.pages)
        print(HEAD.format(small=small, large=large), flush=True)
        for name in given.only:
            print(growth(name, command, given, out), flush=True)
        print(f"\n{start(command, given, out)}")
    finally:
        shutil.rmtree(out, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
