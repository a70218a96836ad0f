//! *Rungs*: the highest response on record in some days, of any kind, told beside what was looked for.

use chrono::NaiveDate;

use crate::{
    model::{
        finding::Rung,
        mention::{ActionStatus, Mention, Polarity},
    },
    patterns::scene::Scene,
    text::NAMED,
};

impl Scene<'_> {
    /// The highest rung that any entry shows as done in these days, at least "noted only".
    pub fn highest_rung(&self, first: usize, from: NaiveDate, to: NaiveDate) -> Rung {
        let inside = self
            .entries
            .iter()
            .zip(self.readings)
            .enumerate()
            .skip(first)
            .take_while(|(_, (e, _))| e.when.earliest <= to);
        inside
            .filter(|(at, (e, _))| e.when.earliest >= from && !self.is_after_event(*at))
            .flat_map(|(at, _)| self.mentions_of(at).map(move |m| (at, m)))
            .filter_map(|(at, m)| {
                let rung = self.rung_of(m)?;
                // What was sent and did not arrive told nobody.
                Some(self.disputed(at, m).map_or(rung, |_| rung.min(Rung::R3)))
            })
            .max()
            .unwrap_or(Rung::R1)
            .max(Rung::R1)
    }

    /// The rung that a mention shows. What is done shows its concept's; to have asked an agency is a step, though it was not reached: "rang
    /// CSC again, message left". What an entry is not sure of shows none.
    fn rung_of(&self, mention: &Mention) -> Option<Rung> {
        let said = &mention.assertion;
        let rung = self.lexicon.rung(&mention.concept)?;
        let is_to_agency = mention.toward.as_deref().is_some_and(|k| !k.starts_with(NAMED));
        let is_meant = !said.historical && !said.other_person && said.polarity == Polarity::Affirmed;
        match said.action {
            _ if said.uncertain => None,
            ActionStatus::Done => Self::is_done(mention).then_some(rung),
            ActionStatus::Attempted if is_to_agency && is_meant => Some(rung.min(Rung::R3)),
            _ => None,
        }
    }
}
