//! *Frames*: the tables, rows, cells and paragraphs that are open while a Word text is walked through, and how one goes into the next.

use super::{
    blocks::{Block, Table, TableCell, TableRow, as_one, flat, note},
    story::Shared,
    words::Words,
};

/// What is being built.
#[derive(Debug)]
pub(super) enum Frame {
    Story(Vec<Block>),
    Table(Table),
    Row(TableRow),
    Cell(TableCell, Vec<Block>),
    Paragraph(Box<Words>),
}

impl Frame {
    /// Puts what it holds into the frame below it.
    pub(super) fn settle(self, below: &mut Self, shared: &mut Shared, is_in_cell: bool) {
        match (self, below) {
            (Self::Paragraph(words), Frame::Story(blocks) | Frame::Cell(_, blocks)) => {
                let after = words.finish(shared, is_in_cell);
                blocks.extend(after);
            }
            (Self::Story(inner), Frame::Paragraph(words)) => words.after.extend(inner),
            (Self::Story(inner), Frame::Story(blocks) | Frame::Cell(_, blocks)) => blocks.extend(inner),
            (Self::Cell(mut cell, mut blocks), Frame::Row(row)) => {
                if blocks.iter().any(|b| matches!(b, Block::Table(_))) {
                    let what = "the row has a table inside a cell; its words stay in that cell, a row to a line";
                    row.notes
                        .push(note(what.to_owned(), "", "compare the row with the original"));
                }
                // Word ends every cell with a paragraph, be it blank.
                while matches!(blocks.last(), Some(Block::Paragraph(p)) if p.text.is_empty() && p.notes.is_empty()) {
                    blocks.pop();
                }
                cell.text = flat(blocks, &mut row.notes);
                row.cells.push(cell);
            }
            (Self::Row(mut row), Frame::Table(table)) => {
                row.notes = as_one(std::mem::take(&mut row.notes));
                let words: Vec<&str> = row
                    .cells
                    .iter()
                    .map(|c| c.text.trim())
                    .filter(|t| !t.is_empty())
                    .collect();
                if row.is_deleted && !words.is_empty() {
                    let what = "these words of the deleted row are not marked as deleted themselves".to_owned();
                    let said = note(what, &words.join("\t"), "compare the row with the original");
                    row.notes.push(said);
                }
                table.rows.push(row);
            }
            (Self::Table(table), Frame::Story(blocks) | Frame::Cell(_, blocks)) => {
                blocks.push(Block::Table(table));
            }
            _ => {}
        }
    }
}
