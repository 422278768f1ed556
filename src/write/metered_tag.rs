//! Inserts calls into the tags and values of a template.

use super::calls;
use super::tags::Part;
use super::tokens::{Token, begins_operand, closing, is_path, outside, path_end, tokens};
use crate::model::source::diagnostic::Span;

/// Text that was inserted into a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    /// The position in the template.
    pub at: usize,
    /// The inserted text.
    pub text: String,
    /// The span in the template that it is about.
    pub about: Span,
}

/// Inserts calls into a template, from start to end.
pub struct CallWriter<'a> {
    template: &'a str,
    prints: bool,
    pub(super) insertions: Vec<Insertion>,
    /// Whether the values in the tag are joined to a text: then everything in them counts.
    is_deep: bool,
}

impl<'a> CallWriter<'a> {
    /// Without insertions yet.
    pub fn new(template: &'a str, prints: bool) -> Self {
        Self { template, prints, insertions: Vec::new(), is_deep: false }
    }

    fn insert(&mut self, at: usize, text: String, about: &Span) {
        self.insertions.push(Insertion { at, text, about: about.clone() });
    }

    /// Inserts a separate call without output, which accounts for some bytes. `trims` is whether it trims whitespace
    /// before and after itself.
    pub fn call(&mut self, at: usize, call: &str, bytes: usize, about: &Span, trims: (bool, bool)) {
        let argument = if bytes > 0 { format!("n={bytes}") } else { String::new() };
        let sign = |trims: bool| if trims { "-" } else { "" };
        let text = format!("{{{{{} {call}({argument}) {}}}}}", sign(trims.0), sign(trims.1));
        self.insert(at, text, about);
    }

    /// Wraps tokens in a call that returns its argument; `inside` inserts calls into them.
    fn wrap(
        &mut self,
        call: &str,
        tokens: &[Token<'a>],
        inside: impl FnOnce(&mut Self) -> Option<()>,
    ) -> Option<()> {
        let span = span(tokens)?;
        self.insert(span.start, format!("{call}(v="), &span);
        inside(self)?;
        self.insert(span.end, ")".to_owned(), &span);
        Some(())
    }

    /// Inserts calls into a printed value.
    pub fn value(&mut self, part: &Part<'a>) -> Option<()> {
        let tokens = tokens(part.inner, part.inner_at())?;
        self.begin(&tokens);
        let is_component = tokens.first().is_some_and(|token| token.is("<"));
        if is_path(&tokens) {
            if self.prints {
                // After it, so that Tera's error for a missing value stays the same.
                let path = self.template.get(span(&tokens)?)?;
                let sign = if part.trims_behind { "-" } else { "" };
                let text = format!("{{{{ {}(v={path}) {sign}}}}}", calls::PRINTED);
                self.insert(part.span().end, text, &part.span());
            }
            return Some(());
        }
        if self.prints && !is_component && reads(&tokens) {
            return self.wrap(calls::DEEP, &tokens, |inside| inside.expression(&tokens));
        }
        self.expression(&tokens)
    }

    /// Inserts calls for a tag and its end tag.
    pub fn block(&mut self, part: &Part<'a>, end: Option<&Part<'a>>) -> Option<()> {
        let about = part.span();
        let behind = (false, part.trims_behind);
        let bytes = end.map_or(0, |end| end.at.saturating_sub(part.span().end)).max(1);
        match part.word() {
            "if" | "elif" => self.condition(part)?,
            "for" => {
                self.for_loop(part)?;
                self.call(part.span().end, calls::ROUND, bytes, &about, behind);
            }
            "set" | "set_global" => self.set(part)?,
            "filter" => self.filters(part, 0)?,
            "<" if !part.inner.trim_start().starts_with("</") => {
                let tokens = tokens(part.inner, part.inner_at())?;
                self.begin(&tokens);
                self.component(&tokens, 0)?;
            }
            "include" => {
                self.call(part.at, calls::ENTER, 0, &about, (part.trims_before, false));
                self.call(part.span().end, calls::LEAVE, 0, &about, behind);
            }
            "block" => self.call(part.span().end, calls::ENTER, bytes, &about, behind),
            "component" => self.call(part.span().end, calls::COMPONENT, bytes, &about, behind),
            "endblock" => self.call(part.at, calls::LEAVE, 0, &about, (part.trims_before, false)),
            "endcomponent" => self.call(part.at, calls::COMPONENT_END, 0, &about, (part.trims_before, false)),
            _ => {}
        }
        Some(())
    }

    fn begin(&mut self, tokens: &[Token<'a>]) {
        let joins = |pair: &[Token<'a>]| matches!(pair, [pipe, name] if pipe.is("|") && matches!(name.text, "join" | "str"));
        self.is_deep = tokens.iter().any(|token| token.is("~")) || tokens.windows(2).any(joins);
    }

    /// The tokens after the tag's first word.
    fn tokens_of(&mut self, part: &Part<'a>) -> Option<Vec<Token<'a>>> {
        let start = part.inner.len() - part.rest().len();
        let tokens = tokens(part.rest(), part.inner_at() + start)?;
        self.begin(&tokens);
        Some(tokens)
    }

    fn condition(&mut self, part: &Part<'a>) -> Option<()> {
        let tokens = self.tokens_of(part)?;
        if is_path(&tokens) { Some(()) } else { self.expression(&tokens) }
    }

    fn for_loop(&mut self, part: &Part<'a>) -> Option<()> {
        let tokens = self.tokens_of(part)?;
        let of = tokens.get(outside(&tokens, "in")? + 1..)?;
        self.wrap(calls::EACH, of, |inside| inside.kept(of))
    }

    fn set(&mut self, part: &Part<'a>) -> Option<()> {
        let tokens = self.tokens_of(part)?;
        match tokens.get(1) {
            Some(sign) if sign.is("=") => self.kept(tokens.get(2..)?),
            _ => self.filters(part, 2),
        }
    }

    /// Inserts calls for the filters of a tag, which come after some words: `filter upper | trim`, `set a | trim`.
    fn filters(&mut self, part: &Part<'a>, behind: usize) -> Option<()> {
        let tokens = self.tokens_of(part)?;
        if tokens.get(behind).is_some() {
            self.filter(&tokens, behind);
            self.expression(tokens.get(behind + 1..)?)?;
        }
        Some(())
    }

    /// Inserts calls into a value that is assigned. Everything in it counts, unless it is only another name for a
    /// value.
    fn kept(&mut self, tokens: &[Token<'a>]) -> Option<()> {
        if is_path(tokens) || !reads(tokens) {
            return Some(());
        }
        self.wrap(calls::DEEP, tokens, |inside| inside.expression(tokens))
    }

    /// Inserts calls for the values that an expression reads.
    fn expression(&mut self, tokens: &[Token<'a>]) -> Option<()> {
        let mut place = 0;
        while let Some(token) = tokens.get(place) {
            place = match token.text {
                "<" if begins_operand(tokens, place) => self.component(tokens, place)?,
                "[" | "{" if token.is(token.text) && begins_operand(tokens, place) => {
                    self.list(tokens, place)?
                }
                _ if token.is_name() => self.name(tokens, place)?,
                _ => place + 1,
            };
        }
        Some(())
    }

    /// Inserts calls for a name in an expression. Returns the index after it.
    fn name(&mut self, tokens: &[Token<'a>], place: usize) -> Option<usize> {
        let is_next = |text: &str| tokens.get(place + 1).is_some_and(|next| next.is(text));
        match names(tokens, place) {
            Names::Filter => {
                self.filter(tokens, place);
                Some(place + 1)
            }
            Names::Other => Some(place + 1),
            Names::Value if is_next("=") => Some(place + 1),
            Names::Value if is_next("(") => {
                let end = closing(tokens, place + 1)?;
                let arguments = tokens.get(place + 2..end)?;
                self.wrap(calls::READ, tokens.get(place..=end)?, |inside| inside.expression(arguments))?;
                Some(end + 1)
            }
            Names::Value => self.path(tokens, place),
        }
    }

    /// Inserts a call before a filter whose output is much longer than its input, or that takes much longer than
    /// reading the input.
    fn filter(&mut self, tokens: &[Token<'a>], place: usize) {
        let Some(token) = tokens.get(place).filter(|token| calls::GROWING.contains(&token.text)) else {
            return;
        };
        let value = place.checked_sub(2).and_then(|value| tokens.get(value)).unwrap_or(token);
        self.insert(token.at, format!("{}{} | ", calls::BEFORE, token.text), &(value.at..value.end()));
    }

    /// Inserts calls for a path, and for the values in its indices. Returns the index after it.
    fn path(&mut self, tokens: &[Token<'a>], start: usize) -> Option<usize> {
        let (end, index) = path_end(tokens, start)?;
        let path = tokens.get(start..end)?;
        if path.first()?.text == "loop" {
            return Some(end);
        }
        let call = if self.is_deep { calls::DEEP } else { calls::READ };
        let bytes = span(path)?;
        // Indexing into a text takes time in proportion to its length.
        let base = index.and_then(|index| span(tokens.get(start..index)?));
        let base = base.and_then(|base| self.template.get(base)).map(|base| format!("b={base}, "));
        self.insert(bytes.start, format!("{call}({}v=", base.unwrap_or_default()), &bytes);
        let mut place = index.unwrap_or(end);
        while place < end {
            place = match tokens.get(place) {
                Some(token) if token.is("[") || token.is("?[") => {
                    let close = closing(tokens, place)?;
                    self.expression(tokens.get(place + 1..close)?)?;
                    close + 1
                }
                _ => place + 1,
            };
        }
        self.insert(bytes.end, ")".to_owned(), &bytes);
        Some(end)
    }

    /// Inserts calls for a list or mapping. Returns the index after it.
    fn list(&mut self, tokens: &[Token<'a>], open: usize) -> Option<usize> {
        let end = closing(tokens, open)?;
        let inside = tokens.get(open + 1..end)?;
        if let Some(of) = outside(inside, "for") {
            self.comprehension(inside, of)?;
        } else if reads(inside) {
            self.wrap(calls::DEEP, tokens.get(open..=end)?, |list| list.expression(inside))?;
        }
        Some(end + 1)
    }

    /// Inserts calls for a list comprehension: `[x.id for x in page.children if x.id]`.
    fn comprehension(&mut self, inside: &[Token<'a>], of: usize) -> Option<()> {
        let (value, rest) = (inside.get(..of)?, inside.get(of..)?);
        let start = outside(rest, "in")? + 1;
        let end =
            rest.get(start..).and_then(|rest| outside(rest, "if")).map_or(rest.len(), |end| start + end);
        let (target, condition) = (rest.get(start..end)?, rest.get(end..)?);
        let bytes = span(inside)?.len();
        let call = format!("{}(n={bytes}, v=", calls::ITEM);
        let about = span(value)?;
        self.insert(about.start, call, &about);
        self.expression(value)?;
        self.insert(about.end, ")".to_owned(), &about);
        self.wrap(calls::ITEMS, target, |inside| inside.kept(target))?;
        self.expression(condition)
    }

    /// Inserts calls for a component call and its arguments. Returns the index after it.
    fn component(&mut self, tokens: &[Token<'a>], open: usize) -> Option<usize> {
        let mut place = open + 1;
        while let Some(token) = tokens.get(place) {
            match token.text {
                "{" => place = self.argument(tokens, place)?,
                ">" => return Some(place + 1),
                _ => place += 1,
            }
        }
        None
    }

    /// Inserts calls for a component argument in braces: `{page.title}`, `{...page}`. Returns the index after it.
    fn argument(&mut self, tokens: &[Token<'a>], open: usize) -> Option<usize> {
        let end = closing(tokens, open)?;
        let spread = usize::from(tokens.get(open + 1).is_some_and(|token| token.is("...")));
        self.kept(tokens.get(open + 1 + spread..end)?)?;
        Some(end + 1)
    }
}

/// The span of tokens in the template.
fn span(tokens: &[Token<'_>]) -> Option<Span> {
    Some(tokens.first()?.at..tokens.last()?.end())
}

/// Whether tokens contain a name that is looked up.
fn reads(tokens: &[Token<'_>]) -> bool {
    tokens.iter().any(Token::is_name)
}

/// The meaning of a name in an expression.
enum Names {
    Filter,
    Value,
    /// A test, or a key of a value.
    Other,
}

fn names(tokens: &[Token<'_>], place: usize) -> Names {
    let before = |steps: usize| place.checked_sub(steps).and_then(|before| tokens.get(before));
    let is_before = |steps: usize, text: &str| before(steps).is_some_and(|token| token.is(text));
    let is_test = is_before(1, "is") || (is_before(1, "not") && is_before(2, "is"));
    match is_before(1, "|") {
        true => Names::Filter,
        false if is_test || is_before(1, ".") || is_before(1, "?.") => Names::Other,
        false => Names::Value,
    }
}
