//! Lists of prefixes, endings and short words, which the rules for words share.

use crate::import::cleanup::lexicon::without_elision;

/// Prefixes that are written both with and without a hyphen. The repairs keep either spelling.
const PREFIXES: [&str; 41] = [
    "anarcha", "anarcho", "anti", "arrière", "après", "auto", "avant", "bien", "bio", "co", "contre", "demi", "eco",
    "éco", "entre", "ex", "extra", "garde", "haut", "infra", "mal", "mi", "micro", "mini", "multi", "néo", "non",
    "outre", "poly", "porte", "post", "pro", "pseudo", "radio", "re", "semi", "socio", "sous", "sur", "télé", "ultra",
];

/// Pronouns and particles that follow a verb after a hyphen.
pub(super) const ENCLITICS: [&str; 25] = [
    "ce", "ci", "elle", "elles", "en", "eux", "il", "ils", "je", "la", "là", "le", "les", "leur", "lui", "même",
    "mêmes", "moi", "nous", "on", "toi", "tu", "vous", "y", "t",
];

/// Last parts of compounds that always have a hyphen: *au-dessus*, *là-dedans*.
pub(super) const ADVERBS_OF_PLACE: [&str; 8] =
    ["bas", "dedans", "dehors", "delà", "derrière", "dessous", "dessus", "devant"];

/// Prefixes that are written without a hyphen.
pub(super) const JOINED_PREFIXES: [&str; 18] = [
    "anti", "auto", "bio", "hyper", "infra", "inter", "macro", "méta", "micro", "mini", "multi", "poly", "radio",
    "rétro", "super", "télé", "trans", "ultra",
];

/// Short words that are common enough to be accepted where a space is missing.
pub(super) const SHORT_WORDS: [&str; 32] = [
    "au", "aux", "avec", "ce", "ces", "cette", "dans", "de", "des", "du", "elle", "en", "est", "et", "il", "ils", "la",
    "le", "les", "leur", "mais", "ne", "nous", "ou", "par", "pas", "plus", "pour", "que", "qui", "sur", "une",
];

/// Other short words. They are accepted only in a line of several words without spaces.
pub(super) const MORE_SHORT_WORDS: [&str; 15] =
    ["on", "un", "son", "sa", "ses", "se", "si", "ou", "où", "à", "lui", "bien", "être", "ont", "sont"];

/// Endings that form new words. An unknown word with one of them is more likely to be a new word than two words.
pub(super) const ENDINGS: [&str; 20] = [
    "ment", "ments", "ien", "iens", "lien", "liens", "iste", "istes", "isme", "able", "ables", "tion", "tions",
    "phobe", "phobes", "logue", "mental", "mentale", "mentales", "mentaux",
];

/// Whether a word is a prefix that may have a hyphen, ignoring an elided word before it.
pub(super) fn is_prefix(word: &str) -> bool {
    PREFIXES.contains(&without_elision(word).to_lowercase().as_str())
}
