//! Handing an anonymised case on, and telling what was found in what would leave.

use std::path::Path;

use anyhow::{Context as _, bail};

use crate::{
    app::anonymising::{Form, checking::Checked},
    cli::{Desk, End, text::one_line, train::write},
};

pub(super) fn on(
    case: &str,
    output: &Path,
    (anyway, overwrite): (bool, bool),
    desk: &mut Desk<'_>,
) -> anyhow::Result<End> {
    let ending = output.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let form = Form::of_ending(&ending.to_lowercase()).with_context(|| {
        format!(
            "{}: its ending says nothing that can be handed on; end the name in .fwcase or .zip",
            output.display()
        )
    })?;
    let handed = desk.matters().hand_on(case, form)?.with_context(|| {
        format!("{case}: there is no anonymised case of this name; make one with: forewarned anonymise make")
    })?;
    match &handed.checked {
        Some(checked) => tell(checked, desk)?,
        None => writeln!(
            desk.out,
            "The case that it was made of is not in this home folder: it was not searched for what is real."
        )?,
    }
    if handed.certain() > 0 && !anyway {
        bail!(
            "{}: nothing was written. Mend what was found and make the case anew; where each place was looked at and tells of nobody: --anyway",
            output.display()
        );
    }
    write(output, &handed.bytes, overwrite, desk)?;
    Ok(End::Done)
}

/// Tells what was found.
pub(super) fn tell(checked: &Checked, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    for leak in &checked.leaks {
        writeln!(
            desk.out,
            "{}: {} “{}” ({}) in {}, {}: {}\n    {}",
            leak.grave.words(),
            leak.thing.words(),
            leak.real,
            leak.how.words(),
            leak.file,
            leak.place,
            one_line(&leak.excerpt),
            leak.to_do()
        )?;
    }
    writeln!(desk.out, "{}", checked.words)?;
    Ok(())
}
