//! *Screens*: templates and style sheets, built into the program (read from `templates/` in a development build).
//!
//! Templates hold loops and conditions only; a page's struct has everything as ready words. Whatever stands in a value is
//! escaped, because every template's name ends in `.html`.

use std::{borrow::Cow, collections::BTreeMap, fmt::Write as _};

use minijinja::{
    Environment, UndefinedBehavior, context,
    value::{Serde, Value},
};
use rust_embed::RustEmbed;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::web::{
    access::Refused,
    addresses,
    asking::{Fault, Missing, Visitor},
    banner::Banner,
    deeds::Clash,
    help,
    pages::{self, Page, tour},
    shown::Shown,
    twins::Disguised,
    visits::{Company, Said},
};

#[derive(RustEmbed)]
#[folder = "templates/web"]
struct WebTemplates;

#[derive(RustEmbed)]
#[folder = "templates/parts"]
struct PartTemplates;

#[derive(RustEmbed)]
#[folder = "templates/training"]
struct TrainingTemplates;

#[derive(RustEmbed)]
#[folder = "templates/assets"]
struct Assets;

/// Shown when not even the page for faults can be made.
const BARE: &str = "<!DOCTYPE html><html lang=\"en-GB\"><head><title>Forewarned</title></head><body><main>\
                    <h1>This page could not be made</h1><p>Start Forewarned again.</p></main></body></html>";

/// The templates, ready to be filled.
pub(crate) struct Screens {
    templates: Environment<'static>,
    /// What each style sheet and script is known by: it changes when the file does.
    versions: BTreeMap<String, String>,
}

/// One word of a case's navigation.
#[derive(Serialize)]
struct NavItem {
    label: &'static str,
    address: String,
    /// `page` where it leads to this very page, `true` where to one above it; otherwise nothing.
    current: &'static str,
}

/// The word that the ids of a form begin with, and what is wrong with what was filled in.
pub(crate) type Wrong = (String, Vec<Fault>);

/// What stands around every page: who looks at it, who else is on the case, what was done, what was filled in wrongly.
#[derive(Serialize)]
pub(crate) struct Around {
    you: String,
    company: Vec<Company>,
    said: Vec<Said>,
    /// The address of this page with what stands behind the `?`, for forms that lead back here.
    here: String,
    faults: Vec<Fault>,
    /// The word that the ids of the form with the faults begin with.
    form: String,
    /// What is masked for the visitor.
    banner: Option<Banner>,
    /// What it says of itself where nobody in it is real, and the way to the other case.
    disguised: Option<Disguised>,
    /// The guide's page for this screen.
    help: String,
    /// Where the visitor is on the tour.
    tour: Option<tour::Bar>,
}

impl Around {
    /// For this visitor, who looks at this page now.
    pub(crate) fn of(visitor: &Visitor, page: &Page, shown: &Shown, (here, wrong): (String, Wrong)) -> Self {
        let visits = &visitor.visits;
        let company = shown.case.as_ref().map_or_else(Vec::new, |case| {
            visits.looks(visitor.id, &case.slug, page.called());
            visits.company(visitor.id, &case.slug)
        });
        Self {
            you: visitor.name(),
            company,
            said: visits.take_said(visitor.id, &here),
            here,
            help: help::address_for(page.name),
            tour: tour::bar(visits.tour(visitor.id)).filter(|_| shown.case.is_some()),
            form: wrong.0,
            faults: [wrong.1, shown.faults.clone()].concat(),
            banner: None,
            disguised: None,
        }
    }

    /// The same, with what is masked for the visitor.
    pub(crate) fn under(self, banner: Option<Banner>) -> Self {
        Self { banner, ..self }
    }

    /// The same, with what a case says of itself in which nobody is real.
    pub(crate) fn beside(self, disguised: Option<Disguised>) -> Self {
        Self { disguised, ..self }
    }
}

impl Screens {
    /// Makes the templates ready.
    pub(crate) fn new() -> Self {
        let mut templates = Environment::new();
        templates.set_undefined_behavior(UndefinedBehavior::Strict);
        templates.set_loader(|name| Ok(template(name)));
        let versions: BTreeMap<String, String> = Assets::iter()
            .filter_map(|file| Some((file.to_string(), version(&Assets::get(&file)?.data))))
            .collect();
        let known = versions.clone();
        templates.add_function("asset", move |file: String| {
            let version = known.get(&file).map_or("", String::as_str);
            format!("/assets/{file}?v={version}")
        });
        templates.add_function("term", term);
        Self { templates, versions }
    }

    /// Is this what a style sheet or script of today is known by? Then a browser may keep it.
    pub(crate) fn is_current(&self, file: &str, version: &str) -> bool {
        // In a development build files change while the program runs.
        !cfg!(debug_assertions) && self.versions.get(file).is_some_and(|v| v == version)
    }

    /// Fills a page's template.
    pub(crate) fn page(&self, page: &Page, mut shown: Shown, around: Around) -> Result<String, minijinja::Error> {
        if let Some(banner) = &around.banner {
            untitle(&mut shown, banner);
        }
        let nav: Vec<NavItem> = shown.case.as_ref().map_or_else(Vec::new, |case| {
            let current = |p: &Page| match pages::section(page.name) {
                _ if p.name == page.name => "page",
                section if p.name == section => "true",
                _ => "",
            };
            menu(&addresses::escape(&case.slug), current)
        });
        let frame = context! {
            heading => shown.heading,
            case => Value::from(Serde(shown.case)),
            crumbs => Value::from(Serde(shown.crumbs)),
            nav => Value::from(Serde(nav)),
            around => Value::from(Serde(around)),
        };
        self.templates
            .get_template(&format!("web/{}.html", page.name))?
            .render(context! { frame, page => shown.body })
    }

    /// Fills the template of a page of training.
    pub(crate) fn training(&self, name: &str, filling: Value) -> Result<String, minijinja::Error> {
        self.templates
            .get_template(&format!("training/{name}.html"))?
            .render(filling)
    }

    /// The page that says that something is not there.
    pub(crate) fn not_there(&self, missing: &Missing) -> String {
        self.notice("Not found", missing)
    }

    /// The page that says under this heading what cannot be shown or done, and the way back.
    pub(crate) fn notice(&self, heading: &str, missing: &Missing) -> String {
        self.bare(
            "web/not_there.html",
            context! { heading, nav => nav_beside(missing), page => Value::from(Serde(missing)) },
        )
    }

    /// The same for somebody for whom part of a case is masked: the lens can be moved or lifted from here, and this address looked at again.
    pub(crate) fn notice_under(
        &self,
        heading: &str,
        missing: &Missing,
        (banner, here): (Option<Banner>, &str),
    ) -> String {
        let around = context! { banner => Value::from(Serde(banner)), here, form => "", faults => Value::from(Serde(Vec::<Fault>::new())) };
        let page = Value::from(Serde(missing));
        self.bare(
            "web/not_there.html",
            context! { heading, nav => nav_beside(missing), page, frame => context! { around } },
        )
    }

    /// The page that says that nobody gets in this way, and what to do.
    pub(crate) fn closed(&self, refused: Refused) -> String {
        let (heading, words): (&str, &[&str]) = match refused {
            Refused::NoKey => (
                "Open the link that Forewarned printed",
                &[
                    "Forewarned shows case records only to the browser that opened the link it printed when it started.",
                    "Look for the line that begins with http and holds /open/ in the window where Forewarned runs, and open it in this browser.",
                    "If that link has been opened already, stop Forewarned with Ctrl and C, start it again, and open the new link.",
                ],
            ),
            Refused::LinkUsed => (
                "This link has been used already",
                &[
                    "The link that Forewarned prints can be opened once, so that nobody else on this machine can follow.",
                    "If it was this browser that opened it, the case pages are still open to it: go to the list of cases.",
                    "If it was not, stop Forewarned with Ctrl and C, start it again, and open the new link.",
                    "If you did not open it and do not know who did, tell the person who answers for these records.",
                ],
            ),
            Refused::Elsewhere => (
                "Forewarned does not answer under this name",
                &[
                    "Forewarned answers only at 127.0.0.1 or localhost, with the port it printed.",
                    "Open the link exactly as it was printed.",
                ],
            ),
            Refused::CrossSite => (
                "This came from another site and was refused",
                &[
                    "A page that is not part of Forewarned tried to send something to it. Nothing was changed.",
                    "Go back to Forewarned and do what you meant to do from there.",
                ],
            ),
        };
        let home = refused == Refused::LinkUsed;
        self.bare(
            "web/closed.html",
            context! { heading, words => Value::from(Serde(words)), home },
        )
    }

    /// The page that shows what somebody else did while a form was filled in, beside what was filled in.
    pub(crate) fn clash(&self, clash: &Clash) -> String {
        self.bare("web/clash.html", context! { page => Value::from(Serde(clash)) })
    }

    /// The page that says that a case is being opened, and asks for this address again after so many seconds.
    pub(crate) fn opening(&self, words: &str, here: &str) -> String {
        let heading = "This case is being opened";
        self.bare("web/opening.html", context! { heading, words, here })
    }

    /// The page that owns up to a fault.
    pub(crate) fn fault(&self, reference: &str) -> String {
        self.bare("web/fault.html", context! { reference })
    }

    fn bare(&self, name: &str, filling: Value) -> String {
        self.templates
            .get_template(name)
            .and_then(|template| template.render(filling))
            .unwrap_or_else(|_| BARE.to_owned())
    }
}

/// A style sheet by its file name, with its media type.
pub(crate) fn asset(file: &str) -> Option<(&'static str, Cow<'static, [u8]>)> {
    let kind = match file.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => return None,
    };
    Some((kind, Assets::get(file)?.data))
}

/// Letters and digits that stand for a file's bytes.
fn version(bytes: &[u8]) -> String {
    let mut out = String::new();
    for byte in Sha256::digest(bytes).iter().take(6) {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// Takes from the title of a case what is masked in it: the banner below says so, once.
fn untitle(shown: &mut Shown, banner: &Banner) {
    let said = format!(" ({})", banner.words);
    let titles = shown.crumbs.iter_mut().map(|c| &mut c.label);
    let titles = titles.chain(shown.case.iter_mut().map(|c| &mut c.title));
    for title in titles.chain([&mut shown.heading]) {
        if let Some(short) = title.strip_suffix(&said) {
            *title = short.to_owned();
        }
    }
}

/// The menu of the case of this part of addresses.
fn menu(slug: &str, current: impl Fn(&Page) -> &'static str) -> Vec<NavItem> {
    let items = pages::PAGES.iter().filter_map(|p| {
        Some(NavItem {
            label: p.nav?,
            address: p.path.replace("{case}", slug),
            current: current(p),
        })
    });
    items.collect()
}

/// The menu beside what is not there: that of the case into which the way back leads, for nobody should be stranded.
fn nav_beside(missing: &Missing) -> Value {
    let into = missing.back.address.strip_prefix("/case/");
    let slug = into.and_then(|rest| rest.split('/').next()).unwrap_or_default();
    if slug.is_empty() {
        return Value::from(());
    }
    Value::from(Serde(menu(slug, |_| "")))
}

/// A word of the glossary as it stands in a template, with what it means shown on hover and focus; the link leads to the page of
/// words, for everybody who has neither. A word that the glossary does not have stands as it is.
fn term(wanted: String, shown: Option<String>) -> Value {
    let shown = help::escaped(shown.as_deref().unwrap_or(&wanted));
    Value::from_safe_string(match help::word(&wanted) {
        Some(word) => format!(
            "<span class=\"fw-term\"><a class=\"fw-term__word\" href=\"/help/glossary#{id}\" aria-describedby=\"term-{id}\">{shown}</a>\
             <span class=\"fw-term__means\" role=\"tooltip\" id=\"term-{id}\">{}</span></span>",
            help::escaped(&word.means),
            id = word.id,
        ),
        None => shown,
    })
}

/// Where a template went wrong, without the words it was filled with.
pub(crate) fn place(error: &minijinja::Error) -> String {
    format!(
        "{:?} in {} line {}",
        error.kind(),
        error.name().unwrap_or("a template"),
        error.line().unwrap_or(0)
    )
}

fn template(name: &str) -> Option<String> {
    let (folder, file) = name.split_once('/')?;
    let found = match folder {
        "web" => WebTemplates::get(file),
        "parts" => PartTemplates::get(file),
        "training" => TrainingTemplates::get(file),
        _ => None,
    }?;
    String::from_utf8(found.data.into_owned()).ok()
}

#[cfg(test)]
mod tests {
    use super::{Screens, pages};

    #[test]
    fn every_page_has_a_template_that_can_be_read() {
        let screens = Screens::new();
        for page in pages::PAGES {
            // Files to keep have no template.
            if !page.path.ends_with("{file}") && page.path.rsplit('.').next() != Some("csv") {
                let name = format!("web/{}.html", page.name);
                if let Err(error) = screens.templates.get_template(&name) {
                    panic!("{name}: {error}");
                }
            }
        }
    }

    #[test]
    fn every_page_of_a_case_stands_under_a_word_of_its_navigation() {
        for page in pages::PAGES
            .iter()
            .filter(|p| p.path.starts_with("/case/") && !p.path.ends_with("{file}"))
        {
            let section = pages::named(pages::section(page.name));
            let is_file = page.path.rsplit('.').next() == Some("csv");
            assert!(is_file || section.is_some_and(|p| p.nav.is_some()), "{}", page.path);
        }
    }
}
