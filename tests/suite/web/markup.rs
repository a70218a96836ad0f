//! Markup, read as a browser reads it: no page may need a browser's forgiveness, and whatever points somewhere finds it there.

use std::{cell::RefCell, collections::BTreeSet};

use html5ever::{ParseOpts, parse_document, tendril::TendrilSink as _};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use super::{Browser, Invented, PAGES};

/// Tags in which nothing that can be used may stand.
const USED: [&str; 6] = ["a", "button", "summary", "label", "select", "textarea"];

struct Page {
    ids: Vec<String>,
    controls: BTreeSet<String>,
    points: Vec<(String, String)>,
    faults: RefCell<Vec<String>>,
    heading: u8,
}

fn attribute(node: &Handle, name: &str) -> Option<String> {
    match &node.data {
        NodeData::Element { attrs, .. } => attrs
            .borrow()
            .iter()
            .find(|a| &*a.name.local == name)
            .map(|a| a.value.to_string()),
        _ => None,
    }
}

fn walk(node: &Handle, inside: &[&str], page: &mut Page) {
    let mut inside = inside.to_vec();
    let name = match &node.data {
        NodeData::Element { name, .. } => name.local.to_string(),
        _ => String::new(),
    };
    page.ids.extend(attribute(node, "id"));
    if ["input", "select", "textarea"].contains(&name.as_str()) {
        page.controls.extend(attribute(node, "id"));
    }
    for pointer in ["for", "aria-labelledby", "aria-describedby", "aria-controls"] {
        for to in attribute(node, pointer).unwrap_or_default().split_whitespace() {
            page.points.push((pointer.to_owned(), to.to_owned()));
        }
    }
    let fault = |words: String| page.faults.borrow_mut().push(words);
    if ["a", "button", "select", "textarea", "summary", "form"].contains(&name.as_str())
        && let Some(outer) = inside.iter().find(|o| USED.contains(o) && **o != "label")
    {
        fault(format!("<{name}> inside <{outer}>"));
    }
    if name == "form" && inside.contains(&"form") {
        fault("a form inside a form".to_owned());
    }
    // What is wrong with a form is told above everything, the page's own heading too.
    let is_told_first = attribute(node, "id").as_deref() == Some("faults");
    let level = name.strip_prefix('h').and_then(|n| n.parse::<u8>().ok());
    if let Some(level) = level.filter(|_| !is_told_first) {
        if level > page.heading + 1 {
            page.faults
                .borrow_mut()
                .push(format!("heading {level} below heading {}", page.heading));
        }
        page.heading = level;
    }
    let known = USED.iter().chain(&["form"]).find(|k| **k == name);
    inside.extend(known);
    for child in node.children.borrow().iter() {
        walk(child, &inside, page);
    }
}

/// What is wrong with a page's markup.
pub(crate) fn faults(html: &str) -> Vec<String> {
    let opts = ParseOpts {
        tree_builder: html5ever::tree_builder::TreeBuilderOpts {
            exact_errors: true,
            ..Default::default()
        },
        ..ParseOpts::default()
    };
    let dom = parse_document(RcDom::default(), opts).one(html);
    let mut page = Page {
        ids: Vec::new(),
        controls: BTreeSet::new(),
        points: Vec::new(),
        faults: RefCell::default(),
        heading: 0,
    };
    walk(&dom.document, &[], &mut page);
    let mut all = page.faults.into_inner();
    all.extend(dom.errors.borrow().iter().map(ToString::to_string));
    let ids: BTreeSet<&String> = page.ids.iter().collect();
    if ids.len() != page.ids.len() {
        all.push(format!("an id stands twice among {:?}", page.ids));
    }
    for (pointer, to) in &page.points {
        let is_there = if pointer == "for" {
            page.controls.contains(to)
        } else {
            ids.contains(to)
        };
        if !is_there {
            all.push(format!("{pointer}={to:?} points nowhere"));
        }
    }
    all
}

#[tokio::test]
async fn no_page_has_markup_that_a_browser_has_to_mend() {
    let browser = Browser::new(Invented::plain()).await;
    let others = [
        "/nowhere",
        "/case/broken",
        "/case/harrow-lane/warning/W999",
        "/help/importing",
        "/help/accessibility",
    ];
    for address in PAGES.iter().map(|(address, _)| *address).chain(others) {
        let (_, page) = browser.open(address).await;
        assert_eq!(faults(&page), Vec::<String>::new(), "{address}");
    }
}

#[tokio::test]
async fn every_page_of_a_case_says_in_the_menu_where_it_stands_and_no_link_poses_as_a_button() {
    let browser = Browser::new(Invented::plain()).await;
    for address in PAGES.iter().map(|(address, _)| *address) {
        let (_, page) = browser.open(address).await;
        assert_eq!(
            page.contains("aria-label=\"This case\""),
            page.contains("<summary>Menu: <strong>"),
            "{address}"
        );
        // A button answers to the space key; a link does not.
        assert!(!page.contains("role=\"button\""), "{address}");
    }
    let (_, page) = browser.open("/case/harrow-lane/knowledge/consultation").await;
    assert!(page.contains("aria-current=\"true\">Who knew what<"), "{page}");
    // Where something of a case is not there, its menu is; where the case is not, only what is outside of cases.
    for (address, is_in) in [
        ("/case/harrow-lane/warning/W999", true),
        ("/case/nowhere/warnings", false),
    ] {
        let (_, page) = browser.open(address).await;
        assert_eq!(page.contains("aria-label=\"This case\""), is_in, "{address}");
        assert_eq!(
            page.contains("href=\"/case/harrow-lane/chronology\""),
            is_in,
            "{address}"
        );
        assert!(page.contains("href=\"/help\""), "{address}");
    }
    let (status, page) = browser.open("/case/harrow-lane/findings?kind=unheard-of").await;
    assert_eq!(status, 404);
    assert!(page.contains("no page of findings of this kind"), "{page}");
}

#[test]
fn faults_of_markup_are_found() {
    for (bad, what) in [
        ("<p><div></p>", "parse"),
        ("<a href=/x><button>b</button></a>", "inside"),
        ("<label for=x>l</label>", "points nowhere"),
        ("<p id=a></p><p id=a></p>", "twice"),
        ("<h1>a</h1><h3>b</h3>", "below heading"),
    ] {
        let page = format!("<!DOCTYPE html><html lang=en><head><title>t</title></head><body>{bad}</body></html>");
        let found = faults(&page).join("; ");
        assert!(
            !found.is_empty() && (what == "parse" || found.contains(what)),
            "{bad}: {found}"
        );
    }
    assert_eq!(
        faults("<!DOCTYPE html><html lang=en><head><title>t</title></head><body><h1>a</h1></body></html>"),
        Vec::<String>::new()
    );
}

/// Cells that need no label in front of them where a table stands as cards: something to be used, a picture, a whole line.
const PLAIN: [&str; 5] = ["<form", "{{ away(", "<svg", "<summary>", "colspan"];

/// The cells without a label in the tables of a template that stand as cards on a narrow screen, where nobody sees the heads of columns.
fn unlabelled(template: &str) -> Vec<&str> {
    let tables = template.split("<table ").skip(1);
    let cards = tables.filter(|t| t.split('>').next().is_some_and(|tag| tag.contains("fw-stack")));
    // In the chronology a cell is a date, an agency or what was written: each says itself what it is.
    let cards = cards.filter(|t| !t.split('>').next().is_some_and(|tag| tag.contains("fw-chronology")));
    cards
        .flat_map(|t| t.split("</table>").next().unwrap_or("").split("<td").skip(1))
        .map(|cell| cell.split("</td>").next().unwrap_or(""))
        .filter(|cell| !cell.contains("data-label=\"") && !PLAIN.iter().any(|p| cell.contains(p)))
        .collect()
}

#[test]
fn every_cell_of_a_table_that_becomes_cards_says_what_it_is() {
    let mut seen = 0;
    for folder in ["templates/web", "templates/parts"] {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            seen += text.matches("fw-stack").count();
            assert_eq!(unlabelled(&text), Vec::<&str>::new(), "{}", path.display());
        }
    }
    assert!(seen > 20, "{seen} tables");
}
