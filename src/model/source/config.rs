//! The site's configuration: `chancery.yaml`.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};

use super::accessibility::Statement;
use super::comfort::Comfort;
use crate::model::value::date::Date;
use crate::model::value::language::Language;
use crate::model::value::record_id::RecordId;
use crate::model::value::schema::written;
use crate::model::value::web_address::WebAddress;

/// The base URL of the site: a web address that ends in a slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Parses a web address without query and fragment, and adds a missing slash at its end.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut url = WebAddress::parse(text)?.as_str().to_owned();
        if url.contains(['?', '#']) {
            return Err(format!("`{text}` is not a base URL: leave out what follows `?` or `#`"));
        }
        if !url.ends_with('/') {
            url.push('/');
        }
        Ok(Self(url))
    }

    /// The whole address, with its slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path on the host, with a slash at both ends: `/` or `/repository/`.
    pub fn path(&self) -> &str {
        let after_scheme = self.after_scheme();
        after_scheme.find('/').map_or("/", |at| &after_scheme[at..])
    }

    /// The host's name, without a port: `briefings.example.org`.
    pub fn host(&self) -> &str {
        let authority = self.after_scheme().split('/').next().unwrap_or_default();
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        host.split_once(':').map_or(host, |(name, _)| name)
    }

    fn after_scheme(&self) -> &str {
        self.0.split_once("://").map_or("", |(_, rest)| rest)
    }
}

impl<'de> Deserialize<'de> for BaseUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

written!(BaseUrl: {
    "type": "string",
    "pattern": r#"^https?://[^/\s"<>\\^`{|}?#][^\s"<>\\^`{|}?#]*$"#,
    "patternErrorMessage": "not a base URL: write it whole, as in https://example.org/briefing/, without what follows ? or #"
});

/// A host name, such as `briefings.example.org`, for the `CNAME` file of GitHub Pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostName(String);

impl HostName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for HostName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let part_fits = |part: &str| {
            (1..=63).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        if name.contains('.') && name.split('.').all(part_fits) {
            Ok(Self(name))
        } else {
            let help = "write a host alone, as in `briefings.example.org`";
            Err(de::Error::custom(format!("`{name}` is not a host name: {help}")))
        }
    }
}

written!(HostName: {
    "type": "string",
    "pattern": r"^[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$",
    "patternErrorMessage": "not a host name: write a host alone, as in briefings.example.org"
});

/// The document that the whole briefing is based on; credited on every page.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceNotice {
    /// The document's title.
    pub title: String,
    /// The publisher.
    pub publisher: Option<String>,
    /// The date of the document.
    pub date: Option<Date>,
    /// The copyright notice of the document.
    pub rights: Option<String>,
    /// The web address of the document.
    pub url: Option<WebAddress>,
}

/// The source of the whole briefing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SiteSource {
    /// A source of `sources.yaml`, by its id.
    Registered(RecordId),
    /// The document itself, if it is not in a register.
    Notice(SourceNotice),
}

impl<'de> Deserialize<'de> for SiteSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;

        impl<'de> de::Visitor<'de> for Written {
            type Value = SiteSource;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the id of a source, or a mapping of keys to values")
            }

            fn visit_str<E: de::Error>(self, id: &str) -> Result<SiteSource, E> {
                let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
                match !id.is_empty() && id.bytes().all(plain) {
                    true => Ok(SiteSource::Registered(RecordId::from(id))),
                    false => Err(E::custom(format!(
                        "`{id}` is not the id of a source: write its id in `sources.yaml`, or keys such as `title: …` below it"
                    ))),
                }
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<SiteSource, A::Error> {
                SourceNotice::deserialize(de::value::MapAccessDeserializer::new(map)).map(SiteSource::Notice)
            }
        }

        deserializer.deserialize_any(Written)
    }
}

impl schemars::JsonSchema for SiteSource {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SiteSource".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let notice = generator.subschema_for::<SourceNotice>();
        schemars::json_schema!({"anyOf": [{"type": "string", "pattern": "^[a-z0-9-]+$", "description": "The id of a source in `sources.yaml`."}, notice]})
    }
}

/// The terms under which the briefing may be used.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// The licence's name, such as `CC BY 4.0`.
    pub name: String,
    /// The web address of its text.
    pub url: Option<WebAddress>,
}

/// The image that other sites show beside a link to the briefing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareImage {
    /// Its path in the briefing's folder, below `content/` or `static/`; a PNG or JPEG file, ideally 1200 × 630 pixels.
    pub file: String,
    /// The alternative text.
    pub alt: String,
}

/// The outputs besides the pages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Outputs {
    /// `feed.xml`, the latest pages by editorial date; needs `base_url`.
    pub feed: bool,
    /// `sitemap.xml`; needs `base_url`.
    pub sitemap: bool,
    /// `a-z.html`, every page by its title.
    pub index: bool,
    /// `search.html` and the search index.
    pub search: bool,
    /// A page for each tag, and `tags/index.html`.
    pub tags: bool,
    /// The registers as data: `figures.json`, `figures.csv` and so on, for each register of the site.
    pub data: bool,
    /// `calendar.ics`, the events with an exact date.
    pub calendar: bool,
    /// Each page's Markdown with its references resolved, beside the page, and `llms.txt`, which lists them.
    pub markdown: bool,
    /// `print.html`, the whole briefing on one page; by default, only for up to 300 pages.
    pub print: Option<bool>,
}

impl Default for Outputs {
    fn default() -> Self {
        Self {
            feed: true,
            sitemap: true,
            index: true,
            search: true,
            tags: true,
            data: true,
            calendar: true,
            markdown: false,
            print: None,
        }
    }
}

/// The optional checks.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Checks {
    /// Whether to warn about acronyms and names that are not in a register, if the site has such a register.
    pub unregistered: bool,
    /// Whether to check for accessibility problems: vague texts of links and images, text that only looks like a list or a
    /// heading, languages that are not marked.
    pub accessibility: bool,
    /// The number of months after which a figure, source or page without a review is stale. Omit it for never.
    pub stale_after_months: Option<u32>,
}

impl Default for Checks {
    fn default() -> Self {
        Self { unregistered: true, accessibility: true, stale_after_months: None }
    }
}

/// `chancery.yaml`. Every key except `title` has a default; unknown keys are errors.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["title"]))]
pub struct Config {
    /// The title of the briefing.
    #[schemars(extend("type" = ["string", "number", "boolean"], "pattern" = r"\S"))]
    pub title: Option<String>,
    /// A description of the briefing, in a sentence.
    pub description: Option<String>,
    /// The languages of the pages, the default language first. Only one is supported so far.
    #[serde(deserialize_with = "one_language")]
    #[schemars(extend("minItems" = 1, "maxItems" = 1))]
    pub languages: Vec<Language>,
    /// The address where the briefing is published; canonical links, the sitemap and the feed require it.
    pub base_url: Option<BaseUrl>,
    /// The date that the briefing describes.
    pub as_of: Option<Date>,
    /// The body responsible for the briefing.
    pub publisher: Option<String>,
    /// The document that the briefing is based on: its id in `sources.yaml`, or the document itself.
    pub source: Option<SiteSource>,
    /// The licence of the briefing.
    pub licence: Option<Licence>,
    /// The custom domain on GitHub Pages.
    pub cname: Option<HostName>,
    /// The image that other sites show beside a link to the briefing; needs `base_url`.
    pub share_image: Option<ShareImage>,
    /// The content files that may run in a reader's browser: paths from the briefing's folder, such as
    /// `content/economic/map.html`; a path that ends in `/` includes all files in the folder.
    pub trusted_files: Vec<String>,
    /// The style of notes and lists of sources: the name of a Citation Style Language style.
    pub citation_style: String,
    /// The styles in which readers can copy the citation of a page.
    pub cite_as: Vec<String>,
    /// The outputs besides the pages.
    pub outputs: Outputs,
    /// The optional checks.
    pub checks: Checks,
    /// The accessibility statement. Without this key, the site has no page for it.
    pub accessibility: Option<Statement>,
    /// The optional reading features: all (`true`), none (`false`), or a mapping that turns them on and off.
    pub comfort: Comfort,
}

fn one_language<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Language>, D::Error> {
    let languages = Vec::<Language>::deserialize(deserializer)?;
    if languages.len() == 1 {
        Ok(languages)
    } else {
        let what = format!("{} languages", languages.len());
        Err(de::Error::custom(format!("{what}: a site has one language for now, as in `[en]`")))
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: None,
            description: None,
            languages: vec![Language::default()],
            base_url: None,
            as_of: None,
            publisher: None,
            source: None,
            licence: None,
            cname: None,
            share_image: None,
            trusted_files: Vec::new(),
            outputs: Outputs::default(),
            citation_style: "chicago-notes".to_owned(),
            cite_as: ["apa", "chicago-notes", "iso-690-author-date"].map(str::to_owned).to_vec(),
            checks: Checks::default(),
            accessibility: None,
            comfort: Comfort::default(),
        }
    }
}

impl Config {
    /// The title of the briefing; `Untitled` if it is missing, which is a separate error.
    pub fn title(&self) -> &str {
        self.title.as_deref().unwrap_or("Untitled")
    }

    /// The default language of pages.
    pub fn language(&self) -> Language {
        self.languages.first().cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_knows_its_path() {
        let path = |url: &str| BaseUrl::parse(url).unwrap().path().to_owned();
        assert_eq!(path("https://example.org"), "/");
        assert_eq!(path("https://example.org/briefings"), "/briefings/");
        assert_eq!(BaseUrl::parse("https://a@Example.org:8080/b").unwrap().host(), "Example.org");
        assert!(BaseUrl::parse("example.org").is_err());
        assert!(BaseUrl::parse("javascript://example.org/").is_err());
        assert!(BaseUrl::parse("https://example.org/?a").is_err());
    }
}
