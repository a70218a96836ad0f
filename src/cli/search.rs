//! `forewarned search`: finds entries of a case.

use clap::Args;

use super::{Desk, End, text::one_line};
use crate::search::answer::Request;

#[derive(Debug, Args)]
pub(super) struct Search {
    /// Name of a case in the home folder
    case: String,
    /// Words, "phrases", prefix*, fuzzy~, AND OR NOT, agency: type: person: concept: date:
    #[arg(required = true, num_args = 1.., allow_hyphen_values = true)]
    query: Vec<String>,
    /// Page, from 1
    #[arg(long, default_value_t = 1)]
    page: usize,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: Search, desk: &mut Desk<'_>) -> anyhow::Result<End> {
    let request = Request {
        query: command.query.join(" "),
        page: command.page,
        ..Request::default()
    };
    let Some(answer) = desk.matters().search(&command.case, &request)? else {
        anyhow::bail!(
            "{}: there is no such case in {}; import it first",
            command.case,
            desk.home.cases().display()
        );
    };
    if command.json {
        serde_json::to_writer_pretty(&mut *desk.out, &answer)?;
        writeln!(desk.out)?;
        return Ok(End::Done);
    }
    writeln!(desk.out, "Read as: {}", answer.read_as)?;
    for remark in &answer.remarks {
        writeln!(desk.out, "  {remark}")?;
    }
    writeln!(desk.out, "{}", super::text::count(answer.total, "entry"))?;
    for hit in &answer.hits {
        let text: String = hit
            .pieces
            .iter()
            .map(|p| if p.hit { format!("[{}]", p.text) } else { p.text.clone() })
            .collect();
        writeln!(
            desk.out,
            "\n{}  {}  {}  {}\n  {}",
            hit.entry,
            hit.written,
            hit.agency,
            hit.entry_type,
            one_line(&text)
        )?;
    }
    for (name, counts) in [
        ("agency", &answer.facets.agencies),
        ("concept", &answer.facets.concepts),
        ("type", &answer.facets.types),
        ("year", &answer.facets.years),
    ] {
        let line: Vec<String> = counts.iter().take(12).map(|(what, n)| format!("{what} {n}")).collect();
        writeln!(
            desk.out,
            "{}{name}: {}",
            if name == "agency" { "\n" } else { "" },
            line.join(" · ")
        )?;
    }
    Ok(End::Done)
}
