//! agrafe
fn main() {}
