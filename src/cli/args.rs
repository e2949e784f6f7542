//! What can be typed: the one definition that help, completions and man pages come from.

use super::french;
use crate::diagnostic::Lang;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

/// Typeset brochures: Markdown in, pages to read and sheets to fold out.
#[derive(Debug, Parser)]
#[command(name = "agrafe", version, max_term_width = 100, propagate_version = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) action: Action,
    #[command(flatten)]
    pub(super) common: Common,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// Print nothing but errors and what was asked for.
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Colour messages: always, never, or when a person reads them.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(super) color: Colour,
    /// Speak English or French; the default is the system's language.
    #[arg(long, global = true, value_name = "en|fr", value_parser = ["en", "fr"])]
    pub(super) lang: Option<String>,
}

/// When messages are coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// When standard error is a terminal and NO_COLOR isn't set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Action {
    /// Compose a brochure: write the PDF to read, and one to print for each layout.
    Build(BuildOptions),
    /// Draw one page, or the spread it stands on, as PNG, SVG or PDF.
    Page(PageOptions),
    /// Show the brochure in the browser, as it is edited.
    Serve(ServeOptions),
    /// List everything that a corrector and a printer would object to.
    Check(CheckOptions),
    /// Impose the pages of any PDF onto sheets.
    Impose(ImposeOptions),
    /// Show how pages stand on the sheets of a layout, and what hands do with these.
    Plan(PlanOptions),
    /// List the built-in layouts.
    Layouts,
    /// Make a sheet that tells how a machine turns paper over, what it leaves blank and by how much it is off.
    Testsheet(TestsheetOptions),
    /// Show a picture as it will be printed, or as it looks after copies of copies.
    Picture(PictureOptions),
    /// Make a brochure of raw texts: plain, Markdown, HTML, .docx or .odt; every repair is listed.
    Import(ImportOptions),
    /// Make a brochure to start from.
    New(NewOptions),
    /// Correct the typography of a French text: spaces, quotation marks, dashes, numbers, abbreviations.
    Typo(TypoOptions),
    /// Show where words may be divided.
    Hyphenate(HyphenateOptions),
    /// Print completions for a shell.
    Completions(CompletionOptions),
    /// Print the manual page.
    Man,
}

#[derive(Debug, Args)]
pub(super) struct BuildOptions {
    /// The brochure: a folder with a brochure.toml, or that file.
    #[arg(default_value = ".", value_name = "DIR")]
    pub(super) brochure: PathBuf,
    /// Write into this folder; the default is the brochure's own `out`.
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: Option<PathBuf>,
    /// Impose by this layout instead of those in brochure.toml; may be given several times.
    #[arg(long = "layout", value_name = "NAME|FILE")]
    pub(super) layouts: Vec<String>,
    /// Reach this count of pages, within the limits of [fit] in brochure.toml.
    #[arg(long, value_name = "PAGES")]
    pub(super) fit: Option<usize>,
    /// Write a corrector's proof too: grid, line numbers, rivers, stacks, findings, loose and tight lines.
    #[arg(long)]
    pub(super) proof: bool,
    /// Mark on the proof, and list, what has changed since a folder, a PDF that agrafe made, or a revision in git.
    #[arg(long, value_name = "DIR|PDF|REV")]
    pub(super) since: Option<String>,
    /// Build again whenever a file of the brochure is saved.
    #[arg(short, long)]
    pub(super) watch: bool,
    /// Build even if pictures are missing or damaged; a crossed frame stands in their place.
    #[arg(short, long)]
    pub(super) keep_going: bool,
    /// Print on this machine, as [printer.NAME] describes it; without it on `local`, if that is described.
    #[arg(long, value_name = "NAME")]
    pub(super) printer: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct PageOptions {
    /// The number of the page; the cover is 1.
    #[arg(value_name = "N")]
    pub(super) number: usize,
    /// The brochure: a folder with a brochure.toml, or that file.
    #[arg(default_value = ".", value_name = "DIR")]
    pub(super) brochure: PathBuf,
    /// Write to this file; its ending says how: .png, .svg or .pdf.
    #[arg(short, long, default_value = "page.png", value_name = "FILE")]
    pub(super) output: PathBuf,
    /// Dots an inch of a PNG.
    #[arg(long, default_value_t = 150, value_parser = clap::value_parser!(u32).range(10..=1200))]
    pub(super) dpi: u32,
    /// Draw the two facing pages.
    #[arg(long)]
    pub(super) spread: bool,
    /// Show pictures as the sheets carry them: screens, black and white, or grey.
    #[arg(long)]
    pub(super) printed: bool,
    /// Draw a corrector's proof: grid, line numbers, rivers, stacks, findings, and bars beside loose and tight lines.
    #[arg(long)]
    pub(super) proof: bool,
    /// Mark and list what has changed since a folder, a PDF that agrafe made, or a revision in git.
    #[arg(long, value_name = "DIR|PDF|REV")]
    pub(super) since: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ServeOptions {
    /// The brochure: a folder with a brochure.toml, or that file.
    #[arg(default_value = ".", value_name = "DIR")]
    pub(super) brochure: PathBuf,
    /// Listen on this port of this machine; the default is the first free one from 4141 on.
    #[arg(long, value_name = "PORT")]
    pub(super) port: Option<u16>,
    /// Open the preview in the browser.
    #[arg(long)]
    pub(super) open: bool,
    /// On a click, open the place with this command, such as `code -g {file}:{line}`.
    #[arg(long, value_name = "COMMAND")]
    pub(super) editor: Option<String>,
    /// Show a corrector's proof: grid, line numbers, rivers, stacks, findings, and bars beside loose and tight lines.
    #[arg(long)]
    pub(super) proof: bool,
    /// Mark what has changed since a folder, a PDF that agrafe made, or a revision in git.
    #[arg(long, value_name = "DIR|PDF|REV")]
    pub(super) since: Option<String>,
    /// Show the sheets of this layout instead of those in brochure.toml; may be given several times.
    #[arg(long = "layout", value_name = "NAME|FILE")]
    pub(super) layouts: Vec<String>,
    /// Print on this machine, as [printer.NAME] describes it; without it on `local`, if that is described.
    #[arg(long, value_name = "NAME")]
    pub(super) printer: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct CheckOptions {
    /// The brochure: a folder with a brochure.toml, or that file.
    #[arg(default_value = ".", value_name = "DIR")]
    pub(super) brochure: PathBuf,
    /// Print the findings as JSON, for scripts.
    #[arg(long)]
    pub(super) json: bool,
    /// Print how evenly the lines are set, and the worst of them.
    #[arg(long)]
    pub(super) texture: bool,
    /// Fail on warnings too.
    #[arg(long)]
    pub(super) strict: bool,
}

#[derive(Debug, Args)]
pub(super) struct ImposeOptions {
    /// The PDF whose pages are to be imposed.
    #[arg(value_name = "IN.pdf")]
    pub(super) input: PathBuf,
    /// Impose by this layout.
    #[arg(long, default_value = "a5-on-a4", value_name = "NAME|FILE")]
    pub(super) layout: String,
    /// Write to this file; the default is the input's name with the layout's.
    #[arg(short, long, value_name = "OUT.pdf")]
    pub(super) output: Option<PathBuf>,
    /// Scale pages to their places, or print them as they are.
    #[arg(long, value_name = "HOW")]
    pub(super) scale: Option<Scale>,
    /// At which edge the book is bound; right is for scripts that run from right to left.
    #[arg(long, value_name = "EDGE")]
    pub(super) binding: Option<Binding>,
    /// The password that opens the PDF.
    #[arg(long, value_name = "WORD")]
    pub(super) password: Option<String>,
    /// Print on this machine, as [printer.NAME] describes it; without it on `local`, if that is described.
    #[arg(long, value_name = "NAME")]
    pub(super) printer: Option<String>,
}

/// Whether pages fill their places.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Scale {
    /// As they are.
    None,
    /// As large as their places.
    Fit,
}

/// Where a book is bound.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Binding {
    /// At the left edge.
    Left,
    /// At the right edge.
    Right,
}

#[derive(Debug, Args)]
pub(super) struct PlanOptions {
    /// The layout.
    #[arg(long, default_value = "a5-on-a4", value_name = "NAME|FILE")]
    pub(super) layout: String,
    /// For so many pages; the default is what two sheets hold.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=2000))]
    pub(super) pages: Option<u32>,
    /// Draw the sheets into this file instead: .svg or .png.
    #[arg(long, value_name = "FILE")]
    pub(super) svg: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct TestsheetOptions {
    /// For the sheets of this layout.
    #[arg(long, default_value = "a5-on-a4", value_name = "NAME|FILE")]
    pub(super) layout: String,
    /// Write to this file.
    #[arg(short, long, default_value = "testsheet.pdf", value_name = "OUT.pdf")]
    pub(super) output: PathBuf,
    /// Make a wedge of tones instead, to copy and read, so that pictures are prepared for this machine.
    #[arg(long)]
    pub(super) tones: bool,
    /// Lines an inch of the wedge's screen.
    #[arg(long, default_value_t = 71, value_name = "LINES", value_parser = clap::value_parser!(u32).range(20..=200), requires = "tones")]
    pub(super) screen: u32,
    /// Dots an inch that the wedge is printed with.
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(150..=2400), requires = "tones")]
    pub(super) dpi: u32,
}

#[derive(Debug, Args)]
pub(super) struct PictureOptions {
    /// The picture.
    #[arg(value_name = "IN")]
    pub(super) input: PathBuf,
    /// Write to this file; its ending says how: .png or .pdf. The default is picture.png.
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// The width that it is printed in.
    #[arg(long, default_value = "100mm", value_name = "LENGTH")]
    pub(super) width: String,
    /// What is made of it; without this, line art is parted into black and white, and all else becomes a halftone.
    #[arg(long, value_name = "MODE")]
    pub(super) mode: Option<PrintMode>,
    /// Lines an inch of the screen.
    #[arg(long, default_value_t = 71, value_name = "LINES", value_parser = clap::value_parser!(u32).range(20..=200))]
    pub(super) screen: u32,
    /// Dots an inch of the machine that prints it.
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(72..=4800))]
    pub(super) dpi: u32,
    /// Show it after so many simulated copies, each of the one before.
    #[arg(long, default_value_t = 0, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=9))]
    pub(super) generations: u32,
    /// Prepare it for being copied so many times.
    #[arg(long, default_value_t = 2, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=9))]
    pub(super) copies: u32,
    /// Prepare it for this machine, as [printer.NAME] of your settings describes its tones; without it for `local`, if that is described.
    #[arg(long, value_name = "NAME")]
    pub(super) printer: Option<String>,
    /// Stretch its tones to black and white.
    #[arg(long)]
    pub(super) levels: bool,
    /// Sharpen it by so many hundredths.
    #[arg(long, default_value_t = 0, value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(0..=300))]
    pub(super) sharpen: u32,
    /// Make a sheet of screens and modes instead, to print once and choose from.
    #[arg(long, conflicts_with_all = ["mode", "generations"])]
    pub(super) compare: bool,
}

/// What is made of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PrintMode {
    /// Dots of a screen.
    Halftone,
    /// Black and white.
    Threshold,
    /// Tones, left to the machine.
    Grey,
}

#[derive(Debug, Args)]
pub(super) struct ImportOptions {
    /// The texts, in their order.
    #[arg(required = true, value_name = "RAW")]
    pub(super) raw: Vec<PathBuf>,
    /// The folder to make; without it, one called like the first text.
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct NewOptions {
    /// The folder to make.
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct TypoOptions {
    /// The text, or - for standard input: Markdown, or plain if it ends in .txt.
    #[arg(default_value = "-", value_name = "FILE|-")]
    pub(super) file: PathBuf,
    /// Take the text as plain, whatever its ending.
    #[arg(long)]
    pub(super) plain: bool,
    /// List every change instead: file:line:column rule before -> after.
    #[arg(long, conflicts_with = "json")]
    pub(super) report: bool,
    /// Print every change as JSON instead, for scripts.
    #[arg(long)]
    pub(super) json: bool,
    /// Apply only this rule; may be given several times.
    #[arg(long = "rule", value_name = "NAME")]
    pub(super) rules: Vec<String>,
    /// Whose conventions hold: fr, fr-CH, fr-CA, fr-BE, en.
    #[arg(long, default_value = "fr", value_name = "CODE")]
    pub(super) language: String,
    /// Write the corrected text to this file, which may be the text itself.
    #[arg(short, long, value_name = "FILE", conflicts_with_all = ["report", "json"])]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct HyphenateOptions {
    /// The words.
    #[arg(required = true, value_name = "WORD")]
    pub(super) words: Vec<String>,
    /// Whose patterns decide: fr, en, es, it, de, pt, ru and others.
    #[arg(long, default_value = "fr", value_name = "CODE")]
    pub(super) language: String,
}

#[derive(Debug, Args)]
pub(super) struct CompletionOptions {
    /// The shell.
    pub(super) shell: clap_complete::Shell,
}

/// The definition of the command line in a language.
pub fn command(lang: Lang) -> clap::Command {
    let command = Arguments::command();
    match lang {
        Lang::En => command,
        Lang::Fr => french::translate(command),
    }
}

/// The language that was asked for, or the system's: it must be known before the arguments are read.
pub(super) fn language(typed: &[OsString]) -> Lang {
    let words: Vec<&str> = typed.iter().filter_map(|w| w.to_str()).collect();
    let asked = words.iter().enumerate().find_map(|(i, word)| match word.strip_prefix("--lang") {
        Some("") => words.get(i + 1).copied(),
        Some(rest) => rest.strip_prefix('='),
        None => None,
    });
    let locale =
        || ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|v| std::env::var(v).ok()).find(|v| !v.is_empty());
    let chosen = asked.map(str::to_string).or_else(locale).unwrap_or_default();
    if chosen.starts_with("fr") { Lang::Fr } else { Lang::En }
}
