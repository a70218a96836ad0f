//! *Telling*: a pattern file in words that people read: what calls for an answer, what was expected, in what time and why so long,
//! when the rule was in force, and its examples as little cases.

use serde::Serialize;

use crate::{
    model::when::day_in_words,
    patterns::{
        pattern::{Example, InForce, Pattern, Response},
        shapes::by_name,
    },
    text::notation,
};

/// A pattern in words.
#[derive(Debug, Clone, Serialize)]
pub struct Told {
    /// How it is judged, in a sentence.
    pub shape: &'static str,
    /// What calls for an answer, each with what it says.
    pub trigger: Vec<Said>,
    /// What was expected.
    pub steps: Vec<StepTold>,
    /// In what time.
    pub window: Option<WindowTold>,
    /// Days on which the rule was in force.
    pub in_force: Vec<String>,
    /// Its examples.
    pub examples: Vec<ExampleTold>,
}

/// A condition and its words.
#[derive(Debug, Clone, Serialize)]
pub struct Said {
    /// What.
    pub what: &'static str,
    /// In words.
    pub words: String,
}

/// An expected step.
#[derive(Debug, Clone, Serialize)]
pub struct StepTold {
    /// In words.
    pub label: String,
    /// What is read as it.
    pub looked_for: String,
    /// Does it decide the outcome?
    pub required: bool,
    /// Whose records count, and the like.
    pub notes: Vec<String>,
}

/// The window.
#[derive(Debug, Clone, Serialize)]
pub struct WindowTold {
    /// Its length.
    pub within: String,
    /// Lengths for levels of risk.
    pub levels: Vec<String>,
    /// How late still counts as late; a step before that covers it; empty where not stated.
    pub notes: Vec<String>,
    /// Where the length comes from.
    pub basis: &'static str,
    /// What that means.
    pub means: &'static str,
    /// Key of its source; empty when it has none.
    pub source: String,
    /// Does it come from a source, and was not set by people?
    pub from_source: bool,
}

/// An example as a little case.
#[derive(Debug, Clone, Serialize)]
pub struct ExampleTold {
    /// What it shows.
    pub name: String,
    /// Code of what is expected.
    pub expect: String,
    /// The same in words.
    pub expected: &'static str,
    /// Its entries.
    pub lines: Vec<ExampleLine>,
    /// What the case file states besides, in words.
    pub stated: Vec<String>,
    /// Today's wrong answer, kept in view; empty when there is none.
    pub known_gap: String,
}

/// An entry of an example.
#[derive(Debug, Clone, Serialize)]
pub struct ExampleLine {
    /// Its date as written.
    pub date: String,
    /// Kind of agency.
    pub agency: String,
    /// What is written.
    pub text: String,
    /// What it is there: the trigger, the response, both, or nothing.
    pub mark: &'static str,
}

impl Pattern {
    /// The pattern in words; `label` names a concept.
    pub fn told(&self, label: &dyn Fn(&str) -> String) -> Told {
        Told {
            shape: shape(&self.shape),
            trigger: trigger(self, label),
            steps: self.responses.iter().map(|r| step(self, r, label)).collect(),
            window: window(self),
            in_force: in_force(&self.in_force),
            examples: self.examples.iter().map(example).collect(),
        }
    }
}

fn shape(name: &str) -> &'static str {
    match name {
        "response" => "Something on record calls for a step, and the records are searched for that step.",
        "repeat" => "The same comes up again and again in a span of time, and the records are searched for a step up.",
        "contrary" => "The records are searched for a step that runs against what was reported before it.",
        "unconsulted" => "An agency is known to be involved, and the records are searched for contact with it.",
        "loop" => "Something was promised or planned, and the records are searched for its doing.",
        "absence" => "Something is due by a day, and the records are searched for it.",
        "interval" => "Contact was planned so often, and the records are searched for longer gaps.",
        "run" => "Contacts of one kind follow one another with nothing of another kind between them.",
        "cluster" => "Several kinds of thing come together, and the records are searched for a step.",
        "mirror" => "Features of an earlier offence come up again, and the records are searched for a step.",
        "omission" => "Something became known, and the next document is searched for it.",
        "assumption" => "Something is taken to be so, and the records are searched for a check.",
        "knowledge" => "Another agency held something when a decision was made.",
        "good" => "The records are searched for something done well.",
        _ => "The records are searched for what is named below.",
    }
}

fn named(ids: &[String], label: &dyn Fn(&str) -> String) -> String {
    ids.iter().map(|id| label(id)).collect::<Vec<_>>().join("; ")
}

fn kinds(ids: &[String]) -> String {
    ids.iter().map(|id| id.replace('-', " ")).collect::<Vec<_>>().join(", ")
}

fn trigger(pattern: &Pattern, label: &dyn Fn(&str) -> String) -> Vec<Said> {
    let mut out = Vec::new();
    let mut say = |what: &'static str, words: String| {
        if !words.is_empty() {
            out.push(Said { what, words });
        }
    };
    let rule = &pattern.trigger;
    say("Any of", named(&rule.any, label));
    for breaking in &rule.breaking {
        let conditions = kinds(&breaking.conditions);
        say(
            "Or, where forbidden by a condition in force",
            format!("{} ({conditions})", named(&breaking.any, label)),
        );
    }
    say("Or a fact of the case file", kinds(&rule.facts));
    for leg in &pattern.legs {
        say(
            "One kind of thing",
            format!("{}: {}", leg.label, named(&leg.any, label)),
        );
    }
    say("Done by", kinds(&rule.by));
    say("Recorded by", kinds(&rule.known_to));
    say("Not recorded by", kinds(&rule.not_known_to));
    say("With, in the same entry", named(&rule.with, label));
    say("With, in the same or the next sentence", named(&rule.beside, label));
    say("Not where the entry shows as done", named(&rule.unless, label));
    say("Not where the same sentence has", named(&rule.not_beside, label));
    say("Not where its words hold", rule.not_words.join(", "));
    say("Only as news", named(&rule.fresh, label));
    say("Of the past too, when first told by", named(&rule.first_told, label));
    let times = rule.count.map(|n| format!("on {n} different days or more"));
    say("How often", times.unwrap_or_default());
    say("Inside", rule.within.clone().unwrap_or_default());
    say(
        "Counted as one when no further apart than",
        rule.episode.clone().unwrap_or_default(),
    );
    if let Some(before) = &pattern.before {
        let what = [
            named(&before.any, label),
            kinds(&before.conditions),
            kinds(&before.facts),
        ];
        let what: Vec<String> = what.into_iter().filter(|w| !w.is_empty()).collect();
        say(
            "Only if this came earlier",
            format!("{} (up to {} before)", what.join("; "), before.within),
        );
    }
    if let Some(after) = &pattern.after {
        say(
            "Only if this came soon after",
            format!("{} (within {})", named(&after.any, label), after.within),
        );
    }
    if let Some(run) = &pattern.run {
        say(
            "Contacts in a row",
            format!("{} or more of: {}", run.count, named(&run.of, label)),
        );
        say("Ended by", named(&run.broken_by, label));
    }
    if let Some(contact) = &pattern.contact {
        say("Contact that counts", named(&contact.concepts, label));
    }
    if let Some(features) = &pattern.features {
        let all = named(&features.any, label);
        say(
            "Features that come up again",
            format!("{} or more, within {}, of: {all}", features.count, features.within),
        );
    }
    if let Some(next) = &pattern.omission {
        say(
            "The next document",
            format!("{} (within {})", named(&next.next, label), next.within),
        );
    }
    if let Some(held) = &pattern.held {
        say(
            "Held by another agency",
            format!("{} (within {} before)", named(&held.any, label), held.within),
        );
        say("Shown as shared by", named(&held.shared_by, label));
    }
    out
}

fn step(pattern: &Pattern, rule: &Response, label: &dyn Fn(&str) -> String) -> StepTold {
    let mut notes = Vec::new();
    let mut note = |is: bool, words: String| {
        if is {
            notes.push(words);
        }
    };
    note(!rule.by.is_empty(), format!("recorded by: {}", kinds(&rule.by)));
    note(
        !rule.not_by.is_empty(),
        format!("not recorded by: {}", kinds(&rule.not_by)),
    );
    note(
        !rule.entry_of.is_empty(),
        format!("an entry of {} about the same counts", kinds(&rule.entry_of)),
    );
    note(
        !rule.unasked_of.is_empty(),
        format!("not asked of: {}, who hold what they write", kinds(&rule.unasked_of)),
    );
    if let Some(reach) = &rule.told_before {
        note(
            true,
            format!(
                "open where they had the same from the person herself up to {reach} before, or afterwards without a word of the agency that knew"
            ),
        );
    }
    note(rule.own, "only in the records of the agency that knew".to_owned());
    note(
        rule.of_this,
        "not what another agency did about a danger of another sort".to_owned(),
    );
    note(!rule.toward.is_empty(), format!("directed to: {}", kinds(&rule.toward)));
    note(
        !rule.held_by.is_empty(),
        format!("would be held by: {}", kinds(&rule.held_by)),
    );
    note(
        !rule.kept_by.is_empty(),
        format!("would be in the records of: {}", kinds(&rule.kept_by)),
    );
    note(
        !rule.with.is_empty(),
        format!("only beside: {}", named(&rule.with, label)),
    );
    note(
        !rule.not_with.is_empty(),
        format!("not beside: {}", named(&rule.not_with, label)),
    );
    note(
        !rule.not_as.is_empty(),
        format!("not where the words say: {}", named(&rule.not_as, label)),
    );
    StepTold {
        label: rule.label.clone(),
        looked_for: by_name(&pattern.shape).map_or_else(String::new, |s| s.reads_as(named(&rule.any, label))),
        required: rule.required,
        notes,
    }
}

fn window(pattern: &Pattern) -> Option<WindowTold> {
    let rule = pattern.window.as_ref()?;
    let mut notes = Vec::new();
    notes.extend(
        rule.late_until
            .as_ref()
            .map(|l| format!("Counted as late until {l}; after that, as no record.")),
    );
    notes.extend(
        rule.back
            .as_ref()
            .map(|b| format!("A step up to {b} before already covers it.")),
    );
    notes.extend(rule.note.as_ref().map(|n| format!("{}.", n.trim_end_matches('.'))));
    Some(WindowTold {
        within: rule.within.clone(),
        levels: pattern
            .due
            .iter()
            .map(|d| format!("{} where the level of risk is {}", d.within, d.level))
            .collect(),
        notes,
        basis: rule.basis.words(),
        means: rule.basis.means(),
        source: rule.source.clone().unwrap_or_default(),
        from_source: rule.basis.is_from_source(),
    })
}

fn in_force(rule: &InForce) -> Vec<String> {
    let span = |from: Option<chrono::NaiveDate>, to: Option<chrono::NaiveDate>| match (from, to) {
        (Some(from), Some(to)) => format!("from {} to {}", day_in_words(from), day_in_words(to)),
        (Some(from), None) => format!("from {} on", day_in_words(from)),
        (None, Some(to)) => format!("until {}", day_in_words(to)),
        (None, None) => "on every day: the file states no first or last day".to_owned(),
    };
    let mut out = vec![format!("In force {}.", span(rule.from, rule.to))];
    let exceptions = rule.exceptions.iter();
    out.extend(exceptions.map(|e| format!("Not {}: {}.", span(e.from, e.to), e.why.trim_end_matches('.'))));
    out
}

fn example(example: &Example) -> ExampleTold {
    let lines = example.chronology.lines().filter(|l| !l.trim().is_empty());
    let mut stated: Vec<String> = Vec::new();
    stated.extend(example.supplied.iter().map(|s| format!("records supplied: {s}")));
    stated.extend(example.conditions.iter().map(|c| format!("condition in force: {c}")));
    stated.extend(example.facts.iter().map(|f| format!("case file: {f}")));
    ExampleTold {
        name: example.name.clone(),
        expect: example.expect.clone(),
        expected: expected(&example.expect),
        lines: lines.map(line).collect(),
        stated,
        known_gap: example.known_gap.clone().unwrap_or_default(),
    }
}

fn line(written: &str) -> ExampleLine {
    // The marks are read as when the example is run; a line that cannot be read is shown as it stands.
    let (body, mark) = notation::split_mark(written);
    let mark = match mark {
        notation::Mark::None => "",
        notation::Mark::Trigger => "calls for an answer",
        notation::Mark::Response => "is the answer",
        notation::Mark::Both => "calls for an answer, and holds it",
    };
    let mut fields = body.splitn(3, '|').map(|f| f.trim().to_owned());
    ExampleLine {
        date: fields.next().unwrap_or_default(),
        agency: fields.next().unwrap_or_default(),
        text: fields.next().unwrap_or_default(),
        mark,
    }
}

fn expected(code: &str) -> &'static str {
    match code {
        "missed" => "no record",
        "late" => "recorded late",
        "met" => "recorded in time",
        "cannot-tell" => "cannot tell",
        "silent" => "nothing is found",
        _ => "not one of missed, late, met, cannot-tell, silent",
    }
}
