//! Imposes a PDF from any program as a booklet: `cargo run --example impose_a_pdf IN.pdf [OUT.pdf]`.

use agrafe::session::{ForeignOptions, impose_pdf};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let input = arguments.next().ok_or("give the name of a PDF file")?;
    let output = arguments.next();
    let options =
        ForeignOptions { layout: "a5-on-a4".to_string(), scale_to_fit: Some(true), ..ForeignOptions::default() };
    let imposed = impose_pdf(Path::new(&input), &options)?;
    let path = imposed.save(output.as_deref().map(Path::new))?;
    println!("{}: {} sheets", path.display(), imposed.imposition.sheets.len());
    Ok(())
}
