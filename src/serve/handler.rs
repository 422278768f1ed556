//! Handles requests: responds from the current edition, or with a stream of messages to an open page.

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

use super::allowed_hosts::AllowedHosts;
use super::edition::Edition;
use super::headers;
use super::live;
use super::response::{SitePaths, SiteRequest, matches, site_response, tag};

/// After how many seconds a page without a stream may ask again.
const RETRY_AFTER: &str = "5";

/// The shared state of the server.
#[derive(Clone)]
pub struct ServerState {
    /// The current edition, and each one after it.
    pub editions: watch::Receiver<Arc<Edition>>,
    /// The paths of the site here and on its host; a change of the configuration may change them.
    pub site_paths: watch::Receiver<SitePaths>,
    /// The hosts that requests may name.
    pub allowed_hosts: AllowedHosts,
    /// The id of this run of the server, unlike that of any other run.
    pub instance_id: Arc<str>,
    /// Permits for streams of messages, which limit their number.
    pub streams: Arc<Semaphore>,
}

/// Responds to a request.
pub async fn handle<B>(state: ServerState, request: Request<B>) -> Response<Body> {
    let edition = edition(&state, request.uri().path()).await;
    let mut response = respond(state, &edition, &request);
    headers::add(response.headers_mut());
    response
}

/// The edition to respond from: the current one, or the next one if the path needs a search index that is not built
/// yet.
async fn edition(state: &ServerState, path: &str) -> Arc<Edition> {
    let mut editions = state.editions.clone();
    let base = state.site_paths.borrow().base.clone();
    let address = path.strip_prefix(base.as_str()).map(decode).unwrap_or_default();
    loop {
        let edition = Arc::clone(&editions.borrow_and_update());
        if !edition.site.awaits(&address) || editions.changed().await.is_err() {
            return edition;
        }
    }
}

fn respond<B>(state: ServerState, edition: &Edition, request: &Request<B>) -> Response<Body> {
    let headers = request.headers();
    if headers.get_all(header::HOST).iter().count() > 1 {
        return (StatusCode::BAD_REQUEST, "A request must have exactly one Host header.\n").into_response();
    }
    let host = request.uri().authority().map(|host| host.as_str()).or_else(|| text(headers, &header::HOST));
    if !state.allowed_hosts.allow(host) {
        let why =
            "This server responds only to its own names. Start it with --allow-host NAME to add another.\n";
        return (StatusCode::FORBIDDEN, why).into_response();
    }
    let place = state.site_paths.borrow().clone();
    let path = request.uri().path();
    let is_read = matches!(request.method().as_str(), "GET" | "HEAD");
    match path.strip_prefix(place.base.as_str()).and_then(|rest| rest.strip_prefix(live::FOLDER)) {
        Some(live::SCRIPT) if is_read => return script(text(headers, &header::IF_NONE_MATCH)),
        Some(live::EVENTS) if is_read => {
            if text(headers, &HeaderName::from_static("sec-fetch-site")) == Some("cross-site") {
                return (StatusCode::FORBIDDEN, "Pages of other sites may not connect.\n").into_response();
            }
            return events(state, request.uri().query().unwrap_or_default());
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

/// The bytes of an artifact as a body, without a copy.
struct Shared(SharedBytes);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// The live-reload script.
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

/// The stream of messages to a page: the current state at once, and after each edition.
fn events(state: ServerState, query: &str) -> Response<Body> {
    let Ok(permit) = Arc::clone(&state.streams).try_acquire_owned() else {
        let why = "Too many pages are open; this one will try again.\n";
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, RETRY_AFTER)], why).into_response();
    };
    let of = |key: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(name, _)| *name == key).map(|(_, value)| decode(value))
    };
    let page = of("page").unwrap_or_default();
    // The last edition that the page knows; it means nothing if it is from another run of the server.
    let known_edition = of("edition").and_then(|edition| edition.parse().ok());
    let known_edition = known_edition.filter(|_| of("life").as_deref() == Some(&*state.instance_id));
    let listener = (state, page, known_edition, true, permit);
    let messages =
        stream::unfold(listener, |(mut state, page, known_edition, is_first, permit)| async move {
            if !is_first {
                state.editions.changed().await.ok()?;
            }
            let edition = Arc::clone(&state.editions.borrow_and_update());
            let message =
                Event::default().data(live::message(&edition, &state.instance_id, &page, known_edition));
            Some((Ok::<_, Infallible>(message), (state, page, Some(edition.number), false, permit)))
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

    fn state(edition: Edition) -> (ServerState, watch::Sender<Arc<Edition>>) {
        let editions = watch::Sender::new(Arc::new(edition));
        let place = SitePaths { base: "/here/".to_owned(), published: "/".to_owned() };
        let site_paths = watch::Sender::new(place);
        let allowed_hosts = AllowedHosts::new(IpAddr::from([127, 0, 0, 1]), &[]);
        let state = ServerState {
            editions: editions.subscribe(),
            site_paths: site_paths.subscribe(),
            allowed_hosts,
            instance_id: Arc::from("one"),
            streams: Arc::new(Semaphore::new(1)),
        };
        (state, editions)
    }

    #[test]
    fn only_requests_for_the_search_index_wait_until_it_is_built() {
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
        let (state, editions) = state(first.clone());
        let number = |edition: Option<Arc<Edition>>| edition.map(|edition| edition.number);
        assert_eq!(number(edition(&state, index).now_or_never()), Some(1), "it is there");

        let plan = site("medlars", &mut memory);
        let second = first.next(plan.clone(), Arc::default(), &[]);
        editions.send_replace(Arc::new(second.clone()));
        assert_eq!(number(edition(&state, page).now_or_never()), Some(2));
        let mut waiting = Box::pin(edition(&state, index));
        assert_eq!(number(waiting.as_mut().now_or_never()), None, "it is still to be made");

        editions.send_replace(Arc::new(second.with_index(with_index(&mut memory, plan))));
        let third = waiting.now_or_never().expect("it is there");
        assert_eq!(third.number, 3);
        assert_ne!(third.bytes_at("search/index.js"), old, "it is of other words");
    }
}
