//! *Plain* words: what problems and refusals say to people who type commands, said to people who sit in front of a screen.

use std::fmt::Write as _;

use crate::model::case::Case;

/// What is said on the command line, and what stands for it on a screen.
const SAID: [(&str, &str); 18] = [
    (", and its name out of case.toml if that names it", " on the page Files"),
    (
        " (--columns \"Heading=date\" --columns \"Heading=event\", or columns of the agency in case.toml)",
        "",
    ),
    (" (or columns of the agency in case.toml)", ""),
    (" or columns of the agency in case.toml", ""),
    (
        "import it with --replaces and that file's name",
        "use “Replace it by a corrected file” on the page Files",
    ),
    (
        "import it with --replaces",
        "use “Replace it by a corrected file” on the page Files",
    ),
    (
        "give --replaces",
        "use “Replace it by a corrected file” on the page Files for",
    ),
    ("or import them with --agency", "or choose them on the page Import"),
    (
        " and state the days with --supplied",
        " and confirm the days on the page Days supplied",
    ),
    (
        "(--supplied with an import, or `forewarned coverage confirm`)",
        "(on the page Days supplied)",
    ),
    (
        "take it back (`forewarned files` shows its number, `forewarned take-back` does it)",
        "take it back on the page Files",
    ),
    (
        "; `forewarned files` lists all, with their numbers",
        "; the page Files lists all",
    ),
    ("; `forewarned settled` shows all", "; the page Activity shows all"),
    (" with --preview", " before it is kept"),
    (
        "(`forewarned import --help`)",
        "(spreadsheets, Word, PDF, e-mails, text and others)",
    ),
    (
        ", or allow more with --file-megabytes if you know where it comes from",
        "",
    ),
    (
        ", or allow more with --file-seconds if you know where it comes from",
        "",
    ),
    (
        "where each was looked at and tells of nobody: --anyway",
        "where each was looked at and tells of nobody, tick “Make it all the same”",
    ),
];

/// The words for a screen.
pub fn on_screen(words: &str) -> String {
    let mut out = words.to_owned();
    for (said, shown) in SAID {
        if out.contains(said) {
            out = out.replace(said, shown);
        }
    }
    stamps(&columns(out))
}

/// A moment of the log as people write it: `26 November 2026, 14:05`; as it stands there when it cannot be read.
pub fn logged(at: &str) -> String {
    chrono::DateTime::parse_from_rfc3339(at).map_or_else(
        |_| at.to_owned(),
        |moment| moment.format("%-d %B %Y, %H:%M").to_string(),
    )
}

/// The words as a sentence begins.
pub use crate::model::capital::capital as sentence;

/// A time as a machine writes it, as people do.
fn stamps(words: &str) -> String {
    let each = words.split(' ').map(|word| {
        let bare = word.trim_end_matches([';', ',', ')']);
        let is_stamp = bare.len() > 18 && chrono::DateTime::parse_from_rfc3339(bare).is_ok();
        if is_stamp {
            word.replacen(bare, &logged(bare), 1)
        } else {
            word.to_owned()
        }
    });
    each.collect::<Vec<_>>().join(" ")
}

/// Does a sentence begin with the name of a file? That is left as it is.
fn begins_with_file(words: &str) -> bool {
    let first = words.split(": ").next().unwrap_or_default();
    let name = first.rsplit_once('.');
    words.len() > first.len()
        && name.is_some_and(|(_, end)| (1..=5).contains(&end.len()) && end.chars().all(char::is_alphanumeric))
}

/// The same, with the names of the case's agencies where their ids stand.
pub fn of_case(case: &Case, words: &str) -> String {
    let mut out = on_screen(words);
    if out.contains("agency '") {
        for agency in &case.agencies {
            let said = format!("agency '{}'", agency.id);
            if out.contains(&said) {
                out = out.replace(&said, &agency.name);
            }
        }
    }
    if begins_with_file(&out) {
        return out;
    }
    sentence(&out)
}

/// `say so with --columns "X=event"` becomes `say so under “Columns as read”: the column “X” is what happened`.
fn columns(words: String) -> String {
    const OPTION: &str = "--columns \"";
    let mut out = String::new();
    let mut rest = words.as_str();
    while let Some((before, after)) = rest.split_once(OPTION) {
        let Some((said, left)) = after.split_once('"') else {
            break;
        };
        out.push_str(before);
        match said.rsplit_once('=') {
            Some((heading, field)) => {
                let _ = write!(out, "“{heading}: {}” under Columns as read", field_words(field));
            }
            None => out.push_str(said),
        }
        rest = left;
    }
    out.push_str(rest);
    out
}

fn field_words(code: &str) -> &'static str {
    crate::model::columns::Field::of_code(code).map_or("what it is", field)
}

/// What a column holds, in words.
pub fn field(field: crate::model::columns::Field) -> &'static str {
    use crate::model::columns::Field;
    match field {
        Field::Ref => "number of the entry",
        Field::Date => "date it happened",
        Field::Time => "time it happened",
        Field::EndDate => "date it ended",
        Field::EndTime => "time it ended",
        Field::Sequence => "order within the day",
        Field::Source => "source of the information",
        Field::Author => "who wrote it",
        Field::Type => "kind of contact",
        Field::Outcome => "outcome of the contact",
        Field::Event => "what happened",
        Field::Recorded => "date it was recorded",
        Field::Further => "something else, kept beside it",
    }
}

#[cfg(test)]
mod tests {
    use super::on_screen;

    #[test]
    fn nobody_in_front_of_a_screen_is_told_to_type_a_command() {
        for (said, shown) in [
            (
                "if it is the day, say so with --columns \"Seen on=date\" or columns of the agency in case.toml",
                "if it is the day, say so with “Seen on: date it happened” under Columns as read",
            ),
            (
                "if this file replaces that record, import it with --replaces and that file's name",
                "if this file replaces that record, use “Replace it by a corrected file” on the page Files",
            ),
            ("ask the agency", "ask the agency"),
        ] {
            assert_eq!(on_screen(said), shown);
        }
    }
}
