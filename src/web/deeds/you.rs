//! What the visitor calls himself or herself: the name that stands beside every decision.

use crate::web::{
    asking::Ask,
    deeds::{Done, Undone, way_back},
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
        to: way_back(ask, "/".to_owned()),
        said: format!("You go by the name {name} from now on."),
    })
}
