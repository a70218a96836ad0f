//! Addresses on the web, and names on social networks.

use super::{
    Recogniser,
    form::{Form, apart, is_alone},
};
use crate::{
    anonymise::{lists::Lists, spot::What},
    model::mention::Span,
};

pub(super) struct Url;

static ADDRESS: Form = Form::new(r"(?i)(?:https?://|www\.)[^\s<>\x22“”()\[\]]*[^\s<>\x22“”()\[\].,;:!?'’]");
static DOMAIN: Form = Form::new(
    r"(?i)[a-z0-9][a-z0-9\-]*(?:\.[a-z0-9\-]+)*\.(?:com|org|net|info|co\.uk|org\.uk|gov\.uk|ac\.uk|nhs\.uk|uk|me|tv|io|ie|eu)(?:/[^\s<>\x22“”()\[\]]*[^\s<>\x22“”()\[\].,;:!?'’])?",
);
/// An address without its scheme: whatever stands behind the last full stop, a path follows.
static PATH: Form = Form::new(
    r"(?i)[a-z0-9][a-z0-9\-]{2,}(?:\.[a-z0-9\-]+)*\.[a-z]{2,10}/[^\s<>\x22“”()\[\]]*[^\s<>\x22“”()\[\].,;:!?'’/]",
);
static HANDLE: Form = Form::new(r"@[A-Za-z_][A-Za-z0-9_.\-]*[A-Za-z0-9_]");
/// `zeek#4471`
static NUMBERED: Form = Form::new(r"[A-Za-z][A-Za-z0-9_.]{1,31}#[0-9]{4}");
static NAMED: Form = Form::new(r"[A-Za-z0-9_][A-Za-z0-9_.\-]*[A-Za-z0-9_]");

impl Recogniser for Url {
    fn name(&self) -> &'static str {
        "url"
    }

    fn about(&self) -> &'static str {
        "Web addresses and domains; names with @ or with digits, dots or low lines, beside the word for a network."
    }

    fn what(&self) -> What {
        What::Url
    }

    fn find(&self, text: &str, lists: &Lists) -> Vec<Span> {
        let mut out = ADDRESS.find(text, |_, _| true);
        let is_mail = |span: Span| {
            let before = text.get(..span.start).unwrap_or_default();
            before.ends_with('@') || before.ends_with("@ ") || text.get(span.end..).is_some_and(|a| a.starts_with('@'))
        };
        out.extend(DOMAIN.find(text, |written, span| {
            // `home.Me`: a full stop whose blank was lost.
            let lost = written
                .rsplit('.')
                .next()
                .is_some_and(|l| l.starts_with(char::is_uppercase))
                && written.contains(char::is_lowercase);
            !is_mail(span) && !lost
        }));
        out.extend(PATH.find(text, |written, span| {
            let (host, path) = written.split_once('/').unwrap_or_default();
            let domain = host.rsplit('.').next().unwrap_or_default().to_lowercase();
            // `home.he/she`: a full stop whose blank was lost.
            let head = host.split('.').next().unwrap_or_default().to_lowercase();
            let lost =
                lists.words.contains(&domain) && lists.words.contains(&head) || host.contains(char::is_uppercase);
            !is_mail(span) && !lost && path.len() > 1
        }));
        out.extend(HANDLE.find(text, |written, span| {
            // `met @Boots`: police write @ for at.
            let odd = written.contains(|c: char| c.is_ascii_digit() || c == '_');
            let tail = text.get(span.end..).unwrap_or_default();
            !tail.starts_with('@') && (odd || lists.labels.near_network(text, span))
        }));
        out.extend(NUMBERED.find(text, |_, _| true));
        let labels = lists.labels.of(self.what(), text);
        let networks = lists.labels.networks(text);
        // `snap lilbandz_k`, `insta is kev.b22`, `on tiktok as "kev_b"`
        let right_behind = |span: Span| {
            networks.iter().any(|n| {
                let gap = (n.end <= span.start).then(|| text.get(n.end..span.start)).flatten();
                gap.is_some_and(|g| {
                    let mut words =
                        g.split(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '\'' | '‘' | '-' | '–' | '='));
                    g.len() <= 20
                        && !g.contains(['\n', '.'])
                        && words.all(|w| w.is_empty() || lists.labels.joins_handle(w))
                })
            })
        };
        out.extend(NAMED.find(text, |written, span| {
            let odd = written.contains(['_', '.']) || written.contains(|c: char| c.is_ascii_digit());
            let letters = written.chars().filter(char::is_ascii_alphabetic).count();
            let is_name = odd && letters >= 3 && written.len() >= 4;
            let at_network = networks.iter().any(|n| {
                n.end <= span.start
                    && text.get(n.end..span.start).is_some_and(|gap| {
                        gap.len() <= 12 && !gap.contains(['\n', '.']) && gap.contains([':', '@', '('])
                    })
            });
            is_name && (labels.beside(span) || at_network || is_handle(written) && right_behind(span))
        }));
        out.retain(|s| is_alone(text, *s));
        apart(out)
    }

    fn examples(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[
            ("see https://example.com/p/jo?x=1.", &["https://example.com/p/jo?x=1"]),
            ("www.example.org", &["www.example.org"]),
            ("facebook.com/jo.bloggs", &["facebook.com/jo.bloggs"]),
            ("posted as @kev_b22 again", &["@kev_b22"]),
            ("Instagram @kevb", &["@kevb"]),
            ("snapchat: kev.b22", &["kev.b22"]),
            ("username kev_22 on tiktok", &["kev_22"]),
            ("snap lilbandz_k . Believed", &["lilbandz_k"]),
            ("insta is kev22b", &["kev22b"]),
            ("on tiktok as \"kev_b\"", &["kev_b"]),
            ("sent on discord name moon.child9", &["moon.child9"]),
            (
                "threatened on snapchat.example/add/zr.zayn.",
                &["snapchat.example/add/zr.zayn"],
            ),
            ("pics.example.xyz/u/kev", &["pics.example.xyz/u/kev"]),
            ("discord zeek#4471", &["zeek#4471"]),
            ("came home.he/she left", &[]),
            ("on insta 10mins ago", &[]),
            ("facebook 3rd party", &[]),
            ("messenger call at 2.30pm", &[]),
            ("met @court", &[]),
            ("facebook: sent 12 messages", &[]),
        ]
    }
}

/// Is it a name on a network rather than an amount: letters first, a low line, or digits behind letters?
fn is_handle(written: &str) -> bool {
    let starts = written.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let letters = written.chars().take_while(char::is_ascii_alphabetic).count();
    let has_figure = written.contains(|c: char| c.is_ascii_digit());
    starts && (written.contains('_') || has_figure && letters > 1)
}
