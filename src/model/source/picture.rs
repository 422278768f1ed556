//! How large a picture is, and what it is written in; the picture that other sites show beside a link.

use serde::Serialize;

/// A format that every site which shows pictures can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// Portable Network Graphics.
    Png,
    /// JPEG, however it is compressed.
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

/// What a file says of the picture in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it is written in.
    pub format: PictureFormat,
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
    /// How long the file is, in bytes.
    pub bytes: usize,
}

/// The picture that other sites show beside a link to a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShareImageView {
    /// Its absolute address.
    pub url: String,
    /// What it shows, in words.
    pub alt: String,
    /// The media type.
    pub media: &'static str,
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
}
