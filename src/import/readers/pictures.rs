//! Recognises which pictures of a document can be printed.

use crate::image;

/// Returns the file extension that matches the bytes of a picture, if the picture can be decoded.
pub(super) fn extension(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 7] = [
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff", "jpg"),
        (b"GIF8", "gif"),
        (b"II*\0", "tif"),
        (b"MM\0*", "tif"),
        (b"RIFF", "webp"),
        (b"<", "svg"),
    ];
    let (_, extension) = kinds.iter().find(|(magic, _)| bytes.starts_with(magic))?;
    image::identify("picture", bytes.to_vec()).is_ok().then_some(*extension)
}
