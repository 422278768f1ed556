//! The format and size of a picture, and the share image.

use serde::Serialize;

/// A picture format that all sites support.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// Portable Network Graphics.
    Png,
    /// JPEG, with any compression.
    Jpeg,
}

impl PictureFormat {
    /// The media type (RFC 6838).
    pub fn media(self) -> &'static str {
        match self {
            PictureFormat::Png => "image/png",
            PictureFormat::Jpeg => "image/jpeg",
        }
    }
}

/// The properties of a picture, from the header of its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The format.
    pub format: PictureFormat,
    /// The size in pixels.
    pub width: usize,
    /// The size in pixels.
    pub height: usize,
    /// The size of the file, in bytes.
    pub bytes: usize,
}

/// The image that other sites show beside a link to a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShareImageView {
    /// The absolute address.
    pub url: String,
    /// The alternative text.
    pub alt: String,
    /// The media type.
    pub media: &'static str,
    /// The size in pixels.
    pub width: usize,
    /// The size in pixels.
    pub height: usize,
}
