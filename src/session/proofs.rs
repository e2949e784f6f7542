//! Draws pages as proofs, with the codes of findings and the changes since an earlier version.

use super::brochure::Brochure;
use crate::compose::{self, Lettering, ProofNotes, WordChange};
use crate::page::Page;
use rayon::prelude::*;

impl Brochure {
    /// Returns a proof of each page, with the codes of findings and marks for changes next to their lines.
    pub fn proofs(&self, pages: &[&Page], changes: &[WordChange]) -> Vec<Page> {
        let findings = findings(self);
        let lettering = Lettering::new(&self.spec, &self.reading.fonts);
        let proof = |page: &&Page| {
            let number = page.folio - 1;
            let here = |(at, line): &(usize, usize)| (*at == number).then_some(*line);
            let changed: Vec<usize> = changes.iter().flat_map(|change| change.lines.iter().filter_map(here)).collect();
            let found: Vec<(usize, &'static str)> =
                findings.iter().filter(|(at, ..)| *at == number).map(|(_, line, code)| (*line, *code)).collect();
            let notes = ProofNotes { changed: &changed, findings: &found };
            compose::proof(page, &self.spec, &notes, &lettering)
        };
        pages.par_iter().map(proof).collect()
    }
}

/// Returns the page, the line and the code of each finding, in the order of the pages.
fn findings(brochure: &Brochure) -> Vec<(usize, usize, &'static str)> {
    let mut found: Vec<(usize, usize, &'static str)> = Vec::new();
    for diagnostic in &brochure.diagnostics {
        let Some(span) = diagnostic.span else { continue };
        found.extend(brochure.book.line_of(span).map(|(page, line)| (page, line, diagnostic.fault.code())));
    }
    found.sort_unstable();
    found.dedup();
    found
}
