//! Reports to keep and print: which kinds there are and for whom, what is chosen for one, a preview of it, and the files themselves.
//! Every choice stands in the address, so that the same report can be made again.

pub(super) mod asked;

use serde::Serialize;

use crate::{
    app::clock,
    model::matter::Matter,
    report::{self, FORMATS, Format, KINDS, Kind, ReportError, Settings, Told, chosen, kinds::chronology},
    review::margin::Margin,
    web::{
        addresses,
        asking::{Ask, Link, Missing, Opened, Refusal, Reply},
        pages::{
            pack::{self, Choices},
            report::asked::{Asked, LeftOut},
            thematic, went_in,
        },
        records::Choice,
        words,
    },
};

#[derive(Serialize)]
struct Body {
    kinds: Vec<KindRow>,
    /// How many entries and warnings the case holds, each with its word.
    holds: [(String, &'static str); 2],
    pack: Choices,
    thematic: &'static str,
    anonymise: String,
    template: String,
    builder: Option<Builder>,
}

#[derive(Serialize)]
struct KindRow {
    title: String,
    about: &'static str,
    whom: &'static str,
    choose: String,
    files: Vec<FileRow>,
}

#[derive(Serialize)]
struct FileRow {
    file: Link,
    /// What a screen reader hears beside the format's name.
    of: String,
}

/// Choices for one kind of report.
#[derive(Serialize)]
struct Builder {
    kind: KindRow,
    name: &'static str,
    address: String,
    others: String,
    remarks: Vec<String>,
    marking: String,
    accepted: bool,
    lines: Vec<Pick>,
    has_columns: bool,
    agencies: Vec<Pick>,
    people: Vec<Choice>,
    person: String,
    from: String,
    to: String,
    columns: Vec<Pick>,
    /// Chapters that can be left out; nothing before they are asked for.
    chapters: Option<Vec<Pick>>,
    chapters_address: String,
    /// The report as a page, when it is to be seen.
    preview: Option<String>,
    went_in: Vec<(String, String)>,
    went_in_file: String,
}

/// Something to tick.
#[derive(Serialize)]
pub(super) struct Pick {
    code: String,
    label: String,
    on: bool,
}

/// Lists the reports, and what can be chosen for the kind that was asked for.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let asked = ask.one("kind");
    let kind = report::kind(asked).ok();
    if kind.is_none() && !asked.is_empty() {
        return Err(Refusal::NotThere(Missing::report(&opened.slug)));
    }
    let body = Body {
        kinds: match kind {
            Some(_) => Vec::new(),
            None => KINDS.iter().map(|k| row(&opened, *k, &[])).collect(),
        },
        holds: [
            counted(opened.matter.entries.len(), ("entry", "entries")),
            counted(opened.matter.standing_warnings().len(), ("warning", "warnings")),
        ],
        pack: pack::choices(&opened),
        thematic: thematic::ADDRESS,
        anonymise: opened.address("anonymise"),
        template: opened.address("template"),
        builder: kind.map(|k| builder(ask, &opened, k)),
    };
    Ok(match kind {
        Some(kind) => {
            let above = vec![Link::new("Reports", opened.address("report"))];
            opened.page_under(kind.title(), above, body)
        }
        None => opened.page("Reports", body),
    })
}

/// A number and the word that goes with it: the template says what the word means.
fn counted(n: usize, (one, many): (&'static str, &'static str)) -> (String, &'static str) {
    (words::number(n), if n == 1 { one } else { many })
}

fn row(opened: &Opened, kind: &dyn Kind, chosen: &[(&str, &str)]) -> KindRow {
    let files = FORMATS
        .iter()
        .filter(|format| report::fits(kind, **format))
        .map(|format| {
            let file = opened.address(&format!("report/{}.{}", kind.name(), format.name()));
            FileRow {
                file: Link::new(format.title(), addresses::with_query(&file, chosen)),
                of: kind.title(),
            }
        });
    KindRow {
        title: kind.title(),
        about: kind.about(),
        whom: kind.for_whom(),
        choose: addresses::with_query(&opened.address("report"), &[("kind", kind.name())]),
        files: files.collect(),
    }
}

fn builder(ask: &Ask, opened: &Opened, kind: &'static dyn Kind) -> Builder {
    let matter = &opened.matter;
    let Asked { settings, left_out } = asked::of(ask, matter, kind);
    let remarks = left_out.iter().map(LeftOut::told).collect();
    let pairs = asked::pairs(ask, &left_out);
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let base = opened.address("report");
    let with = |more: &[(&'static str, &'static str)]| {
        let mut all = vec![("kind", kind.name())];
        all.extend(pairs.iter().copied());
        all.extend(more);
        addresses::with_query(&base, &all)
    };
    let wants_chapters = ask.one("chapters") == "yes" || !settings.without.is_empty();
    let went_in_file = opened.address(&format!("report/went-in/{}.txt", kind.name()));
    Builder {
        kind: row(opened, kind, &pairs),
        name: kind.name(),
        address: base.clone(),
        others: base.clone(),
        remarks,
        marking: settings.marking.clone(),
        accepted: settings.findings == Told::Accepted,
        lines: lines(matter, kind, &settings),
        has_columns: kind.has_columns(),
        agencies: if kind.chooses_agencies() {
            agencies(matter, &settings)
        } else {
            Vec::new()
        },
        people: people(matter),
        person: settings.entries.person.clone(),
        from: ask.one("from").to_owned(),
        to: ask.one("to").to_owned(),
        columns: columns(kind, &settings),
        chapters: wants_chapters.then(|| chapters(matter, kind, &settings)),
        chapters_address: format!("{}#chapters", with(&[("chapters", "yes")])),
        preview: (ask.one("preview") == "yes").then(|| {
            let file = opened.address(&format!("report/preview/{}.html", kind.name()));
            addresses::with_query(&file, &pairs)
        }),
        went_in: went_in::rows(matter, kind, &settings),
        went_in_file: addresses::with_query(&went_in_file, &pairs),
    }
}

pub(super) fn pick(code: impl Into<String>, label: impl Into<String>, on: bool) -> Pick {
    Pick {
        code: code.into(),
        label: label.into(),
        on,
    }
}

/// Lines of enquiry, for the kinds that tell them.
fn lines(matter: &Matter, kind: &dyn Kind, settings: &Settings) -> Vec<Pick> {
    if !kind.tells_lines() {
        return Vec::new();
    }
    let all = Margin::of(&matter.settled).lines;
    all.iter()
        .map(|l| pick(l.id, l.title, settings.lines.iter().any(|id| id == l.id)))
        .collect()
}

fn agencies(matter: &Matter, settings: &Settings) -> Vec<Pick> {
    let all = matter.case.agencies.iter();
    all.map(|a| {
        pick(
            a.id.0.clone(),
            a.name.clone(),
            settings.entries.agencies.contains(&a.id.0),
        )
    })
    .collect()
}

fn people(matter: &Matter) -> Vec<Choice> {
    let all = matter.case.people.iter();
    let all = all.map(|p| Choice::new(&*p.id.0, words::person(&matter.case, &p.id)));
    [Choice::new("", "Anybody")].into_iter().chain(all).collect()
}

fn columns(kind: &dyn Kind, settings: &Settings) -> Vec<Pick> {
    if !kind.has_columns() {
        return Vec::new();
    }
    let all = chronology::columns().into_iter();
    all.map(|(name, head)| pick(name, head, settings.columns.iter().any(|c| c == name)))
        .collect()
}

/// Chapters of the report as it would be with none left out.
fn chapters(matter: &Matter, kind: &dyn Kind, settings: &Settings) -> Vec<Pick> {
    let whole = Settings {
        without: Vec::new(),
        ..settings.clone()
    };
    let all = chosen::chapters(&chosen::compose(kind, matter, &whole));
    all.into_iter()
        .map(|c| {
            let on = settings.without.contains(&c);
            pick(c.clone(), c, on)
        })
        .collect()
}

/// The protective marking that an address asks for.
pub(super) fn marking(ask: &Ask) -> Option<String> {
    const MARKING: usize = 60;
    let letters = ask.one("marking").chars().filter(|c| !c.is_control());
    Some(letters.take(MARKING).collect()).filter(|marking: &String| !marking.is_empty())
}

/// The report that an address asks for.
struct Made {
    kind: &'static dyn Kind,
    format: &'static dyn Format,
    bytes: Vec<u8>,
}

fn made(ask: &Ask, opened: &Opened) -> Result<Made, Refusal> {
    let missing = || Refusal::NotThere(Missing::report(&opened.slug));
    let (kind, format) = ask.part("file").rsplit_once('.').ok_or_else(missing)?;
    let (kind, format) = (
        report::kind(kind).map_err(|_| missing())?,
        report::format(format).map_err(|_| missing())?,
    );
    let settings = asked::whole(ask, &opened.matter, kind)?;
    let settings = Settings {
        made_at: Some(clock::now_in_words()),
        ..settings
    };
    let made = ask
        .cases
        .report_with(&opened.slug, (kind.name(), format.name()), &settings);
    let bytes = match made {
        Ok(bytes) => bytes.ok_or_else(missing)?,
        Err(error) => match error.downcast_ref::<ReportError>() {
            Some(ReportError::Unsupported { why, .. }) => {
                return Err(Refusal::NotThere(Missing {
                    what: "This report cannot be written in this format.".to_owned(),
                    next: format!("The reason: {why}."),
                    back: Link::new("Reports", addresses::of_case(&opened.slug, "report")),
                }));
            }
            _ => return Err(error.into()),
        },
    };
    Ok(Made { kind, format, bytes })
}

/// Makes a report, or all of them together, and gives it as a file.
pub(crate) fn download(ask: &Ask) -> Result<Reply, Refusal> {
    if ask.part("file") == pack::FILE {
        return pack::download(ask);
    }
    let opened = ask.case()?;
    let Made { kind, format, bytes } = made(ask, &opened)?;
    Ok(Reply::Download {
        name: format!("{}-{}", plain(&opened.slug), report::file_name(kind, format)),
        media_type: format.media_type(),
        bytes,
    })
}

/// Plain letters only: the name goes into a header and onto a disk.
pub(super) fn plain(slug: &str) -> String {
    slug.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect()
}

/// Makes a report to be looked at inside a page of ours, where nothing in it runs.
pub(crate) fn preview(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let Made { format, bytes, .. } = made(ask, &opened)?;
    // Only what a browser shows by itself as a page.
    if !format.media_type().starts_with("text/html") {
        return Err(Refusal::NotThere(Missing::report(&opened.slug)));
    }
    Ok(Reply::Framed(bytes))
}

/// What goes into a report, as a text to keep beside it.
pub(crate) fn went_in(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let name = ask.part("file").strip_suffix(".txt").unwrap_or_default();
    let kind = report::kind(name).map_err(|_| Refusal::NotThere(Missing::report(&opened.slug)))?;
    let settings = asked::whole(ask, &opened.matter, kind)?;
    let lines: Vec<String> = went_in::rows(&opened.matter, kind, &settings)
        .into_iter()
        .chain(went_in::records(&opened.matter))
        .map(|(what, words)| format!("{what}: {words}"))
        .collect();
    Ok(Reply::Download {
        name: format!("{}-{}-went-in.txt", plain(&opened.slug), kind.name()),
        media_type: "text/plain; charset=utf-8",
        bytes: format!("{}\n", lines.join("\n")).into_bytes(),
    })
}
