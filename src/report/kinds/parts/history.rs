//! *History* as the disclosure pack tells it: records that were replaced, every earlier word, and the log of changes. Nothing is left out.

use crate::{
    model::{
        history::{Changes, Revision, RevisionKind},
        matter::Matter,
        record::Record,
    },
    report::{
        document::{Block, Inline, text},
        kinds::parts::{heading, lines, table, table_or, whole},
    },
};

type Rows = Vec<Vec<Vec<Inline>>>;

/// Everything that stood in the case before, and what was done to the case file.
pub(crate) fn blocks(matter: &Matter) -> Vec<Block> {
    let history = &matter.history;
    let numbered = || (1_u64..).zip(&history.revisions);
    let mut out = vec![
        heading(2, "What stood here before", "before"),
        Block::Paragraph(text(
            "A corrected file replaces the one before it, and an import that was wrong is taken back. Everything that such a file said is kept, and told here.",
        )),
        table_or(
            "replaced records",
            "Records that were replaced or taken back, with the SHA-256",
            &[
                ("No.", 4),
                ("When", 13),
                ("Who", 11),
                ("The earlier record", 29),
                ("What stands in its place", 29),
                ("Rows", 14),
            ],
            numbered().map(|(n, r)| replaced(matter, n, r)).collect(),
            "No record was replaced by a corrected one, and none was taken back.",
        ),
    ];
    let rows = |of: fn(u64, &Changes) -> Rows| -> Rows { numbered().flat_map(|(n, r)| of(n, &r.changes)).collect() };
    let mut add = |name: &str, caption: &str, head: &[(&str, u8)], rows: Rows| {
        if !rows.is_empty() {
            out.push(table(name, caption, head, rows));
        }
    };
    add(
        "changed fields",
        "What replaced records changed, field by field; No. is that of the replacement",
        &[("No.", 4), ("Entry", 10), ("Field", 12), ("Before", 37), ("Now", 37)],
        rows(fields),
    );
    add(
        "rows new and gone",
        "Rows that came and went with replaced records",
        &[("No.", 6), ("Entry", 24), ("What", 70)],
        rows(came_and_went),
    );
    let mut head: Vec<(&str, u8)> = vec![("No.", 4)];
    // The number takes its width from that of the words.
    head.extend(whole::HEADS.map(|(h, w)| (h, if w > 20 { w - 4 } else { w })));
    let earlier = |(n, entry): &(u64, _)| {
        let mut row = vec![text(n.to_string())];
        row.extend(whole::row(matter, entry));
        row
    };
    add(
        "earlier entries",
        "Every entry as it stood in the replaced record, with every field",
        &head,
        history.entries.iter().map(earlier).collect(),
    );
    let problems = history.problems.iter().map(|(n, p)| {
        vec![
            text(n.to_string()),
            text(p.place()),
            text(p.what.clone()),
            text(p.next.clone()),
            text(if p.lost_row { "became no entry" } else { "remark" }),
            text(p.raw.clone()),
        ]
    });
    add(
        "earlier problems",
        "What could not be read in replaced records",
        &[
            ("No.", 4),
            ("Where", 20),
            ("What", 22),
            ("What to do", 22),
            ("The row", 10),
            ("As written", 22),
        ],
        problems.collect(),
    );
    out.extend(log(matter));
    out
}

/// One replacement: both records, with their hashes, and what became of the rows.
fn replaced(matter: &Matter, number: u64, revision: &Revision) -> Vec<Vec<Inline>> {
    let record = |r: &Record| {
        lines(vec![
            text(format!("{}, {}", r.file, matter.case.agency_name(&r.agency))),
            text(format!(
                "{} bytes, {}; rows {} = {} + {}",
                r.bytes, r.encoding, r.rows, r.entries, r.problems
            )),
            vec![Inline::Small(r.sha256.clone())],
        ])
    };
    vec![
        text(number.to_string()),
        text(revision.at.clone()),
        text(revision.who.clone()),
        record(&revision.old),
        stands(revision, record(&revision.new)),
        text(revision.changes.in_words()),
    ]
}

/// What stands in the place of a record, and why where that was told.
fn stands(revision: &Revision, new: Vec<Inline>) -> Vec<Inline> {
    let part = if revision.part.is_empty() {
        "the record"
    } else {
        revision.part.as_str()
    };
    let what = match revision.kind {
        RevisionKind::Replaced => return new,
        RevisionKind::TakenBack => format!("{part} was taken back: {}", revision.why),
        RevisionKind::Returned => "imported again after it was taken back".to_owned(),
    };
    if revision.leaves_nothing() {
        return text(what);
    }
    lines(vec![text(what), new])
}

fn fields(number: u64, changes: &Changes) -> Rows {
    let all = changes
        .changed
        .iter()
        .flat_map(|c| c.fields.iter().map(move |f| (c, f)));
    all.map(|(changed, field)| {
        vec![
            text(number.to_string()),
            text(changed.id.0.clone()),
            text(field.field.clone()),
            text(field.old.clone()),
            text(field.new.clone()),
        ]
    })
    .collect()
}

fn came_and_went(number: u64, changes: &Changes) -> Rows {
    let row = |id: &str, what: String| vec![text(number.to_string()), text(id), text(what)];
    let new = changes.new.iter().map(|id| row(&id.0, "new".to_owned()));
    let gone = changes
        .gone
        .iter()
        .map(|id| row(&id.0, "no longer there; kept as an earlier entry".to_owned()));
    let renamed = changes.renamed.iter().map(|r| {
        let what = format!("the later file calls this row {}; it keeps its first Ref", r.written);
        row(&r.kept.0, what)
    });
    new.chain(gone).chain(renamed).collect()
}

/// Every change of the case file.
fn log(matter: &Matter) -> Vec<Block> {
    let rows = matter.history.log.iter().map(|c| {
        vec![
            text(c.sequence.to_string()),
            text(c.at.clone()),
            text(c.who.clone()),
            text(c.what.clone()),
        ]
    });
    vec![
        heading(2, "Log of changes to the case file", "log"),
        table_or(
            "log",
            "Every change, in order; nothing is ever taken out",
            &[("No.", 6), ("When", 22), ("Who", 18), ("What", 54)],
            rows.collect(),
            "This was made from a folder of records, which keeps no log. A case that was imported has one.",
        ),
    ]
}
