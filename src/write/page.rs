//! Renders views with their layouts as artifacts, and navigation and drawings as HTML.

use std::borrow::Cow;
use std::sync::Arc;

use memchr::memmem;

use crate::memo::Cancellation;
use crate::model::output::artifact::Artifact;
use crate::model::source::diagnostic::Diagnostic;
use crate::model::value::address::Address;
use crate::model::view::drawing::DrawingView;
use crate::model::view::page::{Content, View};
use crate::model::view::site::NavView;
use crate::model::view::template_name::TemplateName;
use crate::text::shared_text::SharedText;

use super::layout::{LayoutResult, escaped};
use super::linked_data::json_ld;

/// The input to rendering a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderInput {
    /// The compiled template.
    pub layout: LayoutResult,
    /// The data for the template.
    pub view: Arc<View>,
    /// Cancels the rendering.
    pub cancellation: Cancellation,
}

/// An artifact, or the errors of its template.
pub type Written = Result<Artifact, Arc<Vec<Diagnostic>>>;

/// Renders a view as an artifact without spare capacity.
pub fn write(input: &RenderInput) -> Written {
    Ok(Artifact::new(input.view.address.clone(), text(input)?))
}

/// The bytes of a rendered view, in a vector that may have spare capacity, or the errors of its template.
pub fn text(input: &RenderInput) -> Result<Vec<u8>, Arc<Vec<Diagnostic>>> {
    let layout = match &*input.layout {
        Ok(layout) => layout,
        // The errors of a layout are reported once, not for each page.
        Err(_) => return Err(Arc::default()),
    };
    let (view, wanted) = (&input.view, &input.cancellation);
    let text = match &view.content {
        Content::Page(page, nav) => {
            let nav = nav.as_deref().map_or(Cow::Borrowed(""), |nav| mark_current(nav, &view.address));
            let linked_data = json_ld(&page.frame.linked_data);
            layout.render_with("page", page, [("nav", &*nav), ("linked_data", &*linked_data)], wanted)
        }
        Content::Redirect(redirect) => layout.render("redirect", redirect, wanted),
        Content::Feed(feed) => layout.render("feed", feed, wanted),
        Content::Sitemap(urls) => layout.render("urls", urls, wanted),
    };
    text.map_err(Arc::new)
}

/// Marks the entry of a page in the navigation that it shares with the other pages of its folder. Links to the page
/// have the address that a page of this folder uses for it.
fn mark_current<'a>(nav: &'a str, own: &Address) -> Cow<'a, str> {
    let link = format!("<a href=\"{}\"", escaped(&own.link_to(own)));
    let mut marked = String::new();
    let mut done = 0;
    for found in memmem::find_iter(nav.as_bytes(), &link) {
        let end = found + link.len();
        marked.push_str(&nav[done..end]);
        marked.push_str(" aria-current=\"page\"");
        done = end;
    }
    if done == 0 {
        return Cow::Borrowed(nav);
    }
    marked.push_str(&nav[done..]);
    Cow::Owned(marked)
}

/// The input to rendering a section's navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavigationInput {
    /// The compiled template.
    pub layout: LayoutResult,
    /// The data for the template.
    pub nav: Arc<NavView>,
    /// Cancels the rendering.
    pub cancellation: Cancellation,
}

/// The input to rendering a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawInput {
    /// The compiled template.
    pub layout: LayoutResult,
    /// The data for the template.
    pub view: Arc<DrawingView>,
    /// Cancels the rendering.
    pub cancellation: Cancellation,
}

/// The template of a drawing.
pub fn drawing_template(view: &DrawingView) -> TemplateName {
    match view {
        DrawingView::Chart(_) => TemplateName::Chart,
        DrawingView::Diagram(_) => TemplateName::Diagram,
    }
}

/// Renders a drawing.
pub fn draw(input: &DrawInput) -> Navigation {
    let layout = match &*input.layout {
        Ok(layout) => layout,
        Err(_) => return Err(Arc::default()),
    };
    let wanted = &input.cancellation;
    let text = match &*input.view {
        DrawingView::Chart(chart) => layout.render("chart", chart, wanted),
        DrawingView::Diagram(diagram) => layout.render("diagram", diagram, wanted),
    };
    Ok(SharedText::from(String::from_utf8_lossy(&text.map_err(Arc::new)?).trim()))
}

/// The HTML of a navigation or a drawing, or the errors of its template.
pub type Navigation = Result<SharedText, Arc<Vec<Diagnostic>>>;

/// Renders a section's navigation.
pub fn navigate(input: &NavigationInput) -> Navigation {
    let layout = match &*input.layout {
        Ok(layout) => layout,
        Err(_) => return Err(Arc::default()),
    };
    let text = layout.render("nav", &*input.nav, &input.cancellation).map_err(Arc::new)?;
    Ok(SharedText::from(String::from_utf8_lossy(&text).trim()))
}
