//! The forms of the reading rules, as `rules/` writes them. Loading the files is left to `rulebook`.

use serde::Deserialize;

use crate::model::case::Sex;

/// Family of a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    /// Something that harms or threatens somebody.
    Harm,
    /// A change in somebody's life.
    Event,
    /// Something that a professional does.
    Practice,
    /// Something that helps to read the rest.
    Context,
}

/// `rules/lexicons/*.toml`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LexiconFile {
    /// Its concepts.
    #[serde(default)]
    pub concept: Vec<ConceptRule>,
}

/// One concept.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConceptRule {
    /// Id.
    pub id: String,
    /// Words for people.
    pub label: String,
    /// For a step of practice: what stands after "Said that" where it was only promised, `police would be told`.
    #[serde(default)]
    pub promised: String,
    /// Family.
    pub family: Family,
    /// What counts and what does not.
    pub about: String,
    /// Phrases that say it.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// Phrases that often mean it and often do not: they give a suggested mention, which counts in no finding until a person takes
    /// it on. Not for steps of practice: nobody is to be held to have acted, or not, by a guess.
    #[serde(default)]
    pub possible: Vec<String>,
    /// Phrases that shield what they overlap.
    #[serde(default)]
    pub not: Vec<String>,
    /// It is somebody's own: who is named before it feels, says or does it of himself (fear, a retraction, thoughts of suicide).
    #[serde(default)]
    pub own: bool,
    /// An entry that says so tells of a record that exists and was not supplied.
    #[serde(default)]
    pub elsewhere: bool,
    /// It only says on which occasion something was written, and warns of nothing: no warning is called by it.
    #[serde(default)]
    pub occasion: bool,
    /// It is a telling of another agency: what an agency tells its own people is none.
    #[serde(default)]
    pub another: bool,
    /// It is something in somebody's own life (a new partner, a new address): where the words leave out whose, the entry tells it.
    #[serde(default)]
    pub life: bool,
    /// Read by the measures of the thematic table only: in reports it is no step of practice beside those that patterns read.
    #[serde(default)]
    pub measured: bool,
    /// Rung of the response ladder it reaches when done.
    #[serde(default)]
    pub rung: Option<crate::model::finding::Rung>,
    /// Texts in which it is found.
    #[serde(default)]
    pub hit: Vec<String>,
    /// Texts in which it is not.
    #[serde(default)]
    pub miss: Vec<String>,
    /// Text and words of its assertion.
    #[serde(default)]
    pub status: Vec<(String, String)>,
}

/// `rules/lexicons/sets.toml`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetsFile {
    /// Sets of words.
    pub set: Vec<SetRule>,
}

/// One set of words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetRule {
    /// Id, used as `@id`.
    pub id: String,
    /// Its words.
    pub words: Vec<String>,
}

/// `rules/lexicons/roles.toml`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RolesFile {
    /// Role nouns.
    pub role: Vec<RoleRule>,
}

/// Nouns that mean somebody by a role.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleRule {
    /// The nouns.
    pub words: Vec<String>,
    /// Roles of the roster they can mean; none when nobody on it.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Words of the roster's `relation` they can mean.
    #[serde(default)]
    pub relations: Vec<String>,
    /// Sex, when the noun tells.
    #[serde(default)]
    pub sex: Option<Sex>,
    /// What somebody meant by it is in a case.
    #[serde(default)]
    pub kind: Option<crate::text::people::PersonKind>,
    /// Words right after the noun that are said of the subject alone: `has been released`.
    #[serde(default)]
    pub subject_if: Vec<String>,
}

/// What a modifier says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Not so.
    Negated,
    /// Somebody denies it.
    Denied,
    /// Intended.
    Planned,
    /// Told to, or told not to.
    Instructed,
    /// If.
    Hypothetical,
    /// Long ago.
    Historical,
    /// Of somebody else.
    OtherPerson,
    /// Of nobody.
    Generic,
    /// Perhaps.
    Uncertain,
    /// Tried.
    Attempted,
    /// Said not to have been done.
    NotDone,
    /// Considered and declined.
    Declined,
}

impl Value {
    /// The assertion word it gives.
    pub fn word(self) -> &'static str {
        match self {
            Self::Negated => "negated",
            Self::Denied => "denied",
            Self::Planned => "planned",
            Self::Instructed => "instructed",
            Self::Hypothetical => "hypothetical",
            Self::Historical => "historical",
            Self::OtherPerson => "other-person",
            Self::Generic => "generic",
            Self::Uncertain => "uncertain",
            Self::Attempted => "attempted",
            Self::NotDone => "not-done",
            Self::Declined => "declined",
        }
    }
}

/// Where a modifier acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// On what follows.
    Forward,
    /// On what stands before.
    Backward,
    /// On both sides.
    Both,
    /// On its whole sentence.
    Sentence,
    /// On the whole entry, looked for in type, source and text.
    Entry,
}

/// `rules/context/*.toml`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContextFile {
    /// Its modifiers.
    #[serde(default)]
    pub modifier: Vec<ModifierRule>,
}

/// `rules/context/terminators.toml`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TerminatorsFile {
    /// Words at which a modifier stops.
    pub words: Vec<String>,
    /// Idioms that hold such a word without turning the clause.
    #[serde(default)]
    pub idioms: Vec<String>,
}

/// One modifier.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModifierRule {
    /// Id.
    pub id: String,
    /// What it says.
    pub value: Value,
    /// Where it acts.
    pub direction: Direction,
    /// Words between it and the concept at most; default 8.
    #[serde(default = "default_scope")]
    pub scope: usize,
    /// Its phrases.
    pub phrases: Vec<String>,
    /// Phrases that look like it and shield it.
    #[serde(default)]
    pub pseudo: Vec<String>,
    /// Families it acts on; all when empty.
    #[serde(default)]
    pub families: Vec<Family>,
    /// Words that spare a concept whose own words hold one: what is told as done is not planned by a date after it.
    #[serde(default)]
    pub spared_by: Vec<String>,
    /// It acts only on mentions given by coded fields: a visit that the text says nobody opened the door to.
    #[serde(default)]
    pub coded: bool,
    /// Text and concept: it applies.
    #[serde(default)]
    pub applies: Vec<(String, String)>,
    /// Text and concept: it does not.
    #[serde(default)]
    pub spares: Vec<(String, String)>,
}

fn default_scope() -> usize {
    8
}

/// `rules/agencies.toml`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgenciesFile {
    /// Kinds of agency.
    pub agency: Vec<AgencyRule>,
    /// Managers.
    #[serde(default)]
    pub manager: Vec<ManagerRule>,
}

/// One kind of agency.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencyRule {
    /// Kind.
    pub kind: String,
    /// Words for people.
    pub label: String,
    /// Other kinds that case files give it: `hospital`, `substance-misuse`.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Words that mean it; those of up to four letters in capitals are matched as capitals.
    #[serde(default)]
    pub words: Vec<String>,
    /// Words that tell its kind in an agency's name, and in no other text: `Castlegate Homes`.
    #[serde(default)]
    pub names: Vec<String>,
    /// Longer words that hold one of its words and mean nobody: `front door lock`.
    #[serde(default)]
    pub not: Vec<String>,
    /// Titles of its professionals.
    #[serde(default)]
    pub titles: Vec<String>,
}

/// Words that mean a manager.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManagerRule {
    /// The words.
    pub words: Vec<String>,
}

/// `rules/codes/*.toml`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodesFile {
    /// Its codes.
    #[serde(default)]
    pub code: Vec<CodeRule>,
}

/// A field whose words state a concept.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeRule {
    /// Concept it gives.
    pub concept: String,
    /// Fields it is looked for in.
    pub fields: Vec<CodeField>,
    /// Its phrases.
    pub phrases: Vec<String>,
    /// Phrases that shield what they overlap.
    #[serde(default)]
    pub not: Vec<String>,
}

/// A coded field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CodeField {
    /// Type.
    Type,
    /// Source.
    Source,
    /// Author.
    Author,
}

/// Everything that reading needs.
#[derive(Debug, Clone, Default)]
pub struct ReadingRules {
    /// Concepts.
    pub concepts: Vec<ConceptRule>,
    /// Sets of words.
    pub sets: crate::text::phrase::Sets,
    /// Role nouns.
    pub roles: Vec<RoleRule>,
    /// Modifiers.
    pub modifiers: Vec<ModifierRule>,
    /// Words at which modifiers stop.
    pub terminators: Vec<String>,
    /// Idioms that hold one and do not turn the clause.
    pub idioms: Vec<String>,
    /// Kinds of agency.
    pub agencies: Vec<AgencyRule>,
    /// Managers.
    pub managers: Vec<ManagerRule>,
    /// Codes.
    pub codes: Vec<CodeRule>,
    /// Words by which names of people are told from others.
    pub names: crate::text::unknown_names::NameRules,
}
