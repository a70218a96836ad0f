//! People: names in the records that the roster does not know, for a person to add, merge or dismiss.

use crate::{
    model::matter::Matter,
    review::settling,
    rulebook::load::Rulebook,
    text::unknown_names::{self, UnknownName},
};

/// Names of a case that its roster, with what people settled, does not know.
pub fn unknown(matter: &Matter, book: &Rulebook) -> Vec<UnknownName> {
    unknown_names::find(
        (book.lexicon.rules(), &book.names),
        &matter.case,
        &matter.entries,
        &settling::dismissed(&matter.settled),
    )
}
