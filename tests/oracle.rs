//! Our line breaks against TeX's own, on the same widths.

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

/// How many of the cases are broken as TeX breaks them, or as cheaply.
fn compare(data: &Value) -> (usize, Vec<String>) {
    let (mut alike, mut unlike) = (0, Vec::new());
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
            // TeX numbers the item that ends a line from 1, and the last line by the last item.
            b.ends.iter().enumerate().map(|(i, end)| if i == last { *end } else { end + 1 }).collect::<Vec<_>>()
        });
        let cost = breaks.as_ref().map(|b| b.demerits);
        let same_lines = found.as_ref().map(Vec::len) == Some(wanted.len());
        if found.as_deref() == Some(&wanted) || (same_lines && cost == Some(number("demerits") as f64)) {
            alike += 1;
        } else {
            unlike.push(format!("case {n}: TeX {wanted:?} {}, ours {found:?} {cost:?}", number("demerits")));
        }
    }
    (alike, unlike)
}

#[test]
fn breaks_are_those_of_tex() {
    let data: Value = serde_json::from_str(include_str!("data/tex-breaks.json")).unwrap();
    let (alike, unlike) = compare(&data);
    assert!(unlike.is_empty(), "{} of {} differ:\n{}", unlike.len(), alike + unlike.len(), unlike.join("\n"));
}

#[test]
fn the_oracle_tells_a_wrong_break() {
    let items = [BreakItem::solid(5), BreakItem::glue(2, 1, 1), BreakItem::solid(5)];
    assert!(items.iter().any(|i| matches!(i.kind, Kind::Glue { .. })));
    let text = r#"{"paragraphs":[[["b",655360],["g",65536,65536,0],["b",655360]]],"cases":[{"paragraph":0,"hsize":1507328,
        "linepenalty":10,"adjdemerits":0,"doublehyphendemerits":0,"finalhyphendemerits":0,"tolerance":200,"looseness":0,
        "demerits":1,"breaks":[2,3]}]}"#;
    assert_eq!(compare(&serde_json::from_str(text).unwrap()).0, 0);
}
