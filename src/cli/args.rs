//! Defines the command line, for parsing, help, completions and the manual page.
//!
//! The help texts are in the catalogue, under the names of the commands and the fields below. The types below have no doc
//! comments, since clap would show them as help.

use super::help;
use crate::diagnostic::Lang;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

#[derive(Debug, Parser)]
#[command(name = "agrafe", version, max_term_width = 100, propagate_version = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) action: Action,
    #[command(flatten)]
    pub(super) common: Common,
}

// The options of every command.
#[derive(Debug, Args)]
pub(super) struct Common {
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(super) color: Colour,
    #[arg(long, global = true, value_name = "en|fr", value_parser = ["en", "fr"])]
    pub(super) lang: Option<String>,
}

// When messages are coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    Build(BuildOptions),
    Page(PageOptions),
    Serve(ServeOptions),
    Check(CheckOptions),
    Impose(ImposeOptions),
    Plan(PlanOptions),
    Layouts,
    Testsheet(TestsheetOptions),
    Picture(PictureOptions),
    Import(ImportOptions),
    New(NewOptions),
    Typo(TypoOptions),
    Hyphenate(HyphenateOptions),
    Completions(CompletionOptions),
    Man,
}

#[derive(Debug, Args)]
pub(super) struct BuildOptions {
    #[arg(default_value = ".", value_name = "DIR|TEXT|-")]
    pub(super) brochures: Vec<PathBuf>,
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: Option<PathBuf>,
    #[arg(long = "layout", value_name = "NAME|FILE")]
    pub(super) layouts: Vec<String>,
    #[arg(long, value_name = "PAGES")]
    pub(super) fit: Option<usize>,
    #[arg(long)]
    pub(super) proof: bool,
    #[arg(long, value_name = "DIR|PDF|REV")]
    pub(super) since: Option<String>,
    #[arg(short, long)]
    pub(super) watch: bool,
    #[arg(short, long)]
    pub(super) keep_going: bool,
    #[arg(long, value_name = "HOW")]
    pub(super) scale: Option<Scale>,
    #[arg(long, value_name = "NAME")]
    pub(super) printer: Option<String>,
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct PageOptions {
    #[arg(value_name = "N")]
    pub(super) number: usize,
    #[arg(default_value = ".", value_name = "DIR|TEXT")]
    pub(super) brochure: PathBuf,
    #[arg(short, long, default_value = "page.png", value_name = "FILE")]
    pub(super) output: PathBuf,
    #[arg(long, default_value_t = 150, value_parser = clap::value_parser!(u32).range(10..=1200))]
    pub(super) dpi: u32,
    #[arg(long)]
    pub(super) spread: bool,
    #[arg(long)]
    pub(super) printed: bool,
    #[arg(long)]
    pub(super) proof: bool,
    #[arg(long, value_name = "DIR|PDF|REV")]
    pub(super) since: Option<String>,
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ServeOptions {
    #[arg(default_value = ".", value_name = "DIR|TEXT")]
    pub(super) brochure: PathBuf,
    #[arg(long, value_name = "PORT")]
    pub(super) port: Option<u16>,
    #[arg(long)]
    pub(super) open: bool,
    #[arg(long, value_name = "COMMAND")]
    pub(super) editor: Option<String>,
    #[arg(long)]
    pub(super) proof: bool,
    #[arg(long, value_name = "DIR|PDF|REV")]
    pub(super) since: Option<String>,
    #[arg(long = "layout", value_name = "NAME|FILE")]
    pub(super) layouts: Vec<String>,
    #[arg(long, value_name = "NAME")]
    pub(super) printer: Option<String>,
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct CheckOptions {
    #[arg(default_value = ".", value_name = "DIR|TEXT")]
    pub(super) brochure: PathBuf,
    #[arg(long)]
    pub(super) all: bool,
    #[arg(long)]
    pub(super) json: bool,
    #[arg(long)]
    pub(super) texture: bool,
    #[arg(long)]
    pub(super) strict: bool,
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ImposeOptions {
    #[arg(value_name = "IN.pdf")]
    pub(super) input: PathBuf,
    #[arg(long, default_value = "a5-on-a4", value_name = "NAME|FILE")]
    pub(super) layout: String,
    #[arg(short, long, value_name = "OUT.pdf")]
    pub(super) output: Option<PathBuf>,
    #[arg(long, value_name = "HOW")]
    pub(super) scale: Option<Scale>,
    #[arg(long, value_name = "EDGE")]
    pub(super) binding: Option<Binding>,
    #[arg(long, value_name = "WORD")]
    pub(super) password: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub(super) printer: Option<String>,
}

// Whether pages are scaled to their cells.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Scale {
    None,
    Fit,
}

// The edge where a book is bound.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Binding {
    Left,
    Right,
}

#[derive(Debug, Args)]
pub(super) struct PlanOptions {
    #[arg(long, default_value = "a5-on-a4", value_name = "NAME|FILE")]
    pub(super) layout: String,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=2000))]
    pub(super) pages: Option<u32>,
    #[arg(long, value_name = "FILE")]
    pub(super) svg: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct TestsheetOptions {
    #[arg(long, default_value = "a5-on-a4", value_name = "NAME|FILE")]
    pub(super) layout: String,
    #[arg(short, long, default_value = "testsheet.pdf", value_name = "OUT.pdf")]
    pub(super) output: PathBuf,
    #[arg(long)]
    pub(super) tones: bool,
    #[arg(long, default_value_t = 71, value_name = "LINES", value_parser = clap::value_parser!(u32).range(20..=200), requires = "tones")]
    pub(super) screen: u32,
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(150..=2400), requires = "tones")]
    pub(super) dpi: u32,
}

#[derive(Debug, Args)]
pub(super) struct PictureOptions {
    #[arg(value_name = "IN")]
    pub(super) input: PathBuf,
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    #[arg(long, default_value = "100mm", value_name = "LENGTH")]
    pub(super) width: String,
    #[arg(long, value_name = "MODE")]
    pub(super) mode: Option<PrintMode>,
    #[arg(long, default_value_t = 71, value_name = "LINES", value_parser = clap::value_parser!(u32).range(20..=200))]
    pub(super) screen: u32,
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(72..=4800))]
    pub(super) dpi: u32,
    #[arg(long, default_value_t = 0, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=9))]
    pub(super) generations: u32,
    #[arg(long, default_value_t = 2, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=9))]
    pub(super) copies: u32,
    #[arg(long, value_name = "NAME")]
    pub(super) printer: Option<String>,
    #[arg(long)]
    pub(super) levels: bool,
    #[arg(long, default_value_t = 0, value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(0..=300))]
    pub(super) sharpen: u32,
    #[arg(long, conflicts_with_all = ["mode", "generations"])]
    pub(super) compare: bool,
}

// How a picture is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PrintMode {
    Halftone,
    Threshold,
    Grey,
}

#[derive(Debug, Args)]
pub(super) struct ImportOptions {
    #[arg(required = true, value_name = "RAW")]
    pub(super) raw: Vec<PathBuf>,
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct NewOptions {
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct TypoOptions {
    #[arg(default_value = "-", value_name = "FILE|-")]
    pub(super) file: PathBuf,
    #[arg(long)]
    pub(super) plain: bool,
    #[arg(long, conflicts_with = "json")]
    pub(super) report: bool,
    #[arg(long)]
    pub(super) json: bool,
    #[arg(long = "rule", value_name = "NAME")]
    pub(super) rules: Vec<String>,
    #[arg(long, value_name = "CODE")]
    pub(super) language: Option<String>,
    #[arg(short, long, value_name = "FILE", conflicts_with_all = ["report", "json"])]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct HyphenateOptions {
    #[arg(required = true, value_name = "WORD")]
    pub(super) words: Vec<String>,
    #[arg(long, default_value = "fr", value_name = "CODE")]
    pub(super) language: String,
}

#[derive(Debug, Args)]
pub(super) struct CompletionOptions {
    pub(super) shell: clap_complete::Shell,
}

/// Returns the definition of the command line with its texts in a language.
pub fn command(lang: Lang) -> clap::Command {
    help::localise(Arguments::command(), lang)
}

/// Returns the language given by `--lang` or, without that option, by the system: French for any name that begins with `fr`,
/// and otherwise English.
///
/// The program needs it before clap parses the arguments, since help and errors are shown in this language.
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
