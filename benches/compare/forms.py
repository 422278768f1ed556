#!/usr/bin/env python3
"""Writes the pages of the comparison in the form of one generator: front matter, links, folders.

    forms.py --peer hugo --pages 1000 --out FOLDER

    floor      content/SEC/PAGE.md, YAML, links @/SEC/PAGE.md
    chancery   content/SEC/PAGE.md, YAML (order for weight), relative .md links
    blades     content/SEC/PAGE.md, TOML, links by address (no checked form)
    hugo       content/SEC/PAGE.md, YAML, links by relref; hugo-hook: /SEC/PAGE.md for a link render hook
    zola       content/SEC/PAGE.md, TOML, links @/SEC/PAGE.md
    eleventy   content/SEC/PAGE.md, YAML, links by address (no checked form)
    mdbook     src/SEC/PAGE.md and SUMMARY.md, no front matter, relative .md links
    zensical   docs/SEC/PAGE.md, YAML, relative .md links
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.dont_write_bytecode = True

from corpus import Corpus, Page

SITE = "Country Briefings"


def yaml_front(page: Page) -> str:
    tags = "".join(f"  - {tag}\n" for tag in page.tags)
    return (
        f'---\ntitle: "{page.title}"\ndescription: "{page.description}"\n'
        f"date: {page.date}\nupdated: {page.updated}\ntags:\n{tags}weight: {page.weight}\n---\n\n"
    )


def chancery_front(page: Page) -> str:
    return yaml_front(page).replace("\nweight: ", "\norder: ")


def toml_front(page: Page) -> str:
    tags = ", ".join(f'"{tag}"' for tag in page.tags)
    return (
        f'+++\ntitle = "{page.title}"\ndescription = "{page.description}"\n'
        f"date = {page.date}\nupdated = {page.updated}\nweight = {page.weight}\n\n"
        f"[taxonomies]\ntags = [{tags}]\n+++\n\n"
    )


def blades_front(page: Page) -> str:
    return toml_front(page).replace("\ndescription = ", "\nsummary = ")


def heading(page: Page) -> str:
    return f"# {page.title}\n\n"


def titled_front(page: Page) -> str:
    return yaml_front(page) + heading(page)


def yaml_index(weight: str) -> Callable[[str, int], str]:
    return lambda title, place: f'---\ntitle: "{title}"\n{weight}: {place}\n---\n'


def zola_index(title: str, place: int) -> str:
    return f'+++\ntitle = "{title}"\nweight = {place}\nsort_by = "weight"\n+++\n'


def blades_index(title: str, place: int) -> str:
    return f'title = "{title}"\nweight = {place}\nsort_by_weight = true\n'


def heading_index(title: str, place: int) -> str:
    return f"# {title}\n"


@dataclass(frozen=True)
class Form:
    """How a generator wants its pages: what stands above a body, where a link to `SEC/PAGE` leads, what a list page is."""

    front: Callable[[Page], str]
    link: str
    index: Callable[[str, int], str] | None
    index_name: str = "index.md"
    folder: str = "content"


FORMS = {
    "floor": Form(yaml_front, "@/{}.md", yaml_index("weight"), "_index.md"),
    "chancery": Form(chancery_front, "../{}.md", yaml_index("order")),
    "blades": Form(blades_front, "/{}.html", blades_index, "index.toml"),
    "hugo": Form(yaml_front, '{{{{< relref "/{}.md" >}}}}', yaml_index("weight"), "_index.md"),
    "hugo-hook": Form(yaml_front, "/{}.md", yaml_index("weight"), "_index.md"),
    "zola": Form(toml_front, "@/{}.md", zola_index, "_index.md"),
    # Its list pages are templates of the theme.
    "eleventy": Form(yaml_front, "/{}/", None),
    "mdbook": Form(heading, "../{}.md", heading_index, folder="src"),
    "zensical": Form(titled_front, "../{}.md", heading_index, folder="docs"),
}


def body(page: Page, corpus: Corpus, link: str) -> str:
    """The Markdown of a page with its links in the form of the generator."""
    parts = page.body.split("\x00")
    for at in range(1, len(parts), 2):
        target = int(parts[at])
        section = corpus.section_dir(target // corpus.per_section)
        parts[at] = link.format(f"{section}/{corpus.stem(target)}")
    return "".join(parts)


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def write_site(corpus: Corpus, peer: str, out: Path) -> None:
    """Writes all pages below a folder, in the form of this generator."""
    form = FORMS[peer]
    root = out / form.folder
    root.mkdir(parents=True, exist_ok=True)
    if form.index:
        write(root / form.index_name, form.index(SITE, 0))
    summary = ["# Summary\n"]
    for section in range(corpus.sections):
        name, title = corpus.section_dir(section), corpus.section_title(section)
        folder = root / name
        folder.mkdir(exist_ok=True)
        if form.index:
            write(folder / form.index_name, form.index(title, section + 1))
        if peer == "eleventy":
            data = f'{{"section": "{name}", "sectionTitle": "{title}", "layout": "page.njk"}}\n'
            write(folder / f"{name}.json", data)
        summary.append(f"- [{title}]({name}/index.md)")
        first = section * corpus.per_section
        for number in range(first, min(first + corpus.per_section, corpus.count)):
            page, stem = corpus.page(number), corpus.stem(number)
            write(folder / f"{stem}.md", form.front(page) + body(page, corpus, form.link))
            summary.append(f"  - [{page.title}]({name}/{stem}.md)")
    if peer == "mdbook":
        write(root / "SUMMARY.md", "\n".join(summary) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--peer", choices=FORMS, required=True, help="whose form")
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--per-section", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="the folder of the site")
    given = parser.parse_args()
    write_site(Corpus(given.pages, given.per_section, given.seed), given.peer, given.out)


if __name__ == "__main__":
    main()
