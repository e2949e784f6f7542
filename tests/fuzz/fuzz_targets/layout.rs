//! Reads a layout, imposes booklets of several lengths with it, and draws its plan.
#![no_main]

use agrafe::diagnostic::{Lang, Placed, Sources, Span};
use agrafe::impose::plan::Plan;
use agrafe::impose::{Pages, impose};
use agrafe::read::{Folder, layout};
use agrafe::session::plan_svg;
use agrafe_fuzz::{MAX_TEXT, SCRATCH, messages, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if data.len() > MAX_TEXT {
        return;
    }
    write("layout.toml", data);
    let path = SCRATCH.join("layout.toml").display().to_string();
    let mut sources = Sources::default();
    let name = Placed { value: path, span: Span::default() };
    let found = layout::find(&Folder::working_directory(), &name, &mut sources);
    messages(&found.diagnostics, &sources);
    let Some(layout) = found.value else { return };
    for count in [1, 7, 16, 33] {
        for (back_cover, separate_cover) in [(false, false), (true, true)] {
            let sizes = vec![layout.page; count];
            let imposition = impose(Pages { sizes: &sizes, ink: &[], back_cover, separate_cover }, &layout);
            messages(&imposition.diagnostics, &sources);
        }
    }
    let plan = Plan::of_layout(&layout, Some(7));
    plan.text(Lang::Fr);
    plan_svg(&plan, Lang::En);
});
