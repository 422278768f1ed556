"""The pages of the comparison: made-up briefings, the same for every generator and at every run.

A page has a title, a description, two dates, two of 200 tags and a weight, and about 600 words: four to six sections, some with a
part of their own, a table, a list, a quotation, two footnotes and three links to other pages. Fifty pages are in a section.

Page i follows from (seed, i) alone, but for its links, which are drawn from all pages of the run. No clock, locale or hash order
is read. Whole sentences are drawn from a pool, which keeps 100,000 pages affordable.
"""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass

TAG_COUNT = 200
SENTENCE_POOL = 4000
# Pages that nothing links to, so that one can be deleted without breaking the links of others.
ORPHAN_EVERY, ORPHAN_AT = 50, 7

# A sentence is SUBJECT VERB OBJECT QUALIFIER, with adjectives.
SUBJECTS = """ministry cabinet parliament opposition coalition governor treasury
regulator assembly president premier court commission army police province
municipality union federation exporter importer lender investor broker farmer
cooperative refinery port authority railway airline utility operator delegation
embassy consulate agency institute university hospital insurer pension fund
bureau council tribunal auditor ombudsman envoy mediator secretariat""".split()
ADJECTIVES = """national regional coastal northern southern eastern western rural
urban federal provincial bilateral multilateral fiscal monetary commercial
industrial agricultural maritime strategic seasonal annual quarterly temporary
permanent provisional independent public private informal formal statutory
contested delayed modest rapid gradual uneven persistent subdued resilient
fragile credible costly efficient outdated modern shared landlocked""".split()
VERBS = """approved rejected postponed announced reviewed revised extended
suspended ratified signed drafted published financed audited expanded reduced
restored restructured negotiated monitored supported criticised welcomed
questioned defended abandoned launched completed resumed tightened relaxed
subsidised privatised nationalised licensed""".split()
OBJECTS = """budget tariff treaty border quota levy subsidy reform pipeline
harbour corridor railway census election referendum constitution decree statute
licence concession contract harvest reservoir grid currency reserve bond loan
deficit surplus ceiling wage pension school clinic vaccine airport bridge
highway dam satellite spectrum archive registry ledger customs visa quarantine
ceasefire amnesty mandate summit communique agreement protocol""".split()
NOUNS = """growth inflation employment migration trade investment security energy
water transport education health housing tourism fisheries mining forestry
textiles electronics cereals cotton coffee copper cobalt lithium gas oil coal
wind solar hydropower finance banking insurance telecoms logistics governance
justice diplomacy defence climate drought flooding soil biodiversity heritage
language religion demography urbanisation literacy mortality""".split()
QUALIFIERS = """after a long consultation with the provinces|before the end of the
fiscal year|despite objections from the main trade partners|under pressure from
the donors|in line with the regional accord|for the third time in a decade|with
effect from the first quarter|at a cost that officials call modest|pending a
ruling of the highest court|while prices for staples kept rising|as the rainy
season drew to a close|without a timetable for the next stage|following the
report of the auditors|subject to a vote in both chambers|amid doubts about the
quality of the figures|in the districts along the river""".replace("\n", " ").split("|")
OPENERS = """In the capital|Since the last review|According to the statistical office|
In most districts|By the end of the year|Over the past decade|On paper|In practice|
For the first time|As in earlier years|Along the coast|In the highlands""".replace("\n", "").split("|")
HEADINGS = """Overview|Government and politics|Economy|External trade|Public
finance|Energy and water|Transport|Security|Foreign relations|Population|
Climate and land|Media and society|Outlook|Risks to watch|Institutions""".replace("\n", " ").split("|")
HEADINGS = [h.strip() for h in HEADINGS]
SUBHEADINGS = """Recent developments|Key figures|Who decides|Points of dispute|
Regional differences|What to expect|Background|Data and sources""".replace("\n", "").split("|")
PLACE_A = """Al Bar Cor Dal Est Fen Gal Har Ister Jor Kar Lor Mar Nor Ost Pel Quen
Ros Sar Tal Ur Val Wes Yar Zan""".split()
PLACE_B = "ania avia eria istan land mark ora una esia onia ovia aria".split()
TOPICS = """country briefing|trade profile|energy outlook|security note|health
profile|fiscal review|election guide|transport survey|water assessment|labour
market note|banking review|climate profile""".replace("\n", " ").split("|")


@dataclass
class Page:
    """One page in no generator's form: where a link leads stands in `body` as the number of a page between NULs."""

    number: int
    section: int
    title: str
    description: str
    date: str
    updated: str
    tags: list[str]
    weight: int
    body: str
    targets: list[int]


class Corpus:
    """All pages of a site, each made from its number when it is asked for."""

    def __init__(self, pages: int, per_section: int = 50, seed: int = 1) -> None:
        self.count = pages
        self.per_section = per_section
        self.seed = seed
        rng = random.Random(f"{seed}:pool")
        self.pool = [self._sentence(rng) for _ in range(SENTENCE_POOL)]
        topics = [f"{a}-{n}" for n in NOUNS for a in ADJECTIVES]
        self.tags = [topics[(k * 37) % len(topics)] for k in range(TAG_COUNT)]
        assert len(set(self.tags)) == TAG_COUNT

    @property
    def sections(self) -> int:
        return (self.count + self.per_section - 1) // self.per_section

    def section_dir(self, section: int) -> str:
        return f"sec-{section:04d}"

    def section_title(self, section: int) -> str:
        rng = random.Random(f"{self.seed}:section:{section}")
        return f"{self._place(rng)} and {self._place(rng)} ({section:04d})"

    def stem(self, number: int) -> str:
        return f"page-{number:06d}"

    def title(self, number: int) -> str:
        rng = random.Random(f"{self.seed}:title:{number}")
        return f"{self._place(rng)}: {rng.choice(TOPICS)} {number}"

    def page(self, number: int) -> Page:
        rng = random.Random(f"{self.seed}:page:{number}")
        day = datetime.date(2015, 1, 1) + datetime.timedelta(days=rng.randrange(3650))
        updated = day + datetime.timedelta(days=rng.randrange(1, 400))
        tags = [self.tags[k] for k in sorted(rng.sample(range(TAG_COUNT), 2))]
        body, targets = self._body(rng, number)
        return Page(
            number=number,
            section=number // self.per_section,
            title=self.title(number),
            description=rng.choice(self.pool),
            date=day.isoformat(),
            updated=updated.isoformat(),
            tags=tags,
            weight=number % self.per_section + 1,
            body=body,
            targets=targets,
        )

    @staticmethod
    def _place(rng: random.Random) -> str:
        return rng.choice(PLACE_A) + rng.choice(PLACE_B)

    @staticmethod
    def _sentence(rng: random.Random) -> str:
        first = f"the {rng.choice(ADJECTIVES)} {rng.choice(SUBJECTS)}"
        if rng.random() < 0.4:
            first = f"{rng.choice(OPENERS)}, {first}"
        else:
            first = first[0].upper() + first[1:]
        return (
            f"{first} {rng.choice(VERBS)} the {rng.choice(ADJECTIVES)} "
            f"{rng.choice(OBJECTS)} on {rng.choice(NOUNS)} and {rng.choice(NOUNS)} "
            f"{rng.choice(QUALIFIERS)}."
        )

    def _paragraph(self, rng: random.Random, sentences: int) -> str:
        text = [rng.choice(self.pool) for _ in range(sentences)]
        words = text[0].split(" ")
        at = rng.randrange(2, len(words) - 2)
        mark = rng.choice(("**", "*", "`"))
        words[at] = f"{mark}{words[at].strip(',.')}{mark}"
        text[0] = " ".join(words)
        return " ".join(text)

    def _target(self, rng: random.Random, number: int) -> int:
        while True:
            target = rng.randrange(self.count)
            if target % ORPHAN_EVERY != ORPHAN_AT and target != number:
                return target

    def _body(self, rng: random.Random, number: int) -> tuple[str, list[int]]:
        """The Markdown of a page, and the pages that it links to."""
        sections = rng.randrange(4, 7)
        headings = rng.sample(HEADINGS, sections)
        targets = [self._target(rng, number) for _ in range(3)]
        per_section = {4: 6, 5: 5, 6: 4}[sections]
        out: list[str] = []
        for k, heading in enumerate(headings):
            out.append(f"## {heading}")
            para = self._paragraph(rng, per_section // 2)
            if k < 3:
                to = targets[k]
                para += f" See [{self.title(to)}](\x00{to}\x00) for the details."
            if k in (0, 2):
                para += f" The figures are provisional.[^{k // 2 + 1}]"
            out.append(para)
            if k % 2 == 1:
                out.append(f"### {rng.choice(SUBHEADINGS)}")
            if k == 0:
                out.append("> " + rng.choice(self.pool))
            if k == 1:
                rows = ["| Indicator | Year | Value | Change |", "|---|---:|---:|---:|"]
                for _ in range(5):
                    rows.append(
                        f"| {rng.choice(NOUNS).capitalize()} | {rng.randrange(2015, 2026)} "
                        f"| {rng.randrange(10, 99999):,} | {rng.randrange(-90, 90) / 10}% |"
                    )
                out.append("\n".join(rows))
            if k == 2:
                items = (rng.choice(ADJECTIVES) + " " + rng.choice(NOUNS) for _ in range(5))
                out.append("\n".join(f"- {i.capitalize()}" for i in items))
            out.append(self._paragraph(rng, per_section - per_section // 2))
        for k in (1, 2):
            out.append(f"[^{k}]: {rng.choice(self.pool)}")
        return "\n\n".join(out) + "\n", targets
