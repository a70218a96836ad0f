//! *Help*: the guide that is built into the program, as markup, and the words of the glossary with what they mean.
//!
//! The guide's source is `docs/guide/*.md`; whatever markup stands in it is shown as letters, never obeyed, and nothing in it leads out
//! of the program. A screen's page in the guide has the screen's name.

use std::{collections::BTreeMap, sync::OnceLock};

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};
use rust_embed::RustEmbed;
use serde::{Deserialize, Serialize};

use crate::web::pages;

#[derive(RustEmbed)]
#[folder = "docs/guide"]
struct Guide;

const GLOSSARY: &str = include_str!("../../docs/glossary.md");
const ABBREVIATIONS: &str = include_str!("../../templates/reports/glossary.toml");

/// A page of the guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GuidePage {
    /// Its name in addresses.
    pub(crate) name: String,
    /// Its heading.
    pub(crate) title: String,
    /// What stands below the heading, as markup.
    pub(crate) html: String,
}

/// A word, what it means, and its place on the page of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Word {
    /// Its id.
    pub(crate) id: String,
    /// The word.
    pub(crate) called: String,
    /// What it means.
    pub(crate) means: String,
}

/// Name of the guide's first page.
pub(crate) const INDEX: &str = "index";

/// The page of the guide of this name.
pub(crate) fn page(name: &str) -> Option<GuidePage> {
    let source = source(name)?;
    let title = title(&source).unwrap_or(name).to_owned();
    Some(GuidePage {
        name: name.to_owned(),
        html: html(&source),
        title,
    })
}

/// Every page of the guide with its title, the first page first.
pub(crate) fn pages() -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Guide::iter()
        .filter_map(|file| {
            let name = file.strip_suffix(".md")?.to_owned();
            let title = title(&source(&name)?)?.to_owned();
            Some((name, title))
        })
        .filter(|(name, _)| name != "README")
        .collect();
    all.sort_by(|a, b| (a.0 != INDEX, &a.1).cmp(&(b.0 != INDEX, &b.1)));
    all
}

/// The page of the guide for the screen of this name: that of its part of the program, its own, or the first.
pub(crate) fn address_for(screen: &'static str) -> String {
    let name = match screen {
        "cases" | "new_case" => "home",
        "entry" | "record" => "entry",
        "thematic" => "reports",
        "anonymise" | "anonymise_left" | "anonymise_risk" => "anonymising",
        other => match pages::section(other) {
            "overview" => "home",
            "import" => "importing",
            "report" => "reports",
            itself => itself,
        },
    };
    let is_there = !name.contains('/') && Guide::get(&format!("{name}.md")).is_some();
    format!("/help/{}", if is_there { name } else { INDEX })
}

/// Every word of the glossary, in alphabetical order.
pub(crate) fn words() -> &'static [Word] {
    static ALL: OnceLock<Vec<Word>> = OnceLock::new();
    ALL.get_or_init(read_words)
}

/// The word of this spelling, whatever its capitals.
pub(crate) fn word(wanted: &str) -> Option<&'static Word> {
    words().iter().find(|w| w.called.eq_ignore_ascii_case(wanted))
}

#[derive(Debug, Deserialize)]
struct Abbreviations {
    word: Vec<Abbreviation>,
}

#[derive(Debug, Deserialize)]
struct Abbreviation {
    short: String,
    means: String,
}

fn read_words() -> Vec<Word> {
    let ours = GLOSSARY.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| ")?.trim_end_matches(" |").splitn(2, " | ");
        let (word, means) = (cells.next()?, cells.next()?);
        let is_row = word != "word" && !word.starts_with("---");
        is_row.then(|| (word.to_owned(), means.replace(['`', '*'], "")))
    });
    // The file is part of the program and a test reads it: were it wrong, the page of words would lack abbreviations and no more.
    let short = toml::from_str::<Abbreviations>(ABBREVIATIONS).map_or_else(|_| Vec::new(), |a| a.word);
    let all: BTreeMap<String, Word> = short
        .into_iter()
        .map(|a| (a.short, a.means))
        .chain(ours)
        .map(|(word, means)| {
            let id = slug(&word);
            (
                word.to_lowercase(),
                Word {
                    id,
                    called: word,
                    means,
                },
            )
        })
        .collect();
    all.into_values().collect()
}

fn source(name: &str) -> Option<String> {
    if name.contains(['/', '\\', '.']) {
        return None;
    }
    String::from_utf8(Guide::get(&format!("{name}.md"))?.data.into_owned()).ok()
}

fn title(source: &str) -> Option<&str> {
    source.lines().find_map(|line| line.strip_prefix("# ")).map(str::trim)
}

/// The page below its heading. Only what this function makes is markup.
fn html(source: &str) -> String {
    let mut events = Vec::new();
    let mut heading = Reading::default();
    for event in Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_SMART_PUNCTUATION) {
        heading.take(event, &mut events);
    }
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, events.into_iter());
    // What the source held is escaped by now, so that these can only be tags which were made here.
    out.replace(
        "<table>",
        "<div class=\"fw-guide__table\"><table class=\"govuk-table\">",
    )
    .replace("</table>", "</table></div>")
    .replace("<a href=", "<a class=\"govuk-link\" href=")
    .replace("<th>", "<th scope=\"col\" class=\"govuk-table__header\">")
    .replace("<td>", "<td class=\"govuk-table__cell\">")
}

/// Where the reading of a page is.
#[derive(Debug, Default)]
struct Reading {
    /// Inside the page's own heading, which is shown elsewhere.
    in_title: bool,
    /// Inside a picture: pictures are kept beside the guide, not in the program.
    in_picture: bool,
    /// Inside a link that leads nowhere here.
    in_dead_link: bool,
    /// The heading that is being read: where it began, and its words.
    heading: Option<(usize, String)>,
    /// The heading read last.
    last: String,
}

impl Reading {
    fn take<'a>(&mut self, event: Event<'a>, out: &mut Vec<Event<'a>>) {
        match event {
            Event::Start(Tag::Heading {
                level: pulldown_cmark::HeadingLevel::H1,
                ..
            }) => self.in_title = true,
            Event::End(TagEnd::Heading(pulldown_cmark::HeadingLevel::H1)) => self.in_title = false,
            _ if self.in_title => {}
            Event::Start(Tag::Heading { level, .. }) => {
                self.heading = Some((out.len(), String::new()));
                out.push(Event::Start(heading(level, "")));
            }
            Event::End(TagEnd::Heading(level)) => {
                if let Some((at, words)) = self.heading.take() {
                    if let Some(start) = out.get_mut(at) {
                        *start = Event::Start(heading(level, &slug(&words)));
                    }
                    self.last = words;
                }
                out.push(Event::End(TagEnd::Heading(level)));
            }
            Event::Start(Tag::Table(columns)) => {
                let plain = vec![pulldown_cmark::Alignment::None; columns.len()];
                out.push(Event::Start(Tag::Table(plain)));
                let caption = format!(
                    "<caption class=\"govuk-visually-hidden\">{}</caption>",
                    escaped(&self.last)
                );
                out.push(Event::Html(CowStr::from(caption)));
            }
            Event::Start(Tag::Image { .. }) => self.in_picture = true,
            Event::End(TagEnd::Image) => self.in_picture = false,
            Event::Start(Tag::Link {
                dest_url,
                link_type,
                title,
                id,
            }) => match inside(&dest_url) {
                Some(address) => out.push(Event::Start(Tag::Link {
                    link_type,
                    dest_url: CowStr::from(address),
                    title,
                    id,
                })),
                None => self.in_dead_link = true,
            },
            Event::End(TagEnd::Link) if std::mem::take(&mut self.in_dead_link) => {}
            Event::Html(words) | Event::InlineHtml(words) => out.push(Event::Text(words)),
            other => {
                if let (Some((_, words)), Event::Text(text) | Event::Code(text)) = (&mut self.heading, &other) {
                    words.push_str(text);
                }
                if !self.in_picture {
                    out.push(other);
                }
            }
        }
    }
}

fn heading(level: pulldown_cmark::HeadingLevel, id: &str) -> Tag<'static> {
    let class = if level == pulldown_cmark::HeadingLevel::H2 {
        "govuk-heading-m"
    } else {
        "govuk-heading-s"
    };
    Tag::Heading {
        level,
        id: (!id.is_empty()).then(|| CowStr::from(id.to_owned())),
        classes: vec![CowStr::from(class)],
        attrs: Vec::new(),
    }
}

/// Where a link of the guide leads inside the program; nothing for one that leads out of it.
fn inside(address: &str) -> Option<String> {
    if address.starts_with('#') {
        return Some(address.to_owned());
    }
    if address.starts_with('/') && !address.starts_with("//") {
        return Some(address.to_owned());
    }
    let (file, place) = address.split_once('#').unwrap_or((address, ""));
    let name = match file {
        "../glossary.md" => "glossary",
        "README.md" => INDEX,
        other => other.strip_suffix(".md")?,
    };
    if name.contains(['/', ':', '.']) {
        return None;
    }
    let place = if place.is_empty() {
        String::new()
    } else {
        format!("#{place}")
    };
    Some(format!("/help/{name}{place}"))
}

/// Letters and digits in small, with hyphens between: the id of a heading or a word.
fn slug(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() && (c == ' ' || c == '-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// Words that can stand between tags or in an attribute.
pub(crate) fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{html, inside, page, pages, word, words};

    #[test]
    fn markup_in_the_guide_is_shown_and_never_obeyed() {
        let shown =
            html("# T\n\n<script>alert(1)</script>\n\na <b>bold</b> word\n\n| a | b |\n| --- | ---: |\n| <i> | 2 |\n");
        assert!(
            !shown.contains("<script") && !shown.contains("<b>") && !shown.contains("style"),
            "{shown}"
        );
        assert!(
            shown.contains("&lt;script&gt;") && shown.contains("<caption"),
            "{shown}"
        );
    }

    #[test]
    fn links_of_the_guide_stay_inside_the_program() {
        assert_eq!(inside("reports.md#print").as_deref(), Some("/help/reports#print"));
        assert_eq!(inside("../glossary.md").as_deref(), Some("/help/glossary"));
        for outside in [
            "https://a.example",
            "//a.example",
            "../privacy.md",
            "javascript:a.md",
            "mailto:a@b.md",
        ] {
            assert_eq!(inside(outside), None, "{outside}");
        }
    }

    #[test]
    fn every_page_of_the_guide_has_a_title_and_opens() {
        assert!(pages().len() > 3);
        for (name, title) in pages() {
            assert_eq!(page(&name).map(|p| p.title), Some(title));
        }
        assert_eq!(page("../glossary"), None);
    }

    #[test]
    fn words_of_the_glossary_and_abbreviations_are_found() {
        assert!(words().len() > 40);
        for one in ["Coverage", "MARAC", "finding", "rung"] {
            assert!(word(one).is_some_and(|w| !w.means.is_empty()), "{one}");
        }
    }
}
