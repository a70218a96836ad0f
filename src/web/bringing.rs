//! *Bringing* records in: what the screens for it need of `app`. Tests that have no case on a disk stand `Nothing` in it.

use std::sync::Arc;

use crate::{
    anonymise::level::Level,
    app::{
        anonymising::{self, CalledBy, Form, Handed, Look, Made, Order, Risks, Signs},
        matters::Matters,
        people,
        settling::Signed,
        since::Since,
        starting::{self, NewCase, Started},
        taking_back::{self, Taking},
        training::library::Shelf,
        tray::{Batch, Received, Said, Sent},
    },
    model::{arrival::Arrival, case::AgencyId, matter::Matter, settled::Settlement},
    text::unknown_names::UnknownName,
};

/// What somebody makes of a name that the roster does not know.
#[derive(Debug, Clone)]
pub enum Naming {
    /// It is another name of this person: id or name.
    Same(String),
    /// The same, though the records do not bear it out.
    SameAnyway(String),
    /// It is nobody's who matters here.
    Nobody,
}

/// Starting cases, bringing files in and taking them back, and what is asked about them. Calls may take their time.
pub trait Bringing: Send + Sync {
    /// Starts a case.
    ///
    /// # Errors
    /// When its case file cannot be written.
    fn start(&self, _new: &NewCase, _who: &str) -> anyhow::Result<Started> {
        anyhow::bail!("no case can be started here")
    }

    /// Kinds of agencies that the rules know: code and words.
    fn agency_kinds(&self) -> Vec<(String, String)> {
        Vec::new()
    }

    /// Takes files in for a case; they wait to be looked at. Nothing when there is no such case.
    ///
    /// # Errors
    /// When its case file cannot be read.
    fn receive(
        &self,
        _slug: &str,
        _who: &str,
        _sent: Vec<Sent>,
        _replaces: Option<(AgencyId, String)>,
    ) -> anyhow::Result<Option<Received>> {
        Ok(None)
    }

    /// Takes a file of the case in once more, to be read with other columns. Nothing when it is not there.
    ///
    /// # Errors
    /// When the case file cannot be read.
    fn again(&self, _slug: &str, _who: &str, _file: (&AgencyId, &str)) -> anyhow::Result<Option<String>> {
        Ok(None)
    }

    /// Files that wait for a case, by the id of their batch.
    fn batch(&self, _slug: &str, _id: &str) -> Option<Batch> {
        None
    }

    /// All that waits for a case.
    fn batches(&self, _slug: &str) -> Vec<Batch> {
        Vec::new()
    }

    /// What a person says of files that wait. False when that cannot be taken now.
    fn say(&self, _slug: &str, _id: &str, _said: Vec<Said>) -> bool {
        false
    }

    /// Begins to keep files as they were looked at in this version. False when they were not looked at so.
    fn keep_batch(&self, _slug: &str, _id: &str, _as_seen: (u64, &str)) -> bool {
        false
    }

    /// Throws files that wait away. False when they are not there or are being kept.
    fn throw_away(&self, _slug: &str, _id: &str) -> bool {
        false
    }

    /// Every file of a case and how it came.
    ///
    /// # Errors
    /// When the case file cannot be read.
    fn arrivals(&self, _slug: &str) -> anyhow::Result<Option<Vec<Arrival>>> {
        Ok(Some(Vec::new()))
    }

    /// What taking an import or a file back would do.
    ///
    /// # Errors
    /// When it is not there, was taken back already, or the case file cannot be read: in words for people.
    fn taking(&self, _request: &taking_back::Request) -> anyhow::Result<Taking> {
        anyhow::bail!("there is no such import")
    }

    /// Takes it back.
    ///
    /// # Errors
    /// When the case changed since it was looked at, or cannot be written: in words for people.
    fn take_back(&self, _taking: &Taking, _signed: &Signed) -> anyhow::Result<()> {
        anyhow::bail!("there is no such import")
    }

    /// What changed since this person's visit before; that they look now is remembered.
    ///
    /// # Errors
    /// When the case file cannot be read.
    fn since(&self, _slug: &str, _who: &str) -> anyhow::Result<Option<Since>> {
        Ok(Some(Since::default()))
    }

    /// This person has looked at everything up to this change.
    ///
    /// # Errors
    /// When it cannot be written down.
    fn looked(&self, _slug: &str, _who: &str, _sequence: u64) -> anyhow::Result<()> {
        Ok(())
    }

    /// Names in the records that the roster does not know.
    ///
    /// # Errors
    /// When the case file cannot be read.
    fn unknown_names(&self, _slug: &str) -> anyhow::Result<Option<Arc<Vec<UnknownName>>>> {
        Ok(Some(Arc::default()))
    }

    /// How many they are, where that is known without a search.
    ///
    /// # Errors
    /// When the case file cannot be read.
    fn unknown_count(&self, _slug: &str) -> anyhow::Result<Option<usize>> {
        Ok(None)
    }

    /// What somebody makes of a name, checked.
    ///
    /// # Errors
    /// When the records do not bear it out: in words for people.
    fn naming(&self, _matter: &Matter, _name: &str, _naming: &Naming) -> anyhow::Result<Settlement> {
        anyhow::bail!("no names are known here")
    }

    /// For whom a case can be anonymised.
    ///
    /// # Errors
    /// When the rules of it are not in their form.
    fn levels(&self) -> anyhow::Result<Vec<Level>> {
        Ok(Vec::new())
    }

    /// What anonymising a case for this level would do, and what is left to clear.
    ///
    /// # Errors
    /// When there is no such level, or the case was anonymised already.
    fn look_over(&self, _slug: &str, _level: &str) -> anyhow::Result<Option<Arc<Look>>> {
        Ok(None)
    }

    /// Makes an anonymised case.
    ///
    /// # Errors
    /// When something is left that nobody cleared, or the name is taken: in words for people.
    fn anonymise(&self, _slug: &str, _order: &Order) -> anyhow::Result<Made> {
        anyhow::bail!("no case can be anonymised here")
    }

    /// Who is called how in the anonymised case that this settlement tells of.
    ///
    /// # Errors
    /// When the case file cannot be read.
    fn names_given(&self, _slug: &str, _number: u64) -> anyhow::Result<Vec<CalledBy>> {
        Ok(Vec::new())
    }

    /// What there is to train with.
    ///
    /// # Errors
    /// When the home folder cannot be listed.
    fn to_train_with(&self) -> anyhow::Result<Shelf> {
        Ok(Shelf::default())
    }

    /// By what somebody can be known again in an anonymised case that was made of this one.
    ///
    /// # Errors
    /// When one of both case files cannot be read, or there is none.
    fn risks(&self, _slug: &str, _made: &str) -> anyhow::Result<Arc<Risks>> {
        anyhow::bail!("no case was anonymised here")
    }

    /// What may tell of somebody without a name in a case. Nothing where there is none.
    ///
    /// # Errors
    /// When the case file cannot be read.
    fn signs(&self, _slug: &str) -> anyhow::Result<Option<Arc<Signs>>> {
        Ok(None)
    }

    /// An anonymised case as it is handed on, with what was found in it of the case that it was made of. Nothing where there is none.
    ///
    /// # Errors
    /// When one of both case files cannot be read.
    fn hand_on(&self, _slug: &str, _form: Form) -> anyhow::Result<Option<Handed>> {
        Ok(None)
    }
}

/// Nothing can be brought in.
#[derive(Debug, Clone, Copy)]
pub struct Nothing;

impl Bringing for Nothing {}

impl Bringing for Matters {
    fn start(&self, new: &NewCase, who: &str) -> anyhow::Result<Started> {
        starting::start(self.home(), new, who)
    }

    fn agency_kinds(&self) -> Vec<(String, String)> {
        let rules = &self.book().lexicon.rules().agencies;
        let known = rules.iter().filter(|r| r.kind != "other");
        known
            .map(|r| (r.kind.clone(), r.label.clone()))
            .chain([("other".to_owned(), "Another kind".to_owned())])
            .collect()
    }

    fn receive(
        &self,
        slug: &str,
        who: &str,
        sent: Vec<Sent>,
        replaces: Option<(AgencyId, String)>,
    ) -> anyhow::Result<Option<Received>> {
        Matters::receive(self, slug, who, sent, replaces)
    }

    fn again(&self, slug: &str, who: &str, file: (&AgencyId, &str)) -> anyhow::Result<Option<String>> {
        Matters::again(self, slug, who, file)
    }

    fn batch(&self, slug: &str, id: &str) -> Option<Batch> {
        Matters::batch(self, slug, id)
    }

    fn batches(&self, slug: &str) -> Vec<Batch> {
        Matters::batches(self, slug)
    }

    fn say(&self, slug: &str, id: &str, said: Vec<Said>) -> bool {
        Matters::say(self, slug, id, said)
    }

    fn keep_batch(&self, slug: &str, id: &str, as_seen: (u64, &str)) -> bool {
        Matters::keep_batch(self, slug, id, as_seen)
    }

    fn throw_away(&self, slug: &str, id: &str) -> bool {
        Matters::throw_away(self, slug, id)
    }

    fn arrivals(&self, slug: &str) -> anyhow::Result<Option<Vec<Arrival>>> {
        Matters::arrivals(self, slug)
    }

    fn taking(&self, request: &taking_back::Request) -> anyhow::Result<Taking> {
        taking_back::look(self, request)
    }

    fn take_back(&self, taking: &Taking, signed: &Signed) -> anyhow::Result<()> {
        taking_back::take_back(self, taking, signed).map(|_| ())
    }

    fn since(&self, slug: &str, who: &str) -> anyhow::Result<Option<Since>> {
        Matters::since(self, slug, who)
    }

    fn looked(&self, slug: &str, who: &str, sequence: u64) -> anyhow::Result<()> {
        Matters::looked(self, slug, who, sequence)
    }

    fn unknown_names(&self, slug: &str) -> anyhow::Result<Option<Arc<Vec<UnknownName>>>> {
        Matters::unknown_names(self, slug)
    }

    fn unknown_count(&self, slug: &str) -> anyhow::Result<Option<usize>> {
        Matters::unknown_count(self, slug)
    }

    fn naming(&self, matter: &Matter, name: &str, naming: &Naming) -> anyhow::Result<Settlement> {
        match naming {
            Naming::Same(person) => people::name(matter, self.book(), (name, person), people::Taken::Checked),
            Naming::SameAnyway(person) => people::name(matter, self.book(), (name, person), people::Taken::Anyway),
            Naming::Nobody => people::nobody(matter, self.book(), name),
        }
    }

    fn levels(&self) -> anyhow::Result<Vec<Level>> {
        Matters::levels(self)
    }

    fn look_over(&self, slug: &str, level: &str) -> anyhow::Result<Option<Arc<Look>>> {
        Matters::look_over(self, slug, level)
    }

    fn anonymise(&self, slug: &str, order: &Order) -> anyhow::Result<Made> {
        anonymising::make(self, slug, order)
    }

    fn names_given(&self, slug: &str, number: u64) -> anyhow::Result<Vec<CalledBy>> {
        Matters::names_given(self, slug, number)
    }

    fn to_train_with(&self) -> anyhow::Result<Shelf> {
        Matters::to_train_with(self)
    }

    fn risks(&self, slug: &str, made: &str) -> anyhow::Result<Arc<Risks>> {
        Matters::risks(self, slug, Some(made))
    }

    fn signs(&self, slug: &str) -> anyhow::Result<Option<Arc<Signs>>> {
        Matters::signs(self, slug)
    }

    fn hand_on(&self, slug: &str, form: Form) -> anyhow::Result<Option<Handed>> {
        Matters::hand_on(self, slug, form)
    }
}
