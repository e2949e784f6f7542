//! Faults in the keys and values of brochure.toml, layouts and front matter.

macro_rules! faults_of_settings { ([$next:ident $($more:ident)*] $($found:tt)*) => { $next! { [$($more)*] $($found)*

/// The file isn't valid TOML.
"A005" TomlSyntax { what: TomlProblem }
    en "invalid TOML: {what}"
    hint "write each key as `key = value`, with text in quotes"
    fr "TOML incorrect : {what}"
    hint "écrivez chaque clé sous la forme « clé = valeur », le texte entre guillemets droits"
/// The key doesn't exist.
"A006" UnknownKey { key: String, nearest: Nearest }
    en "unknown key `{key}`"
    hint "{nearest}docs/brochure.md and docs/layouts.md list all keys"
    fr "clé inconnue « {key} »"
    hint "{nearest}docs/brochure.md et docs/layouts.md donnent toutes les clés"
/// The value has the wrong type for its key.
"A007" WrongType { key: String, wanted: ValueKind }
    en "`{key}` must be {wanted}"
    hint "docs/brochure.md and docs/layouts.md show an example of every key"
    fr "« {key} » doit être {wanted}"
    hint "docs/brochure.md et docs/layouts.md donnent un exemple de chaque clé"
/// The key doesn't accept this value.
"A008" UnknownChoice { key: String, value: String, choices: Vec<String>, nearest: Nearest }
    en "`{key}` cannot be \"{value}\""
    hint "{nearest}choose one of: {choices}"
    fr "« {key} » ne peut pas valoir \"{value}\""
    hint "{nearest}valeurs possibles : {choices}"
/// The string isn't a length.
"A009" BadLength { value: String }
    en "\"{value}\" is not a length"
    hint "write a number and a unit: 15mm, 1.5cm, 10pt, 0.5in, 1em"
    fr "\"{value}\" n’est pas une longueur"
    hint "écrivez un nombre et une unité : 15mm, 1.5cm, 10pt, 0.5in, 1em"
/// The number is outside its range.
"A010" OutOfRange { key: String, value: String, least: String, most: String }
    en "`{key}` cannot be {value}"
    hint "use a value from {least} to {most}"
    fr "« {key} » ne peut pas valoir {value}"
    hint "choisissez une valeur de {least} à {most}"
/// The margins leave too little room for text.
"A011" NoRoom { width: String, height: String }
    en "the margins leave too little room for the text: {width} x {height}"
    hint "reduce the margins, or use a larger page"
    fr "les marges laissent trop peu de place au texte : {width} × {height}"
    hint "réduisez les marges, ou agrandissez la page"
/// No font of that family was found.
"A031" UnknownFamily { family: String, nearest: Nearest }
    en "there is no font family \"{family}\""
    hint "{nearest}agrafe looks for fonts in the brochure's fonts/ folder, among its built-in fonts and on this system"
    fr "il n’y a pas de famille de polices \"{family}\""
    hint "{nearest}les polices sont cherchées dans le dossier fonts/ de la brochure, parmi les polices fournies et sur ce système"
/// A font file is damaged, or can't be embedded into a PDF.
"A032" BadFont { file: String }
    en "{file} is not a font that can be embedded"
    hint "use an OpenType or TrueType font (.otf, .ttf)"
    fr "{file} n’est pas une police incorporable"
    hint "utilisez une police OpenType ou TrueType (.otf, .ttf)"
/// A key that has no default is missing.
"A049" MissingKey { key: String }
    en "missing key: `{key}`"
    fr "clé manquante : « {key} »"
/// `agrafe typo --rule` names a rule that doesn't exist.
"A055" UnknownRule { rule: String, nearest: Nearest }
    en "there is no rule `{rule}`"
    hint "{nearest}docs/french.md lists all rules"
    fr "il n’y a pas de règle « {rule} »"
    hint "{nearest}docs/french.md donne toutes les règles"
/// A limit of `[fit]` isn't a pair of lengths.
"A057" NotLimits { key: String }
    en "`{key}` takes two lengths, the minimum and the maximum"
    hint "for example [\"12pt\", \"13pt\"]"
    fr "« {key} » prend deux longueurs, la plus petite et la plus grande"
    hint "par exemple [\"12pt\", \"13pt\"]"
/// The printer isn't described.
"A066" UnknownPrinter { name: String, nearest: Nearest, file_hint: String }
    en "there is no printer `{name}`"
    hint "{nearest}describe it under [printer.{name}] in brochure.toml or in {file_hint}"
    fr "il n’y a pas d’imprimante « {name} »"
    hint "{nearest}décrivez-la sous [printer.{name}] dans brochure.toml ou dans {file_hint}"
/// A code under `[check] allow` doesn't exist.
"A076" UnknownCode { code: String, nearest: Nearest }
    en "no message has the code `{code}`"
    hint "{nearest}docs/messages.md lists all codes"
    fr "aucun message n’a le code « {code} »"
    hint "{nearest}docs/messages.md donne tous les codes"
/// The front matter has no closing line.
"A078" FrontMatterOpen { line: String }
    en "this front matter is not closed, so it is printed as text"
    hint "add a line `{line}` after its last key"
    fr "cet en-tête n’est pas fermé ; il est imprimé comme du texte"
    hint "mettez une ligne « {line} » après sa dernière clé"
/// The front matter is not well-formed YAML.
"A109" FrontMatterSyntax { line: usize }
    en "this front matter is not valid YAML from line {line} on; only its simple lines are used"
    hint "put values that contain a colon, a bracket or a quotation mark in quotes"
    fr "cet en-tête n’est pas du YAML valide à partir de la ligne {line} ; seules ses lignes simples sont lues"
    hint "mettez entre guillemets droits les valeurs qui contiennent deux-points, crochets ou guillemets"
/// The front matter has keys that agrafe doesn't use.
"A110" UnusedFrontMatter { keys: Vec<String>, count: usize }
    en "{count|a key|# keys} of the front matter {count|has|have} no effect: {keys}"
    fr "{count|une clé|# clés} de l’en-tête {count|est|sont} sans effet : {keys}"
/// The language tag isn't valid.
"A095" UnknownLanguage { value: String, nearest: Nearest }
    en "\"{value}\" is not the code of a language"
    hint "{nearest}write a code of two letters, or of three if the language has no shorter one: fr, fr-CH, en, kmr"
    fr "\"{value}\" n’est pas le code d’une langue"
    hint "{nearest}écrivez un code de deux lettres, ou de trois si la langue n’en a pas de plus court : fr, fr-CH, en, kmr"

} } }
