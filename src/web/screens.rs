//! *Screens*: templates and style sheets, built into the program (read from `templates/` in a development build).
//!
//! Templates hold loops and conditions only; a page's struct has everything as ready words. Whatever stands in a value is
//! escaped, because every template's name ends in `.html`.

use std::borrow::Cow;

use minijinja::{
    Environment, UndefinedBehavior, context,
    value::{Serde, Value},
};
use rust_embed::RustEmbed;
use serde::Serialize;

use crate::web::{
    access::Refused,
    addresses,
    asking::{Fault, Missing, Shown, Visitor},
    deeds::Clash,
    pages::{self, Page},
    visits::Company,
};

#[derive(RustEmbed)]
#[folder = "templates/web"]
struct WebTemplates;

#[derive(RustEmbed)]
#[folder = "templates/parts"]
struct PartTemplates;

#[derive(RustEmbed)]
#[folder = "templates/assets"]
struct Assets;

/// Shown when not even the page for faults can be made.
const BARE: &str = "<!DOCTYPE html><html lang=\"en-GB\"><head><title>Forewarned</title></head><body><main>\
                    <h1>This page could not be made</h1><p>Start Forewarned again.</p></main></body></html>";

/// The templates, ready to be filled.
pub(crate) struct Screens {
    templates: Environment<'static>,
}

/// One word of a case's navigation.
#[derive(Serialize)]
struct NavItem {
    label: &'static str,
    address: String,
    current: bool,
}

/// The word that the ids of a form begin with, and what is wrong with what was filled in.
pub(crate) type Wrong = (String, Vec<Fault>);

/// What stands around every page: who looks at it, who else is on the case, what was done, what was filled in wrongly.
#[derive(Serialize)]
pub(crate) struct Around {
    you: String,
    company: Vec<Company>,
    said: Vec<String>,
    /// The address of this page with what stands behind the `?`, for forms that lead back here.
    here: String,
    faults: Vec<Fault>,
    /// The word that the ids of the form with the faults begin with.
    form: String,
}

impl Around {
    /// For this visitor, who looks at this page now.
    pub(crate) fn of(visitor: &Visitor, page: &Page, shown: &Shown, (here, wrong): (String, Wrong)) -> Self {
        let visits = &visitor.visits;
        let company = shown.case.as_ref().map_or_else(Vec::new, |case| {
            visits.looks(visitor.id, &case.slug, page.nav.unwrap_or(page.name));
            visits.company(visitor.id, &case.slug)
        });
        Self {
            you: visitor.name(),
            company,
            said: visits.take_said(visitor.id),
            here,
            form: wrong.0,
            faults: wrong.1,
        }
    }
}

impl Screens {
    /// Makes the templates ready.
    pub(crate) fn new() -> Self {
        let mut templates = Environment::new();
        templates.set_undefined_behavior(UndefinedBehavior::Strict);
        templates.set_loader(|name| Ok(template(name)));
        Self { templates }
    }

    /// Fills a page's template.
    pub(crate) fn page(&self, page: &Page, shown: Shown, around: Around) -> Result<String, minijinja::Error> {
        let nav: Vec<NavItem> = shown.case.as_ref().map_or_else(Vec::new, |case| {
            pages::PAGES
                .iter()
                .filter_map(|p| {
                    Some(NavItem {
                        label: p.nav?,
                        address: p.path.replace("{case}", &addresses::escape(&case.slug)),
                        current: p.name == page.name,
                    })
                })
                .collect()
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

    /// The page that says that something is not there.
    pub(crate) fn not_there(&self, missing: &Missing) -> String {
        self.bare("web/not_there.html", context! { page => Value::from(Serde(missing)) })
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
            if !page.path.ends_with("{file}") && !page.path.ends_with(".csv") {
                let name = format!("web/{}.html", page.name);
                if let Err(error) = screens.templates.get_template(&name) {
                    panic!("{name}: {error}");
                }
            }
        }
    }
}
