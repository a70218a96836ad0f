//! The *form*: what of a file is the template's own words and no record. Its instructions and questions are known again line by
//! line, said once, and never read as entries; what an agency answered is kept as a remark. A line that differs by one word
//! is treated as everything else is, so that nothing which an agency wrote can be taken for ours.

use std::collections::BTreeSet;

use crate::{
    import::{
        Hints,
        contents::{Contents, Grid, Part, Prose, Remark, Row},
        table::answers::{self, Answered},
    },
    model::{
        columns::{Field, Mapping, plain},
        problem::Problem,
        template::Template,
    },
};

/// Fewer known lines than this may stand in anybody's record.
const ENOUGH: usize = 3;

/// Takes the template's own words out of what a file holds. Beside it, answers that say something of the records as a whole.
pub(crate) fn without_form(mut contents: Contents, template: &Template) -> (Contents, Vec<Answered>) {
    let form = Form {
        template,
        lines: template.lines(),
        labels: template.labels(),
    };
    if form.lines.is_empty() {
        return (contents, Vec::new());
    }
    form.silence(&mut contents, template);
    let (mut remarks, mut answers) = (Vec::new(), Vec::new());
    contents.parts.retain_mut(|part| match part {
        Part::Table(grid) => form.table(grid, &mut remarks, &mut answers),
        Part::Text(prose) => form.text(prose, &mut remarks),
    });
    contents.remarks.extend(remarks);
    (contents, answers)
}

struct Form<'a> {
    template: &'a Template,
    lines: BTreeSet<String>,
    labels: BTreeSet<String>,
}

/// What a row is to the form.
enum Known {
    /// Nothing: it is the agency's own.
    No,
    /// Words of the form alone.
    Ours,
    /// A question with its answer.
    Answer(String, String),
}

impl Form<'_> {
    fn is_line(&self, text: &str) -> bool {
        self.lines.contains(&plain(text))
    }

    fn row(&self, row: &Row) -> Known {
        let cells: Vec<&str> = row
            .cells
            .iter()
            .filter(|c| !c.from_above)
            .map(|c| c.text.trim())
            .filter(|c| !c.is_empty())
            .collect();
        let Some((label, rest)) = cells.split_first().filter(|_| row.fault.is_none()) else {
            return Known::No;
        };
        // Cells joined sideways are given again by some importers.
        let rest: Vec<&str> = rest
            .iter()
            .copied()
            .filter(|c| c != label && !self.is_line(c))
            .collect();
        match (self.is_line(label), rest.is_empty()) {
            (true, true) => Known::Ours,
            (true, false) if self.labels.contains(&plain(label)) => {
                Known::Answer((*label).to_owned(), rest.join(" · "))
            }
            _ => Known::No,
        }
    }

    /// Takes the form's rows out of a table. False when nothing else is in it.
    fn table(&self, grid: &mut Grid, remarks: &mut Vec<Remark>, answers: &mut Vec<Answered>) -> bool {
        let known = grid.rows.iter().filter(|r| !matches!(self.row(r), Known::No)).count();
        if known < ENOUGH {
            return true;
        }
        let ours: Vec<String> = grid
            .rows
            .iter()
            .filter(|r| matches!(self.row(r), Known::Ours))
            .map(Row::as_written)
            .collect();
        remarks.push(instructions(&grid.place, &ours.join("\n")));
        grid.rows.retain(|row| match self.row(row) {
            Known::No => true,
            Known::Ours => false,
            Known::Answer(label, answer) => {
                let place = grid.place.clone();
                let of_records = answers::of(self.template, &label, &answer);
                let next = if of_records.is_some() {
                    "read it beside the chronology; `forewarned coverage` makes its proposal from it, which a person confirms"
                } else {
                    "read it beside the chronology"
                };
                answers.extend(of_records.map(|answer| Answered { place, row: row.number, answer }));
                remarks.push(Remark {
                    place: grid.place.clone(),
                    row: row.number,
                    lost: false,
                    raw: row.as_written(),
                    what: format!("the agency answered under '{label}': {answer}"),
                    next: next.to_owned(),
                });
                false
            }
        });
        grid.rows.iter().any(|row| !row.is_blank())
    }

    /// Blanks the form's lines in a text, so that the others keep their numbers. False when nothing else is in it.
    fn text(&self, prose: &mut Prose, remarks: &mut Vec<Remark>) -> bool {
        if prose.text.lines().filter(|line| self.is_line(line)).count() < ENOUGH && !self.is_all(&prose.text) {
            return true;
        }
        let ours: Vec<&str> = prose.text.lines().filter(|l| self.is_line(l)).collect();
        remarks.push(instructions(&prose.place, &ours.join("\n")));
        let kept: Vec<&str> = prose
            .text
            .split('\n')
            .map(|l| if self.is_line(l) { "" } else { l })
            .collect();
        prose.text = kept.join("\n");
        !prose.text.trim().is_empty()
    }

    /// Takes off remarks on nothing but the form's own words: its headings beside a table, its help as comments, the header and
    /// footer of its pages. Only in a file that holds enough of the form.
    fn silence(&self, contents: &mut Contents, template: &Template) {
        let helps = template.helps();
        let is_help = |r: &Remark| helps.contains(&plain(&r.raw));
        let known = |part: &Part| match part {
            Part::Table(grid) => grid.rows.iter().filter(|r| !matches!(self.row(r), Known::No)).count(),
            Part::Text(prose) => prose.text.lines().filter(|line| self.is_line(line)).count(),
        };
        let told = contents.remarks.iter().filter(|r| is_help(r)).count();
        if contents.parts.iter().map(known).sum::<usize>() + told < ENOUGH {
            return;
        }
        contents.remarks.retain(|r| {
            let is_frame = matches!(r.place.as_str(), "header" | "footer") && template.is_frame(&r.raw);
            let is_ours = !r.raw.trim().is_empty() && (is_help(r) || self.is_all(&r.raw) || is_frame);
            r.lost || !is_ours
        });
    }

    /// A text of nothing but the form's lines, such as a heading between two of its tables.
    fn is_all(&self, text: &str) -> bool {
        let mut lines = text.lines().filter(|l| !l.trim().is_empty()).peekable();
        lines.peek().is_some() && lines.all(|line| self.is_line(line))
    }
}

/// Columns that somebody added to the form: they are kept beside the entry, and that is said.
pub(crate) fn added(grid: &Grid, mapping: &Mapping, hints: &Hints<'_>) -> Vec<Problem> {
    let template = &hints.headings.template;
    let theirs: BTreeSet<String> = mapping.columns.iter().map(|c| plain(&c.heading)).collect();
    let ours: BTreeSet<String> = template.columns.iter().map(|c| plain(&c.heading)).collect();
    if ours.is_empty() || !ours.is_subset(&theirs) {
        return Vec::new();
    }
    let is_filled = |at: usize| {
        let mut rows = grid.rows.iter().filter(|r| Some(r.number) != mapping.header_row);
        rows.any(|r| r.cells.get(at).is_some_and(|c| !c.text.trim().is_empty()))
    };
    let columns = mapping.columns.iter().enumerate();
    columns
        .filter(|(at, c)| c.field == Field::Further && !ours.contains(&plain(&c.heading)) && is_filled(*at))
        .map(|(_, c)| {
            let what = format!(
                "the column '{}' was added to the form; it is kept beside the entry and not read",
                c.heading
            );
            let next = "if it says what happened, say so with --columns \"HEADING=event\" or columns of the agency in case.toml";
            hints.remark(0, &c.heading, what, next).at(&mapping.part)
        })
        .collect()
}

fn instructions(place: &str, ours: &str) -> Remark {
    Remark {
        place: place.to_owned(),
        row: 0,
        lost: false,
        raw: ours.to_owned(),
        what: "the instructions of the blank chronology stand here and were not read as entries".to_owned(),
        next: "nothing needs doing: every line that was left out is word for word one of the form's own".to_owned(),
    }
}
