"""Runs of whole programs, in turn, each into a fresh folder: what they take, and what they leave.

The clock is read around the start of a program and its end. Processor time and peak memory are the kernel's account of the
finished program and of those that it waited for (wait4); a peak below that of this script, some 20 MB, cannot be seen.
"""

from __future__ import annotations

import os
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rows import Row


@dataclass(frozen=True)
class Run:
    """One run: seconds by the clock and of processor time, and the peak memory in bytes."""

    wall: float
    user: float
    system: float
    peak: int


@dataclass
class Measured:
    """The runs of a row by round, and what one of them left; `failure` says why there are no more.

    `broken` is a failure that is none of patience.
    Round 0 warms up, and counts only for a row that was too slow for more.
    """

    row: Row
    site: Path
    command: list[str]
    runs: dict[int, Run] = field(default_factory=dict)
    files: int = 0
    bytes: int = 0
    failure: str = ""
    broken: bool = False

    @property
    def counted(self) -> dict[int, Run]:
        """The rounds that count."""
        return {turn: run for turn, run in self.runs.items() if turn > 0} or self.runs

    def median(self, of: str) -> float:
        return statistics.median(getattr(run, of) for run in self.counted.values())

    def ratio(self, base: Measured | None) -> float | None:
        """How many times as long as the base it took: the median of the ratios of the rounds in which both ran.

        A row that ran in round 0 alone is compared with the base's median, since the base was cold then.
        """
        if not base or not base.runs or not self.runs:
            return None
        if 0 in self.counted:
            return self.median("wall") / base.median("wall")
        rounds = self.counted.keys() & base.counted.keys()
        return statistics.median([self.runs[turn].wall / base.runs[turn].wall for turn in rounds]) if rounds else None

    def as_json(self, base: Measured | None) -> dict:
        runs = {turn: asdict(run) for turn, run in self.counted.items()}
        return {"name": self.row.name, "runs": runs, "ratio": self.ratio(base), "files": self.files,
                "bytes": self.bytes, "failure": self.failure}


def run_once(command: list[str], folder: Path, log: Path, most: float) -> tuple[Run, str]:
    """Runs a program in a folder, and says what is wrong when it fails or takes more than so many seconds."""
    with open(log, "ab") as sink:
        start = time.monotonic()
        child = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink,
                                 start_new_session=True)
        alarm = threading.Timer(most, os.killpg, (child.pid, signal.SIGKILL))
        alarm.start()
        try:
            _, status, usage = os.wait4(child.pid, 0)
            wall = time.monotonic() - start
        except KeyboardInterrupt:
            os.killpg(child.pid, signal.SIGKILL)
            raise
        finally:
            alarm.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    failure = ""
    if wall >= most:
        failure = f"ended after {most:.0f} s"
    elif child.returncode != 0:
        failure = f"exit status {child.returncode}, see {log}"
    return Run(wall, usage.ru_utime, usage.ru_stime, usage.ru_maxrss * 1024), failure


def count(folder: Path) -> tuple[int, int, int]:
    """The files below a folder, how many of them are pages, and their bytes."""
    files = pages = size = 0
    for where, _, names in os.walk(folder):
        files += len(names)
        pages += sum(name.endswith(".html") for name in names)
        size += sum(os.path.getsize(os.path.join(where, name)) for name in names)
    return files, pages, size


def measure(measured: Measured, turn: int, out: Path, pages: int, most: float, over: bool) -> Run | None:
    """Runs a row once and looks at what it left; with `over`, into the folder of its first run."""
    row = measured.row
    target = out / f"{row.name}.{0 if over else turn}"
    folder, output = measured.site, target
    if row.inside:
        shutil.copytree(measured.site, target, symlinks=True)
        folder, output = target, target / row.inside
    command = measured.command + [part.replace("{out}", str(target)) for part in row.arguments]
    log = out / f"{row.name}.log"
    run, measured.failure = run_once(command, folder, log, most)
    if not measured.failure and not measured.files:
        measured.files, found, measured.bytes = count(output)
        # Some programs end well whatever happened.
        if found < pages:
            measured.failure = f"made {found} pages of {pages}, see {log}"
    measured.broken = bool(measured.failure) and run.wall < most
    return None if measured.failure else run


def rounds(rows: list[Measured], runs: int, out: Path, pages: int, patience: float, over: bool) -> None:
    """Runs every row once to warm up and so many times in turn; one that takes longer than `patience` seconds runs only once."""
    waiting = list(rows)
    for turn in range(runs + 1):
        if turn == 1:
            check_room(waiting, runs, out, over)
        for measured in list(waiting):
            print(f"  {pages:,} pages, round {turn} of {runs}: {measured.row.name}", file=sys.stderr)
            run = measure(measured, turn, out, pages, 10 * patience, over)
            if run:
                measured.runs[turn] = run
            if not run or (run.wall > patience and not over):
                waiting.remove(measured)


def check_room(rows: list[Measured], runs: int, out: Path, over: bool) -> None:
    """Ends the comparison when what is still to be written would not fit."""
    needed = 0 if over else runs * sum(row.bytes + 4096 * row.files for row in rows)
    free = shutil.disk_usage(out).free
    if needed > 0.8 * free:
        raise SystemExit(f"{out} has room for {free / 1e9:.1f} GB, and {needed / 1e9:.1f} GB are to come: "
                         "ask for fewer --runs, name fewer rows with --only, or another folder with --out")
