//! *Story*: what one part of a Word file holds (its body, its footnotes, a header), and what the parts have in common.

use std::collections::BTreeMap;

use super::{blocks::Block, numbering::Numbering};
use crate::import::contents::Remark;

/// A footnote, an endnote or a comment.
#[derive(Debug, Default, Clone)]
pub(super) struct Item {
    pub(super) author: String,
    pub(super) date: String,
    pub(super) text: String,
    pub(super) is_used: bool,
}

/// What the parts of a document have in common.
#[derive(Debug, Default)]
pub(super) struct Shared {
    pub(super) numbering: Numbering,
    pub(super) footnotes: BTreeMap<String, Item>,
    pub(super) endnotes: BTreeMap<String, Item>,
    pub(super) comments: BTreeMap<String, Item>,
    pub(super) pictures: usize,
}

/// What a part holds.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub(super) blocks: Vec<Block>,
    /// Notes or comments, by their ids, when the part holds those.
    pub(super) items: BTreeMap<String, Item>,
    /// What is to be said of the whole part.
    pub(super) notes: Vec<Remark>,
}
