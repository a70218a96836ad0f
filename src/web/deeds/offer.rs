//! *Offers*: what a program says that asks for a deed through the interface. They stand beside the deed that reads them; its form on a
//! page sends the same fields, and a test holds that neither has one that the other does not know.

/// A deed that programs may ask for.
pub(crate) struct Offer {
    /// What it does, in a few words.
    pub(crate) about: &'static str,
    /// The fields of its form, but for those that only the page is for.
    pub(crate) takes: &'static [Field],
}

/// Something that can be said: in the body, or behind the `?` of what is only looked at.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) required: bool,
    /// All that it can be; empty where it can be anything.
    pub(crate) choices: &'static [&'static str],
    pub(crate) about: &'static str,
}

/// What a field is in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words, an id, a day.
    Text,
    /// A whole number.
    Number,
    /// True or false.
    Yes,
    /// True or false, as a box that is ticked or not.
    Tick,
    /// A list of words, as boxes of one name.
    Texts,
    /// A list of whole numbers.
    Numbers,
    /// What is attached to a line of enquiry: an object of `kind` and `about`, as the lines of the case tell it.
    Thing,
}

impl Kind {
    /// What it is called in the document of the interface.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Number => "integer",
            Self::Yes | Self::Tick => "boolean",
            Self::Texts | Self::Numbers => "array",
            Self::Thing => "object",
        }
    }
}

/// A field that may be left out.
pub(crate) const fn may(name: &'static str, kind: Kind, about: &'static str) -> Field {
    Field {
        name,
        kind,
        required: false,
        choices: &[],
        about,
    }
}

/// A field that has to be sent.
pub(crate) const fn must(name: &'static str, kind: Kind, about: &'static str) -> Field {
    Field {
        required: true,
        ..may(name, kind, about)
    }
}

/// The same field, which can be one of these only.
pub(crate) const fn of(field: Field, choices: &'static [&'static str]) -> Field {
    Field { choices, ..field }
}

/// The case as whoever sends it knows it.
pub(crate) const SEEN: Field = must(
    "seen",
    Kind::Number,
    "the `seen` of the case as you know it: when somebody settled the same since, nothing is kept and you are told (409)",
);
/// The same of readings.
pub(crate) const SEEN_READINGS: Field = must(
    "seen",
    Kind::Number,
    "the `seen_readings` of the case as you know it: when somebody touched the same reading since, nothing is kept and you are told (409)",
);
/// Why.
pub(crate) const BECAUSE: Field = must("because", Kind::Text, "why, in words; it is kept beside your name");
/// How one knows it.
pub(crate) const KNOWN_FROM: Field = must(
    "because",
    Kind::Text,
    "how you know it, in words; it is kept beside your name",
);
