//! What the visitor calls himself or herself: the name that stands beside every decision.

use crate::web::{
    asking::Ask,
    deeds::{Done, Undone},
};

/// No longer name is taken.
const LONGEST: usize = 100;

/// The visitor goes by the name that was typed.
pub(crate) fn call(ask: &Ask) -> Result<Done, Undone> {
    let name = ask.typed("name");
    if name.is_empty() {
        return Err(Undone::fault(
            "name",
            "Enter the name that is to stand beside your decisions",
        ));
    }
    if name.chars().count() > LONGEST || name.chars().any(char::is_control) {
        return Err(Undone::fault(
            "name",
            format!("Enter a name of one line, at most {LONGEST} characters"),
        ));
    }
    ask.visitor.visits.call(ask.visitor.id, name);
    Ok(Done {
        to: back(ask.typed("back")),
        said: format!("You go by the name {name} from now on."),
    })
}

/// Back to the page from which somebody came; only to a page of ours.
fn back(asked: &str) -> String {
    let is_ours = asked.starts_with('/') && !asked.starts_with("//") && !asked.contains(['\\', '\n', '\r', '\t']);
    if is_ours { asked.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::back;

    #[test]
    fn the_way_back_never_leads_to_another_site() {
        assert_eq!(back("/case/ashdown/warnings?page=2"), "/case/ashdown/warnings?page=2");
        for bad in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\nb"] {
            assert_eq!(back(bad), "/", "{bad:?}");
        }
    }
}
