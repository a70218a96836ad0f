//! The day of a row that became no entry is given on the row itself, with how one knows it and why; an entry is made of the row. The row
//! stays as it was supplied.

use crate::{
    app::{dating::Undated, settling},
    model::{row_date::RowDate, settled::Settlement},
    review::row_dates,
    web::{
        asking::{Ask, Fault, Link, Missing, Refusal},
        deeds::{
            Done, Undone, keep,
            mention::changed_links,
            signing::{signed, too_long},
            way_back,
        },
        visits::Said,
        words::sentence,
    },
};

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
    let signed = signed(ask, "Enter why this date is taken", &mut faults);
    if !faults.is_empty() {
        return Err(Undone::Faults(faults));
    }
    let Some(made) = ask.cases.date_row(&opened.slug, (ask.typed("row"), written, source))? else {
        return Err(Undone::Refusal(Refusal::NotThere(Missing::case())));
    };
    let given: RowDate = made.map_err(|why| Undone::fault("written", not_made(&why)))?;
    let said = format!(
        "The row is now entry {}, dated “{}”. It stands in the record as it was supplied.",
        given.entry.id, given.entry.when.written
    );
    let (about, id) = (row_dates::in_words(&given), given.entry.id.clone());
    let settled = settling::settled(Settlement::RowDate(Box::new(given)), &signed)?;
    let done = Done {
        to: way_back(ask, opened.address("problems")),
        said,
    };
    let mut done = keep(ask, (&opened, &settled), &about, done)?;
    if let Some(after) = ask.cases.get(&opened.slug)? {
        let told = Said {
            words: std::mem::take(&mut done.said),
            links: std::iter::once(Link::new(format!("Open entry {id}"), opened.entry(&id)))
                .chain(changed_links(&opened, &after))
                .collect(),
            ..Said::default()
        };
        ask.visitor.visits.tell(ask.visitor.id, &done.to, told);
    }
    Ok(done)
}

/// Why no entry can be made of the row, in words.
fn not_made(why: &Undated) -> String {
    match why {
        Undated::Gone => {
            "This row is no longer among the problems: somebody gave its date, or its file was replaced".to_owned()
        }
        Undated::NoFile => {
            "An entry can be made only of a row of one file: several have this name, or it is no row of one".to_owned()
        }
        Undated::Still(why) => format!("With this date the row would still become no entry: {}", sentence(why)),
    }
}
