//! Rust code as words and signs.

/// The words and signs of Rust code; `::` is one sign. Comments, texts, letters in quotes and lifetimes are left out.
pub fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = raw_text(rest) {
            length
        } else if first == '"' {
            quoted(rest, '"')
        } else if first == '\'' {
            let is_letter = rest[1..].starts_with('\\') || rest.chars().nth(2) == Some('\'');
            if is_letter { quoted(rest, '\'') } else { 1 }
        } else if is_word(first) {
            let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            tokens.push(rest[..length].to_owned());
            length
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            if !first.is_whitespace() {
                tokens.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

/// Takes out what is for unit tests alone; gives the names of modules that are in files of their own too.
pub fn without_tests(tokens: Vec<String>) -> (Vec<String>, Vec<String>) {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut rest, mut modules, mut at) = (Vec::new(), Vec::new(), 0);
    while at < tokens.len() {
        if !tokens[at..].iter().map(String::as_str).take(MARK.len()).eq(MARK) {
            rest.push(tokens[at].clone());
            at += 1;
            continue;
        }
        at += MARK.len();
        let (start, mut depth) = (at, 0_usize);
        while at < tokens.len() {
            let token = tokens[at].as_str();
            at += 1;
            depth = if token == "{" { depth + 1 } else { depth - usize::from(token == "}") };
            if depth == 0 && matches!(token, ";" | "}") {
                break;
            }
        }
        let item = &tokens[start..at];
        modules.extend(
            item.iter()
                .skip_while(|token| *token != "mod")
                .nth(1)
                .filter(|_| item.ends_with(&[";".into()]))
                .cloned(),
        );
    }
    (rest, modules)
}

/// How long a text in quotes is.
fn quoted(text: &str, quote: char) -> usize {
    let mut letters = text.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        if letter == quote {
            return at + 1;
        }
        if letter == '\\' {
            letters.next();
        }
    }
    text.len()
}

/// How long a raw text is, where one begins here: `r#".."#`.
fn raw_text(text: &str) -> Option<usize> {
    let inside = ["r", "br", "cr"].into_iter().find_map(|prefix| {
        let rest = text.strip_prefix(prefix)?;
        rest.trim_start_matches('#').starts_with('"').then_some(rest)
    })?;
    let marks = inside.len() - inside.trim_start_matches('#').len();
    let start = text.len() - inside.len() + marks + 1;
    let close = format!("\"{}", "#".repeat(marks));
    Some(text[start..].find(&close).map_or(text.len(), |end| start + end + close.len()))
}

/// Whether a letter is of a word.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
