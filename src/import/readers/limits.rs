//! Limits of documents: what no text needs, and damaged or malicious files have.

/// The largest document, and the largest part of one when it is unpacked, in megabytes (2^20 bytes). A long book has three.
pub const LARGEST: u64 = 64;

/// The most bytes that all parts of a document may have when they are unpacked: a few kilobytes of a zip archive can claim
/// to be gigabytes.
pub(super) const LARGEST_IN_ALL: u64 = 4 * (LARGEST << 20);

/// How deep elements may be nested. Real pages stay below 100; what recurses over elements stays far from the end of its
/// stack.
pub(super) const DEEPEST: usize = 1000;
