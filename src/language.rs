//! Language tags: checks the tags that authors type, and normalises them.
//!
//! Input: a tag such as `fr`, `fr_CH` or `FR`. Output: a tag of BCP 47 (`fr`, `fr-CH`), or the code of the language that was
//! probably meant, as for `français` and `fra`.

use crate::diagnostic::{Fault, Nearest, nearest};

/// The two-letter codes of ISO 639-1. After each come the three-letter codes of the same language in ISO 639-2, which BCP 47
/// doesn't allow if there is a shorter code.
const CODES: &str = "\
    aa:aar ab:abk ae:ave af:afr ak:aka am:amh an:arg ar:ara as:asm av:ava ay:aym az:aze ba:bak be:bel bg:bul bi:bis \
    bm:bam bn:ben bo:bod:tib br:bre bs:bos ca:cat ce:che ch:cha co:cos cr:cre cs:ces:cze cu:chu cv:chv cy:cym:wel \
    da:dan de:deu:ger dv:div dz:dzo ee:ewe el:ell:gre en:eng eo:epo es:spa et:est eu:eus:baq fa:fas:per ff:ful \
    fi:fin fj:fij fo:fao fr:fra:fre fy:fry ga:gle gd:gla gl:glg gn:grn gu:guj gv:glv ha:hau he:heb hi:hin ho:hmo \
    hr:hrv ht:hat hu:hun hy:hye:arm hz:her ia:ina id:ind ie:ile ig:ibo ii:iii ik:ipk io:ido is:isl:ice it:ita iu:iku \
    ja:jpn jv:jav ka:kat:geo kg:kon ki:kik kj:kua kk:kaz kl:kal km:khm kn:kan ko:kor kr:kau ks:kas ku:kur kv:kom \
    kw:cor ky:kir la:lat lb:ltz lg:lug li:lim ln:lin lo:lao lt:lit lu:lub lv:lav mg:mlg mh:mah mi:mri:mao mk:mkd:mac \
    ml:mal mn:mon mr:mar ms:msa:may mt:mlt my:mya:bur na:nau nb:nob nd:nde ne:nep ng:ndo nl:nld:dut nn:nno no:nor \
    nr:nbl nv:nav ny:nya oc:oci oj:oji om:orm or:ori os:oss pa:pan pi:pli pl:pol ps:pus pt:por qu:que rm:roh rn:run \
    ro:ron:rum ru:rus rw:kin sa:san sc:srd sd:snd se:sme sg:sag sh:hbs si:sin sk:slk:slo sl:slv sm:smo sn:sna so:som \
    sq:sqi:alb sr:srp ss:ssw st:sot su:sun sv:swe sw:swa ta:tam te:tel tg:tgk th:tha ti:tir tk:tuk tl:tgl tn:tsn \
    to:ton tr:tur ts:tso tt:tat tw:twi ty:tah ug:uig uk:ukr ur:urd uz:uzb ve:ven vi:vie vo:vol wa:wln wo:wol xh:xho \
    yi:yid yo:yor za:zha zh:zho:chi zu:zul";

/// Names under which authors look for a language, and mistaken codes, each list in lower case and separated by spaces.
const NAMES: &[(&str, &str)] = &[
    ("fr", "french français francais"),
    ("en", "english anglais"),
    ("de", "german allemand deutsch"),
    ("es", "spanish espagnol español castellano"),
    ("it", "italian italien italiano"),
    ("pt", "portuguese portugais português"),
    ("ca", "catalan català"),
    ("oc", "occitan"),
    ("br", "breton brezhoneg"),
    ("eu", "basque euskara"),
    ("nl", "dutch néerlandais nederlands flamand"),
    ("el", "greek grec"),
    ("ru", "russian russe"),
    ("uk", "ukrainian ukrainien"),
    ("pl", "polish polonais polski"),
    ("cs", "czech tchèque čeština cz"),
    ("sk", "slovak slovaque"),
    ("ro", "romanian roumain română"),
    ("hu", "hungarian hongrois magyar"),
    ("tr", "turkish turc türkçe"),
    ("ku", "kurdish kurde kurdî"),
    ("ar", "arabic arabe"),
    ("he", "hebrew hébreu"),
    ("fa", "persian persan"),
    ("eo", "esperanto espéranto"),
    ("la", "latin"),
    ("sv", "swedish suédois svenska"),
    ("da", "danish danois dansk dk"),
    ("no", "norwegian norvégien norsk"),
    ("fi", "finnish finnois suomi"),
    ("bg", "bulgarian bulgare"),
    ("sr", "serbian serbe"),
    ("hr", "croatian croate"),
    ("sl", "slovenian slovène"),
    ("sq", "albanian albanais"),
    ("kk", "kazakh"),
    ("zh", "chinese chinois cn"),
    ("ja", "japanese japonais jp"),
    ("ko", "korean coréen"),
    ("vi", "vietnamese vietnamien"),
    ("co", "corsican corse"),
    ("ga", "irish irlandais"),
    ("cy", "welsh gallois"),
];

/// A language tag that isn't valid. Holds the code of the language that was probably meant, if any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLanguage {
    /// The code of that language.
    pub nearest: Option<String>,
}

impl UnknownLanguage {
    /// Returns the fault that reports the tag `typed`.
    pub fn fault(self, typed: &str) -> Fault {
        Fault::UnknownLanguage { value: typed.to_string(), nearest: Nearest(self.nearest) }
    }
}

/// Checks a language tag. Returns it with hyphens and in the conventional case: `fr-CH`, `zh-Hant-TW`.
///
/// The language must have a two-letter code of ISO 639-1, or a three-letter code if it has no shorter one. There are about
/// 7000 of the latter, so any three letters are accepted unless they are a code of a language that has a two-letter code.
///
/// ```
/// use agrafe::language;
///
/// assert_eq!(language::parse("fr_ch").as_deref(), Ok("fr-CH"));
/// assert_eq!(language::parse("français").unwrap_err().nearest.as_deref(), Some("fr"));
/// ```
pub fn parse(typed: &str) -> Result<String, UnknownLanguage> {
    let tag = typed.trim().replace('_', "-");
    let unknown = || UnknownLanguage { nearest: meant(&tag) };
    let mut subtags = tag.split('-');
    let primary = subtags.next().unwrap_or_default().to_ascii_lowercase();
    if !is_language(&primary) {
        return Err(unknown());
    }
    let mut parsed = primary;
    for subtag in subtags {
        if !(1..=8).contains(&subtag.len()) || !subtag.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Err(unknown());
        }
        parsed.push('-');
        parsed.push_str(&in_usual_case(subtag));
    }
    Ok(parsed)
}

/// Returns a subtag in the case of RFC 5646, 2.1.1: regions in capitals, scripts with a capital, everything else in lower case.
fn in_usual_case(subtag: &str) -> String {
    let is_letters = subtag.chars().all(|c| c.is_ascii_alphabetic());
    match subtag.len() {
        2 if is_letters => subtag.to_ascii_uppercase(),
        4 if is_letters => subtag[..1].to_ascii_uppercase() + &subtag[1..].to_ascii_lowercase(),
        _ => subtag.to_ascii_lowercase(),
    }
}

/// Whether a code in lower case is that of a language.
fn is_language(code: &str) -> bool {
    match code.len() {
        2 => CODES.split_whitespace().any(|entry| entry.starts_with(code)),
        3 => code.chars().all(|c| c.is_ascii_lowercase()) && two_letters_of(code).is_none(),
        _ => false,
    }
}

/// Returns the two-letter code of a language with this three-letter code.
fn two_letters_of(code: &str) -> Option<&'static str> {
    let entries = CODES.split_whitespace().filter_map(|entry| entry.split_once(':'));
    entries.filter(|(_, others)| others.split(':').any(|other| other == code)).map(|(two, _)| two).next()
}

/// Returns the code of the language that an invalid tag probably means: by its first subtag, by its name, or by a similar name.
fn meant(tag: &str) -> Option<String> {
    let tag = tag.to_lowercase();
    let word = tag.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let named = |name: &str| {
        let found = NAMES.iter().find(|(_, names)| names.split(' ').any(|known| known == name));
        found.map(|(code, _)| code.to_string())
    };
    let similar = || {
        let names = NAMES.iter().flat_map(|(_, names)| names.split(' ')).filter(|name| name.len() > 3);
        nearest(word, names).and_then(|name| named(&name))
    };
    let valid = is_language(word).then(|| word.to_string());
    valid
        .or_else(|| two_letters_of(word).map(str::to_string))
        .or_else(|| named(word))
        .or_else(|| if word.len() > 3 { similar() } else { None })
}

/// Whether a tag names French, with or without a region.
pub fn is_french(tag: &str) -> bool {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    primary.eq_ignore_ascii_case("fr")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_tags_are_brought_to_one_form() {
        for (typed, tag) in [
            ("fr", "fr"),
            ("FR", "fr"),
            ("fr_FR", "fr-FR"),
            ("fr-ca", "fr-CA"),
            ("fr-latn-fr", "fr-Latn-FR"),
            ("zh-hant", "zh-Hant"),
            ("en-GB-oxendict", "en-GB-oxendict"),
            ("es-419", "es-419"),
            ("kmr", "kmr"),
            ("grc", "grc"),
            (" oc ", "oc"),
        ] {
            assert_eq!(parse(typed).as_deref(), Ok(tag), "{typed}");
        }
    }

    #[test]
    fn invalid_tags_are_refused_with_the_code_that_was_meant() {
        for (typed, meant) in [
            ("français", Some("fr")),
            ("Francais", Some("fr")),
            ("fra", Some("fr")),
            ("fre", Some("fr")),
            ("french", Some("fr")),
            ("françai", Some("fr")),
            ("Français (France)", Some("fr")),
            ("fr_FR.UTF-8", Some("fr")),
            ("fr-", Some("fr")),
            ("anglais", Some("en")),
            ("eng", Some("en")),
            ("ger", Some("de")),
            ("xx", None),
            ("", None),
            ("x", None),
            ("klingon", None),
            ("é", None),
        ] {
            assert_eq!(parse(typed).map_err(|unknown| unknown.nearest), Err(meant.map(str::to_string)), "{typed}");
        }
    }

    #[test]
    fn french_is_recognised_by_its_whole_code() {
        assert!(is_french("fr") && is_french("fr-CH") && is_french("FR_ca"));
        assert!(!is_french("frr") && !is_french("fy") && !is_french(""));
    }
}
