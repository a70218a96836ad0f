//! Files that wait: whose they are, what was read of them, what their columns were taken for; and keeping them.

mod cards;

use serde::Serialize;

pub(crate) use self::cards::found;
use self::cards::{FileCard, ProblemLine, cards, problem};
use crate::{
    app::tray::{Look, Stage},
    model::columns::Field,
    review::plain,
    web::{
        addresses,
        asking::{Ask, Link, Missing, Opened, Refusal, Reply},
        records::{self, Choice, Step},
        words,
    },
};

#[derive(Serialize)]
struct Body {
    steps: Vec<Step>,
    action: String,
    here: String,
    version: u64,
    notes: Vec<String>,
    working: String,
    refused: String,
    kept: Option<Kept>,
    sum: String,
    can_keep: bool,
    asking: bool,
    is_replacing: String,
    problems: Vec<ProblemLine>,
    owners: Vec<Choice>,
    kinds: Vec<Choice>,
    fields: Vec<Choice>,
    files: Vec<FileCard>,
}

/// What to do once it is kept.
#[derive(Serialize)]
struct Kept {
    words: String,
    next: Vec<Link>,
}

/// Shows what waits.
pub(crate) fn show(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    let id = ask.part("batch");
    let Some(batch) = ask.cases.bringing().batch(&opened.slug, id) else {
        return Err(Refusal::NotThere(gone(&opened)));
    };
    let look = match &batch.stage {
        Stage::Looked(look) | Stage::Kept(look) => Some(look.as_ref()),
        _ => None,
    };
    let here = format!("{}/{}", opened.address("import"), addresses::escape(id));
    let kinds = ask.cases.bringing().agency_kinds();
    let body = Body {
        steps: records::steps(&opened, "import"),
        action: here.clone(),
        here,
        version: batch.version,
        notes: batch
            .notes
            .iter()
            .cloned()
            .chain(
                look.iter()
                    .flat_map(|l| l.notes.iter().map(|n| plain::of_case(&opened.matter.case, n))),
            )
            .collect(),
        working: working(&batch.stage),
        refused: match &batch.stage {
            Stage::Refused(why) => plain::of_case(&opened.matter.case, why),
            _ => String::new(),
        },
        kept: matches!(batch.stage, Stage::Kept(_)).then(|| kept(&opened, look)),
        sum: look.map_or_else(String::new, sum),
        can_keep: matches!(batch.stage, Stage::Looked(_)),
        asking: matches!(batch.stage, Stage::Asking),
        is_replacing: batch.replaces.clone().unwrap_or_default(),
        problems: look.map_or_else(Vec::new, |l| l.problems.iter().map(|p| problem(&opened, p)).collect()),
        owners: owners(&opened),
        // The first of the list is nobody's kind before somebody says so.
        kinds: std::iter::once(Choice::new("", "Choose its kind"))
            .chain(kinds.into_iter().map(|(c, l)| Choice::new(c, l)))
            .collect(),
        fields: Field::ALL
            .iter()
            .map(|f| Choice::new(f.code(), plain::field(*f)))
            .collect(),
        files: cards((ask, &opened), &batch, look),
    };
    let heading = match (&batch.stage, batch.files.len()) {
        (Stage::Kept(_), _) => "The files are in the case".to_owned(),
        (_, 1) => format!("Look at {}", batch.files.first().map_or("", |f| f.name.as_str())),
        (_, n) => format!("Look at {n} files"),
    };
    let above = vec![Link::new("Import", opened.address("import"))];
    Ok(opened.page_under(heading, above, body))
}

/// What waited is not there any more.
pub(crate) fn gone(opened: &Opened) -> Missing {
    Missing {
        what: "These files do not wait any more.".to_owned(),
        next: "They were thrown away, or Forewarned was started again since: what waits is held in memory only. If they were kept, the list of files shows them; if not, choose them again."
            .to_owned(),
        back: Link::new("Files of the case", opened.address("files")),
    }
}

fn working(stage: &Stage) -> String {
    match stage {
        Stage::Reading(done, total, name) if *total > 1 => {
            format!("File {} of {total} is being read: {name}.", (done + 1).min(*total))
        }
        Stage::Reading(_, _, name) => format!("{name} is being read."),
        Stage::Keeping(what) => what.clone(),
        _ => String::new(),
    }
}

fn owners(opened: &Opened) -> Vec<Choice> {
    let case = &opened.matter.case;
    let mut out = vec![Choice::new("", "Choose an agency")];
    out.extend(
        case.agencies
            .iter()
            .map(|a| Choice::new(format!("a:{}", a.id.0), a.name.clone())),
    );
    out.push(Choice::new("new", "An agency that the case does not have yet"));
    out
}

fn sum(look: &Look) -> String {
    let (entries, lost, remarks) = look.added;
    if look.is_nothing {
        return "Keeping these files would change nothing: the case holds all of them.".to_owned();
    }
    format!(
        "Keeping them would add {}, {} and {}.",
        words::count(entries, "entry", "entries"),
        words::count(lost, "problem", "problems"),
        words::count(remarks, "remark", "remarks")
    )
}

fn kept(opened: &Opened, look: Option<&Look>) -> Kept {
    let (entries, lost, remarks) = look.map_or((0, 0, 0), |l| l.added);
    let mut next = Vec::new();
    if lost + remarks > 0 {
        next.push(Link::new(
            "See what could not be read, and the remarks",
            opened.address("problems"),
        ));
    }
    next.push(Link::new(
        "Say for which days the records were supplied",
        opened.address("coverage"),
    ));
    next.push(Link::new("Say who the names in them are", opened.address("people")));
    next.push(Link::new("Import more files", opened.address("import")));
    next.push(Link::new("Case home", addresses::case(&opened.slug)));
    Kept {
        words: format!(
            "{}, {} and {} were added.",
            words::count(entries, "entry", "entries"),
            words::count(lost, "problem", "problems"),
            words::count(remarks, "remark", "remarks")
        ),
        next,
    }
}
