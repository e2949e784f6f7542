//! Limits for documents. Only damaged or malicious files exceed them, and such files are refused.

/// The maximum size of a document, and of each unpacked part, in megabytes (2^20 bytes). A long book takes up three megabytes.
pub const MAX_DOCUMENT_MB: u64 = 64;

/// The maximum size of all unpacked parts of a document together, in bytes: a zip archive of a few kilobytes can claim to
/// contain gigabytes.
pub(super) const MAX_UNPACKED_BYTES: u64 = 4 * (MAX_DOCUMENT_MB << 20);

/// The maximum size of an unpacked part in relation to its packed size. The text of documents is packed to a twentieth of its
/// size at best, and deflate can reach a thousandth.
pub(super) const MAX_PACKING: u64 = 100;

/// The size up to which a part may be packed more tightly, in bytes: short parts are often nothing but repeated elements.
pub(super) const FREE_BYTES: u64 = 1 << 20;

/// The maximum length of the address of a link, in bytes. Longer ones don't work in every browser, and no reader can type one from
/// paper.
pub(super) const MAX_ADDRESS: usize = 2000;

/// The maximum number of empty cells that complete the short rows of a table. A table of a page with 40 rows of 6 columns has
/// 240 cells in all.
pub(super) const MAX_PADDING: usize = 10_000;

/// The maximum list level that has a separate indent, counted from 0. Items of deeper levels are indented like items of this
/// level. Word processors have nine or ten levels.
pub(super) const DEEPEST_ITEM: usize = 8;

/// The maximum nesting depth of elements. Real pages stay below 100. At this depth, recursion over elements is still far from
/// a stack overflow.
pub(super) const DEEPEST: usize = 1000;
