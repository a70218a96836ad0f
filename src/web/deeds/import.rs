//! Files are brought in: taken into the tray, said whose they are, kept, thrown away; and a file of the case is read again.

use std::collections::BTreeMap;

use crate::{
    app::tray::{self, Batch, Look, Owner, Received, Said, Stage},
    model::{
        case::{AgencyId, Case},
        columns::Field,
        who,
    },
    web::{
        addresses,
        asking::{Ask, Fault, Missing, Opened, Refusal},
        deeds::{Done, Undone, nameless},
        pages::batch::{found, gone},
        words,
    },
};

/// No name of an agency is longer, in characters.
const LONGEST: usize = 150;

/// Takes the files that were chosen.
pub(crate) fn receive(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let who = ask.visitor.name();
    if who.is_empty() {
        return Err(nameless());
    }
    let sent: Vec<tray::Sent> = ask
        .form
        .files
        .iter()
        .filter(|f| f.field == "files")
        .map(|f| tray::Sent {
            name: f.name.clone(),
            bytes: f.bytes.clone(),
        })
        .collect();
    let number = sent.len();
    if number == 0 {
        return Err(Undone::fault("files", "Choose at least one file"));
    }
    let replaces = match ask.typed("replaces") {
        "" => None,
        file => Some((AgencyId(ask.typed("agency").to_owned()), file.to_owned())),
    };
    if replaces.is_some() && number > 1 {
        return Err(Undone::fault(
            "files",
            "Choose one file: only one can take the place of the other",
        ));
    }
    match ask.cases.bringing().receive(&opened.slug, &who, sent, replaces)? {
        Some(Received::Waiting(id)) => Ok(Done {
            to: at(&opened, &id),
            said: format!(
                "{} came in. Nothing is kept yet.",
                words::count(number, "file", "files")
            ),
        }),
        Some(Received::Nothing(why)) => Err(Undone::fault(
            "files",
            format!("None of these files can be taken. {}", why.join(" ")),
        )),
        Some(Received::Full) => Err(Undone::fault(
            "files",
            "So much waits to be looked at already that no more can be held in memory; keep or throw that away first",
        )),
        None => Err(Undone::Refusal(Refusal::NotThere(Missing::case()))),
    }
}

/// Takes what was said of files that wait: they are read anew, kept or thrown away.
pub(crate) fn say(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let id = ask.part("batch");
    let bringing = ask.cases.bringing();
    let missing = || Undone::Refusal(Refusal::NotThere(gone(&opened)));
    let batch = bringing.batch(&opened.slug, id).ok_or_else(missing)?;
    if ask.typed("do") == "throw" {
        if !bringing.throw_away(&opened.slug, id) {
            return Err(Undone::fault(
                "do",
                "These files are being kept just now; they can be taken back afterwards",
            ));
        }
        return Ok(Done {
            to: opened.address("import"),
            said: "The files were thrown away. The case was not changed.".to_owned(),
        });
    }
    let who = ask.visitor.name();
    if who.is_empty() {
        return Err(nameless());
    }
    if ask.typed("version") != batch.version.to_string() {
        return Err(Undone::fault(
            "do",
            "Somebody said something else of these files meanwhile. Look at them again, as they are now",
        ));
    }
    let said = said(ask, &opened.matter.case, &batch)?;
    let is_other = differs(&batch, &said);
    let is_keep = ask.typed("do") == "keep";
    if is_keep && !is_other && matches!(batch.stage, Stage::Looked(_)) {
        if !bringing.keep_batch(&opened.slug, id, (batch.version, &who)) {
            return Err(Undone::fault(
                "do",
                "These files are being read or kept just now. Look again in a moment",
            ));
        }
        let now = bringing.batch(&opened.slug, id).map(|b| b.stage);
        return Ok(Done {
            to: at(&opened, id),
            said: if matches!(now, Some(Stage::Looked(_))) {
                "The case changed since you looked at these files: nothing is kept yet. Look at them again.".to_owned()
            } else {
                // The page says itself how far it is.
                String::new()
            },
        });
    }
    if !bringing.say(&opened.slug, id, said) {
        return Err(Undone::fault(
            "do",
            "These files are being read or kept just now. Look again in a moment",
        ));
    }
    Ok(Done {
        to: at(&opened, id),
        said: if is_keep {
            "You changed something: this is what was read with your changes. Look at it, then keep it.".to_owned()
        } else {
            "This is what was read with your choices. Nothing is kept yet.".to_owned()
        },
    })
}

/// A file of the case comes to be read again.
pub(crate) fn again(ask: &Ask) -> Result<Done, Undone> {
    let opened = ask.case()?;
    let who = ask.visitor.name();
    if who.is_empty() {
        return Err(nameless());
    }
    let agency = AgencyId(ask.typed("agency").to_owned());
    match ask
        .cases
        .bringing()
        .again(&opened.slug, &who, (&agency, ask.typed("file")))?
    {
        Some(id) => Ok(Done {
            to: at(&opened, &id),
            said: "Say below what its columns are, then keep it as it is read then.".to_owned(),
        }),
        None => Err(Undone::Refusal(Refusal::NotThere(Missing {
            what: "This file is not in the chronology any more, or too much waits already.".to_owned(),
            next: "The list of files shows how each stands.".to_owned(),
            back: crate::web::asking::Link::new("Files of the case", opened.address("files")),
        }))),
    }
}

fn at(opened: &Opened, id: &str) -> String {
    format!("{}/{}", opened.address("import"), addresses::escape(id))
}

/// What the form says of every file.
fn said(ask: &Ask, case: &Case, batch: &Batch) -> Result<Vec<Said>, Undone> {
    let look = match &batch.stage {
        Stage::Looked(look) => Some(look.as_ref()),
        _ => None,
    };
    let (mut out, mut faults) = (Vec::new(), Vec::new());
    for number in 0..batch.files.len() {
        let left_out = !ask.typed(&format!("out-{number}")).is_empty();
        match owner(ask, case, number) {
            Ok(owner) => out.push(Said {
                owner,
                left_out,
                columns: look.map_or_else(BTreeMap::new, |l| columns(ask, l, batch, number)),
            }),
            Err(_) if left_out => out.push(Said {
                owner: Owner::Unknown,
                left_out,
                columns: BTreeMap::new(),
            }),
            Err(fault) => faults.push(fault),
        }
    }
    if out.iter().all(|s| s.left_out) && faults.is_empty() {
        faults.push(Fault::of(
            "do",
            "Every file is left out. Throw them away, or take one in",
        ));
    }
    if faults.is_empty() {
        Ok(out)
    } else {
        Err(Undone::Faults(faults))
    }
}

fn owner(ask: &Ask, case: &Case, number: usize) -> Result<Owner, Fault> {
    let field = format!("owner-{number}");
    let chosen = ask.typed(&field);
    if let Some(id) = chosen.strip_prefix("a:") {
        let id = AgencyId(id.to_owned());
        return match case.agency(&id) {
            Some(_) => Ok(Owner::Agency(id)),
            None => Err(Fault::of(
                &field,
                "This agency is not in the case any more; choose another",
            )),
        };
    }
    if chosen != "new" {
        return Err(Fault::of(&field, "Say whose file this is, or leave it out"));
    }
    let name_field = format!("name-{number}");
    let kind_field = format!("kind-{number}");
    let (name, kind) = (ask.typed(&name_field), ask.typed(&kind_field));
    if !who::is_line(name, LONGEST) {
        return Err(Fault::of(
            &name_field,
            format!("Enter the agency’s name, of one line and at most {LONGEST} characters, each of them visible"),
        ));
    }
    if let Some(known) = case
        .agencies
        .iter()
        .find(|a| a.name.to_lowercase() == name.to_lowercase())
    {
        return Ok(Owner::Agency(known.id.clone()));
    }
    if kind.is_empty() {
        return Err(Fault::of(
            &kind_field,
            "Choose what kind of agency it is; where none fits, “Another kind”",
        ));
    }
    Ok(Owner::New {
        name: name.to_owned(),
        kind: kind.to_owned(),
    })
}

/// Columns of a file that somebody takes for something else than the program did.
fn columns(ask: &Ask, look: &Look, batch: &Batch, number: usize) -> BTreeMap<String, Field> {
    let mut out = BTreeMap::new();
    let Some(file) = found(look, batch, number) else {
        return out;
    };
    let mut take = |at: usize, c: usize, heading: &str, was: Field| {
        let chosen = Field::of_code(ask.typed(&format!("col-{number}-{at}-{c}")));
        if let Some(field) = chosen.filter(|f| *f != was) {
            out.insert(heading.to_owned(), field);
        }
    };
    for (at, mapping) in file.record.columns.iter().enumerate() {
        for (c, column) in mapping.columns.iter().enumerate() {
            take(at, c, &column.heading, column.field);
        }
    }
    if file.record.columns.is_empty() {
        for (at, table) in file.tables.iter().enumerate() {
            let heads = table.rows.first().map_or(&[][..], |(_, cells)| cells.as_slice());
            for (c, heading) in heads.iter().enumerate() {
                take(at, c, heading, Field::Further);
            }
        }
    }
    out
}

/// Is something said that was not looked at so?
fn differs(batch: &Batch, said: &[Said]) -> bool {
    batch.files.iter().zip(said).any(|(file, said)| {
        file.left_out != said.left_out || (!said.left_out && file.owner != said.owner) || !said.columns.is_empty()
    })
}
