//! Tera filters whose output may be much longer than their input.

use tera::{Error, Kwargs, State, StringInput, TeraResult, Value};

use crate::write::meter::{self, Exceeded};

use super::weight::{VALUE, length};

/// Counts the possible size of a filter's output, or its running time.
pub(super) fn before(filter: &str, value: &Value) -> Result<(), Exceeded> {
    let text = value.as_str().unwrap_or_default();
    match filter {
        // One character may become six: `&quot;`.
        "escape_html" | "escape_xml" | "newlines_to_br" => meter::handle(6 * text.len()),
        // Tera indents by at most 1,000 characters.
        "indent" => meter::handle(text.len() + 4000 * text.lines().count()),
        "split" => meter::handle(2 * VALUE * text.len()),
        // Each value is compared with all distinct ones.
        "unique" => meter::iterations(length(value).saturating_mul(length(value)) / 1024, 0),
        _ => Ok(()),
    }
}

/// Tera's `replace`, which counts its output before it is produced.
pub(super) fn replace(value: StringInput<'_>, of: Kwargs, state: &State) -> TeraResult<Value> {
    let from = of.must_get::<&str>("from")?;
    let to = of.must_get::<StringInput<'_>>("to")?;
    let made = |text: &str, to: &str| {
        let more = text.matches(from).count().saturating_mul(to.len());
        check_count(meter::handle(text.len().saturating_add(more)))?;
        Ok::<_, Error>(text.replace(from, to))
    };
    if state.autoescaping_enabled() && (value.is_safe() || to.is_safe()) {
        Ok(Value::safe_string(&made(&value.rendered(state)?, &to.rendered(state)?)?))
    } else {
        Ok(Value::from(made(value.as_str(), to.as_str())?))
    }
}

/// Tera's `join`, which counts its output before it is produced.
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
        check_count(meter::handle(part.len()))?;
        parts.push(part);
    }
    let between = match &separator {
        Some(separator) if escapes => separator.rendered(state)?,
        Some(separator) => separator.as_str().into(),
        None => "".into(),
    };
    check_count(meter::handle(between.len().saturating_mul(values.len())))?;
    let joined = parts.join(&between);
    Ok(if escapes { Value::safe_string(&joined) } else { Value::from(joined) })
}

/// Fails if a limit was exceeded.
pub(super) fn check_count(count: Result<(), Exceeded>) -> TeraResult<()> {
    count.map_err(|exceeded| Error::message(exceeded.message()))
}
