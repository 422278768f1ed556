//! The names of style sheets and scripts.

use crate::common::{Built, Site};

fn lasting(site: Site) -> Built {
    site.with_lasting_names().build()
}

/// The address of the only artifact that begins and ends so.
#[track_caller]
fn only(site: &Built, begins: &str, ends: &str) -> String {
    let all = site.addresses();
    let found: Vec<_> = all.iter().filter(|one| one.starts_with(begins) && one.ends_with(ends)).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    (*found[0]).to_owned()
}

#[test]
fn the_name_of_a_style_sheet_carries_what_is_in_it_and_pages_link_to_it() {
    let site = lasting(Site::new().section("a", "A"));
    let address = only(&site, "static/theme", ".css");
    assert_eq!(address.len(), "static/theme-0123456789abcdef.css".len());
    site.page("index.html").shows(&format!("<link rel=\"stylesheet\" href=\"{address}\">"));
    site.page("a/index.html").shows(&format!("<link rel=\"stylesheet\" href=\"../{address}\">"));
    site.page("search.html").shows(&only(&site, "static/search", ".js"));
    site.has("static/icon.svg").is_clean();
}

#[test]
fn another_content_has_another_name_and_the_same_has_the_same() {
    let name = |css: &str| only(&lasting(Site::new().file("static/theme.css", css)), "static/theme", ".css");
    assert_eq!(name("a {}"), name("a {}"));
    assert_ne!(name("a {}"), name("b {}"));
}

#[test]
fn a_file_that_a_template_writes_out_keeps_its_name() {
    let own = "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title }}</h1>\
               <a href=\"{{ page.root }}static/theme.css\">style</a>{% endblock %}";
    let site = lasting(Site::new().file("templates/page.html", own).page("content/x.md", "X", ""));
    site.has("static/theme.css").is_clean();
    site.page("index.html").shows("href=\"static/theme.css\"");
}

#[test]
fn a_file_that_another_style_sheet_names_keeps_its_name() {
    let site = Site::new().file("static/theme.css", "@import \"more.css\";").file("static/more.css", "a {}");
    let site = lasting(site);
    site.has("static/more.css").has_no("static/theme.css");
}

#[test]
fn a_file_that_a_page_of_html_names_that_is_copied_keeps_its_name() {
    for file in ["static/map/index.html", "content/map/index.html"] {
        let html = "<!doctype html><script src=\"../../static/map/app.js\"></script>";
        let site = lasting(Site::new().file(file, html).file("static/map/app.js", "x"));
        site.has("static/map/app.js");
    }
}

#[test]
fn a_file_of_the_sites_own_is_asked_for_by_its_path() {
    let own = "{% extends \"base.html\" %}{% block scripts %}<script src=\"{{ page.root }}{{ assets[\"own/x.js\"] }}\" \
               defer></script>{% endblock %}{% block main %}<h1>{{ page.title }}</h1>{% endblock %}";
    let site = Site::new().file("templates/page.html", own).file("static/own/x.js", "x");
    let site = lasting(site.page("content/x.md", "X", ""));
    let address = only(&site, "static/own/x-", ".js");
    site.page("x.html").shows(&format!("<script src=\"{address}\" defer></script>"));
}

#[test]
fn names_are_plain_where_no_other_is_asked_for() {
    let site = Site::new().build();
    site.has("static/theme.css").page("index.html").shows("href=\"static/theme.css\"");
}
