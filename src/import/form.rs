//! The *form*: what of a file is the template's own words and no record. Its instructions and questions are known again line by
//! line, said once, and never read as entries; what an agency answered is kept as a remark. A line that differs by one word
//! is treated as everything else is, so that nothing which an agency wrote can be taken for ours.

use std::collections::BTreeSet;

use crate::{
    import::contents::{Contents, Grid, Part, Prose, Remark, Row},
    model::{columns::plain, template::Template},
};

/// Fewer known lines than this may stand in anybody's record.
const ENOUGH: usize = 3;

/// Takes the template's own words out of what a file holds.
pub(super) fn without_form(mut contents: Contents, template: &Template) -> Contents {
    let form = Form {
        lines: template.lines(),
        labels: template.labels(),
    };
    if form.lines.is_empty() {
        return contents;
    }
    let mut remarks = Vec::new();
    contents.parts.retain_mut(|part| match part {
        Part::Table(grid) => form.table(grid, &mut remarks),
        Part::Text(prose) => form.text(prose, &mut remarks),
    });
    contents.remarks.extend(remarks);
    contents
}

struct Form {
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

impl Form {
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
    fn table(&self, grid: &mut Grid, remarks: &mut Vec<Remark>) -> bool {
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
                remarks.push(Remark {
                    place: grid.place.clone(),
                    row: row.number,
                    lost: false,
                    raw: row.as_written(),
                    what: format!("the agency answered under '{label}': {answer}"),
                    next: "read it beside the chronology, and enter days that were searched or left out under the days supplied"
                        .to_owned(),
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

    /// A text of nothing but the form's lines, such as a heading between two of its tables.
    fn is_all(&self, text: &str) -> bool {
        let mut lines = text.lines().filter(|l| !l.trim().is_empty()).peekable();
        lines.peek().is_some() && lines.all(|line| self.is_line(line))
    }
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
