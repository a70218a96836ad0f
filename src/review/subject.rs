//! *Subject*: what a settlement is about, named in a few words and without what was said of it. Two people who wrote at once are told
//! by it what both wrote about.

use crate::{
    model::{
        beside::Beside,
        matter::Matter,
        settled::{Settlement, standing},
    },
    review::settled_words,
};

/// What a settlement is about. What has no name of its own is told with all its words.
pub fn of(matter: &Matter, what: &Settlement) -> String {
    let Settlement::Beside(one) = what else {
        return settled_words::in_words(matter, what);
    };
    match one {
        Beside::Terms { .. } => "the terms of reference".to_owned(),
        Beside::Line { id, title, .. } => format!("the line of enquiry “{}”", line(matter, id).unwrap_or(title)),
        Beside::Evidence { line: id, about, .. } => format!(
            "{} on the line of enquiry “{}”",
            settled_words::about(matter, about),
            line(matter, id).unwrap_or(id)
        ),
        Beside::Search { name, .. } => format!("the search kept as “{name}”"),
        Beside::KeyPoint { entry, .. } => format!("the key decision point at {entry}"),
        Beside::Sense { finding, .. } => {
            let title = matter.finding(finding).map_or("a finding no longer made", |f| &f.title);
            format!("why it might have made sense: {title}")
        }
        Beside::LookedAt { what, .. } => format!("the problem “{what}”"),
        _ => settled_words::in_words(matter, what),
    }
}

/// What a line of enquiry is called now.
fn line<'a>(matter: &'a Matter, wanted: &str) -> Option<&'a str> {
    standing(&matter.settled).into_iter().rev().find_map(|s| match &s.what {
        Settlement::Beside(Beside::Line { id, title, .. }) if id == wanted => Some(title.as_str()),
        _ => None,
    })
}
