//! What looks like a *name*: titles, words that begin a sentence, names in texts typed in capitals.

use crate::{
    model::{
        case::Sex,
        mention::{Who, how},
    },
    text::{
        people::{PersonAt, PersonKind},
        words::Token,
    },
};

const TITLES: &[(&str, Option<Sex>)] = &[
    ("mr", Some(Sex::Male)),
    ("mrs", Some(Sex::Female)),
    ("ms", Some(Sex::Female)),
    ("miss", Some(Sex::Female)),
    ("mx", None),
];

pub(super) fn is_shouted_name(token: &Token) -> bool {
    let word = token.lower.as_str();
    word.len() > 2
        && word.chars().all(char::is_alphabetic)
        && !follows_name(token)
        && !starts_sentence_word(word)
        && !matches!(
            word,
            "outside" | "partner" | "husband" | "wife" | "again" | "from" | "out"
        )
}

pub(super) fn follows_name(token: &Token) -> bool {
    let word = token.lower.as_str();
    matches!(word, "is" | "has" | "was" | "had" | "keeps" | "outside" | "again")
        || word.ends_with("ing")
        || word.ends_with("ed")
}

pub(crate) fn is_title(word: &str) -> bool {
    TITLES.iter().any(|(t, _)| *t == word)
}

pub(super) fn is_possessive(word: &str) -> bool {
    matches!(word, "his" | "her" | "their")
}

/// Words that begin a sentence with a capital and are no names.
pub(super) fn starts_sentence_word(word: &str) -> bool {
    matches!(
        word,
        "has"
            | "was"
            | "rang"
            | "said"
            | "says"
            | "told"
            | "not"
            | "the"
            | "and"
            | "who"
            | "will"
            | "now"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
    )
}

/// `Mrs Oak`: somebody with a title who is not on the roster.
pub(super) fn titled_at(words: &[Token], at: usize, is_shouted: bool) -> Option<PersonAt> {
    let title = title_at(words, at)?;
    let name = words
        .get(at + 1)
        .filter(|t| (t.capital || is_shouted) && !t.parted && !t.is_number())?;
    Some(PersonAt {
        first: at,
        end: at + 2,
        who: Who::Other(name.bare().to_owned()),
        how: how::TITLE,
        sex: title.sex(),
        kind: PersonKind::Lay,
    })
}

/// Are both known, and not the same? Then the two are not one person.
pub(super) fn sexes_differ(a: Option<Sex>, b: Option<Sex>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}

/// A title before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Title {
    /// Of a man.
    Man,
    /// Of a woman.
    Woman,
    /// Of anybody.
    Anybody,
}

impl Title {
    /// The sex that it tells.
    pub(super) fn sex(self) -> Option<Sex> {
        match self {
            Self::Man => Some(Sex::Male),
            Self::Woman => Some(Sex::Female),
            Self::Anybody => None,
        }
    }
}

/// The title at this word; nothing when none is there.
pub(super) fn title_at(words: &[Token], at: usize) -> Option<Title> {
    let token = words.get(at)?;
    let (_, sex) = TITLES.iter().find(|(t, _)| token.lower == *t)?;
    Some(match sex {
        Some(Sex::Male) => Title::Man,
        Some(Sex::Female) => Title::Woman,
        None => Title::Anybody,
    })
}

/// What the roster's roles mean.
pub(super) fn kind_of_role(role: &str) -> PersonKind {
    match role {
        "subject" => PersonKind::Subject,
        "victim" | "partner" | "ex-partner" => PersonKind::AtRisk,
        "child" => PersonKind::Child,
        "relative" | "neighbour" | "friend" | "witness" | "employer" | "colleague" => PersonKind::Lay,
        _ => PersonKind::Other,
    }
}

pub(super) fn is_plain_word(word: &str) -> bool {
    const PLAIN: &[&str] = &[
        "the",
        "and",
        "for",
        "who",
        "has",
        "was",
        "told",
        "rang",
        "said",
        "says",
        "will",
        "not",
        "with",
        "from",
        "new",
        "north",
        "south",
        "east",
        "west",
        "city",
        "royal",
        "community",
        "children",
        "county",
        "general",
        "central",
    ];
    PLAIN.contains(&word)
}

pub(super) fn is_job(word: &str) -> bool {
    const JOBS: &[&str] = &[
        "officer",
        "offender",
        "manager",
        "worker",
        "nurse",
        "practitioner",
        "housing",
        "probation",
        "victim",
        "liaison",
        "duty",
        "admin",
        "team",
        "social",
        "health",
        "visitor",
        "midwife",
        "handler",
        "control",
        "room",
        "desk",
        "intel",
        "custody",
        "sergeant",
        "inspector",
        "locum",
        "pharmacist",
        "practice",
        "secretary",
        "facilitator",
        "coordinator",
        "service",
        "senior",
        "court",
        "support",
        "community",
        "mental",
        "caretaker",
        "contractor",
        "income",
        "lettings",
        "reception",
        "receptionist",
        "doctor",
        "consultant",
        "unit",
        "response",
        "call",
        "taker",
        "group",
        "programme",
        "programmes",
        "idva",
        "teacher",
        "head",
        "lead",
        "adviser",
        "advisor",
        "helpline",
        "case",
        "agency",
        "clinic",
        "staff",
        "ward",
        "paramedic",
        "crew",
        "deputy",
        "assistant",
        "registrar",
        "triage",
        "unknown",
    ];
    JOBS.contains(&word)
}
