//! Finds hidden data in GIF files (GIF89a specification). Their pixels are decoded when a file is read, so nothing else of a
//! file is kept.

use super::hidden::{self, HiddenKinds};
use crate::diagnostic::HiddenData;

/// Block labels (section 12 and the following).
const IMAGE: u8 = 0x2c;
const EXTENSION: u8 = 0x21;
const COMMENT: u8 = 0xfe;
const APPLICATION: u8 = 0xff;
const TRAILER: u8 = 0x3b;

/// Whether a file is a GIF.
pub(super) fn is_gif(bytes: &[u8]) -> bool {
    bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a")
}

/// Returns the kinds of data in a file that its first picture does not need. Stops at the first damaged block.
pub(super) fn hidden(bytes: &[u8]) -> HiddenKinds {
    let mut kinds = HiddenKinds::new();
    let mut file = Blocks { bytes, at: 6 };
    let _ = file.read(&mut kinds);
    kinds
}

struct Blocks<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Blocks<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(taken)
    }

    /// Skips a colour table, whose size is in the flags of the block before it.
    fn skip_table(&mut self, flags: u8) -> Option<()> {
        if flags & 0x80 != 0 {
            self.take(3 << ((flags & 7) + 1))?;
        }
        Some(())
    }

    /// Returns the data of the sub-blocks, the last of which is empty.
    fn sub_blocks(&mut self) -> Option<Vec<u8>> {
        let mut data = Vec::new();
        loop {
            let length = self.take(1)?[0];
            if length == 0 {
                return Some(data);
            }
            data.extend_from_slice(self.take(usize::from(length))?);
        }
    }

    fn read(&mut self, kinds: &mut HiddenKinds) -> Option<()> {
        let screen = self.take(7)?;
        self.skip_table(screen[4])?;
        let mut frames = 0;
        loop {
            match self.take(1)?[0] {
                IMAGE => {
                    let descriptor = self.take(9)?;
                    self.skip_table(descriptor[8])?;
                    // The size of the codes precedes the pixels.
                    self.take(1)?;
                    self.sub_blocks()?;
                    frames += 1;
                    if frames == 2 {
                        kinds.insert(HiddenData::Versions);
                    }
                }
                EXTENSION => {
                    let label = self.take(1)?[0];
                    let data = self.sub_blocks()?;
                    match label {
                        COMMENT => drop(kinds.insert(HiddenData::Words)),
                        APPLICATION if data.starts_with(b"XMP DataXMP") => kinds.extend(hidden::xmp(&data)),
                        // The number of times that an animation is repeated.
                        APPLICATION if data.starts_with(b"NETSCAPE2.0") => {}
                        APPLICATION => drop(kinds.insert(HiddenData::Other)),
                        _ => {}
                    }
                }
                TRAILER => {
                    if self.bytes[self.at..].iter().any(|byte| *byte != 0) {
                        kinds.insert(HiddenData::Appended);
                    }
                    return Some(());
                }
                _ => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn comments_and_appended_data_are_found() {
        let mut bytes = Cursor::new(Vec::new());
        image::RgbaImage::new(3, 2).write_to(&mut bytes, image::ImageFormat::Gif).unwrap();
        let mut bytes = bytes.into_inner();
        assert_eq!(hidden(&bytes), HiddenKinds::new());
        bytes.pop();
        bytes.extend_from_slice(b"\x21\xfe\x03abc\0\x3babc");
        assert_eq!(hidden(&bytes), HiddenKinds::from([HiddenData::Words, HiddenData::Appended]));
    }
}
