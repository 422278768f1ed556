//! The functions and filters that metered templates call.

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::write::calls;
use crate::write::meter::{self, Exceeded};

use super::filters::{before, check_count, join, replace};
use super::weight::{handle_deep, iteration_cost, length, read_cost};

/// Registers the functions that metered templates call, and filters that count their output.
pub fn register(tera: &mut Tera) {
    tera.register_function(calls::READ, |of: Kwargs, _: &State| {
        let base = of.get::<&Value>("b")?.map_or(0, read_cost);
        counted_value(&of, |value| meter::handle(base + read_cost(value)))
    });
    tera.register_function(calls::DEEP, |of: Kwargs, _: &State| {
        let base = of.get::<&Value>("b")?.map_or(0, read_cost);
        counted_value(&of, |value| meter::handle(base).and_then(|()| handle_deep(value)))
    });
    tera.register_function(calls::PRINTED, |of: Kwargs, _: &State| {
        counted_value(&of, handle_deep)?;
        Ok::<_, Error>(nothing())
    });
    tera.register_function(calls::EACH, |of: Kwargs, _: &State| {
        counted_value(&of, |value| meter::handle(iteration_cost(value)))
    });
    tera.register_function(calls::ITEMS, |of: Kwargs, _: &State| {
        counted_value(&of, |value| meter::iterations(length(value), iteration_cost(value)))
    });
    tera.register_function(calls::ITEM, |of: Kwargs, _: &State| {
        let bytes = bytes(&of)?;
        counted_value(&of, |value| meter::iterations(0, bytes).and_then(|()| handle_deep(value)))
    });
    let counts = |count: fn(usize) -> Result<(), Exceeded>| {
        move |of: Kwargs, _: &State| match count(bytes(&of)?) {
            Ok(()) => Ok(nothing()),
            Err(exceeded) => Err(Error::message(exceeded.message())),
        }
    };
    tera.register_function(calls::ROUND, counts(|bytes| meter::iterations(1, bytes)));
    tera.register_function(calls::ENTER, counts(|bytes| meter::enter(bytes, false)));
    tera.register_function(calls::COMPONENT, counts(|bytes| meter::enter(bytes, true)));
    tera.register_function(calls::LEAVE, counts(|_| meter::leave(false)));
    tera.register_function(calls::COMPONENT_END, counts(|_| meter::leave(true)));
    for name in calls::GROWING {
        tera.register_filter(
            format!("{}{name}", calls::BEFORE),
            move |value: Value, _: Kwargs, _: &State| {
                check_count(before(name, &value))?;
                Ok::<_, Error>(value)
            },
        );
    }
    tera.register_filter("replace", replace);
    tera.register_filter("join", join);
}

/// The value argument of a call, after it is counted.
fn counted_value(of: &Kwargs, count: impl FnOnce(&Value) -> Result<(), Exceeded>) -> TeraResult<Value> {
    let value: &Value = of.must_get("v")?;
    check_count(count(value))?;
    Ok(value.clone())
}

/// The number of template bytes that a call accounts for.
fn bytes(of: &Kwargs) -> TeraResult<usize> {
    Ok(of.get::<usize>("n")?.unwrap_or_default())
}

/// An empty output.
fn nothing() -> Value {
    Value::safe_string("")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;
    use tera::{Context, ErrorKind};

    use super::*;
    use crate::write::metered::Metered;

    /// Renders a template. Returns the text, or the error and its place; `None` if the template is invalid.
    fn made(
        tera: &mut Tera,
        template: &str,
        back: impl Fn(std::ops::Range<usize>) -> std::ops::Range<usize>,
    ) -> Option<Result<String, String>> {
        let parts = [
            ("part.html", "[{{ list | length }}{% set own = 1 %}]"),
            (
                "parts.html",
                "{% component card(title=\"t\", n=1) %}<b>{{ title }}{{ n }}</b>{% endcomponent %}{% component box() %}({{ body }}){% endcomponent %}",
            ),
            ("base.html", "<{% block main %}{{ text }}{% endblock %}>"),
        ];
        let mut context = Context::new();
        context.insert("text", "a & b\nc");
        context.insert("number", &7);
        context.insert("list", &["x", "y", "<z>"]);
        context
            .insert("rows", &[BTreeMap::from([("id", 1), ("n", 2)]), BTreeMap::from([("id", 3), ("n", 4)])]);
        context.insert("deep", &BTreeMap::from([("list", vec![BTreeMap::from([("title", "é 日")])])]));
        let describe = |error: tera::Error| match error.kind() {
            ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
                format!("{:?} {}", back(report.span().range.clone()), report.message())
            }
            other => other.to_string(),
        };
        tera.add_raw_templates(parts.into_iter().chain([("t.html", template)])).ok()?;
        Some(tera.render("t.html", &context).map_err(describe))
    }

    /// Asserts that the metered template has the same output or the same error as the template.
    fn assert_same_output(template: &str) -> Result<(), TestCaseError> {
        let plain = made(&mut Tera::new(), template, |span| span);
        if let Some(plain) = plain {
            let metered = Metered::new(template, true);
            let metered = metered.ok_or_else(|| TestCaseError::fail(template.to_owned()))?;
            let mut tera = Tera::new();
            register(&mut tera);
            let check_count = made(&mut tera, &metered.text, |span| metered.span_in_template(&span));
            // The span may be larger: it may cover all arguments of a call.
            let without_span = |made: Result<String, String>| {
                made.map_err(|error| error.split_once(' ').map(|(_, message)| message.to_owned()))
            };
            prop_assert_eq!(
                Some(without_span(plain)),
                check_count.map(without_span),
                "{}\n{}",
                template,
                metered.text
            );
        }
        Ok(())
    }

    #[test]
    fn a_metered_template_has_the_same_output() {
        for template in [
            "a {{- text -}} b {%- for x in list -%} {{ x }} {%- endfor -%} c",
            " {%- include \"part.html\" %} {% include \"part.html\" -%}  d",
            "{% extends \"base.html\" %} {% block main -%} {{ super() }} {{ number }} {%- endblock main %}",
            "{% for k, v in deep -%} {{ k }}={{ v | length }} {%- else -%} none {%- endfor %}",
            "{% for x in list %}{{ loop.index }}{% if loop.last %}!{% else %},{% endif %}{% endfor %}",
            "{% for c in text %}{{ c }}.{% endfor %}{% for x in [] %}a{% else %}b{% endfor %}",
            "{{ [x ~ number for x in list if x != \"y\"] | join(sep=\", \") }}",
            "{{ [...list, number, [1, 2]] }}{{ {\"a\": number, ...deep} }}",
            "{{ deep.list[0].title }}{{ deep[\"list\"][number - 7].title[0:1] }}{{ list[:-1] }}{{ \"abc\"[1] }}",
            "{{ nope?.x | default(value=\"d\") }}{{ deep?.list | length }}{% if nope is not defined %}u{% endif %}",
            "{% if not nope and number > 3 or \"x\" in list %}y{% elif number is odd %}z{% endif %}",
            "{{ number if number is divisible_by(divisor=7) else text }}{{ -number + 2 ** 3 // 2 % 3 }}",
            "{% set a %}<i>{{ text }}</i>{% endset %}{{ a }}{% set b = a | replace(from=\"i\", to=\"&\") %}{{ b }}",
            "{% set c | upper | trim %} {{ text }} {% endset %}{{ c }}{% filter replace(from=\"a\", to=text) %}banana{% endfilter %}",
            "{{ <card title={text} n={number + 1} /> }}{{ <card title=\"}\" /> | upper }}{% <box> %}{{ <card /> }}{% </box> %}",
            "{% set title = \"s\" %}{{ <card title /> }}{{ <card {...{\"title\": \"q\"}} /> }}",
            "{{ text | escape_html }}{{ text | escape_xml }}{{ text | newlines_to_br }}{{ text | indent(width=2) | safe }}",
            "{{ text | split(pat=\" \") }}{{ [1, 1, number, 7] | unique }}{{ list | join }}{{ list | join(sep=\"<br>\" | safe) }}",
            "{{ rows | sort(attribute=\"n\") | last }}{{ rows | group_by(attribute=\"id\") | length }}{{ rows | first }}",
            "{% set_global g = [] %}{% for x in list %}{% set_global g = [...g, x] %}{% endfor %}{{ g }}",
            "{% raw -%} {{ x }} {%- endraw %}{# a {{ b }} #} {{- \"}}\" -}} {%- if true -%} t {%- endif %}",
            "{% for x in range(start=1, end=9, step_by=3) %}{% if x == 4 %}{% continue %}{% endif %}{{ x }}{% endfor %}",
            "{{ \"a\" ~ 1 ~ 2.5 ~ true ~ list ~ deep }}{{ (text | upper) ~ \"b\" }}",
            "{{ text.nope }}",
            "{{ nope.a }}",
            "{{ deep.nope.a | upper }}",
            "{{ number | upper }}",
            "{% for x in number %}{% endfor %}",
            "{{ [1, 2][text] }}{{ text + 1 }}",
            "{{ throw(message=\"t\") }}",
            "{{ text | replace(from=\"a\") }}{{ number | replace(from=\"a\", to=\"b\") }}",
            "{{ number | join }}",
            "{% set x = [1, \"a\"] | sort %}",
        ] {
            if let Err(error) = assert_same_output(template) {
                panic!("{error}");
            }
        }
    }

    const PIECES: &[&str] = &[
        "{{ ",
        " }}",
        "{{- ",
        " -}}",
        "{% ",
        " %}",
        "{%- ",
        " -%}",
        "{# #}",
        " ",
        "\n",
        "text",
        "number",
        "list",
        "rows",
        "deep",
        "nope",
        ".list",
        ".title",
        ".n",
        "[0]",
        "[1:]",
        "[x]",
        "?.a",
        " | upper",
        " | length",
        " | safe",
        " | join(sep=",
        " | first",
        " | default(value=",
        " | indent",
        " | escape_html",
        " | replace(from=\"a\", to=",
        "for x in ",
        "endfor",
        "if ",
        "elif ",
        "else",
        "endif",
        "set y = ",
        "set z",
        "endset",
        "set_global y = ",
        "block main",
        "endblock",
        "include \"part.html\"",
        "extends \"base.html\"",
        "filter upper",
        "endfilter",
        "<card title=",
        "<card /> ",
        "/>",
        "<box>",
        "</box>",
        "raw",
        "endraw",
        "continue",
        "super()",
        "range(end=3)",
        "x",
        "y",
        "z",
        "loop.index",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        ", ",
        "\"a\"",
        "'%}'",
        "1",
        "2.5",
        "...",
        " ~ ",
        " + ",
        " - ",
        " == ",
        " in ",
        " and ",
        " or ",
        "not ",
        " is defined",
        " is not odd",
        " if ",
        " else ",
        " for x in ",
        "true",
        "none",
        "\"a\": ",
        "é",
        "<p>",
    ];

    /// Complete values and tags, so that many of the templates are valid.
    const WHOLE: &[&str] = &[
        "{{ text }}",
        "{{- number -}}",
        "{% for x in list %}",
        "{% for x in rows -%}",
        "{% endfor %}",
        "{%- endfor -%}",
        "{% if number > 3 %}",
        "{%- if nope %}",
        "{% else %}",
        "{%- else -%}",
        "{% endif %}",
        "{% endif -%}",
        "{% set y = list[1] ~ number %}",
        "{% set z %}",
        "{% endset %}",
        "{% filter upper -%}",
        "{% endfilter %}",
        "{% include \"part.html\" -%}",
        "{%- include \"part.html\" %}",
        "{{ <card n={number} /> }}",
        "{% <box> -%}",
        "{%- </box> %}",
        "{{ [x for x in list] }}",
        "{{ list | join(sep=text) }}",
        "{{ x }}",
        "{{ y }}",
        "{{ z }}",
        " a ",
        "\n  ",
        "{# c -#}",
        "{{ rows[0].n + number }}",
        "{{ deep.list | first }}",
    ];

    #[test]
    fn words_for_operators_and_components_are_operands_too() {
        for template in ["{{ in [x] }}", "{{ or.a ~ if[0] }}", "{{ <card /> [x] }}", "{{ number in in }}"] {
            assert!(assert_same_output(template).is_ok(), "{template}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1500, max_shrink_iters: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn counting_never_changes_the_output_of_a_template(pieces in vec(select(PIECES), 0..14)) {
            assert_same_output(&pieces.concat())?;
        }

        #[test]
        fn counting_never_changes_the_output_of_an_expression(pieces in vec(select(&PIECES[9..]), 1..7)) {
            assert_same_output(&format!("{{{{ {} }}}}", pieces.concat()))?;
        }

        #[test]
        fn counting_never_changes_the_output_of_a_sequence_of_tags(pieces in vec(select(WHOLE), 0..12)) {
            assert_same_output(&pieces.concat())?;
        }
    }
}
