//! The calls that are written into one tag or value of a template.

use super::calls;
use super::tags::Part;
use super::tokens::{Token, begins_operand, closing, is_path, outside, path_end, tokens};
use crate::model::source::diagnostic::Span;

/// What was written into a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    /// Where, in the template.
    pub at: usize,
    /// What.
    pub text: String,
    /// What it is there for, in the template.
    pub about: Span,
}

/// What is written into a template, from its beginning to its end.
pub struct Inserting<'a> {
    template: &'a str,
    prints: bool,
    pub(super) insertions: Vec<Insertion>,
    /// Whether what the tag reads is joined to a text: then all that it holds counts.
    is_deep: bool,
}

impl<'a> Inserting<'a> {
    /// Before anything is written in.
    pub fn new(template: &'a str, prints: bool) -> Self {
        Self { template, prints, insertions: Vec::new(), is_deep: false }
    }

    fn insert(&mut self, at: usize, text: String, about: &Span) {
        self.insertions.push(Insertion { at, text, about: about.clone() });
    }

    /// A call of its own, which writes nothing, with a count of bytes; it trims the space around it where it is said to.
    pub fn call(&mut self, at: usize, call: &str, bytes: usize, about: &Span, trims: (bool, bool)) {
        let argument = if bytes > 0 { format!("n={bytes}") } else { String::new() };
        let sign = |trims: bool| if trims { "-" } else { "" };
        let text = format!("{{{{{} {call}({argument}) {}}}}}", sign(trims.0), sign(trims.1));
        self.insert(at, text, about);
    }

    /// Tokens as the argument of a call that gives them back; `inside` writes into them.
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

    /// A value that is printed.
    pub fn value(&mut self, part: &Part<'a>) -> Option<()> {
        let tokens = tokens(part.inner, part.inner_at())?;
        self.begin(&tokens);
        let is_component = tokens.first().is_some_and(|token| token.is("<"));
        if is_path(&tokens) {
            if self.prints {
                // Behind it, so that what Tera says of a value that is not there stays as it is.
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

    /// A tag, and the one that ends what it opens.
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

    /// The tokens behind the tag's word.
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

    /// The filters of a tag, behind other words: `filter upper | trim`, `set a | trim`.
    fn filters(&mut self, part: &Part<'a>, behind: usize) -> Option<()> {
        let tokens = self.tokens_of(part)?;
        if tokens.get(behind).is_some() {
            self.filter(&tokens, behind);
            self.expression(tokens.get(behind + 1..)?)?;
        }
        Some(())
    }

    /// A value that gets a name: what it holds counts, unless it only gets another name.
    fn kept(&mut self, tokens: &[Token<'a>]) -> Option<()> {
        if is_path(tokens) || !reads(tokens) {
            return Some(());
        }
        self.wrap(calls::DEEP, tokens, |inside| inside.expression(tokens))
    }

    /// The values that an expression reads.
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

    /// A name in an expression. Gives the place behind what it begins.
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

    /// A filter whose text is much longer than what it is given, or that takes much longer than to go through it.
    fn filter(&mut self, tokens: &[Token<'a>], place: usize) {
        let Some(token) = tokens.get(place).filter(|token| calls::GROWING.contains(&token.text)) else {
            return;
        };
        let value = place.checked_sub(2).and_then(|value| tokens.get(value)).unwrap_or(token);
        self.insert(token.at, format!("{}{} | ", calls::BEFORE, token.text), &(value.at..value.end()));
    }

    /// A path that is read, and what its indices read. Gives the place behind it.
    fn path(&mut self, tokens: &[Token<'a>], start: usize) -> Option<usize> {
        let (end, index) = path_end(tokens, start)?;
        let path = tokens.get(start..end)?;
        if path.first()?.text == "loop" {
            return Some(end);
        }
        let call = if self.is_deep { calls::DEEP } else { calls::READ };
        let bytes = span(path)?;
        // What is taken out of a text is found by going through the text.
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

    /// A list or mapping. Gives the place behind it.
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

    /// A list that is made of another: `[x.id for x in page.children if x.id]`.
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

    /// A component that is called, and its arguments. Gives the place behind it.
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

    /// An argument of a component in braces: `{page.title}`, `{...page}`. Gives the place behind it.
    fn argument(&mut self, tokens: &[Token<'a>], open: usize) -> Option<usize> {
        let end = closing(tokens, open)?;
        let spread = usize::from(tokens.get(open + 1).is_some_and(|token| token.is("...")));
        self.kept(tokens.get(open + 1 + spread..end)?)?;
        Some(end + 1)
    }
}

/// The bytes that tokens take in the template.
fn span(tokens: &[Token<'_>]) -> Option<Span> {
    Some(tokens.first()?.at..tokens.last()?.end())
}

/// Whether anything among some tokens is looked up.
fn reads(tokens: &[Token<'_>]) -> bool {
    tokens.iter().any(Token::is_name)
}

/// What a name in an expression names.
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
