//! The *template*: the blank chronology that is sent to agencies. Its words are data (`rules/template.toml`), so that what is sent
//! out and what import knows again are the same.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::columns::plain;

/// The blank chronology.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its title.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// Heading of the instructions.
    pub instructions_heading: String,
    /// Heading of the questions.
    pub questions_heading: String,
    /// Heading of the answers.
    pub answer_heading: String,
    /// Heading of the chronology itself.
    pub chronology_heading: String,
    /// What to write and how.
    pub instructions: Vec<String>,
    /// Lines that were sent out before and are still to be known.
    #[serde(default)]
    pub earlier: Vec<String>,
    /// Protective markings that may stand at the head and foot of its pages.
    #[serde(default)]
    pub markings: Vec<String>,
    /// What is asked of the records as a whole.
    #[serde(rename = "question", default)]
    pub questions: Vec<Question>,
    /// Columns of the chronology.
    #[serde(rename = "column", default)]
    pub columns: Vec<TemplateColumn>,
}

/// Something that is asked of the records as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What is asked.
    pub label: String,
    /// How to answer.
    pub help: String,
    /// What the answer says of the records as a whole, where the program makes use of it.
    #[serde(default)]
    pub means: Option<Means>,
}

/// What an answer says of an agency's records as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// The first day for which they were searched.
    FirstDay,
    /// The last day for which they were searched.
    LastDay,
    /// Spans in which there was no contact.
    NoContact,
    /// Records that exist and were not searched.
    NotSearched,
}

/// What an agency answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What it says.
    pub means: Means,
    /// Its words.
    pub words: String,
    /// Days or spans that its words name, first and last day; empty where none could be read for certain.
    #[serde(default)]
    pub spans: Vec<(NaiveDate, NaiveDate)>,
}

/// A column of the blank chronology.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateColumn {
    /// Its heading.
    pub heading: String,
    /// Its share of the width in hundredths.
    pub width: u8,
    /// What belongs in it.
    pub help: String,
}

impl Template {
    /// Every line that stands in it when it is sent out, in the form of [`plain`]; the headings of the chronology are none of them.
    pub fn lines(&self) -> BTreeSet<String> {
        let fixed = [
            &self.title,
            &self.purpose,
            &self.instructions_heading,
            &self.questions_heading,
            &self.answer_heading,
            &self.chronology_heading,
        ];
        let mut out: BTreeSet<String> = fixed
            .into_iter()
            .chain(&self.instructions)
            .chain(&self.earlier)
            .chain(self.questions.iter().map(|q| &q.help))
            .map(|line| plain(line))
            .filter(|line| !line.is_empty())
            .collect();
        out.extend(self.labels());
        out
    }

    /// What is said of its columns, in the form of [`plain`].
    pub fn helps(&self) -> BTreeSet<String> {
        self.columns.iter().map(|c| plain(&c.help)).collect()
    }

    /// Are these words of a header or footer its title, a marking and the number of the page, and nothing else?
    pub fn is_frame(&self, words: &str) -> bool {
        let words = plain(words);
        let title = plain(&self.title);
        let rest = words.strip_prefix(&title).unwrap_or(&words).trim_start();
        let rest = match rest.strip_prefix("page") {
            Some(page) => page
                .trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit())
                .strip_prefix("of")
                .unwrap_or(page)
                .trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit()),
            None => rest,
        };
        rest.is_empty() || self.markings.iter().any(|m| plain(m) == rest)
    }

    /// What the answer to a question says of the records as a whole.
    pub fn means(&self, label: &str) -> Option<Means> {
        let label = plain(label);
        let asked = self
            .questions
            .iter()
            .find(|q| plain(&q.label) == label || plain(&format!("{} {}", q.label, q.help)) == label);
        asked.and_then(|q| q.means)
    }

    /// What is asked, alone and with its help in one cell, in the form of [`plain`].
    pub fn labels(&self) -> BTreeSet<String> {
        let asked = self.questions.iter();
        asked
            .flat_map(|q| [plain(&q.label), plain(&format!("{} {}", q.label, q.help))])
            .collect()
    }
}
