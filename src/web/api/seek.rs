//! *Searching* through the interface: the same search as on the screens, in one case or in all.

use crate::{
    review::margin::Margin,
    search::answer::{Answer, Hit, Stretch},
    web::{
        api::{
            Sent, Trouble, answers as out,
            look::{number, sent},
        },
        asking::{Ask, Opened},
        seeking::Asked,
    },
};

const PER_PAGE: usize = 50;
const MOST: usize = 200;

/// In one case.
pub(super) fn case(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    found(ask, &[opened])
}

/// In all cases.
pub(super) fn all(ask: &Ask) -> Result<Sent, Trouble> {
    let cases = ask.every_case()?;
    found(ask, &cases)
}

fn found(ask: &Ask, cases: &[Opened]) -> Result<Sent, Trouble> {
    if !ask.one("in").is_empty()
        && let Err(why) = ask.one("in").parse::<Stretch>()
    {
        return Err(Trouble::new(400, "A parameter cannot be read", &why));
    }
    let slug = cases.first().map_or("", |c| c.slug.as_str());
    let (page, per_page) = (
        number(ask, "page", 1)?,
        number(ask, "per_page", PER_PAGE)?.clamp(1, MOST),
    );
    let answer = ask.search(cases, &Asked::of(&ask.query).request(slug, (page, per_page)))?;
    let pages = answer.total.div_ceil(per_page).max(1);
    if page == 0 || page > pages {
        return Err(Trouble::new(
            404,
            "There is no such page",
            &format!("The pages are 1 to {pages}."),
        ));
    }
    sent(written(answer, pages))
}

fn written(answer: Answer, pages: usize) -> out::Found {
    let counts = |all: Vec<(String, u64)>| {
        all.into_iter()
            .map(|(value, count)| out::Count { value, count })
            .collect()
    };
    let dates = answer.bars.iter().filter(|b| b.count > 0).map(|b| out::Count {
        value: b.stretch.to_string(),
        count: b.count,
    });
    out::Found {
        dates: dates.collect(),
        read_as: answer.read_as,
        in_words: answer.in_words,
        remarks: answer.remarks,
        instead: answer.instead,
        did_you_mean: answer.did_you_mean,
        total: answer.total,
        page: answer.page,
        pages,
        first: answer.first,
        last: answer.last,
        hits: answer.hits.into_iter().map(hit).collect(),
        cases: counts(answer.facets.cases),
        agencies: counts(answer.facets.agencies),
        types: counts(answer.facets.types),
        concepts: counts(answer.facets.concepts),
        people: counts(answer.facets.people),
        years: counts(answer.facets.years),
    }
}

fn hit(hit: Hit) -> out::Hit {
    out::Hit {
        text: hit.pieces.iter().map(|p| p.text.as_str()).collect(),
        matched: hit.pieces.into_iter().filter(|p| p.hit).map(|p| p.text).collect(),
        case: hit.case,
        entry: hit.entry,
        agency: hit.agency,
        written: hit.written,
        entry_type: hit.entry_type,
    }
}

/// Kept searches of a case.
pub(super) fn kept(ask: &Ask) -> Result<Sent, Trouble> {
    let opened = ask.case()?;
    let margin = Margin::of(&opened.matter.settled);
    let searches = margin.searches.iter().map(|(name, (asked, by))| out::KeptSearch {
        name: (*name).to_owned(),
        asked: (*asked).to_owned(),
        who: by.who.clone(),
        at: by.at.clone(),
    });
    sent(out::KeptSearches {
        searches: searches.collect(),
    })
}
