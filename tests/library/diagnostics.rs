//! Every diagnostic: one site that raises it, at its place and with its fix, and one that does not.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chancery::model::output::artifact::{is_reserved, reserved_names};
use chancery::model::source::diagnostic::{Code, Severity};
use chancery::model::source::tree::Refusal;

use crate::common::{Built, Site, page};

/// A site with an address, so that not even a note is due.
fn site() -> Site {
    Site::new().config("base_url: https://example.org/\n")
}

/// The site with one page, `content/x.md`, of this source.
fn x(source: impl Into<Vec<u8>>) -> Site {
    site().file("content/x.md", source)
}

/// The site with a page of this text; the text begins in line 5.
fn site_with_text(markdown: &str) -> Site {
    x(page("X", "", markdown))
}

/// The site with a page of these lines of front matter, the first of them line 3.
/// A site with a source and these events.
fn events(events: &str) -> Site {
    site()
        .file("content/registers/sources.yaml", "- id: paper\n  title: A paper\n")
        .file("content/registers/events.yaml", events)
}

/// A site with a chart of two figures.
fn charts(what: &str, text: &str) -> Site {
    let share = "- id: share\n  label: Share\n  value: 3\n  unit: '%'\n  as_of: 2013\n  source: paper\n";
    let uses = "\n[](figure:jobs) [](figure:share)\n";
    figures(&format!("{FIGURE}\n{share}"))
        .file("content/registers/charts.yaml", format!("- id: c\n  title: A chart\n  {what}\n"))
        .page("content/x.md", "X", &format!("{text}{uses}"))
}

fn two_names() -> Site {
    let valls = "- id: valls\n  kind: person\n  name: Manuel Valls\n";
    let abe = "- id: abe\n  kind: person\n  name: Shinzo Abe\n  organization: cabinet\n";
    let cabinet = "- id: cabinet\n  kind: organization\n  name: Cabinet\n";
    site().file("content/registers/names.yaml", format!("{valls}{abe}{cabinet}")).page(
        "content/y.md",
        "Y",
        "[him](name:valls) [him](name:abe)\n",
    )
}

/// A site whose pages name a picture of these bytes to other sites.
fn share_image(file: &str, bytes: &[u8]) -> Site {
    let config = format!("base_url: https://example.org/\nshare_image: {{file: {file}, alt: A seal}}\n");
    site().config(&config).file(file, bytes)
}

/// A site with an accessibility statement of these keys.
fn statement(keys: &str) -> Site {
    site().config(&format!("base_url: https://example.org/\naccessibility:\n  {keys}"))
}

const EVENT: &str = "- id: visit\n  title: A visit\n  date: 2014-05\n  source: paper\n";

fn terms() -> Site {
    site().file("content/registers/terms.yaml", "- id: eu\n  term: EU\n  expansion: European Union\n")
}

fn names() -> Site {
    site().file("content/registers/names.yaml", "- id: abe\n  kind: person\n  name: Shinzo Abe\n")
}

const FIGURE: &str = "- id: jobs\n  label: Jobs\n  value: 59000\n  as_of: 2013\n  source: paper\n";

/// A site with a page that refers to the figure `jobs`, its source, and these figures.
fn figures(figures: &str) -> Site {
    site_with_text("[59,000](figure:jobs) jobs.\n")
        .file("content/registers/figures.yaml", figures)
        .file("content/registers/sources.yaml", "- id: paper\n  title: A paper\n")
}

/// The site with a page of this text, and neither a print edition nor a search, which take their time for a large one.
fn large(markdown: &str) -> Site {
    site_with_text(markdown)
        .config("base_url: https://example.org/\noutputs: {print: false, search: false}\n")
}

/// A site that lets these files run.
fn trusting(files: &str) -> Site {
    site().config(&format!("base_url: https://example.org/\ntrusted_files: {files}\n"))
}

/// A drawing that holds this.
fn svg(inner: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inner}</svg>\n")
}

fn keys(lines: &str) -> Site {
    x(page("X", lines, ""))
}

/// One kind of problem, by example.
struct Case {
    code: Code,
    bad: fn() -> Site,
    /// Its file, and its line and column where it has a place.
    at: (&'static str, Option<(usize, usize)>),
    good: fn() -> Site,
}

/// One good and one bad site for each code.
const CASES: &[Case] = &[
    Case {
        code: Code::TooLarge,
        bad: || site().refused("content/x.md", Refusal::TooLarge { size: 50_000_000, limit: 4_194_304 }),
        at: ("content/x.md", None),
        good: || site_with_text(&"word ".repeat(100_000)),
    },
    Case {
        code: Code::LinkOutside,
        bad: || site().refused("content/a", Refusal::LinkOutside { target: "../../etc".into() }),
        at: ("content/a", None),
        good: || site_with_text(""),
    },
    Case {
        code: Code::LinkCircle,
        bad: || site().refused("content/a/b", Refusal::LinkCircle { target: "content/a".into() }),
        at: ("content/a/b", None),
        good: || site_with_text(""),
    },
    Case {
        code: Code::LinkBroken,
        bad: || site().refused("content/x.md", Refusal::LinkBroken),
        at: ("content/x.md", None),
        good: || site_with_text(""),
    },
    Case {
        code: Code::Unreadable,
        bad: || site().refused("content/x.md", Refusal::Unreadable("permission denied".into())),
        at: ("content/x.md", None),
        good: || site_with_text(""),
    },
    Case {
        code: Code::NameNotUtf8,
        bad: || site().refused("content/\u{FFFD}.md", Refusal::NameNotUtf8),
        at: ("content/\u{FFFD}.md", None),
        good: || site().page("content/é.md", "É", ""),
    },
    Case {
        code: Code::NotUtf8,
        bad: || x([page("X", "", "caf").as_bytes(), b"\xE9 noir\n"].concat()),
        at: ("content/x.md", Some((5, 4))),
        good: || site_with_text("café noir\n"),
    },
    Case {
        code: Code::ControlCharacter,
        bad: || site_with_text("one\ntwo\0three\n"),
        at: ("content/x.md", Some((6, 4))),
        good: || site_with_text("one\ntwo\u{2400}three\n"),
    },
    Case {
        code: Code::ByteOrderMark,
        bad: || x(format!("\u{FEFF}{}", page("X", "", ""))),
        at: ("content/x.md", Some((1, 1))),
        good: || site_with_text("one \u{FEFF} two\n"),
    },
    Case {
        code: Code::CarriageReturn,
        bad: || x(page("X", "", "").replace('\n', "\r\n")),
        at: ("content/x.md", Some((1, 4))),
        good: || site_with_text("one\ntwo\n"),
    },
    Case {
        code: Code::EmptyFile,
        bad: || x(" \n\n"),
        at: ("content/x.md", None),
        good: || x("---\ntitle: X\n---"),
    },
    Case {
        code: Code::NoFrontMatter,
        bad: || x("Trade is trade.\n"),
        at: ("content/x.md", Some((1, 1))),
        good: || x("---\ntitle: X\n---\nTrade is trade.\n"),
    },
    Case {
        code: Code::UnclosedFrontMatter,
        bad: || x("---\ntitle: X\n\nTrade.\n"),
        at: ("content/x.md", Some((1, 1))),
        good: || x("---\ntitle: X\n---\n\nTrade.\n\n---\n\nMore.\n"),
    },
    Case {
        code: Code::Yaml,
        bad: || x("---\ntitle: X\ntags: [a, b\n---\n"),
        at: ("content/x.md", Some((3, 7))),
        good: || x("---\ntitle: X\ntags: [a, b]\n---\n"),
    },
    Case {
        code: Code::NotAMapping,
        bad: || x("---\n- title\n- X\n---\n"),
        at: ("content/x.md", Some((2, 1))),
        good: || x("---\ntitle: \"- title\"\n---\n"),
    },
    Case {
        code: Code::DuplicateKey,
        bad: || keys("tags: [a]\ntitle: Y\n"),
        at: ("content/x.md", Some((4, 1))),
        good: || keys("tags: [title]\n"),
    },
    Case {
        code: Code::UnknownKey,
        bad: || keys("tags: [a]\ntag: b\n"),
        at: ("content/x.md", Some((4, 1))),
        good: || keys("tags: [b]\n"),
    },
    Case {
        code: Code::WrongValue,
        bad: || keys("order: high\n"),
        at: ("content/x.md", Some((3, 8))),
        good: || keys("order: 1\n"),
    },
    Case {
        code: Code::MissingTitle,
        bad: || x("---\norder: 1\n---\n"),
        at: ("content/x.md", Some((1, 1))),
        good: || x("---\norder: 1\ntitle: X\n---\n"),
    },
    Case {
        code: Code::MissingConfiguration,
        bad: || site().without("chancery.yaml"),
        at: ("chancery.yaml", None),
        good: site,
    },
    Case {
        code: Code::MissingTarget,
        bad: || site_with_text("See [y](y.md).\n"),
        at: ("content/x.md", Some((5, 5))),
        good: || site_with_text("See [y](y.md).\n").page("content/y.md", "Y", ""),
    },
    Case {
        code: Code::NotAList,
        bad: || figures(&format!("figures:\n{FIGURE}")),
        at: ("content/registers/figures.yaml", Some((1, 1))),
        good: || figures(FIGURE),
    },
    Case {
        code: Code::MissingField,
        bad: || figures(&FIGURE.replace("  label: Jobs\n", "")),
        at: ("content/registers/figures.yaml", Some((1, 1))),
        good: || figures(FIGURE),
    },
    Case {
        code: Code::DuplicateId,
        bad: || figures(&format!("{FIGURE}\n{FIGURE}")),
        at: ("content/registers/figures.yaml", Some((7, 1))),
        good: || figures(FIGURE),
    },
    Case {
        code: Code::UnknownRecord,
        bad: || figures(FIGURE).page("content/x.md", "X", "[59,000](figure:jobs) [1](figure:job)\n"),
        at: ("content/x.md", Some((5, 23))),
        good: || figures(FIGURE),
    },
    Case {
        code: Code::FigureDiffers,
        bad: || figures(FIGURE).page("content/x.md", "X", "Now [95,000](figure:jobs) jobs.\n"),
        at: ("content/x.md", Some((5, 5))),
        good: || figures(FIGURE),
    },
    Case {
        code: Code::EventDiffers,
        bad: || events(EVENT).page("content/x.md", "X", "In [May 2013](event:visit) he came.\n"),
        at: ("content/x.md", Some((5, 4))),
        good: || events(EVENT).page("content/x.md", "X", "In [May 2014](event:visit) he came.\n"),
    },
    Case {
        code: Code::NameDiffers,
        bad: || two_names().page("content/x.md", "X", "He, [Shinzo Abe](name:valls).\n"),
        at: ("content/x.md", Some((5, 5))),
        good: || two_names().page("content/x.md", "X", "He, [Shinzo Abe](name:abe), and [he](name:valls).\n"),
    },
    Case {
        code: Code::ImpossibleEvent,
        bad: || events(&EVENT.replace("2014-05", "2015-10-03\n  weekday: friday")),
        at: ("content/registers/events.yaml", Some((1, 1))),
        good: || events(&EVENT.replace("2014-05", "2015-10-02\n  weekday: friday")),
    },
    Case {
        code: Code::Contradiction,
        bad: || figures(&format!("{FIGURE}  earlier:\n    - {{value: 1, as_of: 2014}}\n")),
        at: ("content/registers/figures.yaml", Some((1, 1))),
        good: || figures(&format!("{FIGURE}  earlier:\n    - {{value: 1, as_of: 2012}}\n")),
    },
    Case {
        code: Code::MisplacedChart,
        bad: || charts("figures: [jobs]", "One ![](chart:c) two\n"),
        at: ("content/x.md", Some((5, 5))),
        good: || charts("figures: [jobs]", "One\n\n![](chart:c)\n\ntwo\n"),
    },
    Case {
        code: Code::ImpossibleChart,
        bad: || charts("figures: [jobs, share]", "![](chart:c)\n"),
        at: ("content/registers/charts.yaml", Some((1, 1))),
        good: || charts("figures: [share]", "![](chart:c)\n"),
    },
    Case {
        code: Code::RemovedId,
        bad: || figures(FIGURE).after("figure jobs\nfigure job\n"),
        at: ("content/registers/figures.yaml", None),
        good: || {
            figures(FIGURE)
                .after("figure jobs\nfigure job\n")
                .file("content/registers/retired.yaml", "- id: job\n  kind: figure\n  replaced_by: jobs\n")
        },
    },
    Case {
        code: Code::Stale,
        bad: || figures(&format!("{FIGURE}  review_by: 2014-01-01\n")).on("2014-01-02"),
        at: ("content/registers/figures.yaml", Some((1, 1))),
        good: || figures(&format!("{FIGURE}  review_by: 2014-01-01\n")).on("2014-01-01"),
    },
    Case {
        code: Code::UnregisteredAcronym,
        bad: || terms().page("content/x.md", "X", "The EU and NATO.\n"),
        at: ("content/x.md", Some((5, 12))),
        good: || terms().page("content/x.md", "X", "The EU and NATO.\n\n<!-- unregistered: NATO -->\n"),
    },
    Case {
        code: Code::UnregisteredName,
        bad: || names().page("content/x.md", "X", "Then [Abe](name:abe) met Manuel Valls.\n"),
        at: ("content/x.md", Some((5, 26))),
        good: || names().page("content/x.md", "X", "Then [Abe](name:abe) met Shinzo Abe.\n"),
    },
    Case {
        code: Code::UnusedRecord,
        bad: || figures(FIGURE).page("content/x.md", "X", "59,000 jobs.\n"),
        at: ("content/registers/figures.yaml", Some((1, 1))),
        good: || figures(FIGURE),
    },
    Case {
        code: Code::UnknownRegister,
        bad: || figures(FIGURE).file("content/registers/figure.yaml", ""),
        at: ("content/registers/figure.yaml", None),
        good: || figures(FIGURE),
    },
    Case {
        code: Code::MisplacedRegister,
        bad: || {
            figures(FIGURE)
                .without("content/registers/figures.yaml")
                .without("content/registers/sources.yaml")
                .file("registers/figures.yaml", FIGURE)
                .file("registers/sources.yaml", "- id: paper\n  title: A paper\n")
        },
        at: ("registers/figures.yaml", None),
        good: || figures(FIGURE).file("registers/figures.csv", "id\n"),
    },
    Case {
        code: Code::MissingHeading,
        bad: || site_with_text("## Goods\n\nSee [goods](#good).\n"),
        at: ("content/x.md", Some((7, 5))),
        good: || site_with_text("## Goods\n\nSee [goods](#goods).\n"),
    },
    Case {
        code: Code::DraftTarget,
        bad: || site_with_text("[y](y.md)\n").page_with("content/y.md", "Y", "status: draft\n", ""),
        at: ("content/x.md", Some((5, 1))),
        good: || site_with_text("[y](y.md)\n").page_with("content/y.md", "Y", "status: superseded\n", ""),
    },
    Case {
        code: Code::AmbiguousTarget,
        bad: || site_with_text("[[y]]\n").page("content/y.md", "Y", "").page("content/z.md", "Y", ""),
        at: ("content/x.md", Some((5, 1))),
        good: || site_with_text("[[y]]\n").page("content/y.md", "Y", "").page("content/z.md", "Z", ""),
    },
    Case {
        code: Code::UnsafeAddress,
        bad: || site_with_text("One [y](javascript:y) two\n"),
        at: ("content/x.md", Some((5, 5))),
        good: || site_with_text("One [y](https://example.org/javascript:y) two\n"),
    },
    Case {
        code: Code::RemoteImage,
        bad: || site_with_text("One ![y](https://example.org/y.png) two\n"),
        at: ("content/x.md", Some((5, 5))),
        good: || site_with_text("One ![y](y.png) two\n").file("content/y.png", ""),
    },
    Case {
        code: Code::MissingAlternative,
        bad: || site_with_text("One ![](y.png) two\n").file("content/y.png", ""),
        at: ("content/x.md", Some((5, 5))),
        good: || site_with_text("One ![y](y.png) two\n").file("content/y.png", ""),
    },
    Case {
        code: Code::VagueAlternative,
        bad: || site_with_text("One ![IMG_2014.png](y.png) two\n").file("content/y.png", ""),
        at: ("content/x.md", Some((5, 5))),
        good: || site_with_text("One ![G20](y.png) two\n").file("content/y.png", ""),
    },
    Case {
        code: Code::VagueLink,
        bad: || site_with_text("Trade is [here](index.md).\n"),
        at: ("content/x.md", Some((5, 10))),
        good: || site_with_text("[Trade here](index.md).\n"),
    },
    Case {
        code: Code::SameLinkText,
        bad: || site_with_text("[Trade](index.md) and [trade](y.md).\n").page("content/y.md", "Y", ""),
        at: ("content/x.md", Some((5, 23))),
        good: || {
            site_with_text("[Trade](index.md), [trade](index.md), [y](y.md).\n").page("content/y.md", "Y", "")
        },
    },
    Case {
        code: Code::SkippedLevel,
        bad: || site_with_text("## A\n\n#### B\n"),
        at: ("content/x.md", Some((7, 1))),
        good: || site_with_text("## A\n\n### B\n\n#### C\n\n## D\n"),
    },
    Case {
        code: Code::BoldHeading,
        bad: || site_with_text("**Exports**\n\nThey grew.\n"),
        at: ("content/x.md", Some((5, 1))),
        good: || site_with_text("**They grew.**\n\n**Exports** grew.\n"),
    },
    Case {
        code: Code::UnmarkedList,
        bad: || site_with_text("Exports:\n• cars\n• wine\n"),
        at: ("content/x.md", Some((6, 1))),
        good: || site_with_text("Exports:\n- cars\n- wine\n"),
    },
    Case {
        code: Code::MissingHead,
        bad: || site_with_text("| Year | |\n|---|---|\n| 2014 | 2 |\n"),
        at: ("content/x.md", Some((5, 1))),
        good: || site_with_text("| | Visits |\n|---|---|\n| 2014 | 2 |\n"),
    },
    Case {
        code: Code::WrongLanguage,
        bad: || site_with_text("The <span lang=\"jp\">外務省</span>.\n"),
        at: ("content/x.md", Some((5, 5))),
        good: || site_with_text("The <span lang=\"ja\">外務省</span>.\n"),
    },
    Case {
        code: Code::UnmarkedLanguage,
        bad: || site_with_text("The ministry (外務省).\n"),
        at: ("content/x.md", Some((5, 15))),
        good: || site_with_text("The ministry (<span lang=\"ja\">外務省</span>).\n"),
    },
    Case {
        code: Code::MissingFootnote,
        bad: || site_with_text("One[^1] two\n"),
        at: ("content/x.md", Some((5, 4))),
        good: || site_with_text("One[^1] two\n\n[^1]: Note.\n"),
    },
    Case {
        code: Code::DuplicateFootnote,
        bad: || site_with_text("One[^1] two\n\n[^1]: Note.\n\n[^1]: Another.\n"),
        at: ("content/x.md", Some((9, 1))),
        good: || site_with_text("One[^1] two[^2]\n\n[^1]: Note.\n\n[^2]: Another.\n"),
    },
    Case {
        code: Code::LiteralLink,
        bad: || site_with_text("See [home](in dex.md).\n"),
        at: ("content/x.md", Some((5, 10))),
        good: || site_with_text("See [home](index.md).\n"),
    },
    Case {
        code: Code::LostCell,
        bad: || site_with_text("| a |\n|---|\n| 1 | 2 |\n"),
        at: ("content/x.md", Some((7, 1))),
        good: || site_with_text("| a | b |\n|---|---|\n| 1 | 2 |\n"),
    },
    Case {
        code: Code::CutText,
        bad: || x("---\ntitle: X\ndescription: No #1\n---\n"),
        at: ("content/x.md", Some((3, 17))),
        good: || x("---\ntitle: X\ndescription: 'No #1'\n---\n"),
    },
    Case {
        code: Code::WrongEnding,
        bad: || site_with_text("").file("content/y.MD", page("Y", "", "")),
        at: ("content/y.MD", None),
        good: || site_with_text("").file("content/y.md", page("Y", "", "")),
    },
    Case {
        code: Code::UnusedTemplate,
        bad: || site().file("templates/foot.html", ""),
        at: ("templates/foot.html", None),
        good: || site().file("templates/parts/foot.html", ""),
    },
    Case {
        code: Code::MissingStrings,
        bad: || site().config("base_url: https://example.org/\nlanguages: [de]\n"),
        at: ("templates/strings/de.yaml", None),
        good: || {
            let german = site().config("base_url: https://example.org/\nlanguages: [de]\n");
            german.file("templates/strings/de.yaml", STRINGS)
        },
    },
    Case {
        code: Code::CnameDiffers,
        bad: || site().config("base_url: https://example.org/\ncname: briefings.example.org\n"),
        at: ("chancery.yaml", Some((3, 8))),
        good: || site().config("base_url: https://briefings.example.org/\ncname: briefings.example.org\n"),
    },
    Case {
        code: Code::UnfitShareImage,
        bad: || share_image("static/s.gif", b"GIF89a\x10\0\x10\0\0\0\0"),
        at: ("chancery.yaml", Some((3, 21))),
        good: || share_image("static/s.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\xB0\0\0\x02\x76"),
    },
    Case {
        code: Code::MissingText,
        bad: || site_with_text("One [](https://example.org) two\n"),
        at: ("content/x.md", Some((5, 5))),
        good: || site_with_text("One [home](index.md) two\n"),
    },
    Case {
        code: Code::UnusedFootnote,
        bad: || site_with_text("One\n\n[^1]: Note.\n"),
        at: ("content/x.md", Some((7, 1))),
        good: || site_with_text("One[^1]\n\n[^1]: Note.\n"),
    },
    Case {
        code: Code::DuplicateHeading,
        bad: || site_with_text("## A\n\n## A\n"),
        at: ("content/x.md", Some((7, 1))),
        good: || site_with_text("## A\n\n## A {#b}\n"),
    },
    Case {
        code: Code::LevelOneHeading,
        bad: || site_with_text("Text.\n\n# A\n"),
        at: ("content/x.md", Some((7, 1))),
        good: || site_with_text("Text.\n\n## A\n"),
    },
    Case {
        code: Code::RemovedHtml,
        bad: || site_with_text("One <blink>two</blink>\n"),
        at: ("content/x.md", Some((5, 5))),
        good: || site_with_text("One <em>two</em> <!-- three -->\n"),
    },
    Case {
        code: Code::SameAddress,
        bad: || site_with_text("").page("content/X.md", "Y", ""),
        at: ("content/x.md", None),
        good: || site_with_text("").page("content/y.md", "Y", "").file("content/z.txt", ""),
    },
    Case {
        code: Code::ActiveFile,
        bad: || site_with_text("").file("content/map.html", "<p>A map"),
        at: ("content/map.html", None),
        good: || trusting("[content/map.html]").file("content/map.html", "<p>A map"),
    },
    Case {
        code: Code::TooDeep,
        bad: || site_with_text(&format!("Trade.\n\n{}\n", "> ".repeat(60))),
        at: ("content/x.md", Some((7, 1))),
        good: || site_with_text(&format!("{}Trade.\n", "> ".repeat(20))),
    },
    Case {
        code: Code::UnportableAddress,
        bad: || keys("aliases: ['con.html']\n"),
        at: ("content/x.md", Some((3, 12))),
        good: || keys("aliases: [contents.html]\n"),
    },
    Case {
        code: Code::MissingIndex,
        bad: || site_with_text("").page("content/a/y.md", "Y", ""),
        at: ("content/a/index.md", None),
        good: || {
            site_with_text("").page("content/a/y.md", "Y", "").section("a", "A").file("content/b/y.png", "")
        },
    },
    Case {
        code: Code::UnknownLanguage,
        bad: || site_with_text("").page("content/x.fr.md", "X", ""),
        at: ("content/x.fr.md", None),
        good: || site_with_text("").page("content/x.2015.md", "Y", ""),
    },
    Case {
        code: Code::TagSpelling,
        bad: || {
            keys("tags: [Local government]\n").page_with(
                "content/w.md",
                "W",
                "tags: [local Government]\n",
                "",
            )
        },
        at: ("content/x.md", Some((3, 8))),
        good: || keys("tags: [local government]\n").page_with("content/w.md", "W", "tags: [local]\n", ""),
    },
    Case {
        code: Code::TemplateSyntax,
        bad: || site().file("templates/parts/head.html", "<h1>\n  {{ page.title }\n</h1>\n"),
        at: ("templates/parts/head.html", Some((2, 17))),
        good: || site().file("templates/parts/head.html", "<h1>\n  {{ page.title }}\n</h1>\n"),
    },
    Case {
        code: Code::UnknownTemplate,
        bad: || site().file("templates/tag.html", "<p>\n{% include \"parts/had.html\" %}\n"),
        at: ("templates/tag.html", Some((2, 13))),
        good: || site().file("templates/tag.html", "<p>\n{% include \"parts/head.html\" %}\n"),
    },
    Case {
        code: Code::DeadLink,
        bad: || site().file("templates/home.html", "<a href=\"{{ page.root }}b.html\">b</a>\n"),
        at: ("templates/home.html", None),
        good: || site().file("templates/home.html", "<a href=\"{{ page.root }}a-z.html\">b</a>\n"),
    },
    Case {
        code: Code::TemplateBudget,
        bad: || {
            let text =
                format!("{{% set a = \"0123456789\" %}}\n{}{{{{ a }}}}\n", "{% set a = a ~ a %}".repeat(33));
            site().file("templates/home.html", text)
        },
        // The twenty-second time.
        at: ("templates/home.html", Some((2, 21 * 19 + 12))),
        good: || {
            let text =
                format!("{{% set a = \"0123456789\" %}}\n{}{{{{ a }}}}\n", "{% set a = a ~ a %}".repeat(3));
            site().file("templates/home.html", text)
        },
    },
    Case {
        code: Code::TemplateRendering,
        bad: || site().file("templates/home.html", "<p>\n{{ page.tilte }}\n"),
        at: ("templates/home.html", Some((2, 9))),
        good: || site().file("templates/home.html", "<p>\n{{ page.title }}\n"),
    },
    Case {
        code: Code::MissingString,
        bad: || site().file("templates/strings/en.yaml", STRINGS.replace("\nhome: Home\n", "\n")),
        at: ("templates/strings/en.yaml", None),
        good: || site().file("templates/strings/en.yaml", STRINGS),
    },
    Case {
        code: Code::UnprovenConformity,
        bad: || statement("state: fully-compliant\n  contact: desk@example.org\n"),
        at: ("chancery.yaml", Some((4, 10))),
        good: || statement("state: non-compliant\n  assessed: 2015-10-02\n  contact: desk@example.org\n"),
    },
    Case {
        code: Code::MissingContact,
        bad: || statement("response_days: 14\n"),
        at: ("chancery.yaml", Some((3, 1))),
        good: || statement("contact: https://example.org/contact\n"),
    },
    Case { code: Code::NoBaseUrl, bad: Site::new, at: ("chancery.yaml", None), good: site },
];

const STRINGS: &str = include_str!("../../templates/strings/en.yaml");

/// What the bad site of each code gives; several tests look at it.
static BAD: LazyLock<Vec<(&Case, Built)>> =
    LazyLock::new(|| CASES.iter().map(|case| (case, (case.bad)().build())).collect());

#[test]
fn every_code_has_its_good_and_its_bad_site() {
    let told: BTreeSet<Code> = CASES.iter().map(|case| case.code).collect();
    let all: BTreeSet<Code> = Code::ALL.iter().copied().collect();
    assert_eq!(told, all);
}

#[test]
fn a_bad_site_raises_only_its_code_at_its_place_with_a_fix() {
    for (Case { code, at: (file, place), .. }, site) in &*BAD {
        let stale = site.report.stale.iter().map(|stale| &stale.found);
        let found = site.report.diagnostics.iter().chain(stale);
        let codes: Vec<&str> = found.map(|found| found.code.name()).collect();
        assert_eq!(codes, [code.name()], "{:#?}", site.report.diagnostics);
        let found = site.reports(*code);
        assert_eq!((found.file(), found.place()), (*file, *place), "{}: {found:#?}", code.name());
        assert!(!found.help().trim().is_empty(), "{}", code.name());
    }
}

#[test]
fn a_good_site_raises_nothing() {
    for Case { code, good, .. } in CASES {
        let site = good().build();
        assert_eq!(site.report.diagnostics, [], "{}", code.name());
    }
}

#[test]
fn messages_are_lower_case_and_end_without_a_full_stop() {
    for (Case { code, .. }, site) in &*BAD {
        let found = site.reports(*code);
        for words in [found.message(), found.help()] {
            let first = words.chars().next().unwrap();
            assert!(!first.is_uppercase() && !words.ends_with('.'), "{}: {words}", code.name());
        }
    }
}

#[test]
fn names_of_codes_are_unique() {
    let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(names.len(), Code::ALL.len());
}

#[test]
fn the_other_pages_of_a_bad_site_are_built() {
    for Case { code, bad, .. } in CASES.iter().filter(|case| !case.at.0.starts_with("templates/")) {
        let site = bad().page("content/other.md", "Other", "Text.\n").build();
        site.page("other.html").main().shows("<h1>Other</h1>").shows("<p id=\"_.1\">Text.</p>");
        assert!(!site.all(*code).is_empty());
    }
}

#[test]
fn an_error_keeps_a_site_from_being_published_and_a_warning_does_not() {
    for (Case { code, .. }, site) in &*BAD {
        let published = site.report.is_publishable();
        assert_eq!(published, code.severity() != Severity::Error, "{}", code.name());
    }
}

// Front matter

#[test]
fn an_empty_file_is_an_error_and_its_page_is_called_by_its_name() {
    for source in ["", "\n", "\u{FEFF}", "\r\n\r\n"] {
        let site = x(source).build();
        site.reports(Code::EmptyFile).is_of("content/x.md").advises("---");
        site.page("x.html").shows("<h1>x</h1>");
    }
}

#[test]
fn a_page_without_front_matter_shows_its_text() {
    let site = x("# Trade\n\nText.\n").build();
    site.reports(Code::NoFrontMatter).is_at("content/x.md", 1, 1).underlines("# Trade");
    site.reports(Code::LevelOneHeading).is_at("content/x.md", 1, 1);
    site.page("x.html").main().shows("<h1>Trade</h1>").shows("<p id=\"_.1\">Text.</p>");
}

#[test]
fn a_line_before_front_matter_makes_it_text() {
    x("\n---\ntitle: X\n---\n").build().reports(Code::NoFrontMatter);
}

#[test]
fn front_matter_that_does_not_end_is_an_error_where_it_begins() {
    let found = x("---\ntitle: X\nText.\n").build();
    found.reports(Code::UnclosedFrontMatter).is_at("content/x.md", 1, 1).underlines("---").advises("`---`");
}

#[test]
fn front_matter_that_is_no_mapping_is_an_error() {
    for yaml in ["- a", "just words", "42", "[a, b]", "\"quoted\""] {
        let site = x(format!("---\n{yaml}\n---\n")).build();
        site.reports(Code::NotAMapping).is_at("content/x.md", 2, 1).advises("key: value");
    }
}

#[test]
fn empty_front_matter_lacks_a_title() {
    for yaml in ["", "\n", "# a comment\n", "null\n", "~\n"] {
        let site = x(format!("---\n{yaml}---\n")).build();
        site.reports(Code::MissingTitle).is_at("content/x.md", 1, 1);
    }
}

#[test]
fn a_title_of_spaces_is_none() {
    x("---\ntitle: \"  \"\n---\n").build().reports(Code::MissingTitle);
}

#[test]
fn a_duplicate_key_is_an_error_at_the_second() {
    let site = x("---\ntitle: X\norder: 1\ntitle: Y\n---\n").build();
    site.reports(Code::DuplicateKey).is_at("content/x.md", 4, 1).underlines("title").says("`title`");
    let site = site_with_config("source:\n  title: A\n  publisher: B\n  title: C\n");
    site.reports(Code::DuplicateKey).is_at("chancery.yaml", 5, 3);
}

#[test]
fn every_duplicate_key_is_named() {
    let site = x("---\ntitle: X\norder: 1\ntitle: Y\norder: 2\n---\n").build();
    let places: Vec<_> = site.all(Code::DuplicateKey).iter().map(|found| found.place()).collect();
    assert_eq!(places, [Some((4, 1)), Some((5, 1))]);
}

#[test]
fn a_wrong_type_is_an_error_at_the_value() {
    for (line, column, help) in [
        ("order: high", 8, "a whole number"),
        ("order: 1.5", 8, "a whole number"),
        ("tags: trade", 7, "a list"),
        ("tags: {a: b}", 7, "a list"),
        ("tags: [[a]]", 8, ""),
        ("description: [a]", 14, "a text"),
        ("description: {a: b}", 14, "a text"),
        ("status: 1", 9, ""),
    ] {
        let site = keys(&format!("{line}\n")).build();
        let found = site.reports(Code::WrongValue).is_at("content/x.md", 3, column).advises(help);
        assert!(!found.help().is_empty(), "{line}");
        let (key, _) = line.split_once(':').unwrap();
        found.says(&format!("`{key}`"));
        for word in ["struct", "sequence", "i64", "serde", "FrontMatter"] {
            assert!(!found.message().contains(word) && !found.help().contains(word), "{found:?}");
        }
    }
}

#[test]
fn a_number_that_is_too_large_is_a_wrong_value() {
    keys("order: 99999999999999999999\n").build().reports(Code::WrongValue).is_at("content/x.md", 3, 8);
}

#[test]
fn a_text_that_looks_like_a_number_is_a_text_also_beside_a_problem() {
    let front_matter = "---\ntitle: 2015\ndescription: 1.50\ntags: [2015, true]\n";
    let site = x(format!("{front_matter}---\n")).build();
    site.is_clean().page("x.html").main().shows("<h1>2015</h1>").shows("1.50").shows(">true</a>");
    let site = x(format!("{front_matter}tag: a\n---\n")).build();
    assert_eq!(site.report.diagnostics.len(), 1, "{:#?}", site.report.diagnostics);
    site.reports(Code::UnknownKey);
    site.page("x.html").main().shows("<h1>2015</h1>").shows("1.50").shows(">true</a>");
}

#[test]
fn a_title_that_is_no_text_is_an_error() {
    for title in ["[a]", "{a: b}"] {
        let site = x(format!("---\ntitle: {title}\n---\n")).build();
        site.reports(Code::WrongValue).is_at("content/x.md", 2, 8);
        site.does_not_report(Code::MissingTitle);
    }
}

#[test]
fn a_date_that_can_be_misread_is_an_error() {
    for date in ["02/10/2015", "2015-02-30", "2015-1-2", "2 October 2015", "20151002", "2015", "\"\""] {
        let site = keys(&format!("date: {date}\n")).build();
        let found = site.reports(Code::WrongValue).is_at("content/x.md", 3, 7).says("`date`");
        found.underlines(date);
        let exists = date != "2015-02-30";
        found.advises(if exists { "`2015-10-02`" } else { "no such day" });
    }
}

#[test]
fn a_table_row_with_more_cells_than_its_head_is_an_error() {
    let head = "| a | b |\n|---|---|\n";
    for row in ["| 1 | 2 | 3 |", "1 | 2 | 3", "| [[x|y]] | 2 |", "| `a|b` | 2 |"] {
        site_with_text(&format!("{head}{row}\n")).build().reports(Code::LostCell).is_at("content/x.md", 7, 1);
    }
    for row in ["| 1 | 2 |", "| 1 |", "| [[x\\|y]] | 2 |", "| a \\| b | 2 |", "| 1 | 2"] {
        site_with_text(&format!("{head}{row}\n")).build().is_clean();
    }
    site_with_text("| a | b |\n|---|\n| 1 | 2 |\n").build().reports(Code::LostCell).is_at(
        "content/x.md",
        5,
        1,
    );
}

#[test]
fn names_that_some_file_system_cannot_hold_are_errors() {
    let long = "x".repeat(201);
    for name in ["a:b", "what?", "con", "AUX", "com1", long.as_str()] {
        let site = site_with_text("").page(&format!("content/{name}.md"), "N", "").build();
        site.reports(Code::UnportableAddress);
    }
    for name in ["congress", "com10", "日本", "a b"] {
        site_with_text("").page(&format!("content/{name}.md"), "N", "").build().is_clean();
    }
    keys("tags: ['q?x: \"a\"']\n").build().is_clean().has("tags/q-x-a.html");
    let tag = "x".repeat(300);
    keys(&format!("tags: [{tag}]\n")).build().reports(Code::UnportableAddress).is_at("content/x.md", 3, 8);
}

#[test]
fn a_tag_of_raw_html_with_very_many_attributes_is_taken_out() {
    let attributes: String = (0..20_000).map(|number| format!(" a{number}=\"x\"")).collect();
    for html in [format!("<div{attributes}>\n"), format!("a <b{attributes}>x</b>\n")] {
        assert!(!site_with_text(&html).build().all(Code::RemovedHtml).is_empty());
    }
}

#[test]
fn many_references_in_one_paragraph_are_answered_in_time() {
    let body = "[[b]] ".repeat(3000);
    let site = site_with_text(&body).page("content/b.md", "B", "").build();
    site.is_clean();
    let wrong: String = (0..2000).map(|number| format!("[x](#h{number})\n\n## H{number}x\n\n")).collect();
    assert_eq!(site_with_text(&wrong).build().report.diagnostics.len(), 2000);
}

#[test]
fn control_characters_reach_no_page() {
    for text_with in ["a\u{1}b", "a\u{7f}b", "a\u{85}b", "a\u{FFFE}b"] {
        site_with_text(text_with).build().reports(Code::ControlCharacter).is_at("content/x.md", 5, 2);
    }
    let site = site_with_text("One &#1;0&#1; [b](index.md).\n").build();
    assert!(!site.is_clean().text("x.html").contains('\u{1}'));
    assert!(!site.text("index.html").contains('\u{1}'));
}

#[test]
fn a_link_does_not_stand_in_a_link() {
    for markdown in ["<a href=\"index.md\">x [y](index.md)</a>", "[p <a href=\"index.md\">q</a>](index.md)"] {
        site_with_text(markdown).build().reports(Code::RemovedHtml).says("links cannot be nested");
    }
}

#[test]
fn raw_html_that_needs_a_parent_is_taken_out_without_one() {
    for html in ["<td>x</td>\n", "<li>x</li>\n", "<summary>x</summary>\n", "<dt>x</dt>\n", "a <rt>x</rt>\n"] {
        site_with_text(html).build().reports(Code::RemovedHtml).says("it can only be in");
    }
    for html in [
        "<ul><li>x</li></ul>\n",
        "<table><tr><th>x</th><td>y</td></tr></table>\n",
        "<ruby>x<rt>y</rt></ruby>\n",
    ] {
        site_with_text(html).build().is_clean();
    }
    site_with_text("<div id=\"a b\">x</div>\n").build().reports(Code::RemovedHtml).says("an id is one word");
}

#[test]
fn a_number_that_is_too_large_is_the_only_problem() {
    let site = keys("order: 99999999999999999999\n").build();
    assert_eq!(site.report.diagnostics.len(), 1, "{:#?}", site.report.diagnostics);
}

#[test]
fn one_name_in_two_unicode_forms_is_one_address() {
    let site = site_with_text("")
        .page("content/caf\u{e9}.md", "A", "")
        .page("content/cafe\u{301}.md", "B", "")
        .build();
    site.reports(Code::SameAddress);
}

#[test]
fn the_files_of_drafts_stay_out_with_them() {
    let site = || {
        let draft = page("D", "status: draft\n", "![a](a.png)\n");
        site_with_text("").section("a", "A").file("content/a/d/x.md", draft).file("content/a/d/a.png", "x")
    };
    site().build().is_clean().has_no("a/d/a.png");
    site().with_drafts().build().has("a/d/a.png");
}

#[test]
fn text_that_looks_like_a_link_but_is_not_one_is_an_error() {
    for (markdown, column) in [
        ("[a](My Page.md)", 3),
        ("[link] (x.md)", 6),
        ("[link](x.md", 6),
        ("[l](https://example.org/a b)", 3),
    ] {
        site_with_text(markdown).build().reports(Code::LiteralLink).is_at("content/x.md", 5, column);
    }
    for markdown in
        ["f[x](y z)", "[sic] (see the trade page)", "`[a](My Page.md)`", "\\[a\\](My Page.md)", "[a](<x.md>)"]
    {
        site_with_text(markdown).build().does_not_report(Code::LiteralLink);
    }
}

#[test]
fn a_title_that_a_comment_cuts_is_named() {
    let site = x("---\ntitle: Agenda #1\n---\n").build();
    site.reports(Code::CutText).is_at("content/x.md", 2, 15).underlines("#1");
    for line in ["title: \"Agenda #1\"", "title: Agenda#1", "title: Agenda\norder: 1 # first"] {
        x(format!("---\n{line}\n---\n")).build().is_clean();
    }
}

#[test]
fn a_misspelt_first_line_of_front_matter_is_explained() {
    for (source, advice) in [
        ("\n\n---\ntitle: X\n---\n", "remove the empty lines"),
        ("----\ntitle: X\n---\n", "three hyphens"),
        ("—\ntitle: X\n---\n", "three hyphens"),
        ("title: X\n", "begin it with a line `---`"),
    ] {
        x(source).build().reports(Code::NoFrontMatter).advises(advice);
    }
}

#[test]
fn a_page_that_has_moved_is_found_by_its_earlier_address() {
    let site = site_with_text("[c](trade.md)")
        .page_with("content/commerce.md", "Commerce", "aliases: [trade.html]\n", "")
        .build();
    site.reports(Code::MissingTarget).advises("did you mean `commerce.md`?");
}

#[test]
fn a_template_that_fails_on_many_pages_is_named_once_with_the_first() {
    let site = site_with_text("")
        .file("templates/page.html", "{{ page.nope }}")
        .page("content/y.md", "Y", "")
        .build();
    site.reports(Code::TemplateRendering).says("(in `x.html`)");
    assert_eq!(site.report.diagnostics.len(), 1);
}

#[test]
fn an_unknown_key_is_an_error_with_what_was_probably_meant() {
    for (key, meant) in [
        ("tag", "tags"),
        ("descripton", "description"),
        ("Title2", "title"),
        ("upadted", "updated"),
        ("DATE", "date"),
    ] {
        let site = keys(&format!("order: 1\n{key}: x\n")).build();
        let found = site.reports(Code::UnknownKey).is_at("content/x.md", 4, 1).underlines(key);
        found.says(&format!("`{key}`")).advises(&format!("did you mean `{meant}`?"));
    }
    keys("zzzzzzzzzz: 1\n").build().reports(Code::UnknownKey).advises("`aliases`");
}

#[test]
fn an_unknown_value_is_an_error_with_what_was_probably_meant() {
    let site = keys("status: drft\n").build();
    let found = site.reports(Code::WrongValue).is_at("content/x.md", 3, 9).underlines("drft");
    found.advises("did you mean `draft`?");
}

#[test]
fn every_problem_of_a_file_is_reported() {
    let source = "---\ntitle: X\ndate: 02/10/2015\norder: high\ntag: a\nstatus: old\n---\n\n# A\n\n[b](b.md) ![](c.png) \
                  <blink> [d](javascript:d)\n";
    let site = x(source).build();
    let found: Vec<(Code, Option<(usize, usize)>)> =
        site.report.diagnostics.iter().map(|found| (found.code, site.all(found.code)[0].place())).collect();
    let lines: BTreeSet<usize> = found.iter().filter_map(|(_, place)| Some((*place)?.0)).collect();
    assert_eq!(lines, BTreeSet::from([3, 5, 9, 11]), "the first of each code; {found:?}");
    assert_eq!(site.all(Code::WrongValue).len(), 3);
    for code in [
        Code::UnknownKey,
        Code::LevelOneHeading,
        Code::RemovedHtml,
        Code::UnsafeAddress,
        Code::MissingAlternative,
    ] {
        site.reports(code);
    }
    assert_eq!(site.all(Code::MissingTarget).len(), 2);
}

#[test]
fn a_missing_title_is_reported_beside_other_problems_of_front_matter() {
    let site = x("---\ndate: 02/10/2015\n---\n").build();
    site.reports(Code::WrongValue);
    site.reports(Code::MissingTitle);
}

#[test]
fn valid_keys_of_front_matter_are_kept_beside_invalid_ones() {
    let site = keys("order: high\ntags: [a]\ndescription: About\n").build();
    site.page("x.html").shows("<h1>X</h1>").shows("About").shows("rel=\"tag\">a</a>");
}

#[test]
fn an_alias_bomb_is_an_error() {
    let mut yaml = String::from("---\ntitle: X\na: &a [x, x, x, x, x, x, x, x, x]\n");
    for (one, other) in ["b", "c", "d", "e", "f", "g", "h", "i"].iter().zip("abcdefgh".chars()) {
        let repeated = vec![format!("*{other}"); 9].join(", ");
        yaml.push_str(&format!("{one}: &{one} [{repeated}]\n"));
    }
    let site = x(format!("{yaml}---\n")).build();
    assert!(!site.report.is_publishable());
    assert!(site.report.diagnostics.iter().all(|found| found.file.as_str() == "content/x.md"));
}

#[test]
fn deep_nesting_is_an_error() {
    for yaml in ["[".repeat(60_000), "{a: ".repeat(15_000), "- ".repeat(20_000), "? ".repeat(20_000)] {
        let site = x(format!("---\ntitle: X\ntags: {yaml}\n---\n")).build();
        assert!(!site.report.is_publishable());
    }
    let site = x(format!("---\ntitle: X\ntags: {}{}\n---\n", "[".repeat(200), "]".repeat(200))).build();
    site.reports(Code::Yaml).advises("less deeply nested");
}

#[test]
fn markdown_that_nests_very_deep_is_built_all_the_same() {
    for markdown in [">".repeat(20_000), "- ".repeat(5_000), "[".repeat(20_000), "*a ".repeat(10_000)] {
        site_with_text(&markdown).build().has("x.html");
    }
}

#[test]
fn front_matter_of_a_book_is_too_large() {
    let site = keys(&format!("description: {}\n", "x".repeat(70_000))).build();
    site.reports(Code::TooLarge);
}

#[test]
fn several_documents_in_front_matter_cannot_be() {
    x("---\ntitle: X\n...\ntitle: Y\n---\n").build().reports(Code::Yaml);
}

// Encodings

#[test]
fn a_file_in_latin_1_is_an_error_where_the_first_such_byte_stands() {
    let site = x(b"---\ntitle: Caf\xE9\ndescription: \xE9t\xE9\n---\n\nno\xEBl\n".to_vec()).build();
    site.reports(Code::NotUtf8).is_at("content/x.md", 2, 11).says("0xE9").advises("UTF-8");
}

#[test]
fn places_behind_bytes_that_are_not_utf8_are_right() {
    // A character cut short: two bytes of a three-byte sequence.
    for wrong in
        [&b"\xE9"[..], b"\xE3\x81", b"\xF0\x9F\x98", b"\xFF\xFE", "\u{FFFD}\u{FFFD}\u{E9}".as_bytes()]
    {
        let source = [b"---\ntitle: X\n---\n", wrong, b"\xE9\n[a](nope.md)\n"].concat();
        let site = x(source).build();
        site.reports(Code::NotUtf8);
        site.reports(Code::MissingTarget).is_at("content/x.md", 5, 1).underlines("[a](nope.md)");
    }
}

#[test]
fn a_utf_16_file_is_an_error() {
    let utf16: Vec<u8> = page("X", "", "Text").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let site = x([&b"\xFF\xFE"[..], &utf16].concat()).build();
    site.reports(Code::NotUtf8).is_at("content/x.md", 1, 1);
    site.reports(Code::ControlCharacter).advises("UTF-16");
}

#[test]
fn lines_and_columns_count_the_whole_file() {
    let plain = "---\ntitle: X\nordre: 1\n---\n\nOne.\n\n日本 [a](nope.md)\n";
    for source in [
        plain.to_owned(),
        plain.replace('\n', "\r\n"),
        format!("\u{FEFF}{plain}"),
        format!("\u{FEFF}{}", plain.replace('\n', "\r\n")),
    ] {
        let site = x(source).build();
        site.reports(Code::UnknownKey).is_at("content/x.md", 3, 1).underlines("ordre");
        site.reports(Code::MissingTarget).is_at("content/x.md", 8, 4).underlines("[a](nope.md)");
    }
}

#[test]
fn a_place_in_the_first_line_is_not_moved_by_a_byte_order_mark() {
    let site = x("\u{FEFF}# Trade\n").build();
    site.reports(Code::NoFrontMatter).is_at("content/x.md", 1, 1).underlines("# Trade");
}

#[test]
fn places_in_raw_html_are_right_behind_windows_line_ends() {
    let markdown = "<div>\n<b>x</b>\n<blink>y</blink>\n</div>\n";
    for source in [page("X", "", markdown), page("X", "", markdown).replace('\n', "\r\n")] {
        x(source).build().reports(Code::RemovedHtml).is_at("content/x.md", 7, 1).underlines("<blink>");
    }
    let quoted = "> <div>\n> <blink>y</blink>\n> </div>\n";
    for source in [page("X", "", quoted), page("X", "", quoted).replace('\n', "\r\n")] {
        x(source).build().reports(Code::RemovedHtml).is_at("content/x.md", 6, 3).underlines("<blink>");
    }
}

// The configuration

fn site_with_config(lines: &str) -> Built {
    Site::new().config(lines).build()
}

#[test]
fn an_unknown_key_of_the_configuration_is_an_error() {
    let site = site_with_config("baseurl: https://example.org/\n");
    site.reports(Code::UnknownKey).is_at("chancery.yaml", 2, 1).advises("did you mean `base_url`?");
    let site = site_with_config("outputs:\n  fed: true\n");
    site.reports(Code::UnknownKey).is_at("chancery.yaml", 3, 3).advises("did you mean `feed`?");
    let site = site_with_config("source: {titel: a}\n");
    site.reports(Code::UnknownKey).is_at("chancery.yaml", 2, 10).advises("did you mean `title`?");
}

#[test]
fn a_wrong_value_of_the_configuration_is_an_error() {
    for (lines, line, column) in [
        ("base_url: example.org\n", 2, 11),
        ("base_url: javascript://example.org/\n", 2, 11),
        ("base_url: https://example.org/?a\n", 2, 11),
        ("languages: [english]\n", 2, 13),
        ("languages: en\n", 2, 12),
        ("as_of: 02/10/2015\n", 2, 8),
        ("cname: https://example.org/\n", 2, 8),
        ("outputs: true\n", 2, 10),
        ("outputs:\n  feed: maybe\n", 3, 9),
        ("source: A document\n", 2, 9),
        ("source:\n  title: A\n  date: 2 October\n", 4, 9),
        ("licence:\n  name: A\n  url: javascript:alert(1)\n", 4, 8),
    ] {
        let site = site_with_config(lines);
        let found = site.reports(Code::WrongValue).is_at("chancery.yaml", line, column);
        assert!(!found.help().is_empty(), "{lines}");
    }
}

#[test]
fn a_configuration_without_a_title_is_an_error() {
    for source in ["", "description: x\n", "title: \"\"\n", "description: x\r\n", "\u{FEFF}description: x\n"]
    {
        let site = Site::new().file("chancery.yaml", source).build();
        site.reports(Code::MissingTitle);
        assert!(!site.report.is_publishable(), "{source:?}");
    }
}

#[test]
fn a_configuration_that_is_not_yaml_is_an_error_and_the_pages_are_built() {
    for (source, code) in [
        ("title: [", Code::Yaml),
        ("- title", Code::NotAMapping),
        ("title: a\ntitle: b\n", Code::DuplicateKey),
        ("title: [a]\n", Code::WrongValue),
    ] {
        let site = Site::new().file("chancery.yaml", source).build();
        assert_eq!(site.reports(code).file(), "chancery.yaml");
        site.page("index.html").shows("<h1>Home</h1>");
    }
}

#[test]
fn a_configuration_that_cannot_be_read_is_not_said_to_be_missing() {
    let site = Site::new().without("chancery.yaml").refused("chancery.yaml", Refusal::LinkBroken).build();
    site.reports(Code::LinkBroken);
    site.does_not_report(Code::MissingConfiguration);
}

// Links

#[test]
fn a_missing_page_is_an_error_with_the_nearest() {
    for (markdown, help) in [
        ("[t](trad.md)", "did you mean `economic/trade.md`?"),
        ("[t](trade.md)", "did you mean `economic/trade.md`?"),
        ("[t](economic/trade.html)", "did you mean `economic/trade.md`?"),
        ("[t](economic/Trade.md)", "did you mean `economic/trade.md`?"),
        ("[t](trade.md#exports)", "did you mean `economic/trade.md#exports`?"),
        ("[t](trade.md#top)", "did you mean `economic/trade.md#top`?"),
        ("[t](trade.md#export)", "did you mean `economic/trade.md#exports`?"),
        ("[t](trade.md#zzzzzzzzzz)", "did you mean `economic/trade.md`?"),
        ("[[trad]]", "did you mean `economic/trade`?"),
        ("![t](chart.pgn)", "did you mean `economic/chart.png`?"),
    ] {
        let site = Site::new()
            .home(markdown)
            .section("economic", "Economic")
            .page("content/economic/trade.md", "Trade", "## Exports\n\n<span id=\"top\">Cars.</span>\n")
            .file("content/economic/chart.png", "")
            .build();
        site.reports(Code::MissingTarget).is_at("content/index.md", 5, 1).advises(help);
    }
}

#[test]
fn a_link_with_nothing_near_says_how_links_are_written() {
    let site = site_with_text("[t](zzzzzzzzzzzz.md)").build();
    site.reports(Code::MissingTarget).advises("`content/`");
}

#[test]
fn a_missing_heading_is_an_error_with_the_nearest() {
    let site = site_with_text("## Exports\n\n[e](#export) [z](#zzzzzzzzzz)\n").build();
    let found = site.all(Code::MissingHeading);
    found[0].is_at("content/x.md", 7, 1).says("`#export`").advises("did you mean `#exports`?");
    found[1].is_at("content/x.md", 7, 14).advises("`#exports`");
    site_with_text("[y](index.md#a)").build().reports(Code::MissingHeading).advises("the page alone");
}

#[test]
fn a_link_without_an_address_or_from_the_top_is_an_error() {
    for markdown in ["[a]()", "[a](#)", "[a](</>)", "[a](/x.md)", "[a](../x.md)", "[a](../../../etc/passwd)"]
    {
        site_with_text(markdown).build().reports(Code::MissingTarget).is_at("content/x.md", 5, 1);
    }
    site_with_text("[a](/a/x.md)").build().reports(Code::MissingTarget).advises("a/x.md");
}

#[test]
fn a_link_to_a_register_or_a_template_is_an_error() {
    let site = site_with_text("[a](registers/figures.yaml) [b](../chancery.yaml)")
        .file("content/registers/figures.yaml", "");
    assert_eq!(site.build().all(Code::MissingTarget).len(), 2);
}

#[test]
fn a_link_elsewhere_or_a_heading_without_text_is_an_error() {
    for markdown in ["[](https://example.org)", "## \n", "## <!-- x -->\n"] {
        site_with_text(markdown).build().reports(Code::MissingText).is_at("content/x.md", 5, 1);
    }
    let site = site_with_text("[![a](a.png)](https://example.org)\n\n## ![a](a.png)\n")
        .file("content/a.png", "")
        .build();
    site.does_not_report(Code::MissingText);
}

#[test]
fn a_label_without_an_address_is_an_error_and_brackets_alone_are_text() {
    let site = site_with_text("[a][b] and [c] and [d][]\n").build();
    let found = site.all(Code::MissingTarget);
    found[0].is_at("content/x.md", 5, 1).says("`b`").advises("`[b]: address`");
    found[1].is_at("content/x.md", 5, 20).says("`d`");
    assert_eq!(found.len(), 2);
    site.page("x.html").body().shows("[c]");
}

// Addresses

#[test]
fn two_pages_with_one_address_are_an_error() {
    let two =
        |one: &str, other: &str| site().page(one, "A", "").page(other, "B", "").section("a", "A").build();
    for (one, other) in [("content/X.md", "content/x.md"), ("content/a/É.md", "content/a/é.md")] {
        let site = two(one, other);
        let found = site.reports(Code::SameAddress);
        assert_eq!(found.file(), other);
        found.says(&format!("`{one}`")).advises("case");
    }
}

#[test]
fn what_chancery_makes_and_what_an_editor_makes_do_not_share_an_address() {
    for (file, by) in [
        ("content/404.md", "Chancery"),
        ("content/a-z.md", "Chancery"),
        ("content/A-Z.md", "Chancery"),
        ("content/robots.txt", "Chancery"),
        ("content/Feed.xml", "Chancery"),
        ("content/cname", "Chancery"),
        ("content/static/theme.css", "`static/theme.css`"),
    ] {
        let source = page("X", "date: 2015-10-02\n", "");
        let site = Site::new()
            .config("base_url: https://example.org/\ncname: a.example.org\n")
            .page_with("content/w.md", "W", "date: 2015-10-02\n", "")
            .file(file, source)
            .build();
        site.reports(Code::SameAddress).says(by);
    }
    for alias in ["x.html", "index.html", "a-z.html", "404.html", "INDEX.html", "tags/t.html"] {
        let site = keys(&format!("aliases: [{alias}]\ntags: [t]\n")).build();
        assert_eq!(site.reports(Code::SameAddress).file(), "content/x.md", "{alias}");
    }
    keys("tags: [index]\n").build().reports(Code::SameAddress);
}

#[test]
fn two_pages_with_one_alias_are_an_error() {
    let site =
        keys("aliases: [old.html]\n").page_with("content/y.md", "Y", "aliases: [Old.html]\n", "").build();
    let found = site.reports(Code::SameAddress);
    found.is_at("content/y.md", 3, 11).says("`content/x.md`").advises("remove `Old.html`");
}

#[test]
fn an_address_cannot_be_a_file_and_a_folder() {
    let site = site_with_text("").page("content/x.html/index.md", "Y", "").build();
    assert!(!site.all(Code::SameAddress).is_empty(), "{:?}", site.addresses());
    let site = keys("aliases: [a.html/b.html]\n").page("content/a.md", "A", "").build();
    assert!(!site.all(Code::SameAddress).is_empty(), "{:?}", site.addresses());
}

#[test]
fn a_section_without_a_landing_page_is_an_error_and_is_called_by_its_folder() {
    let site = site().page("content/economic/deep/x.md", "X", "").build();
    let found = site.all(Code::MissingIndex);
    found[0].is_of("content/economic/deep/index.md").advises("title");
    found[1].is_of("content/economic/index.md");
    site.page("economic/deep/x.html").shows(">economic</a>");
    Site::bare().config("").build().reports(Code::MissingIndex).is_of("content/index.md").says("home page");
}

// Templates

#[test]
fn a_template_with_a_syntax_error_is_named_with_its_line() {
    for (template, line) in [
        ("one\n{{ page.title }\n", 2),
        ("one\n\n{% if page.title %}\nx\n", 3),
        ("{{ }}", 1),
        ("日本\n日本 {{ page.title | }}\n", 2),
        ("one\n{% unknown %}\n", 2),
    ] {
        let site = site().file("templates/home.html", template).build();
        let found = site.reports(Code::TemplateSyntax);
        assert_eq!(found.file(), "templates/home.html", "{template}");
        assert_eq!(found.place().map(|(line, _)| line), Some(line), "{template}\n{found:#?}");
        site.has("a-z.html").has("404.html").has_no("index.html");
    }
}

#[test]
fn an_unknown_filter_or_function_is_an_error_at_its_place() {
    for (template, column) in
        [("one\n{{ page.title | nofilter }}\n", 17), ("one\n日本 {{ nofunction() }}\n", 7)]
    {
        let site = site().file("templates/home.html", template).build();
        site.reports(Code::TemplateSyntax).is_at("templates/home.html", 2, column);
    }
}

#[test]
fn a_syntax_error_in_a_shared_template_is_said_once() {
    let site = site_with_text("").file("templates/base.html", "<html>\n{% block main %}\n").build();
    let found = site.reports(Code::TemplateSyntax);
    assert_eq!(found.file(), "templates/base.html");
    site.has("static/theme.css").has("robots.txt").has_no("index.html");
}

#[test]
fn an_unknown_template_is_an_error_where_it_is_named() {
    for (template, name, column) in [
        ("{% include \"parts/haed.html\" %}", "parts/haed.html", 13),
        ("{% extends 'bse.html' %}", "bse.html", 13),
        ("{%- include \"head.htm\" -%}", "head.htm", 14),
    ] {
        let site = site().file("templates/home.html", template).build();
        let found = site.reports(Code::UnknownTemplate).is_at("templates/home.html", 1, column);
        found.underlines(name).says(&format!("`{name}`"));
        site.has("a-z.html");
    }
    let site = site().file("templates/home.html", "{% include \"parts/haed.html\" %}").build();
    site.reports(Code::UnknownTemplate).advises("did you mean `parts/head.html`?");
}

#[test]
fn a_template_that_is_named_in_a_comment_need_not_exist() {
    for template in [
        "{# {% include \"nope.html\" %} #}x",
        "{% raw %}{% include \"nope.html\" %}{% endraw %}",
        "<!-- include \"nope.html\" -->",
    ] {
        let site = site().file("templates/home.html", template).build();
        site.does_not_report(Code::UnknownTemplate).has("index.html");
    }
}

#[test]
fn a_cycle_of_templates_is_an_error() {
    let site = site()
        .file("templates/home.html", "{% extends \"a.html\" %}")
        .file("templates/a.html", "{% extends \"home.html\" %}")
        .build();
    assert!(!site.report.is_publishable());
    site.has("a-z.html").has_no("index.html");
    let site = Site::new().file("templates/home.html", "{% include \"home.html\" %}").build();
    assert!(!site.report.is_publishable(), "{:#?}", site.report.diagnostics);
}

#[test]
fn a_template_that_fails_is_said_once_however_many_pages_it_makes() {
    let site = site()
        .page("content/x.md", "X", "")
        .page("content/y.md", "Y", "")
        .file("templates/page.html", "<p>\n  {{ page.nothing.at.all }}</p>\n")
        .build();
    let found = site.reports(Code::TemplateRendering);
    assert_eq!((found.file(), found.place().map(|(line, _)| line)), ("templates/page.html", Some(2)));
    site.has("index.html").has_no("x.html").has_no("y.html");
}

#[test]
fn a_template_that_fails_in_a_part_names_the_part() {
    let site = site().file("templates/parts/head.html", "\n\n{{ page.title + 1 }}").build();
    let found = site.reports(Code::TemplateRendering);
    assert_eq!((found.file(), found.place().map(|(line, _)| line)), ("templates/parts/head.html", Some(3)));
}

#[test]
fn a_navigation_that_fails_leaves_the_pages_without_one() {
    let site =
        site_with_text("").section("a", "A").file("templates/nav.html", "{{ nav.nothing.at.all }}").build();
    site.reports(Code::TemplateRendering).is_at("templates/nav.html", 1, 8);
    site.page("x.html").shows("<h1>X</h1>");
}

#[test]
fn a_template_in_another_encoding_is_an_error() {
    let site = site().file("templates/home.html", b"caf\xE9".to_vec()).build();
    site.reports(Code::NotUtf8).is_at("templates/home.html", 1, 4);
    site.has("a-z.html");
}

#[test]
fn a_byte_order_mark_in_a_template_is_reported() {
    let site = site().file("templates/parts/head.html", "\u{FEFF}<h1>{{ page.title }}</h1>").build();
    site.reports(Code::ByteOrderMark).is_at("templates/parts/head.html", 1, 1);
}

#[test]
fn every_missing_text_is_named_and_the_themes_own_stands_in() {
    let strings = STRINGS.replace("\nhome: Home\n", "\n").replace("\ntags: Topics\n", "\n");
    let site = site().file("templates/strings/en.yaml", strings).build();
    let found = site.all(Code::MissingString);
    assert_eq!(found.len(), 2);
    found[0].is_of("templates/strings/en.yaml").says("`home`").advises("home: …").advises("Home");
    site.page("index.html").shows(">Home</a>");
}

#[test]
fn a_text_that_lost_what_is_filled_in_is_named_in_its_own_line() {
    // A key that ends in another one stands before it.
    let strings = STRINGS.replace("\nhome: Home\n", "\nhome: Home\n# other_as_of: nothing\n");
    let strings = strings.replace("as_of: As of {date}", "as_of: As of");
    let line = strings.lines().position(|line| line.starts_with("as_of:")).expect("there is such a text") + 1;
    let site = site().file("templates/strings/en.yaml", strings).build();
    site.reports(Code::MissingString)
        .is_at("templates/strings/en.yaml", line, 1)
        .says("`as_of`")
        .says("`{date}`")
        .advises("As of {date}");
}

#[test]
fn a_line_without_its_colon_is_named_and_not_the_one_behind_it() {
    let broken = FIGURE.replace("  label: Jobs\n", "  label Jobs\n");
    let line = broken.lines().position(|line| line == "  label Jobs").expect("the line is there") + 1;
    let site = figures(&broken).build();
    let found = site.reports(Code::Yaml);
    found.is_at("content/registers/figures.yaml", line, 3).advises("`key: value`").advises("colon");
    let broken = FIGURE.replace("  label: Jobs\n", "  label:Jobs\n");
    let site = figures(&broken).build();
    site.reports(Code::Yaml)
        .is_at("content/registers/figures.yaml", line, 3)
        .advises("a space after the colon");
}

#[test]
fn the_lines_of_a_record_without_its_hyphen_are_one_problem() {
    let site = figures(&format!("{}{FIGURE}", FIGURE.replace("- id: ", "  id: other-"))).build();
    assert_eq!(site.all(Code::NotAList).len(), 1);
    site.reports(Code::NotAList).is_at("content/registers/figures.yaml", 1, 1).advises("- id: …");
}

#[test]
fn a_strings_file_that_is_no_list_of_texts_is_an_error() {
    for (strings, code, line) in [
        ("home: [a]\n".to_owned(), Code::WrongValue, 1),
        ("- home\n".to_owned(), Code::NotAMapping, 1),
        ("home: [\n".to_owned(), Code::Yaml, 1),
        (format!("{STRINGS}home: Home\n"), Code::DuplicateKey, STRINGS.lines().count() + 1),
    ] {
        let site = site().file("templates/strings/en.yaml", strings).build();
        let found = site.reports(code);
        assert_eq!(found.file(), "templates/strings/en.yaml");
        assert_eq!(found.place().map(|(line, _)| line), Some(line), "{found:?}");
        site.page("index.html").shows(">Home</a>");
    }
}

// What runs in readers' browsers

#[test]
fn files_that_browsers_run_are_reported_unless_they_are_trusted() {
    let active = [
        ("content/a/map.html", "<p>A map".to_owned()),
        ("content/a/MAP.HTM", String::new()),
        ("content/a/map.xhtml", String::new()),
        ("content/a/map.svg.bak", svg("<script/>")),
        ("content/a/map.svg", svg("<script>alert(1)</script>")),
        ("content/a/feed.xml", "<a/>".to_owned()),
        ("content/a/map.js", "1".to_owned()),
        ("content/a/map", "<!DOCTYPE html><script>alert(1)</script>".to_owned()),
    ];
    for (file, content) in &active {
        let with = |site: Site| site.section("a", "A").file(file, content.as_str()).build();
        let site = with(site());
        site.reports(Code::ActiveFile).is_of(file).advises(&format!("`{file}`"));
        with(trusting(&format!("['{file}']"))).is_clean();
        with(trusting("[content/a/]")).is_clean();
        let other = with(trusting("[content/a/other.html]"));
        other.reports(Code::ActiveFile).is_of(file);
    }
}

#[test]
fn drawings_that_only_draw_need_no_trust_and_others_say_what_runs() {
    let built =
        |inner: &str| site_with_text("![A map](map.svg)\n").file("content/map.svg", svg(inner)).build();
    built("<title>A map</title><path d=\"M0 0\" style=\"fill: #fff\"/>").is_clean().has("map.svg");
    for (inner, part) in [
        ("<script>alert(1)</script>", "`<script>`"),
        ("<g onload=\"alert(1)\"/>", "`onload`"),
        ("<a href=\"javascript:alert(1)\"><path/></a>", "`href`"),
        (
            "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject>",
            "`<foreignObject>`",
        ),
        ("<image href=\"https://example.org/x.png\"/>", "`href`"),
    ] {
        built(inner).reports(Code::ActiveFile).is_of("content/map.svg").says(part);
    }
}

#[test]
fn files_that_are_not_published_or_are_the_themes_are_not_asked_about() {
    let draft = page("D", "status: draft\n", "");
    let beside = site_with_text("")
        .section("a", "A")
        .file("content/a/d/x.md", draft)
        .file("content/a/d/map.html", "<p>");
    beside.build().does_not_report(Code::ActiveFile);
    site_with_text("").file("static/own.js", "1").file("static/own.svg", svg("<script/>")).build().is_clean();
}

#[test]
fn an_entry_of_trusted_files_that_matches_nothing_is_an_error() {
    for (trusted, help) in [
        ("content/mpa.html", "`content/map.html`"),
        ("map.html", "from the briefing's folder"),
        ("content/maps", "`content/maps/`"),
        ("content/map/", "`content/maps/`"),
        ("content/nothing/at/all/", "from the briefing's folder"),
    ] {
        let site =
            trusting(&format!("[{trusted}]")).file("content/map.html", "").file("content/maps/a.png", "");
        let site = site.build();
        site.reports(Code::WrongValue)
            .is_at("chancery.yaml", 3, 17)
            .says(&format!("`{trusted}`"))
            .advises(help);
    }
}

// Names that nothing may have

#[test]
fn names_of_generated_outputs_for_machines_are_reserved() {
    for name in reserved_names().filter(|name| !name.starts_with('.')) {
        let site = site_with_text("").file(&format!("content/{}", name.to_lowercase()), "x").build();
        let is_taken = !site.all(Code::SameAddress).is_empty();
        assert!(is_taken, "{name}");
        site_with_text("")
            .section("a", "A")
            .file(&format!("content/a/{name}"), "x")
            .build()
            .does_not_report(Code::SameAddress);
    }
    let site = site_with_text("").file("content/CNAME", "example.org").build();
    site.reports(Code::SameAddress).is_of("content/CNAME").says("reserved").advises("`cname`");
    site_with_text("").file("content/search/x.js", "").build().reports(Code::SameAddress);
    site_with_text("")
        .section("search", "Search")
        .page("content/glossary.md", "Glossary", "")
        .build()
        .is_clean();
}

#[test]
fn every_output_for_machines_has_a_reserved_name() {
    let site = figures(FIGURE)
        .file("content/registers/events.yaml", EVENT.replace("2014-05", "2014-05-06"))
        .file("content/registers/terms.yaml", "- id: eu\n  term: EU\n  expansion: European Union\n")
        .file("content/registers/names.yaml", "- id: abe\n  kind: person\n  name: Shinzo Abe\n")
        .config("base_url: https://example.org/\ncname: example.org\noutputs: {markdown: true}\n")
        .page_with("content/y.md", "Y", "date: 2015-10-02\n", "")
        .build();
    let own =
        |address: &&str| !address.contains('/') && !address.ends_with(".html") && !address.ends_with(".md");
    let made: Vec<&str> = site.addresses().into_iter().filter(own).collect();
    assert!(made.len() > 12, "{made:?}");
    for address in made {
        assert!(is_reserved(address), "{address}");
    }
}

#[test]
fn hidden_names_and_those_with_control_characters_are_refused_wherever_they_come_from() {
    for alias in [".git/x.html", "a/.x.html", "a~/x.html", "~$x/y.html"] {
        let site = keys(&format!("aliases: ['{alias}']\n")).build();
        site.reports(Code::UnportableAddress).is_at("content/x.md", 3, 12).advises("begin with `.`");
    }
    keys("aliases: ['~smith/x.html']\n").build().is_clean();
    for file in ["content/.x.md", "content/.a/x.png", "static/.chancery-7", "static/x~"] {
        let content = if file.ends_with(".md") { page("X", "", "") } else { String::new() };
        let site = site_with_text("").file(file, content).build();
        site.reports(Code::UnportableAddress).is_of(file).says("hidden");
    }
    for file in ["content/a\nb.md", "content/a\u{7}b.png", "static/a\rb.png", "content/a\u{202E}b.md"] {
        let content = if file.ends_with(".md") { page("X", "", "") } else { String::new() };
        let site = site_with_text("").file(file, content).build();
        let found = site.reports(Code::UnportableAddress);
        found.is_of(file).says("`a\\").advises("control character");
    }
    let names = "- id: con\n  kind: person\n  name: Con\n";
    let site = site_with_text("[Con](name:con)\n").file("content/registers/names.yaml", names).build();
    site.reports(Code::UnportableAddress).is_at("content/registers/names.yaml", 1, 7).says("`con.html`");
}

#[test]
fn a_path_that_windows_cannot_hold_is_an_error() {
    let file = |parts: usize| format!("content/{}", ["ab".repeat(15).as_str()].repeat(parts).join("/"));
    site_with_text("").file(&format!("{}.png", file(7)), "").build().is_clean();
    let long = format!("{}.png", file(8));
    let site = site_with_text("").file(&long, "").build();
    site.reports(Code::UnportableAddress).is_of(&long).says("251 characters").advises("240");
    keys(&format!("aliases: ['{}.html']\n", "日本/".repeat(80) + "x"))
        .build()
        .reports(Code::UnportableAddress);
}

// What is too much for a page

#[test]
fn quotations_and_lists_nest_only_so_deep_and_the_rest_of_the_page_is_read() {
    for (marker, deep) in [("> ", 60), ("- ", 60), ("1. ", 60), (">", 60), ("> - ", 30)] {
        let markdown = format!("## One\n\n{}a\n\n## Two\n\n[one](#one) [two](#two)\n", marker.repeat(deep));
        let site = site_with_text(&markdown).build();
        site.reports(Code::TooDeep).is_at("content/x.md", 7, 1).says("50").advises("`>`");
        assert_eq!(site.report.diagnostics.len(), 1, "{marker}");
        site.page("x.html").shows("<h2 id=\"two\">");
    }
    let indented: String = (0..60).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    assert_eq!(site_with_text(&indented).build().all(Code::TooDeep).len(), 10);
    let code = format!("```\n{0}\n```\n\n    {0}\n\n{1}\n", ">".repeat(100), "- ".repeat(100));
    site_with_text(&code).build().is_clean();
}

#[test]
fn spans_nest_only_so_deep() {
    let nested = |count: usize| format!("{}a{}\n", "*a **b ".repeat(count), " b** a*".repeat(count));
    site_with_text(&nested(50)).build().is_clean();
    let site = site_with_text(&nested(1000)).build();
    site.reports(Code::TooDeep).says("200").advises("emphasis");
    let images = format!("{}a{}\n", "![".repeat(1000), "](a.png)".repeat(1000));
    site_with_text(&images).file("content/a.png", "").build().reports(Code::TooDeep);
    let elements = format!("{}a\n", "<b>".repeat(1000));
    let site = site_with_text(&elements).build();
    assert!(site.all(Code::RemovedHtml).len() >= 1000);
    assert_eq!(site.page("x.html").body().text().matches("<b>").count(), 100);
}

#[test]
fn headings_have_a_length_and_a_page_does_not_grow_beyond_measure() {
    let long = "word ".repeat(300);
    let site = site_with_text(&format!("One.\n\n## {long}\n\nTwo.\n")).build();
    site.reports(Code::TooLarge).is_at("content/x.md", 7, 1).says("1499 bytes").advises("line of hyphens");
    site_with_text(&format!("One.\n\n## {}\n\nTwo.\n", "word ".repeat(150))).build().is_clean();
    let headings: String =
        (2..7).map(|level| format!("{} {}\n\n", "#".repeat(level), "word".repeat(240))).collect();
    let site = large(&format!("{headings}{}", "a\n\n".repeat(7500))).build();
    let found = site.reports(Code::TooLarge);
    found.says("bytes of HTML").advises("headings");
    assert!(found.place().is_some_and(|(line, column)| line > 13_000 && column == 1), "{found:?}");
}

#[test]
fn what_links_ask_for_does_not_grow_beyond_measure() {
    let title = "word".repeat(3900);
    let linking = |count: usize| large(&"[[y]]\n".repeat(count)).page("content/y.md", &title, "").build();
    linking(100).is_clean();
    linking(2200).reports(Code::TooLarge).is_at("content/x.md", 2155, 1).says("titles");
}

#[test]
fn a_page_may_have_thousands_of_everything() {
    let count = 2000;
    let notes: String = (0..count).map(|n| format!("A[^{n}]\n\n[^{n}]: Note {n}.\n\n")).collect();
    let links: String = (0..count).map(|n| format!("[link {n}](https://example.org/{n})\n")).collect();
    let rows = "| a | b |\n".repeat(count);
    let headings: String =
        (0..count).map(|n| format!("## Heading {n}\n\n[to {n}](#heading-{n})\n\n")).collect();
    large(&format!("{notes}{links}\n| A | B |\n|---|---|\n{rows}\n{headings}")).build().is_clean();
}

#[test]
fn brackets_that_are_no_links_are_read_however_many_they_are() {
    let count = 5000;
    large(&"[a](".repeat(count)).build().does_not_report(Code::MissingTarget);
    let site = large(&"[^a] ".repeat(count)).build();
    let found = site.all(Code::MissingFootnote);
    assert_eq!(found.len(), count);
    found[count - 1].is_at("content/x.md", 5, 5 * (count - 1) + 1);
    let site = large(&"[a](b c.md) ".repeat(count)).build();
    assert_eq!(site.all(Code::LiteralLink).len(), count);
}
