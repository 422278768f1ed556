"""What a comparison ran on: processor, memory, kernel, and where the output went."""

from __future__ import annotations

import os
import platform
from pathlib import Path


def first(path: str, key: str) -> str:
    """The value of the first line of a file of the kernel that begins with this key; empty where there is none."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    values = (line.split(":", 1)[1].strip() for line in lines if line.startswith(key) and ":" in line)
    return next(values, "")


def filesystem(folder: Path) -> str:
    """The kind of file system that a folder is on."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return "unknown"
    where = folder.resolve()
    above = [mount for mount in mounts if where.is_relative_to(mount[1])]
    return max(above, key=lambda mount: len(mount[1]))[2] if above else "unknown"


def facts(work: Path, out: Path) -> list[str]:
    """The machine in the lines of a list."""
    memory = first("/proc/meminfo", "MemTotal").removesuffix(" kB")
    shown = f"{int(memory) / 1e6:.1f} GB" if memory else "unknown memory"
    processor = first("/proc/cpuinfo", "model name") or platform.processor() or platform.machine()
    cores = len(os.sched_getaffinity(0))
    load = os.getloadavg()[0]
    return [
        f"{processor}, {cores} {'core' if cores == 1 else 'cores'}, {shown}, {platform.system()} {platform.release()}",
        f"load at the start {load:.1f}",
        f"sources on {filesystem(work)}, output on {filesystem(out)}",
    ]
