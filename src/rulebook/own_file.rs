//! The file of a pattern of a *case's own*: the form of `rules/patterns/`, read with faults that people who write no rules every day
//! understand, each with its line.

use std::fmt;

use crate::{
    model::{capital::capital, finding::WindowBasis},
    patterns::{examples, pattern::Pattern},
    rulebook::{
        load::{Rulebook, check},
        own::TIER,
    },
};

/// How the ids of such patterns begin, so that none is taken for one of the rules.
pub const BEGINS: &str = "LOCAL-";
/// No longer file is read, in bytes.
pub const LONGEST: usize = 60_000;
/// No more examples are run.
const MOST_EXAMPLES: usize = 60;
/// No id or title is longer, in characters.
const LONGEST_TITLE: usize = 200;

/// What is wrong with a pattern's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFault {
    /// The line, from 1, where one is to blame.
    pub line: Option<usize>,
    /// What is wrong and what to do, in plain words.
    pub words: String,
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "Line {line}: {}", self.words),
            None => f.write_str(&self.words),
        }
    }
}

fn fault(line: Option<usize>, words: impl Into<String>) -> FileFault {
    FileFault {
        line,
        words: words.into(),
    }
}

/// Reads the file of a pattern of a case's own.
///
/// # Errors
/// When it cannot be read, names what there is not, or could be taken for a pattern of the rules.
pub fn read(book: &Rulebook, text: &str) -> Result<Pattern, FileFault> {
    if text.len() > LONGEST {
        return Err(fault(
            None,
            format!(
                "The file has {} bytes; {LONGEST} at most. Keep what this one pattern needs",
                text.len()
            ),
        ));
    }
    if text.trim().is_empty() {
        return Err(fault(None, "The file is empty. Begin with the starter file"));
    }
    let mut pattern: Pattern = toml::from_str(text).map_err(|e| of_form(text, &e))?;
    named_rightly(book, text, &pattern)?;
    refers_to_what_there_is(book, text, &pattern)?;
    if pattern.examples.is_empty() {
        return Err(fault(
            None,
            "There is no [[example]]. Write at least one in which the pattern finds something and one in which it stays silent: nobody \
             can tell otherwise whether it does what is meant",
        ));
    }
    if pattern.examples.len() > MOST_EXAMPLES {
        return Err(fault(
            None,
            format!("There are {} examples; {MOST_EXAMPLES} at most", pattern.examples.len()),
        ));
    }
    pattern.tier = TIER;
    Ok(pattern)
}

/// What the examples lack as a set; nothing when one finds something and another does not.
pub fn lacking(pattern: &Pattern) -> Option<&'static str> {
    let (firing, quiet) = examples::counted(pattern);
    if firing == 0 {
        Some("No example expects the pattern to find something. Write one, so that it is seen to work")
    } else if quiet == 0 {
        Some("No example expects it to find nothing. Write one that looks alike and is not meant")
    } else {
        None
    }
}

fn named_rightly(book: &Rulebook, text: &str, pattern: &Pattern) -> Result<(), FileFault> {
    let id = pattern.id.as_str();
    let line = key_line(text, "id");
    let rest = id.strip_prefix(BEGINS).unwrap_or_default();
    let is_plain = rest
        .bytes()
        .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
    if rest.is_empty() || !is_plain || id.len() > 40 {
        return Err(fault(
            line,
            format!(
                "The id is `{}`. Ids of a case’s own patterns begin with {BEGINS}, then capital letters, digits and hyphens, at most 40 in \
                 all: {BEGINS}01, for example",
                short(id)
            ),
        ));
    }
    if book.patterns.iter().any(|p| p.id == id) {
        return Err(fault(
            line,
            format!("{id} is the id of a pattern of the rules. Choose another"),
        ));
    }
    if pattern.title.trim().is_empty() || pattern.title.chars().count() > LONGEST_TITLE || pattern.title.contains('\n')
    {
        return Err(fault(
            key_line(text, "title"),
            format!("The title is to be one line of at most {LONGEST_TITLE} characters"),
        ));
    }
    if pattern.version == 0 {
        return Err(fault(key_line(text, "version"), "The version counts from 1"));
    }
    Ok(())
}

fn refers_to_what_there_is(book: &Rulebook, text: &str, pattern: &Pattern) -> Result<(), FileFault> {
    let concepts = book.concept_ids();
    if let Some(unknown) = pattern.concepts().into_iter().find(|c| !concepts.contains(*c)) {
        let near: Vec<&str> = concepts
            .iter()
            .map(String::as_str)
            .filter(|c| is_near(c, unknown))
            .collect();
        let near = match near.as_slice() {
            [] => "The list of concepts below shows all".to_owned(),
            all => format!("Is one of these meant: {}?", all.join(", ")),
        };
        return Err(fault(
            quoted_line(text, unknown),
            format!("There is no concept `{}`. {near}", short(unknown)),
        ));
    }
    if let Some(part) = pattern
        .part_of
        .iter()
        .find(|p| !book.patterns.iter().any(|o| o.id == p.pattern))
    {
        return Err(fault(
            quoted_line(text, &part.pattern),
            format!(
                "It is said to be part of {}, which is no pattern of the rules",
                short(&part.pattern)
            ),
        ));
    }
    if let Some(window) = pattern.window.as_ref().filter(|w| w.basis == WindowBasis::ThisCase) {
        return Err(fault(
            quoted_line(text, "this-case").or_else(|| quoted_line(text, &window.within)),
            "Write basis = \"reviewer-set\": a length of time that is read in no source is set by reviewers",
        ));
    }
    // A case may name a source of its own, such as a local procedure; what it says of it stands beside it.
    let is_source = |key: &str| book.sources.contains_key(key) || pattern.sources.iter().any(|s| s.key == key);
    check("", pattern, &concepts, &is_source).map_err(|e| {
        let named = e.what.split('`').nth(1).and_then(|word| quoted_line(text, word));
        fault(named, capital(&e.what))
    })
}

/// Do two ids share their first letters, or one the other?
fn is_near(known: &str, written: &str) -> bool {
    let start: String = written.chars().take(5).collect();
    known.starts_with(&start) || known.contains(written) || written.contains(known)
}

/// What the reader of the file's form said, in plain words.
fn of_form(text: &str, error: &toml::de::Error) -> FileFault {
    let line = error.span().map(|span| {
        text.get(..span.start)
            .map_or(1, |before| before.matches('\n').count() + 1)
    });
    let said = error.message().lines().next().unwrap_or_default();
    let word = || short(said.split('`').nth(1).unwrap_or_default());
    let words = if said.starts_with("unknown field") {
        let known = said.split_once("expected ").map_or("", |(_, all)| all);
        format!(
            "A pattern has no `{}` here. Known here: {}",
            word(),
            known.trim_start_matches("one of ")
        )
    } else if said.starts_with("missing field") {
        format!("`{}` is missing. See the starter file", word())
    } else if said.starts_with("unknown variant") {
        let known = said.split_once("expected ").map_or("", |(_, all)| all);
        format!(
            "`{}` is not one of those there are: {}",
            word(),
            known.trim_start_matches("one of ")
        )
    } else if said.starts_with("invalid type") {
        format!("Another kind of value is wanted here ({})", short(said))
    } else if said.starts_with("duplicate key") {
        "This is written twice. Leave one of the two out".to_owned()
    } else {
        format!(
            "This cannot be read: {}. Text stands between \" and \", lists between [ and ]",
            short(said)
        )
    };
    // A part that is missing is nowhere: the reader points at the beginning of what lacks it.
    fault(line, words)
}

/// The line on which a key is written first.
fn key_line(text: &str, key: &str) -> Option<usize> {
    let is_it = |line: &str| {
        line.trim_start()
            .strip_prefix(key)
            .is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    text.lines().position(is_it).map(|at| at + 1)
}

/// The line that holds a word between quotation marks first.
fn quoted_line(text: &str, word: &str) -> Option<usize> {
    let quoted = format!("\"{word}\"");
    text.lines().position(|l| l.contains(&quoted)).map(|at| at + 1)
}

fn short(words: &str) -> String {
    const MOST: usize = 200;
    if words.chars().count() <= MOST {
        return words.to_owned();
    }
    let cut: String = words.chars().take(MOST).collect();
    format!("{cut}…")
}
