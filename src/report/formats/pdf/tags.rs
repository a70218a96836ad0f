//! *Tags*: what each part of a page is (heading, list, table, picture), for screen readers and for reading a report back.

use std::num::NonZeroU16;

use krilla::{
    geom::Rect,
    tagging::{BBox, Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree},
};

/// What a part is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Role {
    /// A heading of a level, with its words.
    Heading(u8, String),
    /// A paragraph.
    Paragraph,
    /// What an agency wrote.
    Quote,
    /// A list.
    List,
    /// One item of it.
    Item,
    /// The mark before an item.
    Label,
    /// What an item says.
    Body,
    /// A table.
    Table,
    /// What a table shows.
    Caption,
    /// The heads of a table.
    Heads,
    /// The rows of a table.
    Rows,
    /// A row.
    Row,
    /// A head of a column.
    Head,
    /// A cell.
    Cell,
    /// A picture, with its description, page and place.
    Figure(String, usize, Rect),
}

enum Kid {
    Part(usize),
    Mark(Identifier),
}

/// The parts of a document, as a tree; part 0 is the document.
pub(super) struct Tags {
    parts: Vec<(Option<Role>, Vec<Kid>)>,
}

/// The document itself.
pub(super) const DOCUMENT: usize = 0;

impl Tags {
    /// No parts yet.
    pub(super) fn new() -> Self {
        Self {
            parts: vec![(None, Vec::new())],
        }
    }

    /// A new part of another.
    pub(super) fn part(&mut self, of: usize, role: Role) -> usize {
        let part = self.parts.len();
        self.parts.push((Some(role), Vec::new()));
        if let Some((_, kids)) = self.parts.get_mut(of) {
            kids.push(Kid::Part(part));
        }
        part
    }

    /// Marks on a page that belong to a part.
    pub(super) fn mark(&mut self, part: usize, mark: Identifier) {
        if let Some((_, kids)) = self.parts.get_mut(part) {
            kids.push(Kid::Mark(mark));
        }
    }

    /// The tree as it is written.
    pub(super) fn tree(mut self) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some("en-GB".to_owned()));
        for node in self.nodes(DOCUMENT) {
            tree.push(node);
        }
        tree
    }

    /// Depth is bounded: a cell of a row of the rows of a table.
    fn nodes(&mut self, part: usize) -> Vec<Node> {
        let kids = self
            .parts
            .get_mut(part)
            .map(|(_, kids)| std::mem::take(kids))
            .unwrap_or_default();
        kids.into_iter()
            .filter_map(|kid| match kid {
                Kid::Mark(mark) => Some(Node::Leaf(mark)),
                Kid::Part(part) => {
                    let kind = kind(self.parts.get(part)?.0.clone()?);
                    Some(Node::Group(TagGroup::with_children(kind, self.nodes(part))))
                }
            })
            .collect()
    }
}

fn kind(role: Role) -> TagKind {
    match role {
        Role::Heading(level, words) => Tag::Hn(
            NonZeroU16::new(u16::from(level)).unwrap_or(NonZeroU16::MIN),
            Some(words),
        )
        .into(),
        Role::Paragraph => Tag::P.into(),
        Role::Quote => Tag::BlockQuote.into(),
        Role::List => Tag::L(ListNumbering::Disc).into(),
        Role::Item => Tag::LI.into(),
        Role::Label => Tag::Lbl.into(),
        Role::Body => Tag::LBody.into(),
        Role::Table => Tag::Table.into(),
        Role::Caption => Tag::Caption.into(),
        Role::Heads => Tag::THead.into(),
        Role::Rows => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::Head => Tag::TH(TableHeaderScope::Column).into(),
        Role::Cell => Tag::TD.into(),
        Role::Figure(words, page, rect) => Tag::Figure(Some(words)).with_bbox(Some(BBox::new(page, rect))).into(),
    }
}
