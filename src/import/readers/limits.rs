//! Limits for documents. Only damaged or malicious files exceed them, and such files are refused.

/// The maximum size of a document, and of each unpacked part, in megabytes (2^20 bytes). A long book takes up three megabytes.
pub const MAX_DOCUMENT_MB: u64 = 64;

/// The maximum size of all unpacked parts of a document together, in bytes: a zip archive of a few kilobytes can claim to
/// contain gigabytes.
pub(super) const MAX_UNPACKED_BYTES: u64 = 4 * (MAX_DOCUMENT_MB << 20);

/// The maximum nesting depth of elements. Real pages stay below 100. At this depth, recursion over elements is still far from
/// a stack overflow.
pub(super) const DEEPEST: usize = 1000;
