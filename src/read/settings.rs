//! Reads brochure.toml, key by key, into its raw form. docs/brochure.md explains the keys.

use super::keys::{self, Keys};
use crate::diagnostic::{FileId, Placed, Warned};
use crate::sheet::Printer;
use crate::spec::{
    RawBody, RawContents, RawCover, RawFrench, RawHeadings, RawNotes, RawPage, RawPicture, RawPictures, RawSpec,
};

/// Reads the settings and the printers of a brochure.toml. Keys with invalid values are left out.
pub(super) fn read(source: &str, file: FileId) -> Warned<(RawSpec, Vec<Printer>)> {
    let mut diagnostics = Vec::new();
    let settings = keys::parse(source, file, 0, &mut diagnostics).map(read_keys);
    Warned::new(settings.unwrap_or_default(), diagnostics)
}

fn read_keys(mut keys: Keys) -> (RawSpec, Vec<Printer>) {
    let mut raw = RawSpec {
        title: keys.text("title"),
        subtitle: keys.text("subtitle"),
        author: keys.text("author"),
        translator: keys.text("translator"),
        date: keys.text("date"),
        language: keys.text("language"),
        texts: keys.list("texts"),
        layouts: keys.list("layouts"),
        ..RawSpec::default()
    };
    read_page(&mut keys, &mut raw.page);
    read_body(&mut keys, &mut raw.text);
    read_headings(&mut keys, &mut raw.headings);
    read_notes(&mut keys, &mut raw.notes);
    if let Some(mut links) = keys.table("links") {
        raw.links_print = links.text("print");
        links.finish();
    }
    read_contents(&mut keys, &mut raw.contents);
    if let Some(mut heads) = keys.table("heads") {
        raw.heads_running = heads.text("running");
        raw.heads_folios = heads.flag("folios");
        heads.finish();
    }
    read_pictures(&mut keys, &mut raw.pictures);
    read_each_picture(&mut keys, &mut raw.pictures);
    read_cover(&mut keys, &mut raw.cover);
    if let Some(mut fit) = keys.table("fit") {
        raw.fit_pages = fit.number("pages");
        raw.fit_leading = fit.list("leading");
        raw.fit_size = fit.list("size");
        raw.fit_margins = fit.text("margins");
        raw.fit_looseness = fit.number("looseness");
        fit.finish();
    }
    if let Some(mut blank) = keys.table("blank") {
        raw.blank_fill = blank.list("fill");
        blank.finish();
    }
    if let Some(mut check) = keys.table("check") {
        raw.check_allow = check.list("allow");
        check.finish();
    }
    let printers = super::printers::read(&mut keys);
    read_french(&mut keys, &mut raw.french);
    if let Some(mut table) = keys.table("hyphenation") {
        raw.hyphenation_exceptions = table.list("exceptions");
        table.finish();
    }
    keys.finish();
    (raw, printers)
}

fn read_french(keys: &mut Keys, french: &mut RawFrench) {
    let Some(mut table) = keys.table("french") else { return };
    french.profile = table.text("profile");
    french.ligatures = table.flag("ligatures");
    french.capitals = table.flag("capitals");
    french.ordinals = table.flag("ordinals");
    french.typed_dashes = table.flag("typed_dashes");
    french.curly_quotes = table.flag("curly_quotes");
    french.etc = table.flag("etc");
    french.suspension = table.flag("suspension");
    french.elision = table.flag("elision");
    french.superiors = table.flag("superiors");
    french.centuries = table.flag("centuries");
    table.finish();
}

fn read_page(keys: &mut Keys, page: &mut RawPage) {
    let Some(mut table) = keys.table("page") else { return };
    page.size = table.text("size");
    if let Some(mut margins) = table.table("margins") {
        page.inner = margins.length("inner");
        page.outer = margins.length("outer");
        page.top = margins.length("top");
        page.bottom = margins.length("bottom");
        margins.finish();
    }
    table.finish();
}

fn read_body(keys: &mut Keys, body: &mut RawBody) {
    let Some(mut table) = keys.table("text") else { return };
    body.family = table.text("family");
    body.fallback = table.list("fallback");
    body.size = table.length("size");
    body.leading = table.length("leading");
    body.paragraph = table.text("paragraph");
    body.indent = table.length("indent");
    body.align = table.text("align");
    body.hyphenate = table.flag("hyphenate");
    body.protrusion = table.flag("protrusion");
    body.expansion = table.text("expansion");
    body.letterspacing = table.text("letterspacing");
    body.drop_caps = table.flag("drop_caps");
    body.opener = table.text("opener");
    table.finish();
}

fn read_headings(keys: &mut Keys, headings: &mut RawHeadings) {
    if let Some(mut table) = keys.table("headings") {
        headings.family = table.text("family");
        table.finish();
    }
    if let Some(mut table) = keys.table("code") {
        headings.code_family = table.text("family");
        table.finish();
    }
}

fn read_notes(keys: &mut Keys, notes: &mut RawNotes) {
    let Some(mut table) = keys.table("notes") else { return };
    notes.place = table.text("place");
    notes.numbering = table.text("numbering");
    notes.size = table.length("size");
    notes.leading = table.length("leading");
    notes.back_references = table.flag("back_references");
    notes.pages = table.flag("pages");
    notes.translator = table.text("translator");
    table.finish();
}

fn read_contents(keys: &mut Keys, contents: &mut Option<RawContents>) {
    let Some(mut table) = keys.table("contents") else { return };
    *contents =
        Some(RawContents { title: table.text("title"), depth: table.number("depth"), place: table.text("place") });
    table.finish();
}

fn read_pictures(keys: &mut Keys, pictures: &mut RawPictures) {
    let Some(mut table) = keys.table("pictures") else { return };
    pictures.mode = table.text("mode");
    pictures.screen = table.number("screen");
    pictures.dpi = table.number("dpi");
    pictures.copies = table.number("copies");
    pictures.levels = table.flag("levels");
    pictures.sharpen = table.number("sharpen");
    pictures.reading = table.text("reading");
    table.finish();
}

/// Reads the `[picture."NAME"]` tables.
fn read_each_picture(keys: &mut Keys, pictures: &mut RawPictures) {
    keys.each_named("picture", &mut |name, mut table| {
        let picture = RawPicture {
            mode: table.text("mode"),
            levels: table.flag("levels"),
            sharpen: table.number("sharpen"),
            width: table.length("width"),
            crop: table.text("crop"),
            focus: table.list("focus"),
            place: table.text("place"),
        };
        let name = Placed { value: name.to_string(), span: table.span() };
        table.finish();
        pictures.per_picture.push((name, picture));
    });
}

fn read_cover(keys: &mut Keys, cover: &mut Option<RawCover>) {
    let Some(mut table) = keys.table("cover") else { return };
    *cover = Some(RawCover {
        style: table.text("style"),
        picture: table.text("picture"),
        title_page: table.flag("title_page"),
        back: table.text("back"),
        colophon: table.text("colophon"),
        publisher: table.text("publisher"),
        separate: table.flag("separate"),
    });
    table.finish();
}
