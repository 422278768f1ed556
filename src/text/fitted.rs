//! Shrinks values that are kept for long to the memory that they need.
//!
//! A collection that grew step by step may have twice the capacity that it needs, and an allocator may not move it
//! when it is shrunk: mimalloc does not while half of it is used. So the values are moved.

/// The same values without spare capacity.
pub fn fitted<T>(values: Vec<T>) -> Vec<T> {
    if values.capacity() == values.len() {
        return values;
    }
    let mut fitted = Vec::with_capacity(values.len());
    fitted.extend(values);
    fitted
}

/// The same text without spare capacity.
pub fn fitted_text(text: String) -> String {
    if text.capacity() == text.len() { text } else { text.as_str().to_owned() }
}
