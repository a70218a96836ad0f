//! Words that are left, as a list to be filled in, and what they are said to be.

use std::{fs, path::PathBuf};

use anyhow::{Context as _, anyhow, bail};

use super::look;
use crate::{
    anonymise::residual::Why as Cause,
    app::{
        anonymising::{self, Group},
        settling::{self, Signed},
    },
    cli::{
        Desk,
        settled::{Why, matter},
        text::{count, one_line},
    },
    model::{disguise::Clearing, settled::Settled as Kept},
};

pub(super) fn write_list(left: &[&Group], path: &std::path::Path, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    if path.exists() {
        bail!(
            "{}: is there already; give another name, so that nothing filled in is lost",
            path.display()
        );
    }
    let mut text = "# A word, a tab, and what it is: ordinary, person, professional, place, organisation, reference or happening. Lines without are not kept.\n".to_owned();
    for group in left {
        let guess = group.why.suggests().map_or("", Clearing::code);
        let around = group.places.first().map_or(String::new(), |(_, a)| one_line(a));
        let cells = [
            &group.word,
            guess,
            &format!("{} × {}: {around}", group.why.code(), group.count),
        ];
        text.push_str(&cells.join("\t"));
        text.push('\n');
    }
    fs::write(path, text).with_context(|| format!("{}: cannot be written", path.display()))?;
    writeln!(desk.out, "{}: {}", path.display(), count(left.len(), "word"))?;
    Ok(())
}

pub(super) type Wanted = (Vec<String>, Option<Clearing>, Option<Cause>, Option<PathBuf>);

pub(super) fn clear(
    case: &str,
    (words, what, all, file): Wanted,
    why: &Why,
    desk: &mut Desk<'_>,
) -> anyhow::Result<()> {
    let mut said: Vec<(String, Clearing)> = Vec::new();
    if let Some(path) = file {
        let text = fs::read_to_string(&path).with_context(|| format!("{}: cannot be read", path.display()))?;
        for (number, line) in text
            .lines()
            .enumerate()
            .filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty())
        {
            let mut cells = line.split('\t');
            let (word, code) = (
                cells.next().unwrap_or_default(),
                cells.next().unwrap_or_default().trim(),
            );
            if code.is_empty() {
                continue;
            }
            let place = || format!("{}, line {}; nothing was kept", path.display(), number + 1);
            let what: Clearing = code.parse().map_err(anyhow::Error::msg).with_context(place)?;
            said.push((word.to_owned(), what));
        }
    } else {
        let what = what.ok_or_else(|| anyhow!("say what the words are, with --as"))?;
        let mut words = words;
        if let Some(all) = all {
            let look = look(case, "training", desk)?;
            words.extend(look.left.into_iter().filter(|g| g.why == all).map(|g| g.word));
        }
        said.extend(words.into_iter().map(|w| (w, what)));
    }
    let signed: Signed = why.signed();
    let all: Vec<Kept> = said
        .iter()
        .map(|(word, what)| settling::settled(anonymising::clearing(word, *what)?, &signed))
        .collect::<anyhow::Result<_>>()?;
    if all.is_empty() {
        bail!("there is nothing to clear; nothing was kept");
    }
    let last = matter(case, desk)?.settled.last().map_or(0, |s| s.number);
    match desk.matters().settle_all_after(case, &all, last)? {
        Some(Ok(_)) => {}
        _ => bail!(
            "{case}: somebody said of these words meanwhile; nothing was kept. Look at what is left, and say it again"
        ),
    }
    writeln!(desk.out, "{} kept", count(all.len(), "word"))?;
    Ok(())
}
