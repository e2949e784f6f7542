//! Faults in composed lines and pages.

macro_rules! faults_of_pages { ([$next:ident $($more:ident)*] $($found:tt)*) => { $next! { [$($more)*] $($found)*

/// A table is wider than the measure.
"A029" WideTable { needs: String, room: String }
    en "this table is {needs} wide, but the page has room for {room}"
    hint "its words are broken; use fewer columns, shorter words, or a list"
    fr "ce tableau fait {needs} de large, mais la page n’en offre que {room}"
    hint "ses mots sont coupés ; mettez moins de colonnes, des mots plus courts, ou une liste"
/// A word is wider than the measure.
"A033" Overfull { by: String, word: String }
    en "\"{word}\" is {by} too wide for its line"
    hint "use smaller type or a wider page"
    fr "« {word} » dépasse sa ligne de {by}"
    hint "prenez un corps plus petit ou une page plus large"
/// The word spaces of a line are much wider than their natural width.
"A034" LooseLine { percent: u32 }
    en "a line of this paragraph has word spaces at {percent} % of their usual width"
    hint "reword the paragraph, or allow more letterspacing ([text] letterspacing)"
    fr "une ligne de ce paragraphe a des espaces à {percent} % de leur largeur habituelle"
    hint "reformulez le paragraphe, ou permettez plus d’interlettrage ([text] letterspacing)"
/// A block is taller than the page.
"A035" TooTall { height: String, room: String }
    en "this is {height} tall, but the page has room for {room}"
    hint "shorten it, or use a larger page"
    fr "ceci fait {height} de haut, mais la page n’en offre que {room}"
    hint "raccourcissez-le, ou agrandissez la page"
/// The requested page count can't be reached.
"A047" FitNotReached { wanted: usize, got: usize, nearest: usize }
    en "the text takes {got} {got|page|pages} instead of {wanted}; within the limits of [fit], the nearest count is {nearest}"
    hint "widen the limits, for example [fit] leading = [\"12pt\", \"13pt\"], size = [\"9.5pt\", \"10pt\"]"
    fr "le texte prend {got} {got|page|pages} au lieu de {wanted} ; dans les limites de [fit], le nombre le plus proche est {nearest}"
    hint "élargissez les limites, par exemple [fit] leading = [\"12pt\", \"13pt\"], size = [\"9.5pt\", \"10pt\"]"
/// A small change would save a sheet.
"A056" FitOffer { pages: usize, over: usize, wanted: usize, options: FitOptions }
    en "the brochure has {pages} {pages|page|pages}, {over} more than {wanted}; it can be shortened to {wanted} {options}"
    hint "to save a sheet in every copy, run `agrafe build --fit {wanted}` with `leading` or `looseness` under [fit]"
    fr "la brochure a {pages} {pages|page|pages}, soit {over} de plus que {wanted}, qu’elle peut atteindre {options}"
    hint "pour épargner une feuille par exemplaire, lancez « agrafe build --fit {wanted} » avec « leading » ou « looseness » sous [fit]"
/// The last pages need a sheet that is mostly blank.
"A064" WastedSheet { pages: usize, over: usize, advice: FitAdvice }
    en "{over|the last page needs|the last # pages need} an extra sheet ({pages} {pages|page|pages} in all)"
    hint "{advice}"
    fr "{over|la dernière page demande|les # dernières pages demandent} une feuille de plus ({pages} {pages|page|pages} en tout)"
    hint "{advice}"
/// A text that fills blank pages takes more than one.
"A067" FillerTooLong { file: String, pages: usize }
    en "{file} takes {pages} {pages|page|pages}, but a text that fills a blank page must fit on one page"
    fr "{file} prend {pages} {pages|page|pages}, mais un bouche-trou doit tenir sur une page"
/// The last line of a paragraph is alone at the top of a page.
"A071" Widow { page: usize }
    en "widow: the last line of a paragraph is alone at the top of page {page}"
    hint "reword the paragraph, or allow other settings under [fit] in brochure.toml"
    fr "veuve : la dernière ligne d’un paragraphe est seule en haut de la page {page}"
    hint "reformulez le paragraphe, ou permettez d’autres réglages sous [fit] dans brochure.toml"
/// The first line of a paragraph is alone at the foot of a page.
"A072" Orphan { page: usize }
    en "orphan: the first line of a paragraph is alone at the foot of page {page}"
    hint "reword the paragraph, or allow other settings under [fit] in brochure.toml"
    fr "orpheline : la première ligne d’un paragraphe est seule au bas de la page {page}"
    hint "reformulez le paragraphe, ou permettez d’autres réglages sous [fit] dans brochure.toml"
/// The last line of a paragraph is shorter than an indent.
"A073" Runt { page: usize }
    en "the last line of a paragraph on page {page} has only a few letters"
    hint "reword the paragraph"
    fr "la dernière ligne d’un paragraphe de la page {page} n’a que quelques lettres"
    hint "reformulez le paragraphe"
/// Several lines in a row end with a hyphen.
"A074" Ladder { lines: usize }
    en "{lines} lines in a row end with a hyphen"
    hint "reword the paragraph, or add an exception under [hyphenation]"
    fr "{lines} lignes de suite finissent par un mot coupé"
    hint "reformulez le paragraphe, ou ajoutez une exception sous [hyphenation]"
/// A printed web address is broken across two lines.
"A075" BrokenAddress { address: String, page: usize }
    en "{address} is broken across two lines on page {page}"
    hint "use a shorter address, or turn words into the link: `[words](address)`"
    fr "{address} est coupée sur deux lignes, page {page}"
    hint "prenez une adresse plus courte, ou mettez le lien sous des mots : « [mots](adresse) »"

} } }
