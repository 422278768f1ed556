//! The values that all pages of a site share, such as its title, its source and its menus.

use crate::model::source::config::{Config, SiteSource};
use crate::model::source::file_address::copied;
use crate::model::source::picture::ShareImageView;
use crate::model::source::tree::{FilePath, STATIC};
use crate::model::value::id::Table;
use crate::model::view::site::{LicenceView, RegisterLink, RegisterPages, SiteView, SourceView};

use super::dates::Dates;
use super::entries::SourceEntry;
use super::index::Index;
use super::sections::Section;
use super::tags::Tag;
use super::{JoinInput, Page, sections};
use crate::model::register::cited_source::CitedSource;
use crate::model::register::record_kind::AddressedKind;

/// The most listed pages of a site that has a print edition by default.
const PRINTED: usize = 300;

/// The source of the whole site, which every page credits.
fn site_source(
    input: &JoinInput,
    sources: &Index<CitedSource, SourceEntry>,
    dates: &Dates,
) -> Option<SourceView> {
    match input.config.source.as_ref()? {
        SiteSource::Registered(id) => {
            let source = sources.get(id)?;
            Some(SourceView {
                title: source.record.title.clone(),
                publisher: source.record.publisher.clone(),
                date: source.date.clone(),
                rights: source.record.rights.clone(),
                url: source.record.url.as_ref().map(|url| url.as_str().to_owned()),
            })
        }
        SiteSource::Notice(source) => Some(SourceView {
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            date: dates.day(source.date),
            rights: source.rights.clone(),
            url: source.url.as_ref().map(|url| url.as_str().to_owned()),
        }),
    }
}

/// The share image, if its file is published and the site has a base URL, because other sites need an absolute address.
fn share_image(input: &JoinInput, files: &[FilePath]) -> Option<ShareImageView> {
    let base = input.config.base_url.as_ref()?;
    let wanted = input.config.share_image.as_ref()?;
    let picture = input.share_picture?;
    let file = FilePath::new(&wanted.file);
    let is_published = file.below(STATIC).is_some() || files.contains(&file);
    is_published.then(|| ShareImageView {
        url: format!("{}{}", base.as_str(), copied(&file).encoded()),
        alt: wanted.alt.clone(),
        media: picture.format.media(),
        width: picture.width,
        height: picture.height,
    })
}

/// Collects the values that all pages share.
pub(super) fn site(
    input: &JoinInput,
    sources: &Index<CitedSource, SourceEntry>,
    sections: &Table<Section>,
    pages: &Table<Page>,
    files: &[FilePath],
    tags: &[Tag],
    dates: &Dates,
) -> SiteView {
    let config = &input.config;
    let kinds = AddressedKind::ALL.iter().copied();
    let register_pages =
        RegisterPages::new(kinds.filter(|kind| !input.records.of((*kind).into()).is_empty()));
    SiteView {
        title: config.title().to_owned(),
        description: config.description.clone(),
        language: config.language().tag().to_owned(),
        base_url: config.base_url.as_ref().map(|url| url.as_str().to_owned()),
        publisher: config.publisher.clone(),
        as_of: dates.day(config.as_of),
        source: site_source(input, sources, dates),
        licence: config.licence.as_ref().map(|licence| LicenceView {
            name: licence.name.clone(),
            url: licence.url.as_ref().map(|url| url.as_str().to_owned()),
        }),
        share_image: share_image(input, files),
        sections: sections::header(sections, pages),
        // A feed must have the date of its last change (RFC 4287, section 4.2.15), so a site without dated pages has none.
        feed: config.outputs.feed
            && config.base_url.is_some()
            && pages.iter().any(|page| page.is_listed() && page.last_change().is_some()),
        tags: !tags.is_empty(),
        registers: register_links(input, &register_pages),
        register_pages,
        accessibility: config.accessibility.is_some(),
        index: config.outputs.index,
        search: config.outputs.search,
        print: prints(config, pages),
        comfort: config.comfort.any(),
    }
}

/// Links to the pages of the registers, in menu order.
fn register_links(input: &JoinInput, pages: &RegisterPages) -> Vec<RegisterLink> {
    let link = |kind: AddressedKind| RegisterLink {
        kind: kind.page_word(),
        path: kind.page().encoded(),
        title: input.strings.get(&format!("{}_title", kind.page_word())).to_owned(),
    };
    AddressedKind::in_menu_order().into_iter().filter(|kind| pages.has(*kind)).map(link).collect()
}

/// Whether the site has a print edition: as configured, and otherwise if it has at most [`PRINTED`] listed pages.
fn prints(config: &Config, pages: &Table<Page>) -> bool {
    let listed = pages.iter().filter(|page| page.is_listed()).count();
    listed > 0 && config.outputs.print.unwrap_or(listed <= PRINTED)
}
