//! What the visitor calls himself or herself: the name that stands beside every decision.

use crate::{
    model::who,
    web::{
        asking::Ask,
        deeds::{Done, Undone, way_back},
    },
};

/// The visitor goes by the name that was typed.
pub(crate) fn call(ask: &Ask) -> Result<Done, Undone> {
    let name = ask.typed("name");
    if name.is_empty() {
        return Err(Undone::fault(
            "name",
            "Enter the name that is to stand beside your decisions",
        ));
    }
    if let Some(words) = wrong(ask, name) {
        return Err(Undone::fault("name", words));
    }
    ask.visitor.visits.call(ask.visitor.id, name);
    Ok(Done {
        to: way_back(ask, "/".to_owned()),
        said: format!("You go by the name {name} from now on."),
    })
}

/// What is wrong with a name, if anything: a name that stands beside decisions must be told from every other by eye, and nobody takes
/// that of somebody else for whom a link was printed.
pub(super) fn wrong(ask: &Ask, name: &str) -> Option<String> {
    if !who::is_plain(name) {
        return Some(format!(
            "Enter a name of one line, at most {} characters, each of them visible",
            who::LONGEST
        ));
    }
    let visits = &ask.visitor.visits;
    if let Some(own) = visits.printed(ask.visitor.id) {
        return (own != name).then(|| {
            format!("This link was printed for {own}, and what is kept from it stands under that name. Ask for a link with another name")
        });
    }
    visits
        .is_printed_for_another(ask.visitor.id, name)
        .then(|| format!("A link was printed for {name}: open that link, or enter another name"))
}
