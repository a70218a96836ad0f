//! A *desk*: the program, started as people start it, and somebody who sits in front of it.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{MutexGuard, OnceLock},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::driver::{Browser, browser};

/// How long a page may take. Nothing is measured by it: a machine that tests may be slow.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// Cookies are kept by host: several people in one browser come by several names of this machine.
const HOSTS: [&str; 3] = ["127.0.0.1", "localhost", "127.0.0.2"];

const CONTROL: char = '\u{E009}';
const ENTER: char = '\u{E007}';

/// How somebody works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// With a mouse.
    Mouse,
    /// With the keyboard alone: every control must be reached by Tab, and be seen to have the focus.
    Keyboard,
    /// With a mouse, scripts turned off.
    NoScript,
}

/// Somebody in front of the program. What is wrong that no step would notice is told at the end.
pub(crate) struct Desk {
    pub(super) browser: MutexGuard<'static, Browser>,
    pub(super) way: Way,
    links: Vec<String>,
    who: usize,
    server: Child,
    home: TempDir,
    pub(super) beside: String,
    pub(super) unseen: Vec<String>,
}

impl Desk {
    /// In front of the invented sample cases, as this person.
    pub(crate) fn with_samples(way: Way, name: &str) -> Self {
        Self::at(way, with_samples(), &[name])
    }

    /// Two people in front of the invented sample cases. The first begins.
    pub(crate) fn of_two(way: Way, names: [&str; 2]) -> Self {
        let mut desk = Self::at(way, with_samples(), &names);
        desk.browser.opens_window();
        desk.other().opens_link(1).other();
        desk
    }

    /// In front of an empty home, as this person.
    pub(crate) fn empty(way: Way, name: &str) -> Self {
        Self::at(way, tempfile::tempdir().unwrap(), &[name])
    }

    /// A facilitator and two people in training, in front of the invented sample cases. The facilitator begins; the second of the others
    /// comes by the address that this machine has in a network.
    pub(crate) fn in_training(way: Way) -> Self {
        let home = with_samples();
        let mut command = Command::new(env!("CARGO_BIN_EXE_forewarned"));
        command.arg("--home").arg(home.path());
        command.args(["train", "run", "--lan", "--address", HOSTS[2]]);
        let mut desk = Self::before(way, home, (&mut command, 2));
        let groups = desk.links[1].trim_end_matches('/').to_owned();
        desk.links = vec![desk.links[0].clone(), groups.replace(HOSTS[2], HOSTS[1]), groups];
        for who in [1, 2] {
            desk.browser.opens_window();
            desk.is(who).opens_link(who);
        }
        desk.is(0);
        desk
    }

    /// This one of those in training goes on, in a window of their own; the facilitator is 0.
    pub(crate) fn is(&mut self, who: usize) -> &mut Self {
        self.who = who;
        let windows = self.browser.windows();
        self.browser.goes_to_window(&windows[who]);
        self
    }

    fn at(way: Way, home: TempDir, names: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_forewarned"));
        command.arg("--home").arg(home.path()).arg("serve");
        for name in names.iter().filter(|n| !n.is_empty()) {
            command.args(["--for", name]);
        }
        Self::before(way, home, (&mut command, names.len()))
    }

    /// In front of the program that this command starts, when it has printed so many links.
    fn before(way: Way, home: TempDir, (command, count): (&mut Command, usize)) -> Self {
        let browser = browser();
        let mut server = command.stdout(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(server.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok);
        let links: Vec<String> = said
            .filter_map(|l| Some(l.get(l.find("http://")?..)?.to_owned()))
            .take(count)
            .collect();
        assert_eq!(links.len(), count, "a link for each is printed");
        // The place of the last test goes, with all that it left.
        browser.is_cleared();
        browser.complaints();
        let mut desk = Self {
            browser,
            way,
            links,
            who: 0,
            server,
            home,
            beside: String::new(),
            unseen: Vec::new(),
        };
        desk.opens_link(0);
        desk
    }

    fn opens_link(&mut self, who: usize) -> &mut Self {
        self.browser.devtools(
            "Emulation.setScriptExecutionDisabled",
            json!({"value": self.way == Way::NoScript}),
        );
        self.is_wide(1280);
        let link = self.links[who].replace("127.0.0.1", HOSTS[who]);
        self.browser.open(&link);
        self
    }

    /// The other of the two goes on, in a window of their own.
    pub(crate) fn other(&mut self) -> &mut Self {
        self.who = 1 - self.who;
        let windows = self.browser.windows();
        self.browser.goes_to_window(&windows[self.who]);
        self
    }

    /// The window is this wide.
    pub(crate) fn is_wide(&mut self, pixels: u32) -> &mut Self {
        self.browser.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": pixels, "height": 900, "deviceScaleFactor": 1, "mobile": false}),
        );
        self
    }

    /// The home folder.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// The browser itself, for what is no step of a journey.
    pub(crate) fn browser(&self) -> &Browser {
        &self.browser
    }

    /// Types an address of ours.
    pub(crate) fn types_address(&mut self, path: &str) -> &mut Self {
        let base = self.links[self.who].split("/open/").next().unwrap_or_default();
        self.browser
            .open(&format!("{}{path}", base.replace("127.0.0.1", HOSTS[self.who])));
        self
    }

    /// The next step is meant where these words stand: in this row, this form, this section.
    pub(crate) fn beside(&mut self, words: &str) -> &mut Self {
        words.clone_into(&mut self.beside);
        self
    }

    /// Follows a word of the navigation.
    pub(crate) fn goes_to(&mut self, word: &str) -> &mut Self {
        self.opens(word)
    }

    /// Follows a link.
    pub(crate) fn opens(&mut self, link: &str) -> &mut Self {
        self.acts_on("link", link, ENTER)
    }

    /// Presses a button, or unfolds what can be unfolded.
    pub(crate) fn presses(&mut self, button: &str) -> &mut Self {
        self.acts_on("button", button, ' ')
    }

    /// Ticks or unticks a box.
    pub(crate) fn ticks(&mut self, label: &str) -> &mut Self {
        self.acts_on("checkbox", label, ' ')
    }

    /// Replaces what stands in a field.
    pub(crate) fn types(&mut self, label: &str, text: &str) -> &mut Self {
        let field = self.reaches("field", label);
        if self.way == Way::Keyboard {
            self.browser.keys(Some(CONTROL), "a");
            self.browser.keys(None, &format!("\u{E017}{text}"));
        } else {
            self.browser.clear(&field);
            self.browser.type_into(&field, text);
        }
        self
    }

    /// Chooses from a list, or one of a group of radio buttons.
    pub(crate) fn chooses(&mut self, label: &str, value: &str) -> &mut Self {
        let beside = self.beside.clone();
        if let Some(option) = self.looks_for("option", &[json!(label), json!(value), json!(beside)]) {
            self.beside.clear();
            if self.way == Way::Keyboard {
                assert!(self.tabs_to(&option), "{label}: {value} went away");
                self.browser.keys(None, " ");
                self.moves_to(&option);
            } else {
                assert!(self.browser.clicks(&option), "{label}: {value} went away");
            }
            return self;
        }
        let list = self.reaches("field", label);
        if self.way == Way::Keyboard {
            self.browser.keys(None, value);
        } else {
            self.browser.type_into(&list, value);
        }
        let chosen = self.hands("chosen", &[list.value()]);
        assert!(
            chosen.as_str().unwrap_or_default().starts_with(value),
            "{label}: {chosen} is chosen, not {value}"
        );
        self
    }

    /// Gives files to a field that takes files. Which files there are to choose from, the system's own window shows.
    pub(crate) fn uploads(&mut self, label: &str, files: &[&Path]) -> &mut Self {
        let field = self.reaches("file", label);
        let files: Vec<String> = files
            .iter()
            .map(|f| f.canonicalize().unwrap().display().to_string())
            .collect();
        self.browser.type_into(&field, &files.join("\n"));
        self
    }

    /// The page shows these words.
    pub(crate) fn sees(&mut self, words: &str) -> &mut Self {
        let until = Instant::now() + PATIENCE;
        while !self.text().contains(words) {
            assert!(
                Instant::now() < until,
                "{:?}: {words:?} is not on the page {}:\n{}",
                self.way,
                self.browser.address(),
                self.text()
            );
            thread::sleep(Duration::from_millis(50));
        }
        self
    }

    /// Waits until the page shows these words; without scripts, it is asked to look again meanwhile.
    pub(crate) fn waits_for(&mut self, words: &str, again: &str) -> &mut Self {
        for _ in 0..40 {
            if self.text().contains(words) {
                break;
            }
            thread::sleep(Duration::from_millis(250));
            if self.way == Way::NoScript && self.has("link", again, "") {
                self.opens(again);
            }
        }
        self.sees(words)
    }

    /// Is there such a control on the page?
    pub(crate) fn has(&self, kind: &str, name: &str, beside: &str) -> bool {
        self.looks_for("find", &[json!(kind), json!(name), json!(beside)])
            .is_some()
    }

    /// Strikes keys while a region of the page has the focus.
    pub(crate) fn strikes(&mut self, region: &str, keys: &str) -> &mut Self {
        self.reaches("region", region);
        self.browser.keys(None, keys);
        self
    }

    /// The page shows these words no more, after a deed that takes them away.
    pub(crate) fn sees_no_more(&mut self, words: &str) -> &mut Self {
        let until = Instant::now() + PATIENCE;
        while self.text().contains(words) && Instant::now() < until {
            thread::sleep(Duration::from_millis(50));
        }
        self.does_not_see(words)
    }

    /// The page does not show these words. To be asked after `sees`, so that it is the page that is meant.
    pub(crate) fn does_not_see(&mut self, words: &str) -> &mut Self {
        let text = self.text();
        assert!(
            !text.contains(words),
            "{:?}: {words:?} is on the page {}:\n{text}",
            self.way,
            self.browser.address()
        );
        self
    }

    /// The page as it would be printed: a PDF.
    pub(crate) fn prints(&mut self) -> Vec<u8> {
        let pdf = self.browser.post(
            "/print",
            &json!({"page": {"width": 21.0, "height": 29.7}, "background": false}),
        );
        let pdf = bytes_of(&pdf);
        assert!(pdf.starts_with(b"%PDF"), "no PDF");
        pdf
    }

    /// Follows a link to a file, which is kept.
    pub(crate) fn keeps(&mut self, link: &str) -> PathBuf {
        let folder = self.home.path().join("kept");
        fs::create_dir_all(&folder).unwrap();
        self.browser.devtools(
            "Browser.setDownloadBehavior",
            json!({"behavior": "allow", "downloadPath": folder}),
        );
        let before = files_in(&folder);
        self.opens(link);
        let until = Instant::now() + PATIENCE;
        loop {
            let new = files_in(&folder)
                .into_iter()
                .find(|f| !before.contains(f) && f.extension().is_none_or(|e| e != "crdownload"));
            if let Some(file) = new {
                return file;
            }
            assert!(Instant::now() < until, "{link}: no file was kept");
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// What stands on the page, as it is shown.
    pub(crate) fn text(&self) -> String {
        self.hands("text", &[]).as_str().unwrap_or_default().to_owned()
    }

    /// The journey is made: nothing may have gone wrong on the way that nobody saw.
    pub(crate) fn is_done(&mut self) {
        let mut complaints = self.browser.complaints();
        // A form that comes back to be mended or merged is answered so.
        complaints.retain(|c| !c.contains("status of 409") && !c.contains("status of 422"));
        assert_eq!(complaints, Vec::<String>::new());
        assert_eq!(
            self.unseen,
            Vec::<String>::new(),
            "these have the focus, and nobody can see it"
        );
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn with_samples() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let from = samples().join("cases");
    fs::create_dir_all(home.path().join("cases")).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), home.path().join("cases").join(file.file_name())).unwrap();
    }
    home
}

/// The sample cases, imported once for all tests.
fn samples() -> PathBuf {
    static ONE: OnceLock<TempDir> = OnceLock::new();
    let home = ONE.get_or_init(|| {
        let home = tempfile::tempdir().unwrap();
        let done = Command::new(env!("CARGO_BIN_EXE_forewarned"))
            .arg("--home")
            .arg(home.path())
            .args(["demo", "--check"])
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        home
    });
    home.path().join("demo")
}

/// What is told in base 64.
pub(super) fn bytes_of(told: &Value) -> Vec<u8> {
    let (mut out, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for letter in told.as_str().unwrap_or_default().bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held & 0xff) as u8);
        }
    }
    out
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect()
}
