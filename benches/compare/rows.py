"""The rows of the comparison: a program with a theme, and the command that builds the site."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from corpus import Corpus
from forms import write_site

HERE = Path(__file__).resolve().parent
THEMES = HERE / "themes"


@dataclass(frozen=True)
class Row:
    """A row: `{out}` in its arguments is the folder of a run.

    A program that writes below its own sources says where in `inside`: it gets a copy of the site in the folder of the run, which
    is made before the clock starts. A row that is `like` another builds that one's site.
    """

    name: str
    program: str
    arguments: tuple[str, ...]
    inside: str = ""
    form: str = ""
    overlay: bool = False
    like: str = ""
    over: bool = field(default=False, kw_only=True)

    @property
    def pages(self) -> str:
        """The form of its pages."""
        return self.form or self.program


FLOOR = ("build", "content", "{out}")
CHANCERY = ("build", ".", "--output", "{out}")

ROWS = {
    row.name: row
    for row in (
        Row("floor-flat", "floor", (*FLOOR, "--flat")),
        Row("floor-folders", "floor", FLOOR),
        Row("floor-compare", "floor", (*FLOOR, "--flat", "--compare"), over=True),
        Row("chancery", "chancery", CHANCERY, over=True),
        Row("chancery-nosearch", "chancery", CHANCERY, overlay=True, over=True),
        Row("guided", "guided", CHANCERY, like="chancery"),
        Row("guided-nosearch", "guided", CHANCERY, like="chancery-nosearch"),
        Row("blades", "blades", ("build",), inside="public"),
        Row("blades-noatom", "blades", ("build",), inside="public", overlay=True),
        Row("hugo", "hugo", ("build", "--quiet", "--destination", "{out}")),
        Row("hugo-hook", "hugo", ("build", "--quiet", "--destination", "{out}"), form="hugo-hook", overlay=True),
        Row("zola", "zola", ("build", "-o", "{out}")),
        Row("zola-nonav", "zola", ("--config", "nonav.toml", "build", "-o", "{out}")),
        Row("eleventy", "eleventy", ("--quiet", "--output={out}")),
        Row("mdbook", "mdbook", ("build", "--dest-dir", "{out}")),
        Row("zensical", "zensical", ("build", "--clean"), inside="site"),
    )
}
CLEAN = [name for name in ROWS if name != "floor-compare"]
OVER = [row.name for row in ROWS.values() if row.over]


def layers(row: Row) -> list[Path]:
    """The folders of a row's theme, in the order in which they are laid over one another."""
    names = [row.program, *([row.name] if row.overlay else [])]
    return [THEMES / name for name in names if (THEMES / name).is_dir()]


def digest(row: Row) -> str:
    """Changes when what makes the site of a row changes."""
    files = [HERE / "corpus.py", HERE / "forms.py"]
    for layer in layers(row):
        files += sorted(path for path in layer.rglob("*") if path.is_file())
    seen = hashlib.sha256()
    for path in files:
        seen.update(str(path.relative_to(HERE)).encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()


def site(row: Row, pages: int, work: Path) -> Path:
    """The folder of a row's site with so many pages, which is made when it is not there or is out of date."""
    row = ROWS[row.like] if row.like else row
    shared = row.name if row.overlay else row.program
    folder = work / "sites" / f"{shared}-{pages}"
    stamp = folder.with_name(folder.name + ".made")
    made = digest(row)
    if folder.is_dir() and stamp.exists() and stamp.read_text(encoding="utf-8") == made:
        return folder
    stamp.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for layer in layers(row):
        shutil.copytree(layer, folder, dirs_exist_ok=True)
    write_site(Corpus(pages), row.pages, folder)
    if row.program == "eleventy":
        os.symlink(work.resolve() / "programs" / "eleventy" / "node_modules", folder / "node_modules")
    stamp.write_text(made, encoding="utf-8")
    return folder
