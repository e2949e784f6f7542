//! Parts that words are made of, and words that others run into: lists that the rules share.

/// First parts of words that are written with a hyphen as often as without: what somebody typed is kept.
pub(super) const PREFIXES: [&str; 41] = [
    "anarcha", "anarcho", "anti", "arrière", "après", "auto", "avant", "bien", "bio", "co", "contre", "demi", "eco",
    "éco", "entre", "ex", "extra", "garde", "haut", "infra", "mal", "mi", "micro", "mini", "multi", "néo", "non",
    "outre", "poly", "porte", "post", "pro", "pseudo", "radio", "re", "semi", "socio", "sous", "sur", "télé", "ultra",
];

/// What follows a verb by a hyphen.
pub(super) const AFTER_VERBS: [&str; 25] = [
    "ce", "ci", "elle", "elles", "en", "eux", "il", "ils", "je", "la", "là", "le", "les", "leur", "lui", "même",
    "mêmes", "moi", "nous", "on", "toi", "tu", "vous", "y", "t",
];

/// What compounds end with, whatever the list says: *au-dessus*, *là-dedans*.
pub(super) const PLACES: [&str; 8] = ["bas", "dedans", "dehors", "delà", "derrière", "dessous", "dessus", "devant"];

/// First parts of words that are written without a hyphen.
pub(super) const WITHOUT: [&str; 18] = [
    "anti", "auto", "bio", "hyper", "infra", "inter", "macro", "méta", "micro", "mini", "multi", "poly", "radio",
    "rétro", "super", "télé", "trans", "ultra",
];

/// Short words that others are run into.
pub(super) const LITTLE: [&str; 32] = [
    "au", "aux", "avec", "ce", "ces", "cette", "dans", "de", "des", "du", "elle", "en", "est", "et", "il", "ils", "la",
    "le", "les", "leur", "mais", "ne", "nous", "ou", "par", "pas", "plus", "pour", "que", "qui", "sur", "une",
];

/// Others, that only a whole line of words can hold.
pub(super) const LEAST: [&str; 15] =
    ["on", "un", "son", "sa", "ses", "se", "si", "ou", "où", "à", "lui", "bien", "être", "ont", "sont"];

/// Endings by which new words are made: one that nobody knows is more probably new than two.
pub(super) const ENDINGS: [&str; 20] = [
    "ment", "ments", "ien", "iens", "lien", "liens", "iste", "istes", "isme", "able", "ables", "tion", "tions",
    "phobe", "phobes", "logue", "mental", "mentale", "mentales", "mentaux",
];
