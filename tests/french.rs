//! Tests French typography with tables of texts and their corrections, and with properties that hold for any text.

use agrafe::diagnostic::{FileId, Sources, Span};
use agrafe::normalise::{self, Corrector, applied};
use agrafe::read::{self, prose};
use agrafe::spec::FrenchSpec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use pulldown_cmark::{Event, Options, Parser, Tag};

fn place(at: usize) -> Span {
    Span::new(FileId(0), at, at + 1)
}

/// Returns a plain text with its typography corrected.
fn plain(text: &str, language: &str, french: &FrenchSpec) -> String {
    corrected(text, &prose::plain(text), language, french)
}

/// Returns a text in Markdown with its typography corrected, as by `agrafe typo`.
fn markdown(text: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add("a.md", text);
    let manuscript = read::markdown(&sources, file).value;
    let corrections = normalise::corrections(&manuscript, "fr", &FrenchSpec::default()).value;
    applied(text, &normalise::file_edits(corrections, text))
}

fn corrected(text: &str, passages: &[agrafe::prose::Passage], language: &str, french: &FrenchSpec) -> String {
    let mut running = Corrector::new(language, french);
    let mut edits = Vec::new();
    for passage in passages {
        let found = match &passage.language {
            Some(other) => Corrector::new(other, french).passage(&passage.text, false, &place),
            None if passage.runs_on => running.passage(&passage.text, true, &place),
            None => Corrector::new(language, french).passage(&passage.text, false, &place),
        };
        for edit in found {
            if let Some((range, after)) = passage.in_source(&edit.range, &edit.after) {
                edits.push(agrafe::normalise::Edit { range, after, rule: edit.rule });
            }
        }
    }
    edits.sort_by_key(|e| (e.range.start, e.range.end));
    applied(text, &edits)
}

/// Replaces the placeholders for no-break spaces in the tables: `~` is U+00A0, `_` is U+202F.
fn with_spaces(text: &str) -> String {
    text.replace('~', "\u{a0}").replace('_', "\u{202f}")
}

/// Checks that each text is corrected as expected, and that correcting it again changes nothing.
fn check_corrections(language: &str, cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (typed, wanted) in cases {
        let (typed, wanted) = (with_spaces(typed), with_spaces(wanted));
        let got = plain(&typed, language, &FrenchSpec::default());
        let again = plain(&got, language, &FrenchSpec::default());
        if got != wanted || again != got {
            wrong.push(format!("{typed:?}: became {got:?}, then {again:?}; expected {wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn punctuation_takes_its_spaces() {
    check_corrections(
        "fr",
        &[
            ("La grève continue!", "La grève continue_!"),
            ("Qui vient ?", "Qui vient_?"),
            ("Trois choses: du pain, du lait; du temps", "Trois choses~: du pain, du lait_; du temps"),
            ("Vraiment?!", "Vraiment_?!"),
            ("Il part...", "Il part…"),
            ("Il part...!", "Il part…_!"),
            ("On verra ... demain", "On verra… demain"),
            ("Le texte [...] reprend ( enfin ).", "Le texte […] reprend (enfin)."),
            ("Une virgule , un point .", "Une virgule, un point."),
            ("rendez-vous à 18:30: venez", "rendez-vous à 18:30~: venez"),
            ("(?) et [!]", "(?) et [!]"),
            ("a != b, cle=valeur, x::y", "a != b, cle=valeur, x::y"),
            ("Super ;-) et non :(", "Super ;-) et non :("),
            ("✊🏽!", "✊🏽_!"),
        ],
    );
}

#[test]
fn quotation_marks_are_paired_at_each_level() {
    check_corrections(
        "fr",
        &[
            ("\"Non\", dit-elle.", "«~Non~», dit-elle."),
            ("\"Elle a dit \"non\" hier\"", "«~Elle a dit “non” hier~»"),
            ("l'\"affaire\"!", "l’«~affaire~»_!"),
            ("(\"peut-être\")", "(«~peut-être~»)"),
            ("Il dit : \"Je suis \"là\" \".", "Il dit~: «~Je suis “là”~»."),
            ("un “mot” et un „autre“", "un «~mot~» et un «~autre~»"),
            ("« l'ordre “établi” »", "«~l’ordre “établi”~»"),
            ("\"Premier.\n\"Second, et fin.\"", "«~Premier.\n«~Second, et fin.~»"),
            ("un clou de 12\" et 5'30\"", "un clou de 12\" et 5'30\""),
            ("le mot 'juste' ici", "le mot ‘juste’ ici"),
            ("les années '70 et l'an 2000", "les années ’70 et l’an 2000"),
            ("qu' « il » et qu' \"elle\"", "qu’«~il~» et qu’«~elle~»"),
            ("<<mot>>, l'<<eau>> et << un mot >>", "«~mot~», l’«~eau~» et «~un mot~»"),
            ("1 << 2, a <<< b >>>", "1 << 2, a <<< b >>>"),
        ],
    );
}

#[test]
fn inches_feet_and_minutes_stay_as_typed() {
    let same = [
        "Sorti en 7\" chez nous, puis en 12\" chez vous.",
        "Split 7\" / LP 12\" / 10\".",
        "un tuyau de 3' sur 5'10\" et 33\"",
        "«~Le 7\" est sorti~» hier",
    ];
    check_corrections("fr", &same.map(|text| (text, text)));
    check_corrections(
        "fr",
        &[
            ("\"Le 7\" est sorti\" hier", "«~Le 7\" est sorti~» hier"),
            ("\"en 1936\" et \"en 1937\"", "«~en 1936~» et «~en 1937~»"),
        ],
    );
}

#[test]
fn apostrophes_are_curly_wherever_a_letter_is_left_out() {
    check_corrections(
        "fr",
        &[
            ("d'(auto)gestion, l'[auto]gestion, l'(ultra)gauche", "d’(auto)gestion, l’[auto]gestion, l’(ultra)gauche"),
            ("l'@nom, l'#assemblée, l'11 septembre", "l’@nom, l’#assemblée, l’11~septembre"),
            ("(TNT)'s, les '68ards, rock 'n' roll", "(TNT)’s, les ’68ards, rock ’n’ roll"),
            ("la Conf' paysanne, l'auto', c', d'", "la Conf’ paysanne, l’auto’, c’, d’"),
            ("lʼeau, lʼ eau et qu´on", "l’eau, l’eau et qu’on"),
            ("d' (auto)gestion", "d’(auto)gestion"),
            ("f'(x), 3' et './x'", "f'(x), 3' et './x'"),
            ("la lettre 'n' seule, du riz, etc et /etc)", "la lettre ‘n’ seule, du riz,~etc et /etc)"),
        ],
    );
    check_corrections(
        "en",
        &[("workers' rights, the 1990's, rock 'n' roll", "workers’ rights, the 1990’s, rock ’n’ roll")],
    );
    check_corrections("uk", &[("зʼїзд", "зʼїзд")]);
}

#[test]
fn capital_a_gets_its_accent_only_where_it_is_the_preposition() {
    check_corrections(
        "fr",
        &[
            ("A la fin, il part. A partir de là, tout change.", "À la fin, il part. À partir de là, tout change."),
            ("A travers champs ? A quoi bon !", "À travers champs_? À quoi bon_!"),
            ("« A peine » et (A défaut)", "«~À peine~» et (À défaut)"),
            (
                "A l'aube, les gens. A ce jour, rien. A chaque fois",
                "À l’aube, les gens. À ce jour, rien. À chaque fois",
            ),
            ("A la fin. A la dixième heure. A chacun", "À la fin. À la dixième heure. À chacun"),
            ("A Paris, les gens. A bas l'Etat", "À Paris, les gens. À bas l’État"),
        ],
    );
    let same = [
        "A.~Dupont, la vitamine A la meilleure, le plan A la suite",
        "A la huelga_! A la calle y al mar. A la carte",
        "Il crie~: «~A la huelga_!~» dans les rues",
        "A cause for concern. A Paris apartment. A part of it",
        "A-t-il tout dit_? A déjà dit. A l’air triste, dans les rues",
    ];
    check_corrections("fr", &same.map(|text| (text, text)));
    check_corrections("en", &[("A la fin, les gens", "A la fin, les gens")]);
}

#[test]
fn accents_on_capitals_are_left_out_of_foreign_sentences() {
    check_corrections(
        "fr",
        &[
            ("Election de 1936. Ecologie et guerre", "Élection de 1936. Écologie et guerre"),
            ("l'Election, l'Egypte, Etat, Eglise", "l’Élection, l’Égypte, État, Église"),
        ],
    );
    let same = [
        "The Election of 1936. Episode 3. Egypt and Israel",
        "Economies of scale, Electoral College, Electrical Workers",
        "l’album Electric Ladyland et le livre Ecology, avec les Egyptian Workers",
        "Ecología y anarquía. Energie und Arbeit",
    ];
    check_corrections("fr", &same.map(|text| (text, text)));
}

#[test]
fn numbers_are_joined_to_their_units() {
    check_corrections(
        "fr",
        &[
            ("12 500 grévistes et 1 000 000 €", "12_500 grévistes et 1_000_000~€"),
            ("en 2019 120 grévistes, 75011 Paris, 10000", "en 2019 120 grévistes, 75011 Paris, 10000"),
            ("06 12 345 678 au téléphone", "06 12 345 678 au téléphone"),
            ("p. 12 345", "p.~12 345"),
            ("§ 12 345 et § 12 345", "§~12 345 et §~12 345"),
            ("3 km, 20 °C, 45°, 50%, 7 h 30, 5$", "3~km, 20~°C, 45°, 50~%, 7~h~30, 5~$"),
            ("le 1er mai et le 14 juillet 1789", "le 1er~mai et le 14~juillet 1789"),
            ("au XIXe siècle, Louis XIV, tome II", "au XIXe~siècle, Louis~XIV, tome~II"),
            ("la 3ème fois, les 2èmes, XXIème", "la 3e fois, les 2es, XXIe"),
            ("En 1936 s'est ouverte", "En 1936 s’est ouverte"),
            ("1980 s'étiolent, 20 l'ont, 1917 t'as, 3 s", "1980 s’étiolent, 20 l’ont, 1917 t’as, 3~s"),
            ("en 1936 A. Dupont et J.-P. Durand", "en 1936 A.~Dupont et J.-P.~Durand"),
            ("p.345, pp.12-15, n°5, art.3", "p.~345, pp.~12-15, n°~5, art.~3"),
            ("vol.2 t.1, chap.4, Fig.2, §5, 20°C", "vol.~2 t.~1, chap.~4, Fig.~2, §~5, 20~°C"),
            ("n°12 345, v.2, art.3.pdf, 45° C'est", "n°~12 345, v.2, art.3.pdf, 45° C’est"),
        ],
    );
}

#[test]
fn abbreviations_are_joined_and_words_corrected() {
    check_corrections(
        "fr",
        &[
            ("M. Durand et Mme Durand", "M.~Durand et Mme~Durand"),
            ("J.-J. Rousseau, L. M. Dupont", "J.-J.~Rousseau, L.~M.~Dupont"),
            ("vol. 2, chap. IV, n° 3, § 7", "vol.~2, chap.~IV, n°~3, §~7"),
            ("du pain, du vin, etc...", "du pain, du vin,~etc."),
            ("(du pain, etc..) etc.. Puis", "(du pain,~etc.) etc. Puis"),
            ("du pain etc, du vin (etc)", "du pain etc., du vin (etc.)"),
            ("la C.N.T. Il part. O.P.E.M. Elle", "la C.N.T. Il part. O.P.E.M. Elle"),
            ("le plan B. Il part. Plan B. L'heure", "le plan B. Il part. Plan B. L’heure"),
            ("J.M. Durand, J. Le Goff, J. D'Alembert", "J.M.~Durand, J.~Le Goff, J.~D’Alembert"),
            ("le coeur, la soeur, l'oeuvre", "le cœur, la sœur, l’œuvre"),
            ("la moelle, coexister, un goéland, Joe, poésie", "la moelle, coexister, un goéland, Joe, poésie"),
            ("l'Etat, l'Eglise, Ensuite, Elle, Et", "l’État, l’Église, Ensuite, Elle, Et"),
            ("aujourd'hui, l' eau, c´est, entr'ouvrir", "aujourd’hui, l’eau, c’est, entr’ouvrir"),
        ],
    );
}

#[test]
fn dashes_are_joined_to_the_text_they_enclose() {
    check_corrections(
        "fr",
        &[
            ("Il vint – trop tard – et partit.", "Il vint –~trop tard~– et partit."),
            ("Il vint -- trop tard -- et partit.", "Il vint –~trop tard~– et partit."),
            ("Un – deux. Trois – quatre.", "Un –~deux. Trois –~quatre."),
            ("— Bonjour !", "—~Bonjour_!"),
            ("Titre - suite, mais 5 - 3 = 2", "Titre –~suite, mais 5 - 3 = 2"),
            ("Paris–Lyon, 1914-1918, va-t-il", "Paris–Lyon, 1914-1918, va-t-il"),
            ("– un, – deux, – trois", "–~un, –~deux, –~trois"),
            ("– un_;\n– deux_;\n– trois", "–~un_;\n–~deux_;\n–~trois"),
            ("Trois points : – un ; – deux ; – trois.", "Trois points~: –~un_; –~deux_; –~trois."),
            ("— Oui, — dit-il, — je viens.", "—~Oui, —~dit-il,~— je viens."),
            ("la loi – selon M. Dupont – passe", "la loi –~selon M.~Dupont~– passe"),
            ("1914--1918, Paris--Lyon", "1914–1918, Paris–Lyon"),
            ("agrafe --help, i--1, 2024--01--02, rw-r--r--", "agrafe --help, i--1, 2024--01--02, rw-r--r--"),
        ],
    );
    check_corrections("en", &[("He came---late -- in 1914--1918", "He came—late – in 1914–1918")]);
    check_corrections("es", &[("Vino --- tarde", "Vino — tarde")]);
}

#[test]
fn languages_and_countries_have_their_own_rules() {
    check_corrections("fr-CH", &[("Oui : « non » !", "Oui_: «_non_»_!"), ("\"a \"b\" c\"", "«_a ‹_b_› c_»")]);
    check_corrections("fr-CA", &[("Oui : « non » !", "Oui~: «~non~»!"), ("Quoi ?", "Quoi?")]);
    check_corrections("fr-BE", &[("Oui : « non » !", "Oui~: «~non~»_!")]);
    check_corrections("en", &[("\"Don't,\" he said ... 10 000 !", "“Don’t,” he said … 10 000!")]);
    check_corrections("es", &[("¿Qué \"pasa\" ?  Nada", "¿Qué \"pasa\" ? Nada")]);
}

#[test]
fn remnants_of_web_text_are_cleaned_up() {
    let corrected = |typed: &str| plain(typed, "fr", &FrenchSpec::default());
    assert_eq!(corrected("e\u{301}te\u{301}, c\u{327}a!"), "été, ça\u{202f}!");
    assert_eq!(corrected("anar\u{ad}chie\u{200b}, la \u{fb01}n, le con\u{fb02}it"), "anarchie, la fin, le conflit");
    assert_eq!(corrected("❤\u{fe0f} et 👩\u{200d}🚒 \u{2069}"), "❤\u{fe0f} et 👩\u{200d}🚒 \u{2069}");
    assert_eq!(corrected("co\u{ad}eur et l\u{ad}'Etat!"), "cœur et l’État\u{202f}!");
}

#[test]
fn markup_is_left_alone() {
    let cases = [
        ("*Oui*!", "*Oui*_!"),
        ("Oui *!* dit-il", "Oui_*!* dit-il"),
        ("l'**eau** et \"*l'air*\"", "l’**eau** et «~*l’air*~»"),
        ("[le \"lien\"](https://a.b/l'x \"d'or\")!", "[le «~lien~»](https://a.b/l'x \"d'or\")_!"),
        ("`l'x ; y` et <https://a.b/l'x>?", "`l'x ; y` et <https://a.b/l'x>_?"),
        (
            "# Un titre: deux\n\n> l'eau\n> douce!\n\n- a;\n- b?\n",
            "# Un titre~: deux\n\n> l’eau\n> douce_!\n\n- a_;\n- b_?\n",
        ),
        ("![L'image: \"ici\"](l'image.png)", "![L’image~: «~ici~»](l'image.png)"),
        ("mot[^1] , puis[^1] !\n\n[^1]: N\n", "mot[^1], puis[^1]_!\n\n[^1]: N\n"),
        ("mot[^1]!\n\n[^1]: d'ici\n", "mot[^1]_!\n\n[^1]: d’ici\n"),
        ("l&apos;eau et&nbsp;!", "l’eau et_!"),
        ("Il dit <span lang=\"en\">\"yes!\"</span>!", "Il dit <span lang=\"en\">“yes!”</span>_!"),
        ("<code>l'x</code> d'ici", "<code>l'x</code> d’ici"),
        ("+++\ntitle = \"l'eau\"\n+++\nl'eau\n", "+++\ntitle = \"l'eau\"\n+++\nl’eau\n"),
        ("```\nl'x !\n```\n\n```box Un titre\nl'eau\n```\n", "```\nl'x !\n```\n\n```box Un titre\nl’eau\n```\n"),
        ("| l'un | \"deux\" |\n|---|---|\n| a: | b |\n", "| l’un | «~deux~» |\n|---|---|\n| a~: | b |\n"),
        ("<<mot>> et <<un mot>>", "«~mot~» et «~un mot~»"),
        ("« `code` » et «`code`»!", "«~`code`~» et «~`code`~»_!"),
        ("une ligne  \nune autre !\n", "une ligne  \nune autre_!\n"),
    ];
    for (typed, wanted) in cases {
        assert_eq!(markdown(typed), with_spaces(wanted), "{typed:?}");
        assert_eq!(markdown(&with_spaces(wanted)), with_spaces(wanted), "{typed:?} again");
    }
}

/// Generates texts from small pieces that rules look for, in any combination.
fn fragments() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        " ",
        " ",
        " ",
        "\u{a0}",
        "\u{202f}",
        "  ",
        "a",
        "le",
        "Etat",
        "coeur",
        "M",
        "etc",
        "p",
        "XXIe",
        "siècle",
        "h",
        "km",
        "mai",
        "l",
        "qu",
        "12",
        "000",
        "1",
        "345",
        "0",
        "\"",
        "\"",
        "'",
        "’",
        "‘",
        "«",
        "»",
        "“",
        "”",
        "„",
        "(",
        ")",
        "[",
        "]",
        "!",
        "?",
        ";",
        ":",
        ".",
        ".",
        ",",
        "...",
        "…",
        "-",
        "--",
        "---",
        "–",
        "—",
        "%",
        "€",
        "°",
        "§",
        "/",
        "·",
        "é",
        "e\u{301}",
        "\u{ad}",
        "\u{200b}",
        "✊",
        "¡",
        "¿",
        " https://a.b/c'd",
        " www.x.y",
        "a@b.c",
        ":-)",
        "\u{fb01}",
        "<",
        ">",
        "=",
        "$",
        "&",
        "@",
        "*",
        "n°",
        "Louis",
        "XVI",
        "\t",
        "A",
        "la",
        "les",
        "the",
        "Election",
        "s",
        "t",
        "20",
        "n",
        "N",
        "ʼ",
        "<<",
        ">>",
        "C",
        "Il",
        ". ",
    ]);
    prop::collection::vec(pieces, 0..24).prop_map(|p| p.concat())
}

/// Generates texts from whole phrases, which the tests put into markup.
fn phrases() -> impl Strategy<Value = String> {
    let phrases = prop::sample::select(vec![
        "Oui !",
        "\"cité\"",
        "l'eau",
        "10 000 €",
        "(peut-être)",
        "etc...",
        "M. Durand",
        "p. 12",
        "– trop tard –",
        "Quoi?",
        "https://a.b/c'd",
        "a: b; c",
        "le « mot »",
        "“dit” il",
        "qu'il",
        "50%",
        "XXIe siècle",
        "...",
        "coeur",
        "l'Etat",
        ",",
        "!",
        "?",
        ":",
        "le 1er mai",
        "-",
        "--",
        "J.-J. Rousseau",
        "( non )",
        "aujourd'hui",
        "e\u{301}te\u{301}",
    ]);
    prop::collection::vec((phrases, prop::bool::ANY), 1..8).prop_map(|typed| {
        let joined = typed.iter().map(|(s, space)| format!("{s}{}", if *space { " " } else { "" }));
        joined.collect::<String>().trim().to_string()
    })
}

/// Returns only the letters and digits of a string, without accents and ligatures.
fn letters(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let plain = text.nfkc().collect::<String>().replace('œ', "oe").replace('Œ', "Oe").replace('æ', "ae");
    // U+02BC counts as a letter in Unicode, but is an apostrophe.
    let plain = plain.replace('ʼ', "’");
    plain.nfd().filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, rng_seed: RngSeed::Fixed(1886), ..ProptestConfig::default() })]

    #[test]
    fn correction_is_idempotent(text in fragments(), swiss in any::<bool>()) {
        let language = if swiss { "fr-CH" } else { "fr" };
        let once = plain(&text, language, &FrenchSpec::default());
        let twice = plain(&once, language, &FrenchSpec::default());
        prop_assert_eq!(&twice, &once, "from {:?}", text);
    }

    #[test]
    fn no_letter_is_lost(text in fragments()) {
        let spec = FrenchSpec { ordinals: false, ..FrenchSpec::default() };
        let once = plain(&text, "fr", &spec);
        prop_assert_eq!(letters(&once), letters(&text));
        for address in ["https://a.b/c'd", "www.x.y"] {
            prop_assert_eq!(once.matches(address).count(), text.matches(address).count());
        }
    }

    #[test]
    fn code_and_links_are_left_alone(parts in prop::collection::vec((phrases(), 0..8usize), 1..5)) {
        let wrap = |(text, kind): &(String, usize)| match kind {
            0 => format!("*{text}*"),
            1 => format!("**{text}**"),
            2 => format!("`{text}`"),
            3 => format!("[{text}](l'x.html)"),
            4 => format!("<b>{text}</b>"),
            5 => format!("{text}\n\n> "),
            _ => text.clone(),
        };
        let text = parts.iter().map(wrap).collect::<Vec<_>>().join(" ");
        let once = markdown(&text);
        prop_assert_eq!(markdown(&once), once.clone(), "from {:?}", text);
        prop_assert_eq!(code_and_links(&once), code_and_links(&text), "from {:?} to {:?}", text, once);
    }
}

fn code_and_links(text: &str) -> Vec<String> {
    Parser::new_ext(text, Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
        .filter_map(|event| match event {
            Event::Code(code) => Some(code.to_string()),
            Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
            Event::Html(html) | Event::InlineHtml(html) => Some(html.to_string()),
            _ => None,
        })
        .collect()
}

#[test]
fn long_and_strange_texts_are_corrected() {
    let long = "mot \"cité\" ! ".repeat(800_000);
    assert!(plain(&long, "fr", &FrenchSpec::default()).len() > long.len());
    let deep = format!("{}oui !{}", "*".repeat(20_000), "*".repeat(20_000));
    assert!(markdown(&deep).contains("oui\u{202f}!"));
    for text in ["\"", "«", "»", "'", "", "\u{feff}", "…", "\"\"\"\"", "««««", "»»»»"] {
        let _ = plain(text, "fr", &FrenchSpec::default());
        let _ = markdown(text);
    }
}
