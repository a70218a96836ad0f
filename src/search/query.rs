//! The query language: words, "phrases", prefix*, fuzzy~, AND, OR, NOT, brackets, and fields.
//!
//! Whatever is typed is read somehow: what cannot be read as meant becomes words, with a remark that says so.

use chrono::{Datelike, Days, Months, NaiveDate};

/// Longest query that is read, in characters.
const LONGEST: usize = 2_000;
/// Deepest nesting of brackets.
const DEEPEST: usize = 32;

/// A query, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// Every entry.
    All,
    /// A word, with English endings.
    Word(String),
    /// Words in a row, as written.
    Phrase(String),
    /// Words that begin so.
    Prefix(String),
    /// Words that differ by so many letters.
    Fuzzy(String, u8),
    /// A field and what it must hold.
    Field(Field, String),
    /// Days, both ends included.
    Dates(Option<NaiveDate>, Option<NaiveDate>),
    /// All of these.
    And(Vec<Node>),
    /// One of these.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
}

/// A field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Agency,
    Type,
    Person,
    Concept,
    Ref,
}

/// A query and what was remarked while reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) node: Node,
    pub(super) remarks: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    Leaf(Node),
}

/// Reads a query.
pub(super) fn read(typed: &str) -> Read {
    let mut remarks = Vec::new();
    let mut query = typed.trim().to_owned();
    if query.chars().count() > LONGEST {
        query = query.chars().take(LONGEST).collect();
        remarks.push(format!(
            "The query is longer than {LONGEST} characters; the rest was left out."
        ));
    }
    let tokens = lex(&query, &mut remarks);
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
        remarks: &mut remarks,
    };
    let node = parser.any(0);
    if parser.at < tokens.len() {
        remarks.push("A closing bracket without an opening one was left out.".to_owned());
        let rest: Vec<Token> = tokens
            .iter()
            .filter(|t| !matches!(t, Token::Open | Token::Close))
            .cloned()
            .collect();
        let mut flat = Parser {
            tokens: &rest,
            at: 0,
            remarks: &mut remarks,
        };
        let node = flat.any(0);
        return Read { node, remarks };
    }
    Read { node, remarks }
}

fn lex(query: &str, remarks: &mut Vec<String>) -> Vec<Token> {
    let mut out = Vec::new();
    let mut rest = query;
    while let Some(first) = rest.trim_start().chars().next() {
        rest = rest.trim_start();
        match first {
            '(' | ')' => {
                out.push(if first == '(' { Token::Open } else { Token::Close });
                rest = rest.get(1..).unwrap_or("");
            }
            '"' | '“' | '”' => {
                let (phrase, after) = quoted(rest, remarks);
                rest = after;
                out.push(Token::Leaf(Node::Phrase(phrase)));
            }
            _ => {
                let end = rest
                    .char_indices()
                    .find(|(_, c)| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '“' | '”'))
                    .map_or(rest.len(), |(at, _)| at);
                let (word, after) = rest.split_at(end);
                rest = after;
                let opens = word.ends_with(':') && rest.starts_with(['"', '“', '”']);
                if opens {
                    let (phrase, after) = quoted(rest, remarks);
                    rest = after;
                    out.extend(field(word.trim_end_matches(':'), &phrase, remarks));
                } else {
                    out.extend(word_tokens(word, remarks));
                }
            }
        }
    }
    out
}

fn quoted<'a>(rest: &'a str, remarks: &mut Vec<String>) -> (String, &'a str) {
    let mut chars = rest.char_indices();
    chars.next();
    let inner = chars.as_str();
    if let Some(end) = inner.find(['"', '“', '”']) {
        let (phrase, after) = inner.split_at(end);
        let mut after = after.chars();
        after.next();
        (phrase.to_owned(), after.as_str())
    } else {
        remarks.push("A quotation mark is not closed; it was closed at the end.".to_owned());
        (inner.to_owned(), "")
    }
}

fn word_tokens(word: &str, remarks: &mut Vec<String>) -> Vec<Token> {
    match word {
        "AND" | "&&" => return vec![Token::And],
        "OR" | "||" => return vec![Token::Or],
        "NOT" => return vec![Token::Not],
        _ => {}
    }
    if let Some(rest) = word.strip_prefix('-').filter(|r| r.starts_with(char::is_alphanumeric)) {
        let mut out = vec![Token::Not];
        out.extend(word_tokens(rest, remarks));
        return out;
    }
    if let Some((name, value)) = word
        .split_once(':')
        .filter(|(n, v)| !n.is_empty() && !v.is_empty() && n.chars().all(char::is_alphabetic))
    {
        return field(name, value, remarks);
    }
    plain(word, remarks)
}

fn plain(word: &str, remarks: &mut Vec<String>) -> Vec<Token> {
    let has_word = |w: &str| w.chars().any(char::is_alphanumeric);
    if let Some(stem) = word.strip_suffix('*').filter(|s| has_word(s)) {
        return vec![Token::Leaf(Node::Prefix(stem.to_lowercase()))];
    }
    if let Some((stem, distance)) = word.rsplit_once('~').filter(|(s, _)| has_word(s)) {
        let distance = match distance {
            "" | "1" => 1,
            "2" => 2,
            _ => {
                remarks.push(format!("`{word}`: ~ may be followed by 1 or 2; 1 was taken."));
                1
            }
        };
        return vec![Token::Leaf(Node::Fuzzy(stem.to_lowercase(), distance))];
    }
    if has_word(word) {
        return vec![Token::Leaf(Node::Word(word.to_owned()))];
    }
    remarks.push(format!("`{word}` was left out: it has no letter and no digit."));
    Vec::new()
}

fn field(name: &str, value: &str, remarks: &mut Vec<String>) -> Vec<Token> {
    let known = match name.to_lowercase().as_str() {
        "agency" => Field::Agency,
        "type" => Field::Type,
        "person" => Field::Person,
        "concept" => Field::Concept,
        "ref" => Field::Ref,
        "date" => return date(value, remarks),
        _ => {
            remarks.push(format!("There is no field `{name}`; there are agency, type, person, concept, date and ref. It was searched for as words."));
            let mut out = plain(name, remarks);
            out.extend(plain(value, remarks));
            return out;
        }
    };
    vec![Token::Leaf(Node::Field(known, value.to_owned()))]
}

fn date(value: &str, remarks: &mut Vec<String>) -> Vec<Token> {
    let before = |d: NaiveDate| d.checked_sub_days(Days::new(1)).unwrap_or(d);
    let after = |d: NaiveDate| d.checked_add_days(Days::new(1)).unwrap_or(d);
    let found = if let Some((from, to)) = value.split_once("..") {
        match (span(from), span(to)) {
            (Some(f), Some(t)) => Some((Some(f.0), Some(t.1))),
            (Some(f), None) if to.is_empty() => Some((Some(f.0), None)),
            (None, Some(t)) if from.is_empty() => Some((None, Some(t.1))),
            _ => None,
        }
    } else if let Some(rest) = value.strip_prefix(">=") {
        span(rest).map(|s| (Some(s.0), None))
    } else if let Some(rest) = value.strip_prefix("<=") {
        span(rest).map(|s| (None, Some(s.1)))
    } else if let Some(rest) = value.strip_prefix('>') {
        span(rest).map(|s| (Some(after(s.1)), None))
    } else if let Some(rest) = value.strip_prefix('<') {
        span(rest).map(|s| (None, Some(before(s.0))))
    } else {
        span(value).map(|s| (Some(s.0), Some(s.1)))
    };
    if let Some((from, to)) = found {
        vec![Token::Leaf(Node::Dates(from, to))]
    } else {
        remarks.push(format!("`date:{value}` could not be read; write date:2018, date:2018-01, date:14/01/2018, date:>=2018-01-01 or date:2018-01..2018-03. It was searched for as words."));
        plain(value, remarks)
    }
}

/// The days of a year, a month or a day.
fn span(written: &str) -> Option<(NaiveDate, NaiveDate)> {
    if let Ok(day) =
        NaiveDate::parse_from_str(written, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(written, "%d/%m/%Y"))
    {
        return Some((day, day));
    }
    let numbers: Vec<u32> = written
        .split(['-', '/'])
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let month = |y: u32, m: u32| {
        let first = NaiveDate::from_ymd_opt(i32::try_from(y).ok()?, m, 1)?;
        Some((first, first.checked_add_months(Months::new(1))?.pred_opt()?))
    };
    match numbers.as_slice() {
        [y] if (1900..2200).contains(y) => Some((month(*y, 1)?.0, month(*y, 12)?.1)),
        [y, m] if *y >= 1900 => month(*y, *m),
        [m, y] if *y >= 1900 => month(*y, *m),
        _ => None,
    }
    .filter(|(from, _)| (1900..2200).contains(&from.year()))
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    remarks: &'a mut Vec<String>,
}

impl Parser<'_> {
    /// One or more alternatives joined by OR.
    fn any(&mut self, depth: usize) -> Node {
        let mut ways = vec![self.all(depth)];
        while self.tokens.get(self.at) == Some(&Token::Or) {
            self.at += 1;
            ways.push(self.all(depth));
        }
        ways.retain(|w| *w != Node::All);
        join(ways, Node::Or)
    }

    /// What stands side by side, or is joined by AND.
    fn all(&mut self, depth: usize) -> Node {
        let mut parts = Vec::new();
        loop {
            match self.tokens.get(self.at) {
                Some(Token::And) => self.at += 1,
                Some(Token::Not | Token::Open | Token::Leaf(_)) => parts.extend(self.one(depth)),
                Some(Token::Or | Token::Close) | None => return join(parts, Node::And),
            }
        }
    }

    fn one(&mut self, depth: usize) -> Option<Node> {
        match self.tokens.get(self.at)? {
            Token::Not => {
                self.at += 1;
                if matches!(
                    self.tokens.get(self.at),
                    None | Some(Token::Or | Token::And | Token::Close)
                ) {
                    self.remarks
                        .push("NOT stands before nothing; it was left out.".to_owned());
                    return None;
                }
                // A row of NOTs is one: nobody means more by it, and nesting stays shallow.
                if self.tokens.get(self.at) == Some(&Token::Not) {
                    return self.one(depth);
                }
                self.one(depth).map(|n| Node::Not(Box::new(n)))
            }
            Token::Open if depth >= DEEPEST => {
                self.remarks
                    .push(format!("Brackets deeper than {DEEPEST} were left out."));
                while self.tokens.get(self.at) == Some(&Token::Open) {
                    self.at += 1;
                }
                None
            }
            Token::Open => {
                self.at += 1;
                let inner = self.any(depth + 1);
                if self.tokens.get(self.at) == Some(&Token::Close) {
                    self.at += 1;
                } else if self.at >= self.tokens.len() {
                    self.remarks
                        .push("A bracket is not closed; it was closed at the end.".to_owned());
                }
                Some(inner).filter(|n| *n != Node::All)
            }
            Token::Leaf(node) => {
                self.at += 1;
                Some(node.clone())
            }
            Token::And | Token::Or | Token::Close => None,
        }
    }
}

fn join(mut parts: Vec<Node>, kind: fn(Vec<Node>) -> Node) -> Node {
    match parts.len() {
        0 => Node::All,
        1 => parts.pop().unwrap_or(Node::All),
        _ => kind(parts),
    }
}

impl std::fmt::Display for Node {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let joined = |f: &mut std::fmt::Formatter<'_>, parts: &[Node], word: &str| {
            f.write_str("(")?;
            for (n, part) in parts.iter().enumerate() {
                if n > 0 {
                    write!(f, " {word} ")?;
                }
                part.fmt(f)?;
            }
            f.write_str(")")
        };
        let day = |d: &Option<NaiveDate>| d.map_or(String::new(), |d| d.to_string());
        match self {
            Self::All => f.write_str("every entry"),
            Self::Word(w) => f.write_str(w),
            Self::Phrase(p) => write!(f, "\"{p}\""),
            Self::Prefix(p) => write!(f, "{p}*"),
            Self::Fuzzy(w, d) => write!(f, "{w}~{d}"),
            Self::Field(field, value) => {
                let name = match field {
                    Field::Agency => "agency",
                    Field::Type => "type",
                    Field::Person => "person",
                    Field::Concept => "concept",
                    Field::Ref => "ref",
                };
                if value.contains(' ') {
                    write!(f, "{name}:\"{value}\"")
                } else {
                    write!(f, "{name}:{value}")
                }
            }
            Self::Dates(from, to) if from == to => write!(f, "date:{}", day(from)),
            Self::Dates(from, to) => write!(f, "date:{}..{}", day(from), day(to)),
            Self::And(parts) => joined(f, parts, "AND"),
            Self::Or(parts) => joined(f, parts, "OR"),
            Self::Not(part) => write!(f, "NOT {part}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    fn check(typed: &str, expected: &str, remarks: usize) {
        let found = read(typed);
        assert_eq!(
            (found.node.to_string().as_str(), found.remarks.len()),
            (expected, remarks),
            "{typed}: {:?}",
            found.remarks
        );
    }

    #[test]
    fn queries_are_read_and_say_how() {
        check("followed her", "(followed AND her)", 0);
        check("stalk* OR \"sat outside\"", "(stalk* OR \"sat outside\")", 0);
        check("police -housing", "(police AND NOT housing)", 0);
        check(
            "agency:police type:\"home visit\"",
            "(agency:police AND type:\"home visit\")",
            0,
        );
        check("date:2018-01", "date:2018-01-01..2018-01-31", 0);
        check("date:14/01/2018", "date:2018-01-14", 0);
        check("date:>=2018-01-01", "date:2018-01-01..", 0);
        check("(a OR b) c~2", "((a OR b) AND c~2)", 0);
        check("", "every entry", 0);
    }

    #[test]
    fn what_cannot_be_read_still_answers_and_says_so() {
        check("\"not closed", "\"not closed\"", 1);
        check("colour:red", "(colour AND red)", 1);
        check("date:soon", "soon", 1);
        check("AND OR NOT", "every entry", 1);
        check("a ) b", "(a AND b)", 1);
        check("(a", "a", 1);
        let deep = format!("{}a{}", "(".repeat(300), ")".repeat(300));
        assert!(!read(&deep).remarks.is_empty());
        assert_eq!(read(&"word ".repeat(2_000)).remarks.len(), 1);
    }
}
