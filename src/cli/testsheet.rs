//! `agrafe testsheet`: a sheet to print once, that tells what a machine does with paper.

use super::Outcome;
use super::args::TestsheetOptions;
use super::report::Console;
use super::tones;
use crate::compose::{Lettering, Stand};
use crate::diagnostic::{Lang, Placed, Sources, Span, has_errors};
use crate::font::FontBook;
use crate::geometry::{Point, Size};
use crate::image::PictureBook;
use crate::normalise;
use crate::output::Outputs;
use crate::page::{Book, Ink, Item, Page};
use crate::read;
use crate::sheet::Layout;
use crate::spec::RawSpec;
use crate::unit::Length;
use crate::write::Stock;
use crate::write::pdf::{Carry, Information, Prepared};
use std::path::Path;

pub(super) fn run(options: &TestsheetOptions, console: &Console) -> Outcome {
    let mut sources = Sources::default();
    let mut diagnostics = Vec::new();
    let wanted = Placed { value: options.layout.clone(), span: Span::default() };
    let layout = read::layout::find(Path::new("."), &wanted, &mut sources).report_to(&mut diagnostics);
    let fonts = read::built_in_fonts();
    let spec = normalise::spec(&RawSpec::default(), &fonts, None).report_to(&mut diagnostics);
    if let (Some(layout), false) = (layout, has_errors(&diagnostics)) {
        let lettering = Lettering::new(&spec, &fonts);
        let (bytes, said) = if options.tones {
            (tones::sheet(options, &layout, (&lettering, &fonts), console), said_of_tones(console))
        } else {
            (turning(&layout, (&lettering, &fonts), console), said(&layout, console))
        };
        let mut outputs = Outputs::default();
        outputs.add(&options.output, bytes);
        match outputs.write() {
            Ok(()) if !console.quiet => console.result(&format!("{}  {said}\n", options.output.display())),
            Ok(()) => {}
            Err(fault) => diagnostics.push(*fault),
        }
    }
    console.diagnostics(&diagnostics, &sources);
    Outcome::of(&diagnostics)
}

/// The sheet that tells how a machine turns paper over, and what it leaves blank.
fn turning(layout: &Layout, (lettering, fonts): (&Lettering, &FontBook), console: &Console) -> Vec<u8> {
    let test = || Test { lettering, layout, lang: console.lang, items: Vec::new() };
    let book = Book { pages: vec![test().front(), test().back()], marks: Vec::new() };
    let title = console.say("Test sheet", "Feuille d’essai").to_string();
    let information = Information { title, ..Information::default() };
    let pictures = PictureBook::default();
    let stock = Stock { fonts, pictures: &pictures };
    Prepared::new(&book, stock, &information).reading(Carry::AsIs).into_bytes()
}

fn is_landscape(layout: &Layout) -> bool {
    layout.sheet.width > layout.sheet.height
}

/// The edge over which a machine must turn this sheet so that hands find the back upright.
fn right_edge(layout: &Layout) -> [&'static str; 2] {
    if is_landscape(layout) { ["short-edge", "long-edge"] } else { ["long-edge", "short-edge"] }
}

fn said(layout: &Layout, console: &Console) -> String {
    let [edge, _] = right_edge(layout);
    let (en, fr) = match edge {
        "short-edge" => ("the short edge", "le bord court"),
        _ => ("the long edge", "le bord long"),
    };
    let en = format!("print it on both sides, flipped on {en}, at 100 %; the sheet says what to write down");
    let fr = format!("à imprimer recto verso, retournement sur {fr}, à 100 % ; la feuille dit quoi noter");
    console.say(&en, &fr).to_string()
}

fn said_of_tones(console: &Console) -> String {
    console
        .say(
            "print it at 100 %, copy it as often as the brochure will be; the sheet says what to write down",
            "à imprimer à 100 %, à copier autant de fois que la brochure le sera ; la feuille dit quoi noter",
        )
        .to_string()
}

/// One side of the sheet.
struct Test<'a> {
    lettering: &'a Lettering<'a>,
    layout: &'a Layout,
    lang: Lang,
    items: Vec<(Point, Item)>,
}

impl Test<'_> {
    fn say(&self, en: &str, fr: &str) -> String {
        match self.lang {
            Lang::En => en.to_string(),
            Lang::Fr => fr.to_string(),
        }
    }

    fn rule(&mut self, at: Point, size: Size) {
        self.items.push((at, Item::Rule(size, Ink::Black)));
    }

    /// Words, and how far down they go.
    fn words(&mut self, text: &str, (at, stand): (Point, Stand), size: f64, measure: Length) -> Length {
        let (mut items, height) = self.lettering.words(text, (at, stand), (Length::pt(size), measure));
        self.items.append(&mut items);
        height
    }

    fn page(self, folio: usize) -> Page {
        let mut page = Page::blank(folio, self.layout.sheet);
        page.items = self.items;
        page
    }

    /// An arrow upwards, its point at `at`.
    fn arrow(&mut self, at: Point) {
        let step = Length::mm(0.5);
        for i in 0..40 {
            let wide = step * (i + 1);
            self.rule(at.moved(-wide / 2, step * i), Size::new(wide, step));
        }
        self.rule(at.moved(Length::mm(-3.0), Length::mm(20.0)), Size::new(Length::mm(6.0), Length::mm(25.0)));
    }

    /// Scales from each edge inwards: a mark each millimetre up to 15, longer ones at 5 and 10, with figures.
    fn edge_scales(&mut self) {
        let Size { width, height } = self.layout.sheet;
        let thin = Length::pt(0.4);
        for mm in 1..=15_i64 {
            let long = Length::mm(if mm % 5 == 0 { 9.0 } else { 4.0 });
            let inward = Length::mm(mm as f64);
            // Each mark begins on a line, a step further along, so that the last one that is printed is seen at once.
            let along = Length::mm(4.0) * mm;
            let (cx, cy) = (width / 2 + Length::mm(45.0) + along / 2, height / 2 + Length::mm(20.0) + along / 3);
            self.rule(Point::new(cx, inward - thin / 2), Size::new(long, thin));
            self.rule(Point::new(cx, height - inward - thin / 2), Size::new(long, thin));
            self.rule(Point::new(inward - thin / 2, cy), Size::new(thin, long));
            self.rule(Point::new(width - inward - thin / 2, cy), Size::new(thin, long));
            if mm % 5 == 0 {
                let (down, right) = (Length::mm(1.0), Length::mm(10.0));
                let figure = mm.to_string();
                let measure = Length::mm(10.0);
                for at in [
                    Point::new(cx + right, inward + down),
                    Point::new(cx + right, height - inward + down),
                    Point::new(inward - down, cy + right + Length::mm(2.0)),
                    Point::new(width - inward - down * 2, cy + right + Length::mm(2.0)),
                ] {
                    self.words(&figure, (at, Stand::Left), 7.0, measure);
                }
            }
        }
    }

    /// Where front and back are laid against the light: the front's scale of millimetres.
    fn cross_at(&self) -> Point {
        Point::new(self.layout.sheet.width / 2, self.layout.sheet.height.scale(30, 100))
    }

    fn front(mut self) -> Page {
        let thin = Length::pt(0.4);
        let middle = self.cross_at();
        self.edge_scales();
        // Two scales of half millimetres: to the side above the middle, down to the left of it.
        let clear = Length::mm(5.0);
        for half in -16..=16_i64 {
            let long = Length::mm(match half {
                0 => 16.0,
                n if n % 10 == 0 => 9.0,
                n if n % 2 == 0 => 5.0,
                _ => 3.0,
            });
            let off = Length::mm(0.5) * half;
            self.rule(middle.moved(off - thin / 2, -clear - long), Size::new(thin, long));
            self.rule(middle.moved(-clear - long, off - thin / 2), Size::new(long, thin));
        }
        self.arrow(Point::new(Length::mm(45.0), Length::mm(35.0)));
        let front = self.say("FRONT", "RECTO");
        self.words(&front, (Point::new(Length::mm(45.0), Length::mm(88.0)), Stand::Centred), 16.0, Length::mm(50.0));
        self.explain();
        self.page(1)
    }

    /// What to do with the sheet, and what to write down.
    fn explain(&mut self) {
        let [right, wrong] = right_edge(self.layout);
        let (right_en, right_fr) = if right == "short-edge" { ("short", "court") } else { ("long", "long") };
        let lines = [
            self.say(
                &format!("1. Print this file on both sides, flipped on the {right_en} edge, at 100 %, and lay it down with this arrow upwards."),
                &format!("1. Imprimer ce fichier recto verso, retournement sur le bord {right_fr}, à 100 %, et poser la feuille flèche en haut."),
            ),
            self.say(
                &format!("2. Turn it over like a page. If the arrow behind points up, all is well: duplex = \"{right}\". If it points down, print it again, flipped on the other edge: if it points up now, always ask the driver for that edge; if not, the machine knows one way only: duplex = \"{wrong}\". If the arrow is on another sheet: duplex = \"manual\"."),
                &format!("2. La retourner comme une page. Si la flèche du dos monte, tout va bien : duplex = \"{right}\". Si elle descend, imprimer encore, en retournant sur l’autre bord : si elle monte alors, demander toujours ce bord au pilote ; sinon la machine ne connaît qu’un sens : duplex = \"{wrong}\". Si la flèche est sur une autre feuille : duplex = \"manual\"."),
            ),
            self.say(
                "3. At each edge, read the first mark that is printed: so many millimetres stay blank there. unprintable = { top = \"…mm\", right = \"…mm\", bottom = \"…mm\", left = \"…mm\" }",
                "3. À chaque bord, lire le premier trait imprimé : autant de millimètres y restent blancs. unprintable = { top = \"…mm\", right = \"…mm\", bottom = \"…mm\", left = \"…mm\" }",
            ),
            self.say(
                "4. Hold the sheet against the light, this side towards you. The cross behind should meet the long marks of this scale, whose steps are half millimetres. Count how far it stands too low, and, seen from the back, too far to the right (from here: to the left). offset = [\"right\", \"down\"], for instance offset = [\"0.5mm\", \"-1mm\"]",
                "4. Tenir la feuille contre la lumière, ce côté vers soi. La croix du dos devrait rejoindre les grands traits de cette échelle, graduée en demi-millimètres. Compter de combien elle est trop bas, et, vu du dos, trop à droite (d’ici : à gauche). offset = [\"droite\", \"bas\"], par exemple offset = [\"0.5mm\", \"-1mm\"]",
            ),
            self.say(
                "5. This bar is 100 mm long. If it isn’t, the driver scales: look for “actual size”.",
                "5. Cette barre mesure 100 mm. Sinon le pilote réduit : chercher « taille réelle ».",
            ),
            self.say(
                "Write the answers under [printer.local] into brochure.toml, or into agrafe/printers.toml in your settings for all brochures.",
                "Noter les réponses sous [printer.local] dans brochure.toml, ou dans agrafe/printers.toml parmi vos réglages pour toutes les brochures.",
            ),
        ];
        let (left, measure) = (Length::mm(25.0), self.layout.sheet.width - Length::mm(50.0));
        let mut y = self.layout.sheet.height.scale(50, 100).max(Length::mm(105.0));
        for line in &lines {
            y += self.words(line, (Point::new(left, y), Stand::Left), 10.5, measure) + Length::pt(5.0);
        }
        self.rule(Point::new(left, y), Size::new(Length::mm(100.0), Length::mm(2.0)));
    }

    fn back(mut self) -> Page {
        let thin = Length::pt(0.4);
        // Seen from behind, left is right.
        let at = self.cross_at();
        let middle = Point::new(self.layout.sheet.width - at.x, at.y);
        // Long enough to reach the scales of the front, which lie above and, from here, to the right.
        let (short, long) = (Length::mm(3.0), Length::mm(30.0));
        self.rule(middle.moved(-thin / 2, -long), Size::new(thin, long + short));
        self.rule(middle.moved(-short, -thin / 2), Size::new(long + short, thin));
        self.arrow(Point::new(Length::mm(45.0), Length::mm(35.0)));
        let back = self.say("BACK", "VERSO");
        self.words(&back, (Point::new(Length::mm(45.0), Length::mm(88.0)), Stand::Centred), 16.0, Length::mm(50.0));
        self.page(2)
    }
}
