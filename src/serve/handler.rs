//! A request to the server's response: from the edition that is current, or a stream of messages to a page that is open.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode, header};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream;
use tokio::sync::{Semaphore, watch};

use crate::model::source::tree::Bytes as SharedBytes;
use crate::model::value::address::decode;

use super::edition::Edition;
use super::guard::Guard;
use super::headers;
use super::live;
use super::response::{Place, SiteRequest, matches, site_response, tag};

/// When a page that could not be given a stream may ask again, in seconds.
const RETRY_AFTER: &str = "5";

/// All that the server answers from.
#[derive(Clone)]
pub struct Desk {
    /// The current edition, and word of the next.
    pub editions: watch::Receiver<Arc<Edition>>,
    /// Where the site stands here and where it is published; it may change with the configuration.
    pub places: watch::Receiver<Place>,
    /// Whom to answer.
    pub guard: Guard,
    /// This server's life, unlike any other's.
    pub life: Arc<str>,
    /// As many permits as there may be streams of messages at a time.
    pub streams: Arc<Semaphore>,
}

/// Answers a request.
pub async fn handle<B>(desk: Desk, request: Request<B>) -> Response<Body> {
    let edition = edition(&desk, request.uri().path()).await;
    let mut response = respond(desk, &edition, &request);
    headers::add(response.headers_mut());
    response
}

/// The edition from which a path is answered: the current one, or the next where its index is still to be made and is
/// asked for.
async fn edition(desk: &Desk, path: &str) -> Arc<Edition> {
    let mut editions = desk.editions.clone();
    let base = desk.places.borrow().base.clone();
    let address = path.strip_prefix(base.as_str()).map(decode).unwrap_or_default();
    loop {
        let edition = Arc::clone(&editions.borrow_and_update());
        if !edition.site.awaits(&address) || editions.changed().await.is_err() {
            return edition;
        }
    }
}

fn respond<B>(desk: Desk, edition: &Edition, request: &Request<B>) -> Response<Body> {
    let headers = request.headers();
    if headers.get_all(header::HOST).iter().count() > 1 {
        return (StatusCode::BAD_REQUEST, "A request has one host.\n").into_response();
    }
    let host = request.uri().authority().map(|host| host.as_str()).or_else(|| text(headers, &header::HOST));
    if !desk.guard.answers(host) {
        let why = "This server answers to this machine's own names alone. Start it with --allow-host NAME to add one.\n";
        return (StatusCode::FORBIDDEN, why).into_response();
    }
    let place = desk.places.borrow().clone();
    let path = request.uri().path();
    let is_read = matches!(request.method().as_str(), "GET" | "HEAD");
    match path.strip_prefix(place.base.as_str()).and_then(|rest| rest.strip_prefix(live::FOLDER)) {
        Some(live::SCRIPT) if is_read => return script(text(headers, &header::IF_NONE_MATCH)),
        Some(live::EVENTS) if is_read => {
            if text(headers, &HeaderName::from_static("sec-fetch-site")) == Some("cross-site") {
                return (StatusCode::FORBIDDEN, "Another site's page may not listen.\n").into_response();
            }
            return events(desk, request.uri().query().unwrap_or_default());
        }
        _ => {}
    }
    let site_request = SiteRequest {
        method: request.method().as_str(),
        path,
        query: request.uri().query(),
        if_none_match: text(headers, &header::IF_NONE_MATCH),
        range: text(headers, &header::RANGE),
        if_range: text(headers, &header::IF_RANGE),
    };
    let answer = site_response(&site_request, &place, edition);
    let body = match (answer.body, &answer.page) {
        (Some((bytes, _)), Some((page, tag))) => {
            Body::from(live::with_script(&bytes, &place.base, page, tag.as_deref()))
        }
        (Some((bytes, part)), None) => Body::from(Bytes::from_owner(Shared(bytes)).slice(part)),
        (None, _) => Body::empty(),
    };
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in answer.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    response
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// An artifact's bytes as a body takes them, without a copy.
struct Shared(SharedBytes);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// The script of live pages.
fn script(if_none_match: Option<&str>) -> Response<Body> {
    let tag = tag(&SharedBytes::new(live::SOURCE.as_bytes().to_vec()));
    let has_it = if_none_match.is_some_and(|tags| matches(tags, &tag));
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8".to_owned()),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::ETAG, format!("\"{tag}\"")),
    ];
    if has_it {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, live::SOURCE).into_response()
}

/// The messages to a page: how things are, at once and after every edition.
fn events(desk: Desk, query: &str) -> Response<Body> {
    let Ok(permit) = Arc::clone(&desk.streams).try_acquire_owned() else {
        let why = "Too many pages are open; this one asks again by itself.\n";
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, RETRY_AFTER)], why).into_response();
    };
    let of = |key: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(name, _)| *name == key).map(|(_, value)| decode(value))
    };
    let page = of("page").unwrap_or_default();
    // What the page was told in this life of the server; what it was told in another says nothing.
    let told = of("edition").and_then(|edition| edition.parse().ok());
    let told = told.filter(|_| of("life").as_deref() == Some(&*desk.life));
    let listener = (desk, page, told, true, permit);
    let messages = stream::unfold(listener, |(mut desk, page, told, is_first, permit)| async move {
        if !is_first {
            desk.editions.changed().await.ok()?;
        }
        let edition = Arc::clone(&desk.editions.borrow_and_update());
        let message = Event::default().data(live::message(&edition, &desk.life, &page, told));
        Some((Ok::<_, Infallible>(message), (desk, page, Some(edition.number), false, permit)))
    });
    Sse::new(messages).keep_alive(KeepAlive::default()).into_response()
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use futures_util::FutureExt;

    use super::*;
    use crate::model::output::artifact::Lookup;
    use crate::model::source::tree::Tree;
    use crate::pipeline::{Memory, Options, Plan, replan, with_index};

    fn desk(edition: Edition) -> (Desk, watch::Sender<Arc<Edition>>) {
        let editions = watch::Sender::new(Arc::new(edition));
        let place = Place { base: "/here/".to_owned(), published: "/".to_owned() };
        let places = watch::Sender::new(place);
        let guard = Guard::new(IpAddr::from([127, 0, 0, 1]), &[]);
        let desk = Desk {
            editions: editions.subscribe(),
            places: places.subscribe(),
            guard,
            life: Arc::from("one"),
            streams: Arc::new(Semaphore::new(1)),
        };
        (desk, editions)
    }

    #[test]
    fn who_asks_for_the_index_waits_for_that_of_the_pages_and_nobody_else_waits() {
        let site = |word: &str, memory: &mut Memory| -> Plan {
            let mut tree = Tree::new();
            tree.insert("chancery.yaml", "title: A briefing\noutputs: {print: false}\n");
            tree.insert("content/index.md", format!("---\ntitle: Home\n---\nOf {word}.\n"));
            replan(memory, &tree, &Options::default())
        };
        let (index, page) = ("/here/search/index.js", "/here/index.html");
        let mut memory = Memory::default();
        let first = site("quinces", &mut memory);
        let first = Edition::default().next(with_index(&mut memory, first), Arc::default(), &[]);
        let old = first.bytes_at("search/index.js");
        assert!(old.is_some());
        let (desk, editions) = desk(first.clone());
        let number = |edition: Option<Arc<Edition>>| edition.map(|edition| edition.number);
        assert_eq!(number(edition(&desk, index).now_or_never()), Some(1), "it is there");

        let plan = site("medlars", &mut memory);
        let second = first.next(plan.clone(), Arc::default(), &[]);
        editions.send_replace(Arc::new(second.clone()));
        assert_eq!(number(edition(&desk, page).now_or_never()), Some(2));
        let mut waiting = Box::pin(edition(&desk, index));
        assert_eq!(number(waiting.as_mut().now_or_never()), None, "it is still to be made");

        editions.send_replace(Arc::new(second.with_index(with_index(&mut memory, plan))));
        let third = waiting.now_or_never().expect("it is there");
        assert_eq!(third.number, 3);
        assert_ne!(third.bytes_at("search/index.js"), old, "it is of other words");
    }
}
