//! *Owners*: whose a name is that several people have.

use std::collections::BTreeSet;

use super::{Names, Run};
use crate::{
    anonymise::plan::Way,
    model::mention::Who,
    text::{one_name::plain, words::Token},
};

impl<'a> Names<'a> {
    /// Whose a name of several people is, as it was read here; or the only one whose it is.
    pub(super) fn owner_read(&self, token: &Token, owners: &BTreeSet<usize>) -> Option<usize> {
        let Some(Who::Person(id)) = self.read_at(token).map(|p| &p.who) else {
            return owners.first().filter(|_| owners.len() == 1).copied();
        };
        let figures = &self.rewriter.plan.cast.figures;
        owners
            .iter()
            .copied()
            .find(|o| figures.get(*o).is_some_and(|f| f.key == id.0))
    }

    /// Whose a name is that has just this title before it: `PC Neale`, who is not Mark Neale.
    pub(super) fn owner_titled(&self, body: usize, owners: &BTreeSet<usize>) -> Option<usize> {
        let before = body.checked_sub(1).filter(|b| matches!(self.gap(*b), " " | ". "))?;
        let title = plain(self.token(before)?.bare());
        let name = format!("{title} {}", self.word(body)?);
        let figures = &self.rewriter.plan.cast.figures;
        let mut all = owners.iter().copied();
        all.find(|o| {
            figures
                .get(*o)
                .is_some_and(|f| f.names.iter().any(|n| plain(&n.to_lowercase()) == name))
        })
    }

    /// How the one is called whose name it most likely is: who has just these words among their names, or else the first on the roster.
    pub(super) fn likely(&self, body: usize, run: &Run) -> Option<&'a Way> {
        let plan = self.rewriter.plan;
        let (first, last) = (self.tokens.get(body)?, self.tokens.get(run.end.checked_sub(1)?)?);
        let written = self.passage.text.get(first.span.start..last.span.end)?;
        let has_it = |o: &&usize| {
            let figure = plan.cast.figures.get(**o);
            figure.is_some_and(|f| f.names.iter().any(|n| plain(n) == plain(written)))
        };
        let mut all = run.owners.iter();
        let owner = all.clone().find(has_it).or_else(|| all.next())?;
        plan.ways.get(*owner)
    }
}
