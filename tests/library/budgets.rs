//! A template that asks for too much is stopped, and named with its place; an honest one never notices.

use chancery::model::source::diagnostic::Code;

use crate::common::{Built, Site};

fn home(template: &str) -> Built {
    Site::new().file("templates/home.html", template).build()
}

/// A site whose first template begins a chain of others, each made of the number of the next.
fn chain(length: usize, link: impl Fn(usize) -> String) -> Site {
    let site = Site::new().file("templates/home.html", link(1));
    let links = (1..=length)
        .map(|number| (number, if number < length { link(number + 1) } else { "end".to_owned() }));
    links.fold(site, |site, (number, text)| site.file(&format!("templates/p{number}.html"), text))
}

/// Templates that ask for too much are stopped, each at a place, and the site is built without their pages. The words that are
/// underlined are empty where they are not what a case is about.
#[track_caller]
fn are_stopped(cases: &[(&str, &str)]) {
    for (template, underlined) in cases {
        let site = home(template);
        let found = site.reports(Code::TemplateBudget);
        let short = template.get(..200).unwrap_or(template);
        assert_eq!(found.file(), "templates/home.html", "{short}\n{found:#?}");
        assert!(found.place().is_some(), "{short}\n{found:#?}");
        if !underlined.is_empty() {
            assert_eq!(found.words(), *underlined, "{short}\n{found:#?}");
        }
        site.has("a-z.html").has_no("index.html");
    }
}

#[test]
fn a_text_or_list_that_grows_too_long_is_stopped() {
    let doubled = format!("{{% set a = \"0123456789\" %}}\n{}", "{% set a = a ~ a %}".repeat(33));
    are_stopped(&[
        (doubled.as_str(), "a ~ a"),
        (
            "{% set a = \"ab\" %}{% for x in range(end=100000) %}{% set_global a = a ~ a %}{% endfor %}",
            "a ~ a",
        ),
        (
            "{% set a = \"ab\" %}{% for x in range(end=100) %}{% set_global a = [a, a] %}{% endfor %}{{ a }}",
            "[a, a]",
        ),
        (
            "{% set a = [1] %}{% for x in range(end=100) %}{% set_global a = [...a, ...a] %}{% endfor %}",
            "[...a, ...a]",
        ),
        (
            "{% set a = {\"x\": 1} %}{% for x in range(end=100000) %}{% set_global a = {\"x\": a} %}{% endfor %}",
            "{\"x\": a}",
        ),
        (
            "{% set a = \"a\" %}{% for x in range(end=99) %}{% set_global a = a | replace(from=\"a\", to=\"aaaa\") %}{% endfor %}",
            "",
        ),
        (
            "{% set a = \"a\" %}{% for x in range(end=99) %}{% set_global a = [a, a, a, a] | join(sep=a) %}{% endfor %}",
            "",
        ),
        (
            "{% set a = \"&\" %}{% for x in range(end=99) %}{% set_global a = a | escape_html | escape_xml %}{% for y in range(end=99) %}{% set_global a = a ~ a %}{% endfor %}{% endfor %}",
            "a ~ a",
        ),
        (
            "{% set a = \"a\nb\" %}{% for x in range(end=99) %}{% set_global a = a | indent(width=1000, first=true) %}{% set_global a = a ~ \"\n\" ~ a %}{% endfor %}",
            "",
        ),
        (
            "{% set a = [x ~ \"0123456789\" for x in range(end=100000)] %}{% set b = [a for x in range(end=100000)] %}",
            "",
        ),
    ]);
}

#[test]
fn what_is_kept_and_not_written_is_counted() {
    let wide = "0123456789".repeat(100);
    are_stopped(&[
        (
            &format!(
                "{{% set a %}}{{% for x in range(end=99999) %}}{{% for y in range(end=9) %}}{wide}{wide}{{% endfor %}}{{% endfor %}}{{% endset %}}"
            ),
            "",
        ),
        (
            "{% set t = \"0123456789\" %}{% for x in range(end=12) %}{% set_global t = t ~ t %}{% endfor %}{% set a %}{% for x in range(end=99999) %}{{ t }}{% endfor %}{% endset %}",
            "{{ t }}",
        ),
        (
            "{% set t = \"0123456789\" %}{% for x in range(end=12) %}{% set_global t = t ~ t %}{% endfor %}{% filter upper %}{% for x in range(end=99999) %}{{ t | lower }}{% endfor %}{% endfilter %}",
            "",
        ),
    ]);
}

#[test]
fn loops_that_go_round_or_write_too_often_are_stopped() {
    let nested = "{% for a in range(end=100000) %}{% for b in range(end=100000) %}{% endfor %}\n{% endfor %}";
    are_stopped(&[
        (nested, "{% for b in range(end=100000) %}"),
        (
            "{% for a in range(end=100000) %}{% set b = [c for c in range(end=100000) if false] %}{% endfor %}",
            "range(end=100000)",
        ),
        ("{% for a in range(end=100) %}{% set b = range(end=100000) | unique %}{% endfor %}", ""),
        (
            "{% for a in range(end=100000) %}<p>0123456789</p>{% for b in range(end=9) %}0123456789012345678901234567890123456789{% endfor %}{% endfor %}",
            "",
        ),
    ]);
}

#[test]
fn components_that_call_each_other_too_often_are_stopped() {
    are_stopped(&[
        ("{% component a() %}{{ <a /> }}{% endcomponent %}{{ <a /> }}", "{% component a() %}"),
        (
            "{% component a() %}{{ <b /> }}{% endcomponent %}{% component b() %}{{ <a /> }}{% endcomponent %}{{ <a /> }}",
            "",
        ),
        (
            "{% component a(n) %}{% if n > 0 %}{% for i in range(end=99) %}{{ <a n={n - 1} /> }}{% endfor %}{% endif %}{% endcomponent %}{{ <a n={9} /> }}",
            "",
        ),
        (
            "{% component a(n) %}{% if n > 0 %}{{ <a n={n - 1} /> }}{{ <a n={n - 1} /> }}{{ <a n={n - 1} /> }}{{ <a n={n - 1} /> }}{% endif %}{% endcomponent %}{{ <a n={15} /> }}",
            "{% component a(n) %}",
        ),
        (
            "{% component a() %}{% <b> %}{{ <a /> }}{% </b> %}{% endcomponent %}{% component b() %}{{ body }}{% endcomponent %}{% <a> %}x{% </a> %}",
            "",
        ),
    ]);
}

#[test]
fn tags_that_tera_would_read_too_deep_within_each_other_are_stopped() {
    are_stopped(&[
        (
            &format!("{{% if page.a %}}{}{{% endif %}}", "{% elif page.b %}".repeat(3_000)),
            "{% elif page.b %}",
        ),
        (&format!("{{% filter lower{} %}}a{{% endfilter %}}", " | upper".repeat(5_000)), ""),
    ]);
}

#[test]
fn templates_that_include_or_extend_each_other_too_often_in_a_row_are_named_where_they_do() {
    let include = |next| format!("{{% include \"p{next}.html\" %}}");
    let site = chain(182, include).build();
    site.reports(Code::TemplateBudget).is_at("templates/p20.html", 1, 13).underlines("p21.html");
    site.has("a-z.html").has_no("index.html");
    chain(20, include).build().does_not_report(Code::TemplateBudget).page("index.html").shows("end");
    let extends = |next| format!("{{% extends \"p{next}.html\" %}}");
    let site = chain(5000, extends).build();
    site.reports(Code::TemplateBudget).is_at("templates/p20.html", 1, 13);
    chain(20, extends).build().does_not_report(Code::TemplateBudget).page("index.html").shows("end");
}

#[test]
fn templates_that_include_the_next_twice_are_stopped() {
    let twice = |next| format!("{{% include \"p{next}.html\" %}}{{% include \"p{next}.html\" %}}");
    let site = chain(20, twice).build();
    assert!(site.reports(Code::TemplateBudget).place().is_some());
    let supers = |next| {
        format!(
            "{{% extends \"p{next}.html\" %}}{{% block a %}}{{{{ super() }}}}{{{{ super() }}}}{{% endblock %}}"
        )
    };
    let site = chain(20, supers).file("templates/p20.html", "{% block a %}x{% endblock %}").build();
    assert!(site.reports(Code::TemplateBudget).place().is_some());
}

#[test]
fn parts_that_stand_deep_in_each_other_do_not_overflow_the_stack() {
    // Components that include templates that call components, each with blocks in blocks.
    let part = |number: usize| {
        let blocks: String = (0..35).map(|block| format!("{{% block b{block} %}}")).collect();
        let ends = "{% endblock %}".repeat(35);
        format!("{blocks}{{{{ <c{number} /> }}}}{ends}")
    };
    let component = |number: usize| {
        format!("{{% component c{number}() %}}{{% include \"p{number}.html\" %}}{{% endcomponent %}}")
    };
    let site =
        chain(9, part).file("templates/components.html", (1..=9).map(component).collect::<String>()).build();
    let found = site.reports(Code::TemplateBudget);
    assert!(found.place().is_some() && found.message().contains("deep"), "{found:#?}");
}

#[test]
fn what_is_nested_too_deep_to_be_read_is_an_error_and_no_overflow() {
    let many = 4_000;
    for template in [
        format!("{{{{ {}a", "(".repeat(many)),
        format!("{{{{ {}", "[".repeat(many)),
        format!("{{{{ {}", "{\"a\":".repeat(many)),
        format!("{{{{ {}a", "not ".repeat(many)),
        format!("{{{{ a{} }}}}", " ~ a".repeat(many)),
        format!("{{{{ a{} }}}}", "[a".repeat(many)),
        format!("{{{{ a{} }}}}", ".a".repeat(many)),
        format!("{{{{ a{} }}}}", " if a else a".repeat(many)),
        format!("{{{{ a{} }}}}", " | upper".repeat(many)),
        "{% if a %}".repeat(many),
        "{% for a in b %}".repeat(many),
        "{% filter upper %}".repeat(many),
        "{% set a %}".repeat(many),
        "{% <a> %}".repeat(many),
        (0..many / 2).map(|number| format!("{{% block b{number} %}}")).collect(),
        "{%".repeat(many),
        "{{".repeat(many),
        "{#".repeat(many),
        "{% raw %}".repeat(many),
        "{{ <a b={".repeat(many),
        "{{ \"".repeat(many),
        "{% include \"a".repeat(many),
        (0..many / 2).map(|number| format!("{{{{ <c{number} /> }}}}")).collect(),
        (0..many / 2).map(|number| format!("{{{{ a | f{number} }}}}")).collect(),
        "{{ <a b={".repeat(400_000),
        "(".repeat(1_000_000) + &"{{ (".repeat(700_000),
        "{% include \"a\" %}".repeat(200_000),
        "{%".repeat(2_000_000),
    ] {
        let site = home(&template);
        let short = template.get(..40).unwrap_or(&template);
        assert!(!site.report.is_publishable(), "{short}");
        let wrong = |code| !site.all(code).is_empty();
        assert!(
            wrong(Code::TemplateSyntax)
                || wrong(Code::TemplateBudget)
                || wrong(Code::TemplateRendering)
                || wrong(Code::UnknownTemplate),
            "{short}"
        );
    }
}

#[test]
fn templates_that_tera_can_parse_can_be_metered_and_rendered() {
    // As deep as Tera allows, and as long.
    let text = format!("{{{{ page.title{} }}}}", " ~ page.title".repeat(120));
    home(&text).does_not_report(Code::TemplateBudget).page("index.html").shows("HomeHome");
    let branches =
        format!("{{% if page.date %}}{}{{% else %}}x{{% endif %}}", "{% elif page.date %}".repeat(128));
    home(&branches).does_not_report(Code::TemplateBudget).page("index.html").shows("x");
    let nested = format!("{}x{}", "{% if page.title %}".repeat(39), "{% endif %}".repeat(39));
    home(&nested).does_not_report(Code::TemplateBudget).page("index.html").shows("x");
    let brackets = format!("{{{{ {}page.title{} }}}}", "(".repeat(18), ")".repeat(18));
    home(&brackets).does_not_report(Code::TemplateBudget).page("index.html").shows("Home");
}

#[test]
fn an_honest_template_may_do_a_lot() {
    let site = home(
        "{% for a in range(end=1000) %}{% for b in range(end=100) %}{{ a }}-{{ b }} {% endfor %}{% endfor %}",
    );
    site.does_not_report(Code::TemplateBudget).page("index.html").shows("999-99 ");
    let site = home(
        "{% set all = [] %}{% for a in range(end=500) %}{% set_global all = [...all, a] %}{% endfor %}{{ all | length }}",
    );
    site.does_not_report(Code::TemplateBudget).page("index.html").shows("500");
    let site = home(
        "{% component tree(n) %}{{ n }}{% if n > 0 %}{{ <tree n={n - 1} /> }}{% endif %}{% endcomponent %}{{ <tree n={15} /> }}",
    );
    site.does_not_report(Code::TemplateBudget).page("index.html").shows("15141312");
}
