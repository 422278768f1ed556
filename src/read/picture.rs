//! Reads the format and size of a picture from the first bytes of its file, without decoding it.

use imagesize::ImageType;

use crate::model::source::picture::{Picture, PictureFormat};

/// Reads the header of a PNG or JPEG; `None` if the bytes are neither, or end too early.
pub fn read(bytes: &[u8]) -> Option<Picture> {
    let format = match imagesize::image_type(bytes).ok()? {
        ImageType::Png => PictureFormat::Png,
        ImageType::Jpeg => PictureFormat::Jpeg,
        _ => return None,
    };
    let size = imagesize::blob_size(bytes).ok()?;
    Some(Picture { format, width: size.width, height: size.height, bytes: bytes.len() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_bytes_can_be_read(
            start in prop_oneof![Just(&b"\x89PNG\r\n\x1a\n"[..]), Just(&b"\xFF\xD8\xFF\xE0\0\x04"[..]), Just(&b""[..])],
            rest in proptest::collection::vec(any::<u8>(), 0..64),
        ) {
            let bytes = [start, rest.as_slice()].concat();
            if let Some(picture) = read(&bytes) {
                prop_assert_eq!(picture.bytes, bytes.len());
            }
        }
    }
}
