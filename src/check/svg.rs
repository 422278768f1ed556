//! Checks whether an SVG drawing can run or load anything. It is parsed strictly, as the XML that browsers read, and
//! only what is known to be harmless is allowed. Anything else is reported, such as a script.

use std::collections::{BTreeMap, BTreeSet};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// Elements that draw, describe or move, and neither run nor load anything. `set` and `animate` are not included,
/// because they may change an address, nor is `foreignObject`, which may contain HTML.
const ELEMENTS: &str = "\
    a animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix \
    feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight \
    feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode \
    feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter font \
    font-face g glyph image line linearGradient marker mask metadata missing-glyph mpath path pattern \
    polygon polyline radialGradient rect stop style svg switch symbol text textPath title tspan use view";

/// Text that style sheets must not contain: it runs something in some browser, loads a file, or may spell one of the
/// others differently.
const STYLES: &[&str] = &[
    "\\",
    "@import",
    "javascript:",
    "expression(",
    "-moz-binding",
    "behavior",
    "image-set",
    "image(",
    "src(",
];

/// Images and fonts that are embedded in the drawing.
const DATA: &[&str] = &[
    "data:image/png;",
    "data:image/jpeg;",
    "data:image/jpg;",
    "data:image/gif;",
    "data:image/webp;",
    "data:image/avif;",
    "data:font/",
    "data:application/font-woff;",
    "data:application/x-font-",
];

/// The part of a drawing that may run or load something, as a message names it; `None` if there is none.
pub fn active_part(bytes: &[u8]) -> Option<String> {
    let Ok(text) = str::from_utf8(bytes) else { return Some("text that is not UTF-8".to_owned()) };
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    Drawing::default().read(text).err()
}

/// The state of the parser.
#[derive(Debug, Default)]
struct Drawing<'a> {
    /// The namespace of each prefix.
    namespaces: BTreeMap<&'a str, &'a str>,
    in_style: bool,
    /// All style sheets, concatenated.
    styles: String,
}

/// A tag without its angle brackets.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
    is_closed: bool,
    /// The text after it.
    rest: &'a str,
}

impl<'a> Drawing<'a> {
    fn read(mut self, text: &'a str) -> Result<(), String> {
        let mut rest = declared(text)?;
        while let Some((words, markup)) = rest.split_once('<') {
            self.words(words)?;
            rest = if let Some(comment) = markup.strip_prefix("!--") {
                after(comment, "-->")?.1
            } else if let Some(data) = markup.strip_prefix("![CDATA[") {
                let (words, rest) = after(data, "]]>")?;
                self.push_style(words);
                rest
            } else if let Some(doctype) = markup.strip_prefix("!DOCTYPE") {
                let (doctype, rest) = after(doctype, ">")?;
                if doctype.contains('[') {
                    return Err("a document type with its own definitions".to_owned());
                }
                rest
            } else if markup.starts_with(['!', '?']) {
                return Err(format!("`<{}`", markup.chars().take(20).collect::<String>()));
            } else if let Some(end) = markup.strip_prefix('/') {
                self.in_style = false;
                after(end, ">")?.1
            } else {
                let tag = tag(markup).ok_or("a tag that is not XML")?;
                self.start(&tag)?;
                tag.rest
            };
        }
        self.words(rest)?;
        match style_fault(&self.styles) {
            Some(fault) => Err(fault),
            None => Ok(()),
        }
    }

    fn words(&mut self, words: &str) -> Result<(), String> {
        known_references(words)?;
        self.push_style(words);
        Ok(())
    }

    fn push_style(&mut self, words: &str) {
        if self.in_style {
            self.styles.push_str(words);
        }
    }

    fn start(&mut self, tag: &Tag<'a>) -> Result<(), String> {
        if self.in_style {
            return Err(format!("`<{}>` in a style sheet", tag.name));
        }
        let mut names = BTreeSet::new();
        if let Some((twice, _)) = tag.attributes.iter().find(|(name, _)| !names.insert(*name)) {
            return Err(format!("the attribute `{twice}` twice in one tag"));
        }
        for (name, value) in &tag.attributes {
            self.note_namespace(name, value)?;
        }
        let (prefix, element) = tag.name.split_once(':').unwrap_or(("", tag.name));
        let namespace = self.namespaces.get(prefix).copied();
        let is_drawn = prefix.is_empty() || namespace == Some(SVG);
        if is_drawn && !ELEMENTS.split(' ').any(|known| known == element) || !is_drawn && namespace.is_none()
        {
            return Err(format!("`<{}>`", tag.name));
        }
        for (name, value) in &tag.attributes {
            attribute(element, name, value)?;
        }
        self.in_style = is_drawn && element == "style" && !tag.is_closed;
        Ok(())
    }

    /// Records the namespace that an attribute declares. Those with meaning to browsers are restricted, and a prefix
    /// cannot have two.
    fn note_namespace(&mut self, name: &'a str, value: &'a str) -> Result<(), String> {
        let prefix = match name.split_once(':') {
            Some(("xmlns", prefix)) => prefix,
            None if name == "xmlns" => "",
            _ => return Ok(()),
        };
        let is_known = match prefix {
            "" => value == SVG,
            "xlink" => value == XLINK,
            "xml" => false,
            _ => [SVG, RDF].contains(&value) || !value.contains("w3.org") && !value.contains("mozilla.org"),
        };
        let is_other = self.namespaces.insert(prefix, value).is_some_and(|before| before != value);
        if !is_known || is_other || value.contains('&') {
            return Err(format!("the namespace `{value}`"));
        }
        Ok(())
    }
}

/// The text after its declaration, `<?xml version="1.0"?>`.
fn declared(text: &str) -> Result<&str, String> {
    let Some(declaration) = text.strip_prefix("<?xml ") else { return Ok(text) };
    let (declaration, rest) = after(declaration, "?>")?;
    let encoding = declaration.split_once("encoding").map_or("utf-8", |(_, value)| {
        value.trim_start_matches([' ', '=', '"', '\'']).split(['"', '\'']).next().unwrap_or_default()
    });
    match encoding.eq_ignore_ascii_case("utf-8") {
        true => Ok(rest),
        false => Err(format!("the encoding `{encoding}`")),
    }
}

/// The text before and after the next `end`.
fn after<'a>(text: &'a str, end: &str) -> Result<(&'a str, &'a str), String> {
    text.split_once(end).ok_or_else(|| format!("markup without `{end}`"))
}

/// The tag at the start of a text without its `<`; `None` if it is not XML.
fn tag(text: &str) -> Option<Tag<'_>> {
    let (name, mut rest) = name(text)?;
    let mut attributes = Vec::new();
    loop {
        let trimmed = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        if let Some(rest) = trimmed.strip_prefix('>') {
            return Some(Tag { name, attributes, is_closed: false, rest });
        }
        if let Some(rest) = trimmed.strip_prefix("/>") {
            return Some(Tag { name, attributes, is_closed: true, rest });
        }
        if trimmed.len() == rest.len() {
            return None;
        }
        let (key, value) = self::name(trimmed)?;
        let value = value.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, behind) = value[1..].split_once(quote)?;
        if value.contains('<') {
            return None;
        }
        attributes.push((key, value));
        rest = behind;
    }
}

/// The ASCII name at the start of a text, and the text after it.
fn name(text: &str) -> Option<(&str, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
    let (name, rest) = text.split_at(text.find(|c| !is_part(c))?);
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_').then_some((name, rest))
}

/// Rejects character references except the five of XML, with which nothing can be spelt.
fn known_references(text: &str) -> Result<(), String> {
    let known = ["amp;", "lt;", "gt;", "quot;", "apos;", "#160;", "#xA0;"];
    for (at, _) in text.match_indices('&') {
        let behind = &text[at + 1..];
        if !known.iter().any(|reference| behind.starts_with(reference)) {
            return Err(format!("`&{}`", behind.chars().take(8).collect::<String>()));
        }
    }
    Ok(())
}

fn attribute(element: &str, name: &str, value: &str) -> Result<(), String> {
    known_references(value)?;
    let local = name.rsplit_once(':').map_or(name, |(_, local)| local).to_ascii_lowercase();
    let fault = Err(format!("the attribute `{name}` of `<{element}>`"));
    if name.starts_with("xmlns") {
        return Ok(());
    }
    match local.as_str() {
        "base" | "src" | "srcdoc" | "ping" | "action" | "formaction" => fault,
        event if event.starts_with("on") => fault,
        "href" if !may_lead(element, value.trim()) => fault,
        _ if style_fault(value).is_some() && (local == "style" || value.contains("url")) => fault,
        _ => Ok(()),
    }
}

/// Whether an element may link to an address, or show its content.
fn may_lead(element: &str, address: &str) -> bool {
    let small = address.to_ascii_lowercase();
    let starts = |starts: &[&str]| starts.iter().any(|start| small.starts_with(start));
    match element {
        _ if address.is_empty() || address.starts_with('#') => true,
        "a" => starts(&["https://", "http://", "mailto:"]),
        "image" | "feImage" => starts(DATA),
        _ => false,
    }
}

/// The part of a style sheet that may run or load something.
fn style_fault(style: &str) -> Option<String> {
    let small = style.to_ascii_lowercase();
    if let Some(word) = STYLES.iter().find(|word| small.contains(**word)) {
        return Some(format!("`{word}` in a style sheet"));
    }
    let quotes = [" ", "\t", "\n", "\r", "\"", "'", "&quot;", "&apos;"];
    small.split("url(").skip(1).find_map(|mut address| {
        while let Some(rest) = quotes.iter().find_map(|quote| address.strip_prefix(quote)) {
            address = rest;
        }
        let is_own = address.starts_with('#') || DATA.iter().any(|start| address.starts_with(start));
        let shown = address.chars().take(40).collect::<String>();
        (!is_own).then(|| format!("`url({shown}` in a style sheet"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(inner: &str) -> String {
        format!(
            "<svg xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\" xmlns:i=\"http://www.inkscape.org/x\" viewBox=\"0 0 1 1\">{inner}</svg>"
        )
    }

    #[test]
    fn drawings_of_common_programs_are_passive() {
        for inner in [
            "<title>A &amp; B</title><g transform=\"scale(2)\"><path d=\"M0 0\" style=\"fill:url(#a)\"/></g>",
            "<defs><style><![CDATA[ .a > .b { fill: #fff } ]]></style></defs><use xlink:href=\"#a\"/>",
            "<style type='text/css'>@font-face { src: url(\"data:font/woff2;base64,AA==\") }</style>",
            "<i:namedview i:zoom=\"1\"><i:grid/></i:namedview><!-- <script> -->",
            "<image href=\"data:image/png;base64,AA==\"/><a href=\"https://example.org/\"><text>x</text></a>",
        ] {
            assert_eq!(active_part(drawing(inner).as_bytes()), None, "{inner}");
        }
        let declared = format!(
            "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x.dtd\">\n{}",
            drawing("")
        );
        assert_eq!(active_part(declared.as_bytes()), None);
    }

    #[test]
    fn anything_that_may_run_or_load_something_is_reported() {
        for (inner, part) in [
            ("<script>alert(1)</script>", "`<script>`"),
            ("<SCRIPT>alert(1)</SCRIPT>", "`<SCRIPT>`"),
            ("<g onload=\"alert(1)\"/>", "the attribute `onload` of `<g>`"),
            ("<g ONLOAD='alert(1)'/>", "the attribute `ONLOAD` of `<g>`"),
            ("<a xlink:href=\"javascript:alert(1)\"/>", "the attribute `xlink:href` of `<a>`"),
            ("<a href=\"&#106;avascript:alert(1)\"/>", "`&#106;ava`"),
            ("<a href=\"&Tab;javascript:alert(1)\"/>", "`&Tab;java`"),
            ("<foreignObject><p/></foreignObject>", "`<foreignObject>`"),
            ("<set attributeName=\"href\" to=\"javascript:alert(1)\"/>", "`<set>`"),
            ("<use href=\"other.svg#a\"/>", "the attribute `href` of `<use>`"),
            ("<image href=\"https://example.org/x.png\"/>", "the attribute `href` of `<image>`"),
            ("<image href=\"data:image/svg+xml;base64,AA==\"/>", "the attribute `href` of `<image>`"),
            ("<g xml:base=\"https://example.org/\"/>", "the attribute `xml:base` of `<g>`"),
            (
                "<h:script xmlns:h=\"http://www.w3.org/1999/xhtml\"/>",
                "the namespace `http://www.w3.org/1999/xhtml`",
            ),
            ("<g xmlns=\"http://www.w3.org/1999/xhtml\"/>", "the namespace `http://www.w3.org/1999/xhtml`"),
            ("<s:script xmlns:s=\"http://www.w3.org/2000/svg\"/>", "`<s:script>`"),
            ("<i:g xmlns:i=\"http://www.w3.org/2000/svg\"/>", "the namespace `http://www.w3.org/2000/svg`"),
            ("<u:g/>", "`<u:g>`"),
            ("<style>@im<!-- -->port 'x.css';</style>", "`@import` in a style sheet"),
            ("<style><g></g>@import 'x.css';</style>", "`<g>` in a style sheet"),
            ("<style>a { b: url( 'https://x' ) }</style>", "`url(https://x' ) }` in a style sheet"),
            ("<style><![CDATA[ a { b: \\75rl(x) } ]]></style>", "`\\` in a style sheet"),
            ("<path fill=\"url(x.svg#a)\"/>", "the attribute `fill` of `<path>`"),
            ("<path style=\"behavior:x\"/>", "the attribute `style` of `<path>`"),
            ("<?xml-stylesheet href=\"x.xsl\"?>", "`<?xml-stylesheet href`"),
            ("<g a=b/>", "a tag that is not XML"),
            ("<g a=\"1\" a=\"2\"/>", "the attribute `a` twice in one tag"),
            ("<g/onload=\"alert(1)\"/>", "a tag that is not XML"),
            ("<![CDATA[", "markup without `]]>`"),
        ] {
            assert_eq!(active_part(drawing(inner).as_bytes()).as_deref(), Some(part), "{inner}");
        }
        let entity = format!("<!DOCTYPE svg [<!ENTITY a \"<script/>\">]>{}", drawing("&a;"));
        assert!(active_part(entity.as_bytes()).is_some_and(|part| part.contains("document type")));
        let encoded = format!("<?xml version='1.0' encoding='UTF-7'?>{}", drawing(""));
        assert_eq!(active_part(encoded.as_bytes()).as_deref(), Some("the encoding `UTF-7`"));
        assert!(active_part(b"\xFF\xFE<\0").is_some());
    }
}
