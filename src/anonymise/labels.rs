//! *Labels*: words that say what stands beside them (`NHS number: …`, `… (URN)`), and words that say that it is none.

mod value;

use regex::Regex;
use serde::Deserialize;

use crate::{anonymise::spot::What, model::mention::Span};

/// `rules/anonymise/labels.toml`, as written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelsFile {
    /// Labels.
    pub label: Vec<LabelRule>,
    /// Right after a number: it is not what it looks like.
    pub denials: Vec<String>,
    /// Before a number that is of a thing, not of somebody.
    pub things: Vec<String>,
    /// Between a label and its value.
    pub between: Vec<String>,
    /// Near the registration of a vehicle.
    pub vehicles: Vec<String>,
    /// Networks on which people have a name.
    pub networks: Vec<String>,
    /// Between a network and a name on it.
    #[serde(default)]
    pub handle: Vec<String>,
}

/// Labels of one kind.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelRule {
    /// What stands beside it.
    pub what: What,
    /// How it is written, in small letters; blanks stand for any blanks, dots and dashes, or none.
    pub words: Vec<String>,
    /// What the value is made of.
    #[serde(default)]
    pub value: Value,
    /// The fewest letters and digits that the value has.
    #[serde(default = "three")]
    pub min: usize,
}

fn three() -> usize {
    3
}

/// What a value is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Letters, digits and signs between them, a digit among them.
    #[default]
    Any,
    /// Digits, blanks and dashes between them.
    Digits,
    /// Digits right behind the label, nothing between but a blank: `PC 4417`.
    NextDigits,
}

/// Labels, made ready to be looked for.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    rules: Vec<(LabelRule, Option<Regex>)>,
    joiner: Option<Regex>,
    behind: Option<Regex>,
    denial: Option<Regex>,
    thing: Option<Regex>,
    vehicle: Option<Regex>,
    network: Option<Regex>,
    handle: Vec<String>,
    any: Option<Regex>,
    digits: Option<Regex>,
}

/// Alternatives as one expression, the longest first: blanks stand for any blanks, dots and dashes, or none.
fn one_of(words: &[String]) -> String {
    let mut words: Vec<&String> = words.iter().collect();
    words.sort_by_key(|w| std::cmp::Reverse(w.len()));
    let loose = |w: &String| {
        w.split(' ')
            .map(regex::escape)
            .collect::<Vec<_>>()
            .join(r"[\s._\-]{0,3}")
    };
    words.into_iter().map(loose).collect::<Vec<_>>().join("|")
}

/// The places of a text at which labels of one kind stand.
#[derive(Debug)]
pub struct LabelsAt<'a> {
    labels: &'a Labels,
    text: &'a str,
    at: Vec<Span>,
}

impl Labels {
    /// Makes labels ready.
    ///
    /// # Errors
    /// When the words are too many or too odd to be looked for.
    pub fn new(file: LabelsFile) -> Result<Self, regex::Error> {
        let alone = |words: &[String]| match words {
            [] => Ok(None),
            _ => Regex::new(&format!(
                r"(?i)(?:^|[^\p{{L}}\p{{N}}])({})(?:[^\p{{L}}\p{{N}}]|$)",
                one_of(words)
            ))
            .map(Some),
        };
        let between = one_of(&file.between);
        let mut rules = Vec::new();
        for rule in file.label {
            // A label may touch its value: `DOB12/03/1980`, `PC4417`.
            let regex = Regex::new(&format!(
                r"(?i)(?:^|[^\p{{L}}\p{{N}}])({})(?:[^\p{{L}}]|$)",
                one_of(&rule.words)
            ))?;
            rules.push((rule, Some(regex)));
        }
        Ok(Self {
            rules,
            joiner: Some(Regex::new(&format!(
                r#"(?i)^[\s:;=#|.,()\[\]\-–—>"'*_/]{{0,6}}(?:(?:{between})[\s:;=#|.,()\[\]\-–—>"']{{1,4}}){{0,6}}$"#
            ))?),
            behind: Some(Regex::new(
                r"(?i)^\s*[(\[,:\-–—=]?\s*(?:(?:is|was|as|being)\s+)?(?:(?:his|her|their|the|my|a|an)\s+)?$",
            )?),
            denial: match file.denials.as_slice() {
                [] => None,
                words => Some(Regex::new(&format!(
                    r"(?i)^[\s(\[,;:\-–—]*(?:(?:which|that|this|it|is|was|are)\s+){{0,3}}(?:{})(?:[^\p{{L}}]|$)",
                    one_of(words)
                ))?),
            },
            thing: match file.things.as_slice() {
                [] => None,
                words => Some(Regex::new(&format!(
                    r"(?i)(?:^|[^\p{{L}}])(?:{})[\s:;=#.\-]*(?:(?:{between})[\s:;=#.\-]*){{0,2}}$",
                    one_of(words)
                ))?),
            },
            vehicle: alone(&file.vehicles)?,
            network: alone(&file.networks)?,
            handle: file.handle,
            any: Some(Regex::new(
                // A word of letters before the digits, then parts with digits, tied by signs or blanks.
                r"^(?:[A-Z]{1,4} |[A-Za-z]{1,4}[/\-])?[A-Za-z0-9]*[0-9][A-Za-z0-9]*(?:(?:[ ][0-9]{2}){2,3}[ ][A-Za-z]\b|[ ][A-Z]{2}[ ][0-9]{2,}(?:[ ][0-9]{2})?\b|(?:[/\\.\-–_]| [/\-–] )[A-Za-z0-9]*[0-9][A-Za-z0-9]*|[/\\\-_][A-Za-z]{1,4}\b|[ \u{a0}][0-9]{3,}\b|(?:[ ][0-9]{2}){2,}\b)*",
            )?),
            digits: Some(Regex::new(r"^[0-9OoIl](?:[\s.\-–]{0,2}[0-9OoIl])*")?),
        })
    }

    /// Where labels of this kind stand in a text.
    pub fn of<'a>(&'a self, what: What, text: &'a str) -> LabelsAt<'a> {
        let rules = self.rules.iter().filter(|(r, _)| r.what == what);
        let at = rules.flat_map(|(_, regex)| at(regex.as_ref(), text)).collect();
        LabelsAt { labels: self, text, at }
    }

    /// Values beside labels, by what the label says.
    pub fn values(&self, text: &str) -> Vec<(What, Span)> {
        let mut out = Vec::new();
        for (rule, regex) in &self.rules {
            for label in at(regex.as_ref(), text) {
                let found = self.after(text, label, rule).or_else(|| self.before(text, label, rule));
                let is_many = text
                    .get(label.start..label.end)
                    .is_some_and(|l| l.ends_with(['s', 'S']));
                let more = found
                    .filter(|s| is_many && s.start > label.start)
                    .map(|s| more(text, s, rule.min));
                out.extend(found.filter(|s| !self.denies(text, *s)).map(|s| (rule.what, s)));
                out.extend(more.into_iter().flatten().map(|s| (rule.what, s)));
            }
        }
        out
    }

    fn after(&self, text: &str, label: Span, rule: &LabelRule) -> Option<Span> {
        let rest = text.get(label.end..)?;
        // What joins is short: the value begins at the first digit, or the short word of letters before it.
        let digit = rest.char_indices().take(60).find(|(_, c)| c.is_ascii_digit())?.0;
        let head = rest.get(..digit)?;
        let from = label.end + last_letters(head);
        let gap = text.get(label.end..from)?;
        let joins = |gap: &str| match rule.value {
            Value::NextDigits => gap.len() <= 2 && gap.chars().all(|c| c == ' ' || c == '.'),
            _ => self.joiner.as_ref().is_some_and(|j| j.is_match(gap)),
        };
        let from = if joins(gap) {
            from
        } else if rule.value == Value::Any {
            // `URN AB 12/345`: a word of letters stands before.
            let earlier = gap.trim_end_matches([' ', '-', '/']);
            let word = last_letters(earlier);
            if earlier.len() - word > 4 || earlier.len() == word || !joins(earlier.get(..word)?) {
                return None;
            }
            label.end + word
        } else {
            return None;
        };
        // `PPN, 11 calls`: a count.
        let is_apart = text.get(label.end..from).is_some_and(|g| g.contains(','));
        self.value(text, from, rule)
            .filter(|v| !is_apart || v.end - v.start > 2)
    }

    fn value(&self, text: &str, from: usize, rule: &LabelRule) -> Option<Span> {
        let regex = if rule.value == Value::Any {
            &self.any
        } else {
            &self.digits
        };
        let found = regex.as_ref()?.find(text.get(from..)?)?;
        let mut end = from + found.end();
        let is_whole = |end: usize| {
            text.get(end..)
                .and_then(|r| r.chars().next())
                .is_none_or(|c| !c.is_alphanumeric())
        };
        if !is_whole(end) {
            end = from + found.as_str().rfind(|c: char| !c.is_alphanumeric())?;
        }
        let value = text.get(from..end)?.trim_end_matches(|c: char| !c.is_alphanumeric());
        let signs = value.chars().filter(|c| c.is_alphanumeric()).count();
        let digits = value.chars().filter(char::is_ascii_digit).count();
        // `claim in 2019`, `policy 2019`: a year, unless its label is of numbers.
        let is_year = digits == 4 && value.parse::<u32>().is_ok_and(|y| (1900..2040).contains(&y));
        if is_year && rule.value == Value::Any && !value::is_numbered(text, from) {
            return None;
        }
        let fits = signs >= rule.min && digits * 3 >= signs && (rule.value == Value::Any || digits >= 2 && signs <= 16);
        (fits && !value::is_date(value)).then_some(Span {
            start: from,
            end: from + value.len(),
        })
    }

    /// `45AB1234 (URN)`.
    fn before(&self, text: &str, label: Span, rule: &LabelRule) -> Option<Span> {
        if rule.value == Value::NextDigits {
            return None;
        }
        let head = text.get(..label.start)?;
        let value_end = head.rfind(|c: char| c.is_ascii_digit())? + 1;
        let tail = head.get(value_end..)?;
        let letters = tail.chars().take_while(char::is_ascii_alphabetic).count();
        let end = value_end + letters;
        let gap = head.get(end..)?;
        // Only brackets and `is his` are sure: a dash or comma may part two things.
        let bound =
            gap.trim_start().starts_with(['(', '[']) || gap.to_lowercase().split_whitespace().next() == Some("is");
        if !bound || !self.behind.as_ref()?.is_match(gap) || letters > 4 {
            return None;
        }
        let start = head
            .get(..end)?
            .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | ',' | ';' | ':'))
            .map_or(0, |i| i + 1);
        self.value(text, text.ceil_char_boundary(start), rule)
            .filter(|s| s.end <= label.start)
    }

    /// Does a word for a vehicle stand right by, in the same sentence?
    pub fn right_by_vehicle(&self, text: &str, span: Span) -> bool {
        let ends = |c: char| matches!(c, '.' | ';' | '\n');
        let before = text.get(..span.start).map_or("", |t| tail(t, 28));
        let after = around(
            text,
            Span {
                start: span.end,
                end: span.end,
            },
            0,
            18,
        );
        let near = [before.rsplit(ends).next(), after.split(ends).next()];
        let is_there = |part: &str| self.vehicle.as_ref().is_some_and(|v| v.is_match(part));
        near.into_iter().flatten().any(is_there)
    }

    /// Is it a word between the name of a network and somebody's name on it?
    pub fn joins_handle(&self, word: &str) -> bool {
        self.handle
            .iter()
            .any(|w| w.eq_ignore_ascii_case(word.trim_matches([':', ',', '('])))
    }

    /// Does the text say, right behind it, that it is none?
    pub fn denies(&self, text: &str, span: Span) -> bool {
        let after = text.get(span.end..).unwrap_or_default();
        self.denial.as_ref().is_some_and(|d| d.is_match(after))
    }

    /// Does the text say, right before it, that it is of a thing?
    pub fn of_thing(&self, text: &str, span: Span) -> bool {
        let before = text.get(..span.start).unwrap_or_default();
        self.thing.as_ref().is_some_and(|d| d.is_match(tail(before, 60)))
    }

    /// Do words for vehicles stand near?
    pub fn near_vehicle(&self, text: &str, span: Span) -> bool {
        self.vehicle
            .as_ref()
            .is_some_and(|v| v.is_match(around(text, span, 45, 25)))
    }

    /// Does the name of a social network stand near?
    pub fn near_network(&self, text: &str, span: Span) -> bool {
        self.network
            .as_ref()
            .is_some_and(|v| v.is_match(around(text, span, 40, 25)))
    }

    /// Places of names of social networks.
    pub fn networks(&self, text: &str) -> Vec<Span> {
        at(self.network.as_ref(), text)
    }
}

impl LabelsAt<'_> {
    /// Does a label stand beside this stretch?
    pub fn beside(&self, span: Span) -> bool {
        let joins = |from: usize, to: usize, regex: &Option<Regex>| {
            let gap = self.text.get(from..to);
            gap.is_some_and(|g| g.len() < 60 && regex.as_ref().is_some_and(|r| r.is_match(g)))
        };
        self.at.iter().any(|l| {
            l.end <= span.start && joins(l.end, span.start, &self.labels.joiner)
                || l.start >= span.end && joins(span.end, l.start, &self.labels.behind)
        })
    }

    /// Does a label stand some words before this stretch, in the same sentence, with no number between?
    pub fn ahead_of(&self, span: Span, most: usize) -> bool {
        self.at.iter().any(|l| {
            let gap = (l.end <= span.start)
                .then(|| self.text.get(l.end..span.start))
                .flatten();
            gap.is_some_and(|g| {
                g.len() <= most && !g.contains(|c: char| c.is_ascii_digit() || c == '\n') && !g.contains(". ")
            })
        })
    }

    /// The labels' own places.
    pub fn places(&self) -> &[Span] {
        &self.at
    }
}

/// Further values behind a label for several: `logs 611 and 588`.
fn more(text: &str, first: Span, min: usize) -> Vec<Span> {
    let mut out = Vec::new();
    let mut from = first.end;
    while let Some(rest) = text.get(from..) {
        let joined = rest.trim_start_matches([' ', ',', '&', '/', '+', ';']);
        let joined = joined.strip_prefix("and ").unwrap_or(joined).trim_start();
        let value: String = joined
            .chars()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '/'))
            .collect();
        let value = value.trim_end_matches(['-', '/']);
        let digits = value.chars().filter(char::is_ascii_digit).count();
        if joined.len() == rest.len()
            || value.len() < min
            || digits * 2 < value.len()
            || digits < 2
            || value::is_date(value)
        {
            break;
        }
        let start = from + rest.len() - joined.len();
        from = start + value.len();
        out.push(Span { start, end: from });
    }
    out
}

fn at(regex: Option<&Regex>, text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(found) = regex.and_then(|r| r.captures_at(text, from)).and_then(|c| c.get(1)) {
        out.push(Span {
            start: found.start(),
            end: found.end(),
        });
        from = found.end();
    }
    out
}

/// Where the letters begin in which a text ends.
fn last_letters(text: &str) -> usize {
    text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len()
}

/// The last bytes of a text, from a character on.
fn tail(text: &str, many: usize) -> &str {
    let from = text.ceil_char_boundary(text.len().saturating_sub(many));
    text.get(from..).unwrap_or_default()
}

fn around(text: &str, span: Span, before: usize, after: usize) -> &str {
    let from = text.ceil_char_boundary(span.start.saturating_sub(before));
    let to = text.floor_char_boundary(span.end + after);
    text.get(from..to).unwrap_or_default()
}
