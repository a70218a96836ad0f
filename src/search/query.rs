//! The query language: words, "phrases", prefix*, fuzzy~, AND, OR, NOT, brackets, and fields.
//!
//! Whatever is typed is read somehow: what cannot be read as meant becomes words, with a remark that says so.

use chrono::NaiveDate;

use crate::search::days;

/// Longest query that is read, in characters.
const LONGEST: usize = 2_000;
/// Deepest nesting of brackets.
const DEEPEST: usize = 32;

/// A query, read.
#[derive(Debug, Clone, PartialEq)]
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
    /// At least so many of these words, without endings, each with its weight: what an entry has in common with another.
    Like(Vec<(String, f32)>, usize),
}

/// A field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Agency,
    Type,
    Person,
    Concept,
    Ref,
    Note,
    Tag,
    Has,
}

impl Field {
    /// Every field, as it is written before the colon.
    pub(super) const ALL: &'static [(&'static str, Self)] = &[
        ("agency", Self::Agency),
        ("type", Self::Type),
        ("person", Self::Person),
        ("concept", Self::Concept),
        ("ref", Self::Ref),
        ("note", Self::Note),
        ("tag", Self::Tag),
        ("has", Self::Has),
    ];
}

/// A query and what was remarked while reading it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Read {
    pub(super) node: Node,
    pub(super) remarks: Vec<String>,
    /// Queries that say plainly what may have been meant.
    pub(super) instead: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    Leaf(Node),
}

/// What opens and closes a phrase.
const QUOTES: [char; 3] = ['"', '“', '”'];

/// Reads a query, and offers what to type instead where something in it could not be read as meant.
pub(super) fn read(typed: &str) -> Read {
    let (node, mut remarks) = tree(typed);
    let mut instead = Vec::new();
    // What it was read as is the search that was just made, and is shown beside it: only another is offered.
    if typed.matches(QUOTES).count() % 2 == 1 && node != Node::All {
        let words: Vec<String> = typed.split(QUOTES).map(|part| part.trim().to_owned()).collect();
        let words = words.join(" ");
        instead.push(words.trim().chars().take(LONGEST).collect());
    }
    let small = |word: &str| matches!(word, "and" | "or" | "not");
    if typed.split_whitespace().any(small) && !typed.contains('"') {
        remarks
            .push("`and`, `or` and `not` in small letters were read as words. In capitals they join words.".to_owned());
        let capitals: Vec<String> = typed
            .split_whitespace()
            .map(|w| if small(w) { w.to_uppercase() } else { w.to_owned() })
            .collect();
        instead.push(capitals.join(" ").chars().take(LONGEST).collect());
    }
    instead.dedup();
    Read { node, remarks, instead }
}

fn tree(typed: &str) -> (Node, Vec<String>) {
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
        return (flat.any(0), remarks);
    }
    (node, remarks)
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
    if let Some(end) = inner.find(QUOTES) {
        let (phrase, after) = inner.split_at(end);
        let mut after = after.chars();
        after.next();
        (phrase.to_owned(), after.as_str())
    } else {
        remarks.push("The query has one quotation mark without a second: what follows it was looked for in exactly these words and this order.".to_owned());
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
        if let Some((start, _)) = word
            .split_once(['*', '?'])
            .filter(|(s, rest)| has_word(s) && has_word(rest))
        {
            remarks.push(format!(
                "`{word}`: a star stands for letters at the end of a word only. It was read as {start}*."
            ));
            return vec![Token::Leaf(Node::Prefix(start.to_lowercase()))];
        }
        return vec![Token::Leaf(Node::Word(word.to_owned()))];
    }
    remarks.push(format!("`{word}` was left out: it has no letter and no digit."));
    Vec::new()
}

fn field(name: &str, value: &str, remarks: &mut Vec<String>) -> Vec<Token> {
    let name = name.to_lowercase();
    if name == "date" {
        if let Some((from, to)) = days::read(value) {
            return vec![Token::Leaf(Node::Dates(from, to))];
        }
        remarks.push(format!("`date:{value}` could not be read; write date:2018, date:2018-01, date:14/01/2018, date:>=2018-01-01 or date:2018-01..2018-03. It was searched for as words."));
        return plain(value, remarks);
    }
    let Some((_, known)) = Field::ALL.iter().find(|(n, _)| *n == name) else {
        let all: Vec<&str> = Field::ALL.iter().map(|(n, _)| *n).collect();
        remarks.push(format!(
            "There is no field `{name}`; there are date, {}. It was searched for as words.",
            all.join(", ")
        ));
        let mut out = plain(&name, remarks);
        out.extend(plain(value, remarks));
        return out;
    };
    vec![Token::Leaf(Node::Field(*known, value.to_owned()))]
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
        check("st*lk", "st*", 1);
        check("knife or police", "(knife AND or AND police)", 1);
        assert_eq!(read("knife or police").instead, ["knife OR police"]);
        assert!(
            read("(knife police").instead.is_empty(),
            "the same search is not offered again"
        );
        assert_eq!(read("\"nothing of the kind").instead, ["nothing of the kind"]);
        assert!(read("knife").instead.is_empty());
        let deep = format!("{}a{}", "(".repeat(300), ")".repeat(300));
        assert!(!read(&deep).remarks.is_empty());
        assert_eq!(read(&"word ".repeat(2_000)).remarks.len(), 1);
    }
}
