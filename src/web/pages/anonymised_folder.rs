//! The folder of an anonymised case as one file, to be handed on. It is made of the anonymised case alone.

use crate::{
    app::{anonymising, packing},
    web::{
        asking::{Ask, Missing, Refusal, Reply},
        pages::report::plain,
        through,
    },
};

/// Its name among the addresses of a case.
pub(crate) const FILE: &str = "case.zip";

/// Hands it over.
pub(crate) fn download(ask: &Ask) -> Result<Reply, Refusal> {
    let opened = ask.case()?;
    if !opened.matter.case.is_anonymised() || ask.part("file") != FILE || through::is_masked(ask, &opened.slug)? {
        return Err(Refusal::NotThere(Missing::page()));
    }
    let name = plain(&opened.slug);
    let folder = anonymising::folder(&opened.matter)?;
    Ok(Reply::Download {
        bytes: packing::folder(&name, folder)?,
        name: format!("{name}.zip"),
        media_type: "application/zip",
    })
}
