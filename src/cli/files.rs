//! `forewarned files`: every file of a case, which import brought it, and whether its entries are in the chronology.

use clap::Args;

use super::{
    Desk, End,
    text::{count, one_line, sum},
};
use crate::{
    app::{pointing, taking_back},
    model::arrival::Standing,
};

#[derive(Debug, Args)]
pub(super) struct Files {
    /// Name or title of a case in the home folder
    case: String,
}

pub(super) fn run(command: &Files, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let matters = desk.matters();
    let (_, mut all) = taking_back::files(&matters, &command.case)?;
    all.sort_by_key(|a| (a.import.as_ref().map_or(0, |i| i.number), a.number));
    let mut last = None;
    for arrival in &all {
        let number = arrival.import.as_ref().map(|i| i.number);
        if last != Some(number) {
            match &arrival.import {
                Some(import) if import.who.is_empty() => writeln!(desk.out, "import {} {}", import.number, import.at)?,
                Some(import) => writeln!(
                    desk.out,
                    "import {} {} by {}",
                    import.number,
                    import.at,
                    one_line(&import.who)
                )?,
                None => writeln!(desk.out, "imports before their numbers were kept")?,
            }
            last = Some(number);
        }
        let record = &arrival.record;
        let standing = match &arrival.standing {
            Standing::InForce => "in the chronology".to_owned(),
            Standing::Replaced { by } => format!("replaced by {by}"),
            Standing::TakenBack { at, who, why } => {
                format!("taken back on {at} by {}: {}", one_line(who), one_line(why))
            }
        };
        writeln!(
            desk.out,
            "  {:<28} {:<14} {}  sha256 {}  {standing}",
            record.file,
            record.agency.0,
            sum(record),
            record.sha256.get(..12).unwrap_or("")
        )?;
        if arrival.standing == Standing::InForce {
            for name in pointing::inner_files(arrival).keys() {
                writeln!(desk.out, "    inside it: {}/{name}", record.file)?;
            }
        }
        for place in &arrival.left_out {
            writeln!(desk.out, "    without {place}, which was taken back")?;
        }
    }
    let in_force = all.iter().filter(|a| a.standing == Standing::InForce).count();
    writeln!(
        desk.out,
        "{}, {in_force} in the chronology; a wrong one leaves again with: forewarned take-back CASE NUMBER",
        count(all.len(), "file")
    )?;
    Ok(End::Done)
}
