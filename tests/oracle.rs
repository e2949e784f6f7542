//! Compares the line breaks that agrafe finds with those of TeX for the same boxes, glue and penalties.

use agrafe::compose::linebreak::{BreakItem, Kind, Measures, Penalties, Scoring, break_lines};
use serde_json::Value;

fn items(paragraph: &Value) -> Vec<BreakItem> {
    let number = |v: &Value| v.as_i64().unwrap();
    let item = |v: &Value| match v[0].as_str().unwrap() {
        "b" => BreakItem::solid(number(&v[1])),
        "g" => BreakItem::glue(number(&v[1]), number(&v[2]), number(&v[3])),
        _ => BreakItem::hyphen(number(&v[1]) as i32, number(&v[3]), 0),
    };
    paragraph.as_array().unwrap().iter().map(item).collect()
}

/// Returns the number of cases in which agrafe agrees with TeX, and descriptions of the other cases. The two agree if they
/// choose the same breaks, or different breaks with the same number of lines and the same demerits.
fn compare(data: &Value) -> (usize, Vec<String>) {
    let (mut same, mut different) = (0, Vec::new());
    for (n, case) in data["cases"].as_array().unwrap().iter().enumerate() {
        let number = |key: &str| case[key].as_i64().unwrap();
        let paragraph = match &data["paragraphs"] {
            Value::Array(list) => &list[number("paragraph") as usize],
            map => &map[number("paragraph").to_string()],
        };
        let penalties = Penalties {
            scoring: Scoring::Tex { tolerance: number("tolerance") },
            line: number("linepenalty"),
            double_hyphen: number("doublehyphendemerits"),
            final_hyphen: number("finalhyphendemerits"),
            adjacent: number("adjdemerits"),
            stack: 0,
            runt: 0,
            runt_width: 0,
            looseness: number("looseness"),
            hyphen_percent: 100,
        };
        let items = items(paragraph);
        let breaks = break_lines(&items, &Measures::all(number("hsize")), &penalties);
        let wanted: Vec<usize> =
            case["breaks"].as_array().unwrap().iter().map(|b| b.as_u64().unwrap() as usize).collect();
        let found = breaks.as_ref().map(|b| {
            let last = b.ends.len() - 1;
            // TeX counts the items that end lines from 1, except for the last line, where it reports the last item.
            b.ends.iter().enumerate().map(|(i, end)| if i == last { *end } else { end + 1 }).collect::<Vec<_>>()
        });
        let cost = breaks.as_ref().map(|b| b.demerits);
        let same_lines = found.as_ref().map(Vec::len) == Some(wanted.len());
        if found.as_deref() == Some(&wanted) || (same_lines && cost == Some(number("demerits") as f64)) {
            same += 1;
        } else {
            different.push(format!(
                "case {n}: TeX breaks at {wanted:?} for {} demerits, agrafe at {found:?} for {cost:?}",
                number("demerits")
            ));
        }
    }
    (same, different)
}

#[test]
fn line_breaks_match_those_of_tex() {
    let data: Value = serde_json::from_str(include_str!("data/tex-breaks.json")).unwrap();
    let (same, different) = compare(&data);
    assert!(
        different.is_empty(),
        "{} of {} differ:\n{}",
        different.len(),
        same + different.len(),
        different.join("\n")
    );
}

#[test]
fn wrong_break_is_detected() {
    let items = [BreakItem::solid(5), BreakItem::glue(2, 1, 1), BreakItem::solid(5)];
    assert!(items.iter().any(|i| matches!(i.kind, Kind::Glue { .. })));
    let text = r#"{"paragraphs":[[["b",655360],["g",65536,65536,0],["b",655360]]],"cases":[{"paragraph":0,"hsize":1507328,
        "linepenalty":10,"adjdemerits":0,"doublehyphendemerits":0,"finalhyphendemerits":0,"tolerance":200,"looseness":0,
        "demerits":1,"breaks":[2,3]}]}"#;
    assert_eq!(compare(&serde_json::from_str(text).unwrap()).0, 0);
}
