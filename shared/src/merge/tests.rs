//! What comes of two edits that meet, by examples and by laws.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn values(json: Value) -> Values {
    serde_json::from_value(json).unwrap()
}

fn changes(json: Value) -> Changes {
    serde_json::from_value(json).unwrap()
}

#[test]
fn a_field_that_is_as_its_author_saw_it_is_set() {
    let now = values(json!({ "name": "Ann", "phone": "1" }));
    let merge = merge(
        &now,
        &changes(json!({ "phone": { "was": "1", "set": "2" } })),
    )
    .unwrap();
    assert_eq!(merge.values, values(json!({ "name": "Ann", "phone": "2" })));
    assert!(merge.clashes.is_empty() && !merge.beside);
}

#[test]
fn what_is_so_already_is_met_and_kept() {
    let now = values(json!({ "phone": "2" }));
    let merge = merge(
        &now,
        &changes(json!({ "phone": { "was": "1", "set": "2" } })),
    )
    .unwrap();
    assert_eq!(merge.values, now);
    assert!(merge.clashes.is_empty() && merge.beside);
}

#[test]
fn a_third_value_is_a_clash_and_stands() {
    let now = values(json!({ "phone": "3" }));
    let merge = merge(
        &now,
        &changes(json!({ "phone": { "was": "1", "set": "2" } })),
    )
    .unwrap();
    assert_eq!(merge.values, now);
    let clash = Clash {
        field: "phone".to_owned(),
        was: json!("1"),
        mine: json!("2"),
        theirs: json!("3"),
    };
    assert_eq!(merge.clashes, [clash]);
}

#[test]
fn sets_merge_by_element_and_never_clash() {
    let now = values(json!({ "allows": ["a", "c", "d"] }));
    let change = json!({ "allows": { "was": ["a", "b", "c"], "set": ["b", "c", "e"] } });
    let merge = merge(&now, &changes(change)).unwrap();
    assert_eq!(merge.values, values(json!({ "allows": ["c", "d", "e"] })));
    assert!(merge.clashes.is_empty() && merge.beside);
}

#[test]
fn an_element_that_stands_twice_hides_nothing() {
    let now = values(json!({ "allows": ["a", "b"] }));
    let change = changes(json!({ "allows": { "was": ["a", "b"], "set": ["a", "a"] } }));
    let merged = merge(&now, &change).unwrap();
    assert_ne!(between(&now, &merged.values), Changes::new());
    let twice = json!({ "allows": { "was": ["a", "a"], "set": ["a", "a", "c"] } });
    let merged = merge(&now, &changes(twice)).unwrap();
    assert_eq!(merged.values["allows"], json!(["a", "b", "c"]));
}

#[test]
fn objects_merge_by_key_and_a_clash_names_the_path() {
    let now =
        values(json!({ "policies": { "password": { "min": 14, "max": 64 }, "first": "ask" } }));
    let was = json!({ "password": { "min": 12, "max": 64 }, "first": "require" });
    let set = json!({ "password": { "min": 16, "max": 32 }, "first": "require" });
    let change = changes(json!({ "policies": { "was": was, "set": set } }));
    let merge = merge(&now, &change).unwrap();
    assert_eq!(merge.clashes.len(), 1);
    assert_eq!(merge.clashes[0].field, "policies.password.min");
    assert_eq!(merge.values["policies"]["password"]["max"], 32);
    assert_eq!(merge.values["policies"]["first"], "ask");
}

#[test]
fn a_field_that_the_record_lacks_is_told() {
    let change = changes(json!({ "pager": { "was": "", "set": "1" } }));
    assert_eq!(
        merge(&Values::new(), &change),
        Err(UnknownField("pager".to_owned()))
    );
}

#[test]
fn two_edits_of_one_author_are_one() {
    let first = changes(json!({ "a": { "was": 1, "set": 2 }, "b": { "was": 1, "set": 2 } }));
    let second = changes(json!({ "b": { "was": 2, "set": 3 }, "c": { "was": 1, "set": 2 } }));
    let both = json!({
        "a": { "was": 1, "set": 2 }, "b": { "was": 1, "set": 3 }, "c": { "was": 1, "set": 2 },
    });
    assert_eq!(follow(&first, &second), changes(both));
}

/// A record of two single values, a set and a structured field.
fn record() -> impl Strategy<Value = Values> {
    let set = prop::collection::btree_set(0_u8..6, 0..5);
    (0_u8..4, 0_u8..4, set, 0_u8..3, 0_u8..3).prop_map(|(a, b, set, c, d)| {
        values(json!({ "a": a, "b": b, "set": set, "parts": { "c": c, "d": d } }))
    })
}

fn sorted(mut values: Values) -> Values {
    if let Some(Value::Array(set)) = values.get_mut("set") {
        set.sort_by_key(Value::as_u64);
    }
    values
}

proptest! {
    #[test]
    fn an_edit_that_meets_what_its_author_saw_gives_what_they_want(was in record(), set in record()) {
        let merge = merge(&was, &between(&was, &set)).unwrap();
        prop_assert_eq!(sorted(merge.values), sorted(set));
        prop_assert!(merge.clashes.is_empty() && !merge.beside);
    }

    #[test]
    fn an_edit_done_twice_is_done_once(was in record(), set in record(), now in record()) {
        let mut changes = between(&was, &set);
        let clashes = merge(&now, &changes).unwrap().clashes;
        changes.retain(|field, _| !clashes.iter().any(|clash| clash.field.starts_with(field)));
        let once = merge(&now, &changes).unwrap();
        let twice = merge(&once.values, &changes).unwrap();
        prop_assert!(twice.clashes.is_empty());
        prop_assert_eq!(sorted(twice.values), sorted(once.values));
    }

    #[test]
    fn edits_of_different_fields_meet_in_any_order(was in record(), one in record(), two in record()) {
        let mut first = between(&was, &one);
        let mut second = between(&was, &two);
        first.retain(|field, _| field < &"c".to_owned());
        second.retain(|field, _| field > &"c".to_owned());
        let forth = merge(&merge(&was, &first).unwrap().values, &second).unwrap();
        let back = merge(&merge(&was, &second).unwrap().values, &first).unwrap();
        prop_assert!(forth.clashes.is_empty() && back.clashes.is_empty());
        prop_assert_eq!(sorted(forth.values), sorted(back.values));
    }

    #[test]
    fn where_nothing_clashes_the_author_gets_what_they_saw_coming(
        was in record(), set in record(), now in record(),
    ) {
        let mut changes = between(&was, &set);
        let clashes = merge(&now, &changes).unwrap().clashes;
        changes.retain(|field, _| !clashes.iter().any(|clash| clash.field.starts_with(field)));
        let merge = merge(&now, &changes).unwrap();
        prop_assert_eq!(sorted(merge.values), sorted(lay_over(&now, &changes)));
    }

    #[test]
    fn a_value_that_nobody_asked_for_never_comes_of_it(was in record(), set in record(), now in record()) {
        let merge = merge(&now, &between(&was, &set)).unwrap();
        for field in ["a", "b"] {
            let value = &merge.values[field];
            prop_assert!(value == &set[field] || value == &now[field]);
        }
        for element in merge.values["set"].as_array().unwrap() {
            let asked = |of: &Values| of["set"].as_array().unwrap().contains(element);
            prop_assert!(asked(&set) || asked(&now));
        }
    }
}
