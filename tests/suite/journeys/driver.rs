//! The *driver* of the browser: chromedriver, asked by the WebDriver protocol over this machine's own network. Two browsers serve all
//! tests, one after the other; they end with the program that runs the tests, however that ends.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{ChildStdin, Command, Stdio},
    sync::{Mutex, MutexGuard, OnceLock, TryLockError},
    thread,
    time::Duration,
};

use serde_json::{Value, json};

/// The key under which WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A control of the page.
#[derive(Debug, Clone)]
pub(crate) struct Element(String);

/// The browser.
#[derive(Debug)]
pub(crate) struct Browser {
    port: u16,
    session: String,
    /// Closed with the program that runs the tests: then the shell that waits on it ends the driver, and the driver the browser.
    _tie: ChildStdin,
}

/// How many browsers there are.
const BROWSERS: usize = 2;

/// A browser that no other test has.
pub(crate) fn browser() -> MutexGuard<'static, Browser> {
    static ALL: [OnceLock<Mutex<Browser>>; BROWSERS] = [const { OnceLock::new() }; BROWSERS];
    loop {
        for one in &ALL {
            match one.get_or_init(|| Mutex::new(Browser::start())).try_lock() {
                Ok(browser) => return browser,
                Err(TryLockError::Poisoned(browser)) => return browser.into_inner(),
                Err(TryLockError::WouldBlock) => {}
            }
        }
        thread::sleep(Duration::from_millis(50));
    }
}

impl Browser {
    #[expect(
        clippy::zombie_processes,
        reason = "the browser lives as long as the test process, and ends with it: its input closes"
    )]
    fn start() -> Self {
        let mut shell = Command::new("sh")
            .arg("-c")
            .arg(
                "folder=$(mktemp -d); TMPDIR=$folder chromedriver --port=0 & driver=$!; read -r gone; kill $driver; \
                 wait $driver; rm -rf \"$folder\"",
            )
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let tie = shell.stdin.take().unwrap();
        let mut lines = BufReader::new(shell.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok);
        let port = lines
            .find_map(|l| {
                l.split("started successfully on port ")
                    .nth(1)?
                    .trim_end_matches('.')
                    .parse()
                    .ok()
            })
            .expect("chromedriver does not start; run ./test, which installs chromium-driver");
        let options = json!({
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--no-first-run", "--hide-scrollbars",
                // A page that glides moves away under the pointer.
                "--force-prefers-reduced-motion", "--lang=en-GB",
                // The names of controls as assistive techniques hear them.
                "--enable-blink-features=ComputedAccessibilityInfo",
            ],
        });
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}, "unhandledPromptBehavior": "dismiss",
            // A button whose work takes long (a whole case is made) keeps the script that pressed it waiting.
            "timeouts": {"script": 120_000, "pageLoad": 300_000},
        }}});
        let made = ask(port, "POST", "/session", &wanted);
        Self {
            port,
            session: made["sessionId"]
                .as_str()
                .unwrap_or_else(|| panic!("{made}"))
                .to_owned(),
            _tie: tie,
        }
    }

    /// Asks the driver something about this browser.
    pub(crate) fn ask(&self, method: &str, what: &str, with: &Value) -> Value {
        ask(self.port, method, &format!("/session/{}{what}", self.session), with)
    }

    /// The same for what must not go wrong.
    pub(crate) fn post(&self, what: &str, with: &Value) -> Value {
        let answer = self.ask("POST", what, with);
        assert!(answer.get("error").is_none(), "{what}: {answer}");
        answer
    }

    /// Sends a command of the browser's own protocol.
    pub(crate) fn devtools(&self, command: &str, with: Value) -> Value {
        self.post("/goog/cdp/execute", &json!({"cmd": command, "params": with}))
    }

    /// Runs a script in the page, whether or not the page may run its own. When what it was given is no longer on the page, it says so.
    pub(crate) fn run(&self, script: &str, with: &[Value]) -> Value {
        let answer = self.ask("POST", "/execute/sync", &json!({"script": script, "args": with}));
        assert!(
            answer.get("stacktrace").is_none() || answer["error"] == "stale element reference",
            "{answer}"
        );
        answer
    }

    /// Opens an address.
    pub(crate) fn open(&self, address: &str) {
        self.post("/url", &json!({"url": address}));
    }

    /// The address of the page.
    pub(crate) fn address(&self) -> String {
        self.ask("GET", "/url", &Value::Null)
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Clicks on a control, as far as it can be seen and nothing lies over it. Not so when it is no longer on the page.
    pub(crate) fn clicks(&self, on: &Element) -> bool {
        let answer = self.ask("POST", &format!("/element/{}/click", on.0), &json!({}));
        let is_gone = answer["error"] == "stale element reference";
        assert!(is_gone || answer.get("error").is_none(), "{answer}");
        !is_gone
    }

    /// Types into a control; a list of files into one that takes files.
    pub(crate) fn type_into(&self, control: &Element, text: &str) {
        self.post(&format!("/element/{}/value", control.0), &json!({"text": text}));
    }

    /// Empties a control.
    pub(crate) fn clear(&self, control: &Element) {
        self.post(&format!("/element/{}/clear", control.0), &json!({}));
    }

    /// Presses and lets go these keys one after the other, `held` being held down.
    pub(crate) fn keys(&self, held: Option<char>, keys: &str) {
        let mut moves = Vec::new();
        moves.extend(held.map(|k| json!({"type": "keyDown", "value": k})));
        for key in keys.chars() {
            moves.push(json!({"type": "keyDown", "value": key}));
            moves.push(json!({"type": "keyUp", "value": key}));
        }
        moves.extend(held.map(|k| json!({"type": "keyUp", "value": k})));
        self.post(
            "/actions",
            &json!({"actions": [{"type": "key", "id": "keys", "actions": moves}]}),
        );
    }

    /// The windows that are open, the first one first.
    pub(crate) fn windows(&self) -> Vec<String> {
        let all = self.ask("GET", "/window/handles", &Value::Null);
        all.as_array()
            .into_iter()
            .flatten()
            .filter_map(|w| Some(w.as_str()?.to_owned()))
            .collect()
    }

    /// Opens another window, and stays in this one.
    pub(crate) fn opens_window(&self) {
        self.post("/window/new", &json!({"type": "tab"}));
    }

    /// Goes to a window.
    pub(crate) fn goes_to_window(&self, window: &str) {
        self.post("/window", &json!({"handle": window}));
    }

    /// Leaves one window open, an empty one.
    pub(crate) fn is_cleared(&self) {
        let windows = self.windows();
        for one in windows.iter().skip(1) {
            self.goes_to_window(one);
            self.ask("DELETE", "/window", &Value::Null);
        }
        self.goes_to_window(&windows[0]);
        self.open("about:blank");
        self.devtools("Network.clearBrowserCookies", json!({}));
    }

    /// Faults that the browser told of since it was last asked: scripts that stopped, things that the policy forbids.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let log = self.post("/se/log", &json!({"type": "browser"}));
        log.as_array()
            .into_iter()
            .flatten()
            .filter(|l| l["level"] == "SEVERE")
            .map(|l| l["message"].to_string())
            .collect()
    }
}

impl Element {
    /// The control that a script found.
    pub(crate) fn of(found: &Value) -> Option<Self> {
        Some(Self(found.get(ELEMENT)?.as_str()?.to_owned()))
    }

    /// As a script is given it.
    pub(crate) fn value(&self) -> Value {
        json!({ELEMENT: self.0})
    }
}

/// One request to the driver. It keeps the line open, and says how long its answer is.
fn ask(port: u16, method: &str, path: &str, with: &Value) -> Value {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let body = if method == "POST" {
        with.to_string()
    } else {
        String::new()
    };
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all((head + &body).as_bytes()).unwrap();
    let mut answer = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        answer.read_line(&mut line).unwrap();
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().unwrap();
            }
            None if line.trim_end().is_empty() => break,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    answer.read_exact(&mut body).unwrap();
    let mut answer: Value = serde_json::from_slice(&body).unwrap_or_else(|e| panic!("{path}: {e}"));
    answer["value"].take()
}
