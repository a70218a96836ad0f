//! The day of a row that became no entry is given on the row itself, with how one knows it and why; an entry is made of the row. The row
//! stays as it was supplied.

use crate::{
    app::{dating::Undated, settling},
    model::{row_date::RowDate, settled::Settlement, who},
    review::row_dates,
    web::{
        asking::{Ask, Fault, Link, Missing, Refusal},
        deeds::{
            Done, Undone, changed, keep,
            offer::{BECAUSE, Kind::Text, Offer, SEEN, must},
            signing::{signed, too_long},
            way_back,
        },
        words::sentence,
    },
};

/// What a program sends of the day.
pub(super) const GIVE: Offer = Offer {
    about: "Gives a row that became no entry its day; an entry is made of it",
    takes: &[
        must("row", Text, "key of the problem that stands for the row"),
        must(
            "written",
            Text,
            "the date as the agency says it, with the time if it gives one",
        ),
        must("source", Text, "where it says so"),
        BECAUSE,
        SEEN,
    ],
};

/// No longer date is taken, in characters.
const LONGEST_DATE: usize = 200;

/// Gives the day.
pub(crate) fn give(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let (written, source) = (ask.typed("written"), ask.typed("source"));
    let mut faults = Vec::new();
    if written.is_empty() {
        faults.push(Fault::of("written", "Enter the date as the agency says it"));
    }
    if source.is_empty() {
        faults.push(Fault::of(
            "source",
            "Enter where the agency says so, for example a letter and its day",
        ));
    }
    faults.extend(too_long(source).map(|f| Fault::of("source", f.words)));
    for (field, words) in [("written", written), ("source", source)] {
        if !who::shows_all(words) {
            let told = "Enter it in one line, each sign of which is visible: something in it shows nothing";
            faults.push(Fault::of(field, told));
        }
    }
    if written.chars().count() > LONGEST_DATE {
        let words = format!("Enter a date of at most {LONGEST_DATE} characters");
        faults.push(Fault::of("written", words));
    }
    let signed = signed(ask, "Enter why this date is taken", &mut faults);
    if !faults.is_empty() {
        return Err(Undone::Faults(faults));
    }
    let Some(made) = ask.cases.date_row(&opened.slug, (ask.typed("row"), written, source))? else {
        return Err(Undone::Refusal(Refusal::NotThere(Missing::case())));
    };
    let given: RowDate = made.map_err(|why| Undone::fault("written", not_made(ask, &why)))?;
    let mut said = format!(
        "The row is now entry {}, dated “{}”. It stands in the record as it was supplied.",
        given.entry.id, given.entry.when.written
    );
    for told in &given.remarks {
        said.push(' ');
        said.push_str(&sentence(told));
        said.push('.');
    }
    let (about, id) = (row_dates::in_words(&given), given.entry.id.clone());
    let settled = settling::settled(Settlement::RowDate(Box::new(given)), &signed)?;
    let done = Done {
        to: way_back(ask, opened.address("problems")),
        said,
    };
    let done = keep(ask, (&opened, &settled), &about, done)?;
    let entry = Link::new(format!("Open entry {id}"), opened.entry(&id));
    changed::tell(ask, &opened, done, vec![entry])
}

/// Why no entry can be made of the row, in words.
fn not_made(ask: &Ask, why: &Undated) -> String {
    match why {
        // There is no row any more that could hold the form.
        Undated::Gone => format!(
            "This row is no longer among the problems: its file was replaced or taken back. You had entered “{}”, from “{}”, because: {}",
            ask.typed("written"),
            ask.typed("source"),
            ask.typed("because")
        ),
        Undated::NoFile => {
            "An entry can be made only of a row of one file: several have this name, or it is no row of one".to_owned()
        }
        Undated::Still(why) => format!("With this date the row would still become no entry: {}", sentence(why)),
    }
}
