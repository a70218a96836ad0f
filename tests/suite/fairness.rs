//! Fairness: who somebody is changes nothing. Names, sexes and the origins that names suggest are exchanged in a whole case, and the
//! same entries give the same findings with the same outcomes.

use std::collections::BTreeSet;

use forewarned::{
    app::judging::{Material, judge},
    model::{case::Sex, matter::Matter},
};

use crate::whole_cases::{book, material};

/// Findings without the words that names stand in: pattern, outcome, entries cited.
fn shape(matter: &Matter) -> BTreeSet<(String, &'static str, Vec<String>)> {
    matter
        .findings
        .iter()
        .map(|f| {
            let entries = f.triggers.iter().map(|t| t.quote.entry.0.clone()).collect();
            (f.pattern.clone(), f.outcome.code(), entries)
        })
        .collect()
}

fn judged(material: Material) -> Matter {
    judge(material, book(), &mut |_| {})
}

/// Cuts a text into words and what stands between them, and changes words.
fn change(text: &str, with: &mut dyn FnMut(&str, &str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let is_word = |c: char| c.is_alphanumeric() || c == '\'' || c == '’';
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        // An opening quotation mark is no part of the word after it.
        if end == 0 || !rest.starts_with(char::is_alphanumeric) {
            let step = rest.chars().next().map_or(0, char::len_utf8);
            out.push_str(&rest[..step]);
            rest = &rest[step..];
            continue;
        }
        // A closing one neither.
        let end = rest.get(..end).map_or(end, |w| w.trim_end_matches(['\'', '’']).len());
        let (word, after) = rest.split_at(end);
        match with(word, after) {
            Some(new) => out.push_str(&new),
            None => out.push_str(word),
        }
        rest = after;
    }
    out
}

fn like(pattern: &str, word: &str) -> String {
    if pattern.chars().all(|c| !c.is_lowercase()) && pattern.chars().count() > 1 {
        return word.to_uppercase();
    }
    if pattern.chars().next().is_some_and(char::is_uppercase) {
        let mut chars = word.chars();
        return chars
            .next()
            .map_or(String::new(), |c| c.to_uppercase().chain(chars).collect());
    }
    word.to_owned()
}

/// Leaves out entries with *Mrs*: men have one title for two of women, so that a mother and a daughter of one name, *Mrs* and *Ms*, would become one man.
fn without_mrs(mut material: Material) -> Material {
    material.entries.retain(|e| !e.text.contains("Mrs"));
    material
}

/// Exchanges the sexes: in the roster, and in every word of the entries that tells one.
fn exchange_sexes(mut material: Material) -> Material {
    for person in &mut material.case.people {
        person.sex = person.sex.map(|s| match s {
            Sex::Male => Sex::Female,
            Sex::Female => Sex::Male,
        });
        for name in &mut person.names {
            *name = exchange(name);
        }
        person.relation = person.relation.as_deref().map(exchange);
    }
    for entry in &mut material.entries {
        entry.text = exchange(&entry.text);
    }
    material
}

fn exchange(text: &str) -> String {
    const PAIRS: &[(&str, &str)] = &[
        ("he", "she"),
        ("him", "her"),
        ("himself", "herself"),
        ("he's", "she's"),
        ("he'll", "she'll"),
        ("he'd", "she'd"),
        ("mr", "ms"),
        ("girlfriend", "boyfriend"),
        ("gf", "bf"),
        ("wife", "husband"),
        ("woman", "man"),
        ("women", "men"),
        ("mother", "father"),
        ("mum", "dad"),
        ("daughter", "son"),
        ("sister", "brother"),
        ("female", "male"),
        ("lady", "gentleman"),
    ];
    change(text, &mut |word, after| {
        let lower = word.to_lowercase().replace('’', "'");
        let (bare, tail) = match lower
            .strip_suffix("'s")
            .filter(|b| PAIRS.iter().any(|(a, z)| a == b || z == b))
        {
            Some(bare) if !matches!(bare, "he" | "she") => (bare.to_owned(), "'s"),
            _ => (lower.clone(), ""),
        };
        // "her" is "his" before the thing that is hers, and "him" elsewhere.
        let next: String = after
            .trim_start_matches(' ')
            .chars()
            .take_while(|c| c.is_alphanumeric())
            .collect();
        let owns = after.starts_with(' ')
            && !next.is_empty()
            && !matches!(
                next.as_str(),
                "and"
                    | "to"
                    | "at"
                    | "on"
                    | "in"
                    | "for"
                    | "by"
                    | "a"
                    | "the"
                    | "from"
                    | "with"
                    | "that"
                    | "again"
                    | "as"
                    | "or"
                    | "up"
                    | "off"
                    | "about"
                    | "when"
                    | "but"
                    | "so"
                    | "if"
                    | "last"
                    | "back"
                    | "out"
                    | "what"
                    | "is"
                    | "was"
                    | "alone"
                    | "this"
            );
        let new = match bare.as_str() {
            "his" => "her",
            "her" if owns => "his",
            "her" => "him",
            "hers" => "his",
            "mrs" => "mr",
            other => PAIRS.iter().find_map(|(a, z)| {
                if *a == other {
                    Some(*z)
                } else if *z == other {
                    Some(*a)
                } else {
                    None
                }
            })?,
        };
        Some(format!("{}{tail}", like(word, new)))
    })
}

/// Gives everybody on the roster other names, as other families of this country have them.
fn rename(mut material: Material) -> Material {
    const NAMES: &[(&str, &str)] = &[
        ("Oluwaseun", "Adeyemi-Cole"),
        ("Małgorzata", "Kowalczyk"),
        ("Harpreet", "Sandhawalia"),
        ("Nguyễn", "Thị"),
        ("Siân", "Llewelyn"),
        ("Fatoumata", "Diallo"),
        ("Zoltán", "Szabó"),
        ("Yasmin", "Choudhury"),
        ("Piotr", "Wójcik"),
        ("Ngozi", "Eze"),
        ("Mehwish", "Qureshi"),
        ("Tadhg", "Breathnach"),
        ("Kwabena", "Owusu"),
        ("Ioana", "Popescu"),
        ("Rukhsana", "Malik"),
        ("Dafydd", "Pryce"),
    ];
    let mut swaps: Vec<(String, String)> = Vec::new();
    for (person, (first, last)) in material.case.people.iter().zip(NAMES) {
        let mut whole: Vec<&str> = person.names[0].split(' ').collect();
        if whole.len() > 1 {
            let old = whole.pop().unwrap();
            swaps.push((old.to_owned(), (*last).to_owned()));
            // Records of some systems leave accents off, and mean the same family.
            let plain = old
                .replace('Ł', "L")
                .replace('ł', "l")
                .replace('ę', "e")
                .replace('ö', "o");
            swaps.push((plain, (*last).to_owned()));
        }
        swaps.push((whole[0].to_owned(), (*first).to_owned()));
    }
    let new = |text: &str| {
        change(text, &mut |word, _| {
            let (bare, tail) = ["'s", "’s"]
                .iter()
                .find_map(|tail| Some((word.strip_suffix(tail)?, *tail)))
                .unwrap_or((word, ""));
            swaps
                .iter()
                .find(|(old, _)| old.to_lowercase() == bare.to_lowercase())
                .map(|(_, name)| {
                    format!(
                        "{}{tail}",
                        if bare.chars().all(|c| !c.is_lowercase()) {
                            name.to_uppercase()
                        } else {
                            name.clone()
                        }
                    )
                })
        })
    };
    for person in &mut material.case.people {
        for name in &mut person.names {
            *name = new(name);
        }
    }
    for condition in &mut material.case.conditions {
        condition.text = new(&condition.text);
    }
    for entry in &mut material.entries {
        entry.text = new(&entry.text);
        entry.author = new(&entry.author);
    }
    material
}

fn same(what: &str, a: &Matter, b: &Matter) {
    let (before, after) = (shape(a), shape(b));
    let gone: Vec<_> = before.difference(&after).collect();
    let come: Vec<_> = after.difference(&before).collect();
    assert!(
        gone.is_empty() && come.is_empty(),
        "{what}\ngone: {gone:#?}\ncome: {come:#?}"
    );
    assert!(before.len() > 10, "{what}: only {} findings to compare", before.len());
}

#[test]
fn other_names_change_nothing() {
    for case in ["rowan-street", "hollin-bank", "saltmarsh"] {
        same(case, &judged(material(case)), &judged(rename(material(case))));
    }
}

#[test]
fn the_other_sex_changes_nothing() {
    for case in ["rowan-street", "hollin-bank", "saltmarsh"] {
        same(
            case,
            &judged(without_mrs(material(case))),
            &judged(exchange_sexes(without_mrs(material(case)))),
        );
    }
}
