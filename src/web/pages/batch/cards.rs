//! Files that wait, each as a card: whose it is, what was read of it, what its columns were taken for.

use serde::Serialize;

use crate::{
    app::tray::{Batch, FileLook, Look, Owner, TableLook, Waiting},
    model::{
        columns::{Field, ToldBy},
        entry::{Entry, EntryId},
        problem::Problem,
    },
    review::{plain, row_dates},
    web::{
        asking::{Ask, Opened},
        records, words,
    },
};

/// Columns that can be chosen on one page: a form has no more parts than posting takes.
const MOST_COLUMNS: usize = 900;

/// Which columns can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Editing {
    /// Those of every table.
    All,
    /// Those of files of which not every row became an entry: there are too many columns for one form.
    Unclear,
}

/// A file.
#[derive(Serialize)]
pub(super) struct FileCard {
    number: usize,
    name: String,
    size: String,
    owner: String,
    why: String,
    new_name: String,
    new_kind: String,
    left_out: bool,
    read: Option<ReadCard>,
}

/// What was read of a file.
#[derive(Serialize)]
pub(super) struct ReadCard {
    sum: String,
    kind: String,
    unread: bool,
    notes: Vec<String>,
    tables: Vec<Table>,
    entries: Vec<EntryLine>,
    more_entries: String,
    lost: Vec<ProblemLine>,
    remarks: Vec<ProblemLine>,
    more: String,
    open: bool,
}

/// What the columns of a table were taken for.
#[derive(Serialize)]
struct Table {
    place: String,
    heads: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    width: usize,
    month_first: bool,
    editable: bool,
}

#[derive(Serialize)]
struct Column {
    id: String,
    heading: String,
    field: &'static str,
    words: &'static str,
    told: &'static str,
}

#[derive(Serialize)]
struct Row {
    number: usize,
    cells: Vec<String>,
}

#[derive(Serialize)]
struct EntryLine {
    id: String,
    when: String,
    kind: String,
    text: String,
}

#[derive(Serialize)]
pub(super) struct ProblemLine {
    place: String,
    raw: String,
    what: String,
    next: String,
}

pub(super) fn cards((ask, opened): (&Ask, &Opened), batch: &Batch, look: Option<&Look>) -> Vec<FileCard> {
    let columns: usize = look.map_or(0, |l| {
        let all = l.files.iter().flat_map(|f| &f.record.columns);
        all.map(|m| m.columns.len()).sum()
    });
    let editing = if columns <= MOST_COLUMNS {
        Editing::All
    } else {
        Editing::Unclear
    };
    batch
        .files
        .iter()
        .enumerate()
        .map(|(number, file)| {
            let found = look.and_then(|l| found(l, batch, number));
            let mut card = card(opened, (number, file), found, editing);
            retype(ask, &mut card);
            card
        })
        .collect()
}

/// The look at the file of this number: files that are left out are not looked at.
pub(crate) fn found<'a>(look: &'a Look, batch: &Batch, number: usize) -> Option<&'a FileLook> {
    let file = batch.files.get(number).filter(|f| !f.left_out)?;
    look.files.iter().find(|l| l.record.file == file.name)
}

/// What was filled in stays, when it could not be taken.
fn retype(ask: &Ask, card: &mut FileCard) {
    if ask.form.fields.is_empty() {
        return;
    }
    let typed = |word: &str| ask.typed(&format!("{word}-{}", card.number)).to_owned();
    (card.owner, card.new_name, card.new_kind) = (typed("owner"), typed("name"), typed("kind"));
    card.left_out = !typed("out").is_empty();
    let fields = card
        .read
        .iter_mut()
        .flat_map(|r| &mut r.tables)
        .flat_map(|t| &mut t.columns);
    for column in fields {
        if let Some(field) = Field::of_code(ask.typed(&column.id)) {
            column.field = field.code();
        }
    }
}

fn card(opened: &Opened, (number, file): (usize, &Waiting), look: Option<&FileLook>, editing: Editing) -> FileCard {
    let (owner, new_name, new_kind) = match &file.owner {
        Owner::Unknown => (String::new(), String::new(), String::new()),
        Owner::Agency(id) => (format!("a:{}", id.0), String::new(), String::new()),
        Owner::New { name, kind } => ("new".to_owned(), name.clone(), kind.clone()),
    };
    FileCard {
        number,
        name: file.name.clone(),
        size: if file.bytes.is_empty() {
            look.map_or_else(String::new, |l| {
                records::size(usize::try_from(l.record.bytes).unwrap_or(0))
            })
        } else {
            records::size(file.bytes.len())
        },
        owner,
        why: file.why.clone(),
        new_name,
        new_kind,
        left_out: file.left_out,
        read: look.map(|l| read(opened, number, l, editing)),
    }
}

fn read(opened: &Opened, number: usize, look: &FileLook, editing: Editing) -> ReadCard {
    let record = &look.record;
    let lines = |lost: bool| {
        look.problems
            .iter()
            .filter(|p| p.lost_row == lost)
            .map(|p| problem(opened, p))
            .collect()
    };
    let unclear = record.problems > 0 || record.entries == 0;
    ReadCard {
        sum: format!(
            "{} became {} and {}; {}",
            words::count(record.rows, "row", "rows"),
            words::count(record.entries, "entry", "entries"),
            words::count(record.problems, "problem", "problems"),
            words::count(look.remarks, "remark", "remarks")
        ),
        kind: record.encoding.clone(),
        unread: record.is_unread(),
        notes: not_read(look)
            .into_iter()
            .chain(look.notes.iter().cloned())
            .chain(replaced(opened, look))
            .collect(),
        tables: tables(number, look, editing),
        entries: look.entries.iter().map(entry).collect(),
        more_entries: match record.entries.saturating_sub(look.entries.len()) {
            0 => String::new(),
            n => format!("and {} more", words::number(n)),
        },
        lost: lines(true),
        remarks: lines(false),
        more: match look.more {
            0 => String::new(),
            n => format!("{} more are shown once it is kept.", words::number(n)),
        },
        open: unclear,
    }
}

/// Columns that nobody chose to leave unread. What may hold an answer or a warning is not to be hidden in a closed box.
fn not_read(look: &FileLook) -> Option<String> {
    let columns = look.record.columns.iter().flat_map(|m| &m.columns);
    let mut names: Vec<String> = Vec::new();
    for column in columns.filter(|c| c.field == Field::Further && c.told_by != ToldBy::Chosen) {
        let name = format!("“{}”", column.heading);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let said = match names.len() {
        0 => return None,
        1 => "This column is kept beside the entries, and not read for warnings",
        _ => "These columns are kept beside the entries, and not read for warnings",
    };
    Some(format!(
        "{said}: {}. If what happened or what was done stands there, choose “{}” for it under “Columns as read”.",
        names.join(", "),
        plain::field(Field::Event)
    ))
}

/// Days that reviewers gave and for which the file brings the agency's own.
fn replaced<'a>(opened: &'a Opened, look: &'a FileLook) -> impl Iterator<Item = String> + 'a {
    let matter = &opened.matter;
    let is_given = move |id: &EntryId| {
        matter
            .entry(id)
            .is_some_and(|(e, _)| row_dates::of(matter, e).is_some())
    };
    let given = row_dates::entries_given(&matter.settled);
    let days = look
        .days
        .iter()
        .filter(move |(id, _)| given.contains(id) && is_given(id));
    days.filter_map(move |(id, when)| {
        let by = row_dates::replaced(&matter.settled, &look.record.agency, (id, when))?;
        Some(format!(
            "{id}: {}. It is no new entry: the entry stands already.",
            row_dates::replaced_in_words(by, &when.written)
        ))
    })
}

fn tables(number: usize, look: &FileLook, editing: Editing) -> Vec<Table> {
    let shown = |place: &str| {
        let mut all = look
            .tables
            .iter()
            .filter(|t| t.place == place || look.tables.len() == 1);
        all.next().map_or_else(Vec::new, |t| {
            let row = |(number, cells): &(usize, Vec<String>)| Row {
                number: *number,
                cells: cells.clone(),
            };
            t.rows.iter().map(row).collect()
        })
    };
    let mut out: Vec<Table> = look
        .record
        .columns
        .iter()
        .enumerate()
        .map(|(at, mapping)| Table {
            place: mapping.part.clone(),
            heads: match mapping.header_row {
                None => "no row of headings was found".to_owned(),
                Some(0) => "named by the format".to_owned(),
                Some(row) => format!("headings in row {row}"),
            },
            columns: mapping
                .columns
                .iter()
                .enumerate()
                .map(|(c, column)| Column {
                    id: format!("col-{number}-{at}-{c}"),
                    heading: column.heading.clone(),
                    field: column.field.code(),
                    words: plain::field(column.field),
                    told: match column.told_by {
                        _ if column.field == Field::Further => "not understood",
                        ToldBy::Heading => "told by its heading",
                        ToldBy::Content => "told by what stands in it",
                        ToldBy::Chosen => "as somebody chose",
                    },
                })
                .collect(),
            rows: shown(&mapping.part),
            width: 0,
            month_first: mapping.month_first,
            editable: editing == Editing::All || look.record.problems > 0,
        })
        .collect();
    // A table whose columns were not told at all has its headings in its first row.
    if out.is_empty() {
        out = look
            .tables
            .iter()
            .enumerate()
            .map(|(at, t)| untold(number, at, t))
            .collect();
    }
    for table in &mut out {
        table.width = table.rows.iter().map(|r| r.cells.len()).max().unwrap_or(0).max(1);
        for row in &mut table.rows {
            row.cells.resize(table.width, String::new());
        }
    }
    out
}

fn untold(number: usize, at: usize, table: &TableLook) -> Table {
    let heads = table.rows.first().map_or(&[][..], |(_, cells)| cells.as_slice());
    Table {
        place: table.place.clone(),
        heads: "its columns could not be told".to_owned(),
        columns: heads
            .iter()
            .enumerate()
            .filter(|(_, heading)| !heading.trim().is_empty())
            .map(|(c, heading)| Column {
                id: format!("col-{number}-{at}-{c}"),
                heading: heading.clone(),
                field: Field::Further.code(),
                words: plain::field(Field::Further),
                told: "not understood",
            })
            .collect(),
        rows: table
            .rows
            .iter()
            .map(|(number, cells)| Row {
                number: *number,
                cells: cells.clone(),
            })
            .collect(),
        width: 0,
        month_first: false,
        editable: true,
    }
}

fn entry(entry: &Entry) -> EntryLine {
    const SHOWN: usize = 200;
    let text = entry.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = text.chars().take(SHOWN).collect();
    EntryLine {
        id: entry.id.0.clone(),
        when: match words::precision(&entry.when).as_str() {
            "" => words::moment(&entry.when),
            precision => format!("{} ({precision})", entry.when.shown()),
        },
        kind: entry.entry_type.clone(),
        text: if cut.len() < text.len() {
            format!("{cut}…")
        } else {
            cut
        },
    }
}

pub(super) fn problem(opened: &Opened, problem: &Problem) -> ProblemLine {
    const SHOWN: usize = 300;
    ProblemLine {
        place: problem.place(),
        raw: problem.raw.chars().take(SHOWN).collect(),
        what: plain::of_case(&opened.matter.case, &problem.what),
        next: plain::of_case(&opened.matter.case, &problem.next),
    }
}
