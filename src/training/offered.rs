//! *Offered*: the responses and the kinds of agency from which a group chooses at a stop point. They are the same for every exercise, so that
//! what is offered tells nothing of the case.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// What is offered at every stop point.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offered {
    /// Responses.
    #[serde(rename = "response")]
    pub responses: Vec<Response>,
    /// Whom one can tell.
    #[serde(rename = "whom")]
    pub whom: Vec<Choice>,
}

/// A response that a group can choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// Its code in files and forms.
    pub id: String,
    /// What people read.
    pub words: String,
    /// Concepts that show it in records: by them it is set beside what was expected.
    #[serde(default)]
    pub concepts: Vec<String>,
    /// Does it stand alone? Who does nothing does nothing else.
    #[serde(default)]
    pub alone: bool,
}

/// One of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its code in files and forms.
    pub id: String,
    /// What people read.
    pub words: String,
    /// Concepts that show in records that they were told.
    #[serde(default)]
    pub concepts: Vec<String>,
    /// Does it stand alone? Who tells nobody tells nobody else.
    #[serde(default)]
    pub alone: bool,
}

impl Offered {
    /// Reads the list; an error says what is wrong.
    ///
    /// # Errors
    /// When it is no such list, or a code is in it twice.
    pub fn read(text: &str) -> Result<Self, String> {
        let out: Self = toml::from_str(text).map_err(|e| e.message().to_owned())?;
        let mut seen = BTreeSet::new();
        let ids = out.responses.iter().map(|r| ("response", &r.id));
        for one in ids.chain(out.whom.iter().map(|w| ("whom", &w.id))) {
            if !seen.insert(one) {
                return Err(format!("{} `{}` is there twice", one.0, one.1));
            }
        }
        Ok(out)
    }

    /// The response of this code.
    pub fn response(&self, id: &str) -> Option<&Response> {
        self.responses.iter().find(|r| r.id == id)
    }

    /// The words of a response; its code where the list has it no more.
    pub fn response_words<'a>(&'a self, id: &'a str) -> &'a str {
        self.response(id).map_or(id, |r| r.words.as_str())
    }

    /// Whom one can tell, by this code.
    pub fn whom(&self, id: &str) -> Option<&Choice> {
        self.whom.iter().find(|w| w.id == id)
    }

    /// The words for whom somebody would tell; the code where the list has it no more.
    pub fn whom_words<'a>(&'a self, id: &'a str) -> &'a str {
        self.whom(id).map_or(id, |w| w.words.as_str())
    }
}
