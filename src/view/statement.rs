//! The page of the accessibility statement. It claims no conformance without an assessment.

use crate::graph::Graph;
use crate::model::source::accessibility::Statement;
use crate::model::value::address::Address;
use crate::model::view::label::Link;
use crate::model::view::page::{PageBody, PageKind, View};
use crate::model::view::statement::{EnforcementView, LimitView, StatementView};
use crate::model::view::template_name::TemplateName;

use super::frame::{page, view};

/// The page; `None` if the configuration has no `accessibility`.
pub(super) fn statement_page(graph: &Graph) -> Option<View> {
    let statement = graph.config.accessibility.as_ref()?;
    let address = Address::new("accessibility.html");
    let title = graph.strings.get("accessibility_title").to_owned();
    let body = PageBody::Statement(Box::new(shown(graph, statement)));
    let page = page(graph, PageKind::Accessibility, &address, title, body);
    Some(view(address, TemplateName::Accessibility, page))
}

fn shown(graph: &Graph, statement: &Statement) -> StatementView {
    let limits = statement.limits.iter().map(|limit| LimitView {
        what: limit.what.clone(),
        reason: limit.reason.clone(),
        alternative: limit.alternative.clone(),
    });
    StatementView {
        standard: statement.standard.clone(),
        state: statement.shown_state().word(),
        assessed: graph.date(statement.assessed),
        assessed_by: statement.assessed_by.clone(),
        method: statement.method.clone(),
        limits: limits.collect(),
        contact: statement
            .contact
            .as_ref()
            .map(|contact| Link { title: contact.text().to_owned(), href: contact.href() }),
        response: statement.response_days.map(|days| response(graph, days)),
        enforcement: statement.enforcement.as_ref().map(|enforcement| EnforcementView {
            text: enforcement.text.clone(),
            url: enforcement.url.as_ref().map(|url| url.as_str().to_owned()),
        }),
        legal: statement.legal.clone(),
        prepared: graph.date(statement.prepared),
        checks: graph.config.checks.accessibility,
    }
}

fn response(graph: &Graph, days: u32) -> String {
    let key = if days == 1 { "statement_response_one" } else { "statement_response_other" };
    graph.strings.with(key, "days", &days.to_string())
}
