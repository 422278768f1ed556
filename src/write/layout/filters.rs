//! Filters of Tera whose text may be much longer than what they are given.

use tera::{Error, Kwargs, State, StringInput, TeraResult, Value};

use crate::write::meter::{self, Over};

use super::weight::{VALUE, length};

/// What a filter may make of a value, or how long it may take.
pub(super) fn before(filter: &str, value: &Value) -> Result<(), Over> {
    let text = value.as_str().unwrap_or_default();
    match filter {
        // Of one sign, six: `&quot;`.
        "escape_html" | "escape_xml" | "newlines_to_br" => meter::handle(6 * text.len()),
        // Tera indents by 1,000 characters at most.
        "indent" => meter::handle(text.len() + 4000 * text.lines().count()),
        "split" => meter::handle(2 * VALUE * text.len()),
        // Each is compared with all that are different.
        "unique" => meter::rounds(length(value).saturating_mul(length(value)) / 1024, 0),
        _ => Ok(()),
    }
}

/// Tera's `replace`, which counts what it makes before it makes it.
pub(super) fn replace(value: StringInput<'_>, of: Kwargs, state: &State) -> TeraResult<Value> {
    let from = of.must_get::<&str>("from")?;
    let to = of.must_get::<StringInput<'_>>("to")?;
    let made = |text: &str, to: &str| {
        let more = text.matches(from).count().saturating_mul(to.len());
        counted(meter::handle(text.len().saturating_add(more)))?;
        Ok::<_, Error>(text.replace(from, to))
    };
    if state.autoescaping_enabled() && (value.is_safe() || to.is_safe()) {
        Ok(Value::safe_string(&made(&value.rendered(state)?, &to.rendered(state)?)?))
    } else {
        Ok(Value::from(made(value.as_str(), to.as_str())?))
    }
}

/// Tera's `join`, which counts what it makes before it makes it.
pub(super) fn join(values: &[Value], of: Kwargs, state: &State) -> TeraResult<Value> {
    let separator = of.get::<StringInput<'_>>("sep")?;
    let is_safe = |value: &Value| value.is_string() && value.is_safe();
    let escapes = state.autoescaping_enabled()
        && (values.iter().any(is_safe) || separator.as_ref().is_some_and(StringInput::is_safe));
    let mut parts = Vec::with_capacity(values.len());
    for value in values {
        let part = match (escapes, value.is_undefined()) {
            (false, _) => value.to_string(),
            (true, true) => String::new(),
            (true, false) => state.escape_if_needed(value)?,
        };
        counted(meter::handle(part.len()))?;
        parts.push(part);
    }
    let between = match &separator {
        Some(separator) if escapes => separator.rendered(state)?,
        Some(separator) => separator.as_str().into(),
        None => "".into(),
    };
    counted(meter::handle(between.len().saturating_mul(values.len())))?;
    let joined = parts.join(&between);
    Ok(if escapes { Value::safe_string(&joined) } else { Value::from(joined) })
}

/// Fails where too much was counted.
pub(super) fn counted(count: Result<(), Over>) -> TeraResult<()> {
    count.map_err(|over| Error::message(over.message()))
}
