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
    go_by(ask, name).map_err(|why| Undone::fault("name", why))?;
    Ok(Done {
        to: way_back(ask, "/".to_owned()),
        said: format!("You go by the name {name} from now on."),
    })
}

/// The visitor goes by this name from now on, where it is his or hers to take: why not, otherwise. What one person did must never stand
/// under the name of another.
pub(super) fn go_by(ask: &Ask, name: &str) -> Result<(), String> {
    let (visits, id) = (&ask.visitor.visits, ask.visitor.id);
    if visits.is_printed(id) {
        let own = visits.name(id);
        return if own == name {
            Ok(())
        } else {
            Err(format!(
                "This link was made for {own}, and keeps that name. For another name, start Forewarned with a link for it: forewarned serve --for NAME"
            ))
        };
    }
    if !who::is_plain(name) {
        return Err(format!(
            "Enter a name of one line, at most {} characters, without characters that show nothing",
            who::LONGEST
        ));
    }
    if visits.is_anothers(id, name) {
        return Err("Somebody else goes by this name now: enter another, or add your initials".to_owned());
    }
    visits.call(id, name);
    Ok(())
}
