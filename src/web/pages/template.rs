//! The blank chronology that is sent to an agency: for whom it is and of which days, and the files themselves.

use serde::Serialize;

use crate::{
    app::template::{self, Known},
    model::matter::Matter,
    report::{self, Settings},
    web::{
        addresses,
        asking::{Ask, Fault, Link, Missing, Opened, Refusal, Reply},
        pages::report as reports,
        records::Choice,
        through, words,
    },
};

/// No longer name of an agency is taken.
const LONGEST: usize = 120;

#[derive(Serialize)]
struct Body {
    address: String,
    agencies: Vec<Choice>,
    agency: String,
    name: String,
    from: String,
    to: String,
    marking: String,
    files: Vec<Link>,
    import: String,
}

/// Shows what can be chosen; each format is a button of the form.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    has_words(ask, &opened)?;
    let (known, faults) = known(ask, &opened.matter);
    // The days under review are those of the whole of a case: where part of it is masked they are not told.
    let proposes = ask.query.is_empty() && !through::is_masked(ask, &opened.slug)?;
    let review = (opened.matter.case.review_from, opened.matter.case.review_to);
    let (from, to) = if proposes {
        (words::day(review.0), words::day(review.1))
    } else {
        (ask.one("from").to_owned(), ask.one("to").to_owned())
    };
    let files = template::EXTENSIONS.iter().filter_map(|extension| {
        let file = opened.address(&format!("template/chronology.{extension}"));
        let format = report::format(extension).ok()?;
        Some(Link::new(format.title(), file))
    });
    let agencies = opened.matter.case.agencies.iter();
    let body = Body {
        address: opened.address("template"),
        agencies: [Choice::new("", "None: left empty")]
            .into_iter()
            .chain(agencies.map(|a| Choice::new(&*a.id.0, &*a.name)))
            .collect(),
        agency: ask.one("agency").to_owned(),
        name: ask.one("name").to_owned(),
        from,
        to,
        marking: known.marking,
        files: files.collect(),
        import: opened.address("import"),
    };
    let above = vec![Link::new("Import", opened.address("import"))];
    let page = opened.page_under("Blank chronology for agencies", above, body);
    Ok(page.with_faults(faults))
}

/// Refuses where the rules have no words for it.
fn has_words(ask: &Ask, opened: &Opened) -> Result<(), Refusal> {
    if !ask.cases.rules().headings.template.columns.is_empty() {
        return Ok(());
    }
    Err(Refusal::NotThere(Missing {
        what: "The rules in use hold no blank chronology.".to_owned(),
        next: "Whoever set Forewarned up has to put template.toml into the folder of rules, and start it again."
            .to_owned(),
        back: Link::new("Import", opened.address("import")),
    }))
}

/// What is known of it before it is sent, with a fault for what cannot be taken.
fn known(ask: &Ask, matter: &Matter) -> (Known, Vec<Fault>) {
    let mut faults = Vec::new();
    let id = ask.one("agency");
    let listed = matter.case.agencies.iter().find(|a| a.id.0 == id);
    if listed.is_none() && !id.is_empty() {
        faults.push(Fault::of(
            "agency",
            "The agency that was asked for is not of this case. Choose another, or enter its name",
        ));
    }
    let named: String = ask
        .one("name")
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST)
        .collect();
    let agency = match listed {
        Some(_) if !named.is_empty() => {
            let words = "An agency was chosen and another was named. Keep one of them";
            faults.push(Fault::of("name", words));
            named
        }
        Some(listed) => listed.name.clone(),
        None => named,
    };
    let (from, to) = (ask.one("from"), ask.one("to"));
    let read = (words::typed_days(from), words::typed_days(to));
    let mut period = None;
    match read {
        _ if from.is_empty() && to.is_empty() => {}
        (Some((first, _)), Some((_, last))) if first <= last => period = Some((first, last)),
        (Some(_), Some(_)) => faults.push(Fault::of(
            "to",
            "The last day lies before the first. Enter the first day first",
        )),
        (first, _) => faults.push(Fault::of(
            if first.is_none() { "from" } else { "to" },
            "Enter both days like 14/1/2018, or leave both empty",
        )),
    }
    let marking = reports::marking(ask).unwrap_or_else(|| Settings::default().marking);
    (
        Known {
            agency,
            period,
            marking,
        },
        faults,
    )
}

/// Makes it and gives it as a file. Where something that was chosen cannot be read, the page says so instead.
pub(crate) fn download(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let page = opened.address("template");
    let extension = ask.part("file").strip_prefix("chronology.");
    let format = extension
        .filter(|e| template::EXTENSIONS.contains(e))
        .and_then(|e| report::format(e).ok());
    let format = format.ok_or_else(|| {
        Refusal::NotThere(Missing {
            what: "There is no blank chronology of this format.".to_owned(),
            next: "Its page shows the formats there are.".to_owned(),
            back: Link::new("Blank chronology for agencies", page.clone()),
        })
    })?;
    has_words(ask, &opened)?;
    let (known, faults) = known(ask, &opened.matter);
    if !faults.is_empty() {
        let asked: Vec<(&str, &str)> = ask.query.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        return Ok(Reply::Moved(addresses::with_query(&page, &asked)));
    }
    let (name, bytes) = template::make(&ask.cases.rules().headings.template, &known, format.extension())?;
    Ok(Reply::Download {
        name,
        media_type: format.media_type(),
        bytes,
    })
}
