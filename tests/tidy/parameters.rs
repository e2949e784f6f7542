//! Checks the number of parameters of every function, where a tuple counts as its elements.

use crate::sources;
use syn::visit::{self, Visit};

/// The largest number of parameters allowed. More of them are easy to confuse and belong in a struct with named fields.
const MAX_PARAMETERS: usize = 5;

/// Returns the number of parameters that a type counts as: one, or the number of a tuple's elements.
fn count_of(of: &syn::Type) -> usize {
    match of {
        syn::Type::Tuple(tuple) => tuple.elems.iter().map(count_of).sum(),
        syn::Type::Reference(reference) => count_of(&reference.elem),
        _ => 1,
    }
}

#[derive(Default)]
struct Signatures {
    found: Vec<(String, usize)>,
}

impl<'s> Visit<'s> for Signatures {
    fn visit_item_impl(&mut self, item: &'s syn::ItemImpl) {
        // The parameters of trait methods are chosen by the author of the trait.
        if item.trait_.is_none() {
            visit::visit_item_impl(self, item);
        }
    }

    fn visit_signature(&mut self, signature: &'s syn::Signature) {
        let count = |input: &syn::FnArg| match input {
            syn::FnArg::Receiver(_) => 0,
            syn::FnArg::Typed(typed) => count_of(&typed.ty),
        };
        self.found.push((signature.ident.to_string(), signature.inputs.iter().map(count).sum()));
        visit::visit_signature(self, signature);
    }
}

fn signatures(syntax: &syn::File) -> Vec<(String, usize)> {
    let mut signatures = Signatures::default();
    signatures.visit_file(syntax);
    signatures.found
}

#[test]
fn functions_have_few_parameters() {
    let mut many = Vec::new();
    for source in sources::all() {
        for (name, count) in signatures(&source.syntax()).into_iter().filter(|(_, count)| *count > MAX_PARAMETERS) {
            many.push(format!("{}: {name} has {count}", source.path.display()));
        }
    }
    assert!(many.is_empty(), "functions with more than {MAX_PARAMETERS} parameters:\n{}", many.join("\n"));
}

#[test]
fn tuples_count_as_their_elements() {
    let syntax = syn::parse_str("impl A { fn f(&self, a: (u8, &(u8, u8)), b: Vec<(u8, u8)>) {} }").unwrap();
    assert_eq!(signatures(&syntax), [("f".to_string(), 4)]);
}
