//! Fills the values that all pages share, such as the interface's texts and the site's title, and included templates
//! into a template before it renders pages. This saves looking them up for every page.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::tags::{Kind, Part, parts};

/// The shared value of a name in a template, such as `site.feed`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Whether `{% if … %}` holds for it.
    pub holds: bool,
    /// The HTML that `{{ … }}` writes for it, if it is a text.
    pub html: Option<String>,
}

/// Templates, and the values that are known before they render pages.
pub struct Settling<Names, Templates> {
    /// Returns the shared value of a name.
    pub known: Names,
    /// Returns the template with a name.
    pub template: Templates,
}

impl<'a, Names, Templates> Settling<Names, Templates>
where
    Names: Fn(&str) -> Option<Known>,
    Templates: Fn(&str) -> Option<&'a str>,
{
    /// Fills the known values into a template. Its output stays the same if no template assigns a known name and none has a
    /// `raw`. Only conditions and values that consist of a single name are filled in.
    pub fn settled(&self, template: &str) -> String {
        self.within(template, &mut Vec::new())
    }

    /// The filled-in template and, likewise, the templates that it still extends or includes, by name.
    pub fn all(&self, entry: &str) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        let mut wanted = vec![entry.to_owned()];
        while let Some(name) = wanted.pop() {
            let Some(text) = (self.template)(&name).filter(|_| !all.contains_key(&name)) else { continue };
            let text = self.settled(text);
            wanted.extend(parts(&text).iter().filter_map(Part::named).map(|(_, name)| name.to_owned()));
            all.insert(name, text);
        }
        all
    }

    /// The text of an included template; `None` if it sets names, whose scope is that template, or includes itself. `around`
    /// are the including templates.
    fn included(&self, part: &Part<'_>, around: &mut Vec<String>) -> Option<String> {
        let (_, name) = part.named()?;
        let text = (self.template)(name)?;
        let sets = parts(text).iter().any(|part| part.kind == Kind::Block && part.word() == "set");
        if sets || around.iter().any(|known| known == name) {
            return None;
        }
        around.push(name.to_owned());
        let text = self.within(ended(text).as_ref(), around);
        around.pop();
        Some(format!("{}{text}{}", comment(part.trims_before, false), comment(false, part.trims_behind)))
    }

    fn within(&self, template: &str, around: &mut Vec<String>) -> String {
        let parts = parts(template);
        let mut settled = String::with_capacity(template.len());
        // For each open block, whether its condition is known.
        let mut open: Vec<bool> = Vec::new();
        let mut at = 0;
        while let Some(part) = parts.get(at) {
            let is_known = open.last() == Some(&true);
            match (part.kind, part.word()) {
                (Kind::Value, _) => match text_of(part, &self.known) {
                    Some(html) => settled.push_str(&html),
                    None => settled.push_str(part.source),
                },
                (Kind::Block, "if") => match condition(&parts, at, &self.known) {
                    None => {
                        settled.push_str(part.source);
                        open.push(false);
                    }
                    Some(true) => {
                        settled.push_str(&blank(part, part));
                        open.push(true);
                    }
                    Some(false) => {
                        let end = next_branch(&parts, at);
                        let last = parts.get(end).unwrap_or(part);
                        settled.push_str(&blank(part, last));
                        open.extend((last.word() == "else").then_some(true));
                        at = end;
                    }
                },
                (Kind::Block, "else") if is_known => {
                    let end = next_branch(&parts, at);
                    settled.push_str(&blank(part, parts.get(end).unwrap_or(part)));
                    open.pop();
                    at = end;
                }
                (Kind::Block, "endif") if is_known => {
                    settled.push_str(&blank(part, part));
                    open.pop();
                }
                (Kind::Block, "include") => match self.included(part, around) {
                    Some(text) => settled.push_str(&text),
                    None => settled.push_str(part.source),
                },
                (Kind::Block, name) => {
                    settled.push_str(part.source);
                    match name {
                        "for" => open.push(false),
                        "endif" | "endfor" => drop(open.pop()),
                        _ => {}
                    }
                }
                _ => settled.push_str(part.source),
            }
            at += 1;
        }
        settled
    }
}

/// The output of a value, if it can replace the value: it must not look like space that the template trims, or like
/// braces.
fn text_of(part: &Part<'_>, known: impl Fn(&str) -> Option<Known>) -> Option<String> {
    if part.trims_before || part.trims_behind {
        return None;
    }
    let html = known(part.inner.trim())?.html?;
    (!html.is_empty() && html.trim() == html && !html.contains('{')).then_some(html)
}

/// Whether the `if` at an index holds; `None` if that is unknown or the `if` has an `elif`.
fn condition(parts: &[Part<'_>], at: usize, known: impl Fn(&str) -> Option<Known>) -> Option<bool> {
    let is_alone = parts.get(next_branch(parts, at)).is_some_and(|part| part.word() != "elif");
    let name = parts.get(at)?.rest().trim();
    Some(known(name).filter(|_| is_alone)?.holds)
}

/// The index of the end or the next branch of the block that begins before.
fn next_branch(parts: &[Part<'_>], at: usize) -> usize {
    let mut inside = 0;
    for (number, part) in parts.iter().enumerate().skip(at + 1).filter(|(_, part)| part.kind == Kind::Block) {
        match part.word() {
            "if" | "for" => inside += 1,
            "else" | "elif" if inside == 0 => return number,
            "endif" | "endfor" if inside == 0 => return number,
            "endif" | "endfor" => inside -= 1,
            _ => {}
        }
    }
    parts.len()
}

/// A comment that replaces the parts from `first` to `last` and trims the space around them as they did.
fn blank(first: &Part<'_>, last: &Part<'_>) -> String {
    comment(first.trims_before, last.trims_behind)
}

/// An empty comment that optionally trims the space before and after it.
fn comment(before: bool, behind: bool) -> String {
    let sign = |trims: bool| if trims { "-" } else { "" };
    format!("{{#{} {}#}}", sign(before), sign(behind))
}

/// A template whose last part trims nothing after it, because text may follow where it is included.
fn ended(template: &str) -> Cow<'_, str> {
    let text = template.trim_end();
    let last = ["-%}", "-}}", "-#}"].iter().find_map(|end| Some((text.strip_suffix(end)?, &end[1..])));
    last.map_or(Cow::Borrowed(template), |(text, end)| Cow::Owned(format!("{text}{end}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(name: &str) -> Option<Known> {
        let html = |text: &str| Some(text.to_owned());
        match name {
            "site.title" => Some(Known { holds: true, html: html("France &amp; Japan") }),
            "site.publisher" => Some(Known { holds: true, html: html(" A ministry ") }),
            "site.feed" => Some(Known { holds: true, html: None }),
            "site.print" => Some(Known::default()),
            _ => None,
        }
    }

    const PARTS: [(&str, &str); 4] = [
        ("date.html", "\n{{ page.date }}{% if page.a %}c{% endif -%}\n"),
        ("all.html", "[{% include \"date.html\" %}]\n"),
        ("sets.html", "{% set a = page.a %}{{ a }}"),
        ("circle.html", "{% include \"circle.html\" %}"),
    ];

    #[test]
    fn what_is_known_is_written_into_a_template() {
        for (template, expected) in [
            ("<p>{{ site.title }} {{ page.title }}</p>", "<p>France &amp; Japan {{ page.title }}</p>"),
            ("{{- site.title }}{{ site.publisher }}", "{{- site.title }}{{ site.publisher }}"),
            ("a\n{%- if site.feed %}\nb\n{%- endif %}\nc", "a\n{#- #}\nb\n{#- #}\nc"),
            ("a\n{%- if site.print %}\nb\n{% endif -%}\nc", "a\n{#- -#}\nc"),
            ("{% if site.feed %}a{%- else %}b{% endif %}c", "{# #}a{#- #}c"),
            ("{% if site.print %}a{%- else -%}b{% endif %}c", "{# -#}b{# #}c"),
            ("{% if site.print %}{% for a in b %}c{% else %}d{% endfor %}{% endif %}", "{# #}"),
            (
                "{% if site.feed %}{% if page.a %}b{% else %}c{% endif %}{% endif %}",
                "{# #}{% if page.a %}b{% else %}c{% endif %}{# #}",
            ),
            (
                "{% if site.print %}a{% elif page.b %}c{% endif %}",
                "{% if site.print %}a{% elif page.b %}c{% endif %}",
            ),
            ("{% if site.feed and page.a %}b{% endif %}", "{% if site.feed and page.a %}b{% endif %}"),
            ("{% if site.feed %}a", "{% if site.feed %}a"),
            ("{# {{ site.title }} #}{{ site", "{# {{ site.title }} #}{{ site"),
            (
                "a {%- include \"date.html\" %} b",
                "a {#- #}\n{{ page.date }}{% if page.a %}c{% endif %}{# #} b",
            ),
            (
                "{% include \"all.html\" -%} a",
                "{# #}[{# #}\n{{ page.date }}{% if page.a %}c{% endif %}{# #}]\n{# -#} a",
            ),
            (
                "{% include \"sets.html\" %}{% include \"none.html\" %}",
                "{% include \"sets.html\" %}{% include \"none.html\" %}",
            ),
            ("{% include \"circle.html\" %}", "{# #}{% include \"circle.html\" %}{# #}"),
        ] {
            let template_of =
                |name: &str| PARTS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text);
            let settling = Settling { known, template: template_of };
            assert_eq!(settling.settled(template), expected, "{template}");
        }
    }
}
