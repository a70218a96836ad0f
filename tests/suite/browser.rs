//! The demonstration in a real browser: the printed link opens once, and the report prints.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use crate::whole_cases::sample;

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The browser that `./test` installs.
fn chromium() -> PathBuf {
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ]
    .iter()
    .map(PathBuf::from)
    .find(|p| p.exists())
    .expect("Chromium is not installed; run ./test, which installs it")
}

fn browse(profile: &Path, arguments: &[&str]) -> String {
    let out = Command::new(chromium())
        .args([
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            "--virtual-time-budget=5000",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(arguments)
        .output()
        .unwrap();
    String::from_utf8_lossy(&out.stdout).into_owned()
}

#[test]
fn the_link_opens_the_cases_once() {
    let home = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_forewarned"))
        .arg("--home")
        .arg(home.path())
        .arg("demo")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let stdout = child.stdout.take().unwrap();
    let _server = Server(child);
    let link = BufReader::new(stdout)
        .lines()
        .map_while(Result::ok)
        .find_map(|l| l.strip_prefix("Open ").map(str::to_owned))
        .expect("the link is printed");
    assert!(link.starts_with("http://127.0.0.1:"), "{link}");

    let page = browse(&home.path().join("a"), &["--dump-dom", &link]);
    assert!(
        page.contains("<h1") && page.contains("Rowan Street") && page.contains("/case/rowan-street/warnings"),
        "{page}"
    );
    let again = browse(&home.path().join("b"), &["--dump-dom", &link]);
    assert!(!again.contains("/case/rowan-street"), "the link works once");
}

#[test]
fn the_report_prints() {
    let home = tempfile::tempdir().unwrap();
    let report = home.path().join("report.html");
    let done = Command::new(env!("CARGO_BIN_EXE_forewarned"))
        .arg("report")
        .arg(sample("rowan-street"))
        .arg("-o")
        .arg(&report)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let pdf = home.path().join("report.pdf");
    browse(
        &home.path().join("p"),
        &[
            "--no-pdf-header-footer",
            &format!("--print-to-pdf={}", pdf.display()),
            &format!("file://{}", report.display()),
        ],
    );
    let bytes = fs::read(&pdf).unwrap();
    assert!(
        bytes.starts_with(b"%PDF") && bytes.len() > 20_000,
        "{} bytes",
        bytes.len()
    );
}
