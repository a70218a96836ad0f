//! The shape of the source: layers, file headers, sizes, and no pattern id outside `rules/`.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Modules of `src/` and their layers; `ARCHITECTURE.md` prints the same table.
const LAYERS: &[(&str, u8)] = &[
    ("model", 0),
    ("text", 1),
    ("timeline", 1),
    ("review", 1),
    ("patterns", 2),
    ("anonymise", 2),
    ("training", 2),
    ("import", 3),
    ("store", 3),
    ("search", 3),
    ("rulebook", 3),
    ("report", 3),
    ("app", 4),
    ("web", 5),
    ("cli", 6),
];

/// Files that may be longer than 400 lines, with the reason.
const LONG: &[(&str, &str)] = &[];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(below: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        let mut items: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|i| i.unwrap().path()).collect();
        items.sort();
        for path in items {
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(&root().join(below), &mut paths);
    paths
        .into_iter()
        .map(|p| {
            (
                p.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/"),
                fs::read_to_string(&p).unwrap(),
            )
        })
        .collect()
}

/// All files below a folder.
fn files(below: &str) -> Vec<PathBuf> {
    let mut folders = vec![root().join(below)];
    let mut out = Vec::new();
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(folder).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                out.push(path);
            }
        }
    }
    out.sort();
    out
}

fn layer(module: &str) -> Option<u8> {
    LAYERS.iter().find(|(m, _)| *m == module).map(|(_, l)| *l)
}

/// Modules that a line names by `crate::module` or `crate::{module, …}`: the words right after `crate::` and after each brace or comma.
fn modules_named(text: &str) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let line = text[..at].matches('\n').count() + 1;
        let rest = &text[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 1;
            let mut word = String::new();
            let mut is_head = true;
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 1 => is_head = true,
                    c if depth == 1 && is_head && (c.is_alphanumeric() || c == '_') => word.push(c),
                    _ => {}
                }
                if !(word.is_empty() || c.is_alphanumeric() || c == '_') {
                    out.push((line, std::mem::take(&mut word)));
                    is_head = false;
                }
                if depth == 1 && c == ',' {
                    is_head = true;
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            out.push((
                line,
                rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect(),
            ));
        }
    }
    out
}

#[test]
fn a_module_uses_only_lower_layers() {
    let mut wrong = Vec::new();
    for (path, text) in sources("src") {
        let Some(own) = path
            .strip_prefix("src/")
            .and_then(|p| p.split('/').next())
            .filter(|m| layer(m).is_some())
        else {
            continue;
        };
        for (line, named) in modules_named(&text) {
            let Some(other) = layer(&named) else { continue };
            if named != own && other >= layer(own).unwrap() {
                wrong.push(format!(
                    "{path}:{line}: {own} (layer {}) uses {named} (layer {other})",
                    layer(own).unwrap()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "layers are crossed:\n{}", wrong.join("\n"));
}

#[test]
fn every_folder_of_src_has_a_layer() {
    for item in fs::read_dir(root().join("src")).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert!(layer(&name).is_some(), "src/{name} has no layer in tests/suite/tidy.rs");
        }
    }
}

#[test]
fn the_lowest_layers_do_no_io_and_ask_no_clock() {
    let banned = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::time",
        "Utc::now",
        "Local::now",
        "println!",
        "eprintln!",
    ];
    for (path, text) in sources("src") {
        let own = path.strip_prefix("src/").and_then(|p| p.split('/').next()).unwrap();
        if layer(own).is_some_and(|l| l <= 2) {
            let code = text.split("#[cfg(test)]").next().unwrap();
            for word in banned {
                assert!(!code.contains(word), "{path} names {word}");
            }
        }
    }
}

#[test]
fn only_search_names_tantivy_and_only_store_names_the_database() {
    for (path, text) in sources("src") {
        let code: String = text
            .lines()
            .filter(|l| !l.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n");
        assert!(
            path.starts_with("src/search/") || !code.contains("tantivy::"),
            "{path} names tantivy"
        );
        assert!(
            path.starts_with("src/store/") || !code.contains("rusqlite::"),
            "{path} names rusqlite"
        );
    }
}

#[test]
fn every_source_file_says_what_its_word_means() {
    for below in ["src", "tests", "benches"] {
        if !root().join(below).exists() {
            continue;
        }
        for (path, text) in sources(below) {
            assert!(text.starts_with("//!"), "{path} does not open with `//!`");
        }
    }
}

#[test]
fn no_pattern_id_occurs_in_the_program() {
    let mut ids = Vec::new();
    for file in files("rules/patterns") {
        let text = fs::read_to_string(&file).unwrap();
        let line = text
            .lines()
            .find(|l| l.starts_with("id ") || l.starts_with("id="))
            .unwrap_or("");
        ids.extend(line.split('"').nth(1).map(str::to_owned));
    }
    assert!(ids.len() >= 14, "found only {ids:?}");
    for (path, text) in sources("src") {
        for id in &ids {
            assert!(!text.contains(id.as_str()), "{path} names the pattern {id}");
        }
    }
}

#[test]
fn files_stay_short_enough_to_read() {
    for (path, text) in sources("src") {
        let code = text.split("#[cfg(test)]").next().unwrap();
        let lines = code.lines().count();
        assert!(
            lines <= 450 || LONG.iter().any(|(p, _)| *p == path),
            "{path} has {lines} lines"
        );
    }
}

#[test]
fn our_own_words_blame_nobody() {
    // Words of notes stand in examples, phrases and samples; what the program says of its own stands in these keys and files.
    let blame = [
        "failed to",
        "failure to",
        "ignored",
        "should have",
        "would have prevented",
        "negligen",
    ];
    for file in files("rules/patterns") {
        let text = fs::read_to_string(&file).unwrap().to_lowercase();
        for line in text.lines().filter(|l| {
            ["title", "summary", "label"]
                .iter()
                .any(|k| l.trim_start().starts_with(k))
        }) {
            for word in blame {
                assert!(!line.contains(word), "{}: {line}", file.display());
            }
        }
    }
    for folder in ["src", "templates"] {
        for file in files(folder)
            .into_iter()
            .filter(|f| f.extension().is_some_and(|e| e == "rs" || e == "html"))
        {
            // Comments may define a warning as what should have led somebody to act; nobody is shown them.
            let text: String = fs::read_to_string(&file)
                .unwrap()
                .to_lowercase()
                .lines()
                .filter(|l| !l.trim_start().starts_with("//"))
                .collect::<Vec<_>>()
                .join("\n");
            for word in blame {
                assert!(!text.contains(word), "{} says “{word}”", file.display());
            }
        }
    }
}

#[test]
fn architecture_names_every_folder_and_its_layer() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for (module, layer) in LAYERS {
        assert!(
            text.contains(&format!("| {layer} | `{module}` |")),
            "ARCHITECTURE.md has no row for {module} in layer {layer}"
        );
    }
}
