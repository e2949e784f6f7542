//! Checks that modules do not import each other in cycles.
//!
//! A module imports the file in which an item is defined. Importing a re-exported item therefore counts as importing its
//! source, and a parent module that only re-exports its children imports nothing. The cycles are the strongly connected
//! components of these imports.
//!
//! Source: R. Tarjan, *Depth-First Search and Linear Graph Algorithms*, SIAM Journal on Computing 1 (1972).

use crate::sources;
use std::collections::{BTreeMap, BTreeSet};
use syn::visit::{self, Visit};

type Path = Vec<String>;

/// Cycles that are allowed, each identified by one of its modules, with the reason.
const ALLOWED: [(&str, &str); 0] = [];

/// The modules, re-exports and paths in a file.
#[derive(Default)]
struct Names {
    children: BTreeSet<String>,
    /// The names that the file re-exports, with their paths.
    exports: Vec<(String, Path)>,
    paths: Vec<Path>,
}

impl<'s> Visit<'s> for Names {
    fn visit_item_mod(&mut self, module: &'s syn::ItemMod) {
        if module.content.is_none() {
            self.children.insert(module.ident.to_string());
        } else if !module.attrs.iter().any(|a| a.path().is_ident("cfg")) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_use(&mut self, item: &'s syn::ItemUse) {
        let mut found = Vec::new();
        used(&item.tree, Vec::new(), &mut found);
        match item.vis {
            syn::Visibility::Inherited => self.paths.extend(found.into_iter().map(|(_, path)| path)),
            _ => self.exports.extend(found),
        }
    }

    fn visit_path(&mut self, path: &'s syn::Path) {
        if path.segments.len() > 1 {
            self.paths.push(path.segments.iter().map(|s| s.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    // `pub(in crate::compose)` imports nothing.
    fn visit_visibility(&mut self, _: &'s syn::Visibility) {}
}

/// Collects the names that a `use` declaration imports, with their paths.
fn used(tree: &syn::UseTree, mut before: Path, found: &mut Vec<(String, Path)>) {
    match tree {
        syn::UseTree::Path(path) => {
            before.push(path.ident.to_string());
            used(&path.tree, before, found);
        }
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| used(tree, before.clone(), found)),
        syn::UseTree::Name(name) if name.ident == "self" => {
            found.push((before.last().cloned().unwrap_or_default(), before));
        }
        syn::UseTree::Name(name) => {
            before.push(name.ident.to_string());
            found.push((name.ident.to_string(), before));
        }
        syn::UseTree::Rename(rename) => {
            before.push(rename.ident.to_string());
            found.push((rename.rename.to_string(), before));
        }
        syn::UseTree::Glob(_) => found.push(("*".to_string(), before)),
    }
}

struct Modules(BTreeMap<Path, Names>);

impl Modules {
    fn new(files: impl IntoIterator<Item = (Path, syn::File)>) -> Modules {
        let names = |syntax: &syn::File| {
            let mut names = Names::default();
            names.visit_file(syntax);
            names
        };
        Modules(files.into_iter().map(|(module, syntax)| (module, names(&syntax))).collect())
    }

    /// Resolves a path in `module` to a path from the crate root; `None` if it leads out of the crate.
    fn absolute(&self, module: &[String], path: &[String]) -> Option<Path> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([module, rest].concat()),
            "super" => {
                let ups = path.iter().take_while(|part| *part == "super").count();
                let kept = module.len().checked_sub(ups)?;
                Some([&module[..kept], &path[ups..]].concat())
            }
            _ => {
                let names = self.0.get(module)?;
                if names.children.contains(first) {
                    return Some([module, path].concat());
                }
                // The path `line::set` after `use super::line;`.
                let imported = names.paths.iter().find(|known| known.len() > 1 && known.last() == Some(first));
                let imported = imported.filter(|known| ["crate", "super", "self"].contains(&known[0].as_str()))?;
                Some([self.absolute(module, imported)?, rest.to_vec()].concat())
            }
        }
    }

    /// Returns the module that defines the item at a path, following at most `depth` re-exports.
    fn definition(&self, path: &[String], depth: usize) -> Option<Path> {
        let module = (1..=path.len()).rev().map(|end| &path[..end]).find(|start| self.0.contains_key(*start))?;
        let exported = path.get(module.len()).and_then(|name| {
            let (_, from) = self.0[module].exports.iter().find(|(exported, _)| exported == name)?;
            let mut whole = self.absolute(module, from)?;
            whole.extend_from_slice(&path[module.len() + 1..]);
            Some(whole)
        });
        match exported {
            Some(whole) if depth > 0 => self.definition(&whole, depth - 1),
            _ => Some(module.to_vec()),
        }
    }

    fn imports(&self, module: &[String]) -> BTreeSet<Path> {
        let paths = self.0[module].paths.iter();
        let found = paths.filter_map(|path| self.definition(&self.absolute(module, path)?, 5));
        found.filter(|other| other != module).collect()
    }

    /// Returns the cycles, each with its modules in alphabetical order.
    fn cycles(&self) -> Vec<BTreeSet<Path>> {
        let imports: BTreeMap<&Path, BTreeSet<Path>> = self.0.keys().map(|m| (m, self.imports(m))).collect();
        let reachable = |from: &Path| {
            let mut reached = BTreeSet::new();
            let mut open: Vec<Path> = imports[from].iter().cloned().collect();
            while let Some(module) = open.pop() {
                if reached.insert(module.clone()) {
                    open.extend(imports[&module].iter().cloned());
                }
            }
            reached
        };
        let reached: BTreeMap<&Path, BTreeSet<Path>> = self.0.keys().map(|m| (m, reachable(m))).collect();
        let cycle = |module: &Path| -> BTreeSet<Path> {
            reached[module].iter().filter(|other| reached[other].contains(module)).cloned().collect()
        };
        let cycles: BTreeSet<BTreeSet<Path>> = self.0.keys().map(cycle).filter(|c| c.len() > 1).collect();
        cycles.into_iter().collect()
    }
}

fn listed(cycle: &BTreeSet<Path>) -> String {
    cycle.iter().map(|module| module.join("::")).collect::<Vec<_>>().join(", ")
}

#[test]
fn modules_do_not_import_each_other_in_cycles() {
    let files = sources::all().into_iter().filter(|s| !["lib", "main"].contains(&s.top()));
    let modules = Modules::new(files.map(|s| (s.module.clone(), s.syntax())));
    let allowed =
        |cycle: &BTreeSet<Path>| ALLOWED.iter().any(|(module, _)| cycle.iter().any(|path| path.join("::") == *module));
    let cycles: Vec<String> = modules.cycles().iter().filter(|c| !allowed(c)).map(listed).collect();
    assert!(cycles.is_empty(), "these modules import each other in a cycle:\n{}", cycles.join("\n"));
}

#[test]
fn cycles_are_detected_and_reexports_are_not_cycles() {
    let file = |path: &str, text: &str| {
        (path.split("::").map(str::to_string).collect::<Path>(), syn::parse_str::<syn::File>(text).unwrap())
    };
    let found = |files: Vec<(Path, syn::File)>| Modules::new(files).cycles().iter().map(listed).collect::<Vec<_>>();
    let cycle = vec![
        file("a", "mod b; mod c; pub use b::B; fn f() { c::g(); }"),
        file("a::b", "use super::c; pub struct B; fn h() { c::g(); }"),
        file("a::c", "use super::B; fn g() -> B { B }"),
    ];
    assert_eq!(found(cycle), ["a::b, a::c"]);
    let parent =
        vec![file("a", "mod b; pub struct A; fn f() { b::g(); }"), file("a::b", "use super::A; fn g(_: A) {}")];
    assert_eq!(found(parent), ["a, a::b"]);
    let none = vec![
        file("a", "mod b; mod c; pub use b::B; pub use c::g;"),
        file("a::b", "pub(in crate::a) struct B;"),
        file("a::c", "use super::B; pub fn g() -> B { B }"),
    ];
    assert_eq!(found(none), [] as [&str; 0]);
}
