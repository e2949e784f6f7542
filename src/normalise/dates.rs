//! Writes dates in the words of a language: `2024-03-12` becomes `12 mars 2024` or `12 March 2024`.

/// The forms of dates with and without a day in a language. `D` is the day, `M` the month and `Y` the year.
struct DateForm {
    language: &'static str,
    day: &'static str,
    month: &'static str,
    months: [&'static str; 12],
}

/// The forms of dates, from the Unicode Common Locale Data Repository (long dates).
const FORMS: [DateForm; 10] = [
    DateForm { language: "fr", day: "D M Y", month: "M Y", months: crate::prose::MONTHS },
    DateForm {
        language: "en",
        day: "D M Y",
        month: "M Y",
        months: [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    },
    DateForm {
        language: "es",
        day: "D de M de Y",
        month: "M de Y",
        months: [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
    },
    DateForm {
        language: "pt",
        day: "D de M de Y",
        month: "M de Y",
        months: [
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
    },
    DateForm {
        language: "it",
        day: "D M Y",
        month: "M Y",
        months: [
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
    },
    DateForm {
        language: "de",
        day: "D. M Y",
        month: "M Y",
        months: [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
    },
    DateForm {
        language: "nl",
        day: "D M Y",
        month: "M Y",
        months: [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
    },
    DateForm {
        language: "ru",
        day: "D M Y г.",
        month: "M Y г.",
        months: [
            "января",
            "февраля",
            "марта",
            "апреля",
            "мая",
            "июня",
            "июля",
            "августа",
            "сентября",
            "октября",
            "ноября",
            "декабря",
        ],
    },
    DateForm {
        language: "tr",
        day: "D M Y",
        month: "M Y",
        months: [
            "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım",
            "Aralık",
        ],
    },
    DateForm {
        language: "pl",
        day: "D M Y",
        month: "M Y",
        months: [
            "stycznia",
            "lutego",
            "marca",
            "kwietnia",
            "maja",
            "czerwca",
            "lipca",
            "sierpnia",
            "września",
            "października",
            "listopada",
            "grudnia",
        ],
    },
];

/// Returns a date in the words of a language. Returns `None` if it isn't an ISO date (ISO 8601: `2024-03-12`, `2024-03`, with
/// or without a time), or if the form of dates in the language is unknown.
pub(super) fn written(typed: &str, language: &str) -> Option<String> {
    let code = language.get(..2)?.to_ascii_lowercase();
    let form = FORMS.iter().find(|form| form.language == code)?;
    let date = typed.trim().split(['T', ' ']).next()?;
    let mut parts = date.split('-');
    let number = |part: &str, digits: usize| {
        let is_number = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| part.parse::<usize>().ok()).flatten()
    };
    let (year, month) = (number(parts.next()?, 4)?, number(parts.next()?, 2)?);
    let day = parts.next().map(|day| number(day, 2));
    let name = form.months.get(month.checked_sub(1)?)?;
    let (pattern, day) = match day {
        Some(day) => (form.day, day.filter(|day| (1..=31).contains(day))?),
        // Without a day, the month is in the nominative, but the table has the genitive.
        None if matches!(form.language, "ru" | "pl") => return None,
        None => (form.month, 0),
    };
    if parts.next().is_some() {
        return None;
    }
    // In French, the first of a month is an ordinal.
    let day = if day == 1 && form.language == "fr" { "1er".to_string() } else { day.to_string() };
    let words = pattern.chars().map(|c| match c {
        'D' => day.clone(),
        'M' => name.to_string(),
        'Y' => year.to_string(),
        ' ' => " ".to_string(),
        other => other.to_string(),
    });
    Some(words.collect())
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn iso_dates_are_written_in_words() {
        for (typed, language, expected) in [
            ("2024-03-12", "fr", "12 mars 2024"),
            ("2024-05-01", "fr-CA", "1er mai 2024"),
            ("2024-03-12T10:00:00+02:00", "en", "12 March 2024"),
            ("2024-03-12 10:00:00 +0100", "es", "12 de marzo de 2024"),
            ("2024-03", "de", "März 2024"),
            ("2024-03-12", "de", "12. März 2024"),
        ] {
            assert_eq!(written(typed, language).as_deref(), Some(expected));
        }
        for (typed, language) in [("2024", "fr"), ("12 mars 2024", "fr"), ("2024-13-01", "fr"), ("2024-03-12", "xx")] {
            assert_eq!(written(typed, language), None);
        }
    }
}
