//! Parses and answers the requests of the preview.
#![no_main]

use agrafe::serve::OfflinePreview;
use agrafe::session::{Options, Session};
use agrafe_fuzz::MAX_TEXT;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static PREVIEW: LazyLock<OfflinePreview> = LazyLock::new(|| {
    let text = "# Un titre\n\nDes mots.\n\n![Une légende.](absent.png)\n";
    let options = Options { keep_going: true, ..Options::default() };
    OfflinePreview::new(Session::once().typeset_text("title = \"Essai\"\n", text, &options))
});

fuzz_target!(|data: &[u8]| {
    // A request for the version after the latest one waits for ten seconds.
    if data.len() <= MAX_TEXT && !data.windows(5).any(|path| path == b"/next") {
        PREVIEW.status(data);
    }
});
