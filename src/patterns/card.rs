//! A pattern's *card*: what people read of it, on screens, in reports, on the command line.

use crate::{
    model::matter::{LookedFor, PatternCard, Place, SourceCard},
    patterns::pattern::Pattern,
};

impl Pattern {
    /// The pattern as people read it; `sources` gives title and address of a key.
    pub fn card(&self, sources: &dyn Fn(&str) -> Option<(String, String)>) -> PatternCard {
        let window = self.window.as_ref().map_or(String::new(), |w| {
            let late = w.late_until.as_deref().map_or(String::new(), |l| {
                format!("; counted as late up to {l}, after that as no record")
            });
            let note = w.note.as_deref().map_or(String::new(), |n| format!(". {n}"));
            format!("{} ({}{late}){note}", w.within, w.basis.words())
        });
        PatternCard {
            id: self.id.clone(),
            title: self.title.clone(),
            tier: self.tier.code().to_owned(),
            version: self.version,
            severity: self.severity,
            kind: self.kind,
            summary: self.summary.clone(),
            why: self.why.trim().to_owned(),
            consider: self.consider.clone(),
            ask: self.ask.clone(),
            window,
            sources: self
                .sources
                .iter()
                .map(|s| {
                    let (title, address) = sources(&s.key).unwrap_or_default();
                    SourceCard {
                        key: s.key.clone(),
                        title,
                        address,
                        at: s.at.clone(),
                        says: s.says.clone(),
                        tag: s.tag.words().to_owned(),
                    }
                })
                .collect(),
            // Areas and lines are data of the rulebook, which adds them.
            place: Place::default(),
            looked_for: self
                .responses
                .iter()
                .map(|r| LookedFor {
                    label: r.label.clone(),
                    concepts: r.any.clone(),
                    toward: r.toward.clone(),
                    held_by: r.held_by.clone(),
                    own: r.own,
                })
                .collect(),
        }
    }
}
