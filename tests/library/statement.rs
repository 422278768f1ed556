//! The accessibility statement: what the editor says on it, and that it claims nothing that was not found.

use chancery::model::source::diagnostic::Code;

use crate::common::{Built, Page, Site, dead_links, unbalanced};

fn site(keys: &str) -> Built {
    Site::new()
        .config(&format!("base_url: https://example.org/\n{keys}"))
        .page("content/x.md", "X", "")
        .build()
}

fn statement(keys: &str) -> Page {
    site(&format!("accessibility:\n{keys}")).page("accessibility.html").main()
}

const NOT_ASSESSED: &str = "The site has not been assessed against";

#[test]
fn there_is_no_statement_unless_it_is_asked_for() {
    let built = site("");
    built.is_clean().has_no("accessibility.html");
    built.page("x.html").lacks("accessibility.html");
}

#[test]
fn a_statement_that_says_nothing_claims_nothing() {
    let built = site("accessibility: {}\n");
    built.reports(Code::MissingContact).is_at("chancery.yaml", 3, 1).underlines("accessibility:");
    assert!(built.report.is_publishable());
    assert_eq!(dead_links(&built.report), []);
    let page = built.page("accessibility.html");
    assert_eq!(unbalanced(page.text()), None);
    let main = page.main();
    main.shows("<h1>Accessibility statement</h1>")
        .shows(NOT_ASSESSED)
        .shows("WCAG 2.2, level AA")
        .shows("A briefing");
    main.shows("there may be problems that we do not know about");
    main.shows("No contact details have been given yet.").lacks("<dl").lacks("<time");
    main.shows("They do not replace an assessment.");
}

#[test]
fn every_page_leads_to_the_statement() {
    let built =
        Site::new().config("accessibility: {}\n").section("a", "A").page("content/a/x.md", "X", "").build();
    let link =
        |root: &str| format!("<li><a href=\"{root}accessibility.html\">Accessibility statement</a></li>");
    built.page("index.html").between("<footer class=\"colophon\">", "</footer>").shows(&link(""));
    built.page("a/x.html").shows(&link("../"));
    built.page("a-z.html").shows(&link(""));
    built
        .page("accessibility.html")
        .shows("<a href=\"accessibility.html\" aria-current=\"page\">Accessibility statement</a>");
}

#[test]
fn what_the_editor_says_is_shown() {
    let page = statement(
        "  standard: RGAA 4.1\n  state: partially-compliant\n  assessed: 2026-10-02\n  assessed_by: A & B\n  method: A walk through ten pages\n  \
         limits:\n    - what: The map\n      reason: It is an image\n      alternative: The list below it\n  contact: desk@example.org\n  response_days: 1\n  \
         enforcement: {text: The ombudsman, url: 'https://example.org/ombudsman'}\n  legal: [One paragraph., <b>Another</b>.]\n  prepared: 2026-11-02\n",
    );
    page.shows("partially conforms to RGAA 4.1").lacks(NOT_ASSESSED);
    page.shows("<time datetime=\"2026-10-02\">")
        .shows("<dd>A &amp; B</dd>")
        .shows("<dd>A walk through ten pages</dd>");
    page.shows_in_order(&[
        "<li>The map<br>",
        "Reason: It is an image<br>",
        "Alternative: The list below it</li>",
    ]);
    page.shows("<a href=\"mailto:desk@example.org\">desk@example.org</a>").shows("within 1 day.");
    page.shows("<a href=\"https://example.org/ombudsman\">The ombudsman</a>");
    page.shows("<p>One paragraph.</p>")
        .shows("<p>&lt;b&gt;Another&lt;")
        .shows("<time datetime=\"2026-11-02\">");
    statement("  contact: https://example.org/contact\n  response_days: 14\n")
        .shows("<a href=\"https://example.org/contact\">")
        .shows("within 14 days.");
}

#[test]
fn each_state_is_said_as_the_assessment_found_it() {
    let proof =
        "  assessed: 2026-10-02\n  assessed_by: An office\n  method: RGAA\n  contact: desk@example.org\n";
    for (state, words) in [
        ("not-assessed", NOT_ASSESSED),
        ("non-compliant", "the site does not conform to"),
        ("partially-compliant", "partially conforms"),
        ("fully-compliant", "fully conforms"),
    ] {
        let built = site(&format!("accessibility:\n  state: {state}\n{proof}"));
        built.is_clean().page("accessibility.html").main().shows(words);
    }
    site("accessibility:\n  state: full\n").reports(Code::WrongValue).is_at("chancery.yaml", 4, 10);
}

#[test]
fn a_claim_without_its_proof_is_an_error_and_is_not_shown() {
    for (keys, missing) in [
        ("state: fully-compliant\n", "`assessed` and `assessed_by` and `method`"),
        ("state: fully-compliant\n  assessed: 2026-10-02\n  method: ' '\n", "`assessed_by` and `method`"),
        ("state: partially-compliant\n", "`assessed`"),
        ("state: non-compliant\n  method: A look\n", "`assessed`"),
    ] {
        let built = site(&format!("accessibility:\n  contact: desk@example.org\n  {keys}"));
        built.reports(Code::UnprovenConformity).is_at("chancery.yaml", 5, 10).says(missing);
        assert!(!built.report.is_publishable());
        built.page("accessibility.html").main().shows(NOT_ASSESSED).lacks("According to the assessment");
    }
}

#[test]
fn full_conformity_has_no_limits() {
    let built = site(
        "accessibility:\n  contact: desk@example.org\n  state: fully-compliant\n  assessed: 2026-10-02\n  assessed_by: A\n  method: B\n  limits: [{what: The map}]\n",
    );
    built.reports(Code::UnprovenConformity).is_at("chancery.yaml", 5, 10).says("limits");
    built.page("accessibility.html").main().shows(NOT_ASSESSED);
}

#[test]
fn a_contact_is_a_mail_address_or_a_web_address() {
    for contact in
        ["desk", "desk@", "desk at example.org", "javascript:alert(1)", "a@b@c.org", "desk@example.org?bcc=x"]
    {
        let built = site(&format!("accessibility:\n  contact: '{contact}'\n"));
        built.reports(Code::WrongValue).is_at("chancery.yaml", 4, 12);
    }
}

#[test]
fn what_the_build_does_not_look_for_is_not_said_to_be_checked() {
    let words = "tables and columns without headers";
    statement("  contact: desk@example.org\n").shows(words);
    let built = site("accessibility: {contact: desk@example.org}\nchecks: {accessibility: false}\n");
    built.page("accessibility.html").main().lacks(words).shows("images without alternative text");
}

#[test]
fn a_page_of_the_editors_does_not_share_the_statements_address() {
    let site =
        Site::new().config("accessibility: {}\n").page("content/accessibility.md", "Access", "").build();
    assert_eq!(site.reports(Code::SameAddress).file(), "content/accessibility.md");
    Site::new().page("content/accessibility.md", "Access", "").build().is_clean();
}
