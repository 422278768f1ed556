//! Values that are kept for long, in no more memory than they need.
//!
//! What grew value by value has room for up to as many again. An allocator may leave it where it is when it is told to
//! give that back: mimalloc does so while half of it is used. So the values are moved.

/// The same values without room for more.
pub fn fitted<T>(values: Vec<T>) -> Vec<T> {
    if values.capacity() == values.len() {
        return values;
    }
    let mut fitted = Vec::with_capacity(values.len());
    fitted.extend(values);
    fitted
}

/// The same text without room for more.
pub fn fitted_text(text: String) -> String {
    if text.capacity() == text.len() { text } else { text.as_str().to_owned() }
}
