//! Makes a large invented case folder for measuring: `cargo run --release --example generate_case -- DIR ENTRIES`.
//!
//! The same number gives the same bytes. About one entry in twelve holds something that a pattern looks for; the rest is routine.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a tool for measuring, not part of the program"
)]

use std::{fmt::Write as _, fs, path::PathBuf};

use chrono::{Days, NaiveDate};

const ROUTINE: &[&str] = &[
    "Office visit. Attended on time, polite. Rent account discussed, arrears letter read through and a payment plan rung through with the income team.",
    "Telephone contact to confirm the next appointment. Travel warrant posted. No other matters raised on this occasion.",
    "Boiler serviced, new thermostat fitted. Tenant pleased with the work. Follow up not needed.",
    "Medication review. Blood pressure 128/80, sleeping better, repeat prescription issued for two months.",
    "Benefits form completed in the office and sent recorded delivery. Copy on file.",
    "Attended group session three of six, took part well, homework sheet given.",
    "Visit to check smoke alarms. All in order. Neighbour asked about parking.",
    "Payslips seen. Hours go up to four days a week from next month. Bus pass renewed.",
];
const TELLING: &[&str] = &[
    "Ms Arden rang. Says he follows her to the tram every morning and was outside her flat till midnight. She is frightened.",
    "CPN rang, worried about controlling behaviour, he keeps her bank card and reads her messages. Noted.",
    "Says he is seeing somebody, a woman from the bowls club. Early days he says.",
    "Told him to stay away from her and not to contact her again. He accepted this.",
    "Discussed with SPO. Police rung, log 0412. Warning letter sent.",
    "Moved to monthly appointments from here. Will monitor.",
];
const AGENCIES: &[(&str, &str)] = &[
    ("probation", "probation"),
    ("police", "police"),
    ("cmht", "mental-health"),
    ("gp", "gp"),
    ("housing", "housing"),
];

fn main() {
    let mut arguments = std::env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().expect("give a folder and a number of entries"));
    let entries: u64 = arguments
        .next()
        .and_then(|n| n.to_str().map(str::to_owned))
        .and_then(|n| n.parse().ok())
        .unwrap_or(10_000);
    fs::create_dir_all(&folder).unwrap();
    let start = NaiveDate::from_ymd_opt(2015, 1, 5).unwrap();
    let days = 1800_u64;
    let mut seed = 7_u64;
    let mut next = |below: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    let mut files = vec![String::from("Ref,Date,Time,Source,Author,Type,Event\n"); AGENCIES.len()];
    for n in 0..entries {
        let agency = next(AGENCIES.len());
        let day = start + Days::new(n * days / entries);
        let telling = next(12) == 0;
        let mut text = if telling {
            TELLING[next(TELLING.len())].to_owned()
        } else {
            ROUTINE[next(ROUTINE.len())].to_owned()
        };
        for _ in 0..next(4) {
            write!(text, " {}", ROUTINE[next(ROUTINE.len())]).unwrap();
        }
        writeln!(
            files[agency],
            "{}-{n:06},{},{:02}:{:02},Contact log,Officer,Office visit,\"{text}\"",
            AGENCIES[agency].0,
            day.format("%d/%m/%Y"),
            8 + next(10),
            next(60)
        )
        .unwrap();
    }
    let end = start + Days::new(days);
    let mut case = format!(
        "title = \"Generated {entries}\"\nkind = \"sfo\"\nreview_from = {start}\nreview_to = {end}\n\n[[person]]\nid = \"P1\"\nrole = \"subject\"\nnames = [\"Martin Bell\", \"Mr Bell\", \"MB\"]\nsex = \"male\"\n\n[[person]]\nid = \"P2\"\nrole = \"victim\"\nnames = [\"Claire Arden\", \"Ms Arden\", \"CA\"]\nsex = \"female\"\n"
    );
    for ((id, kind), text) in AGENCIES.iter().zip(&files) {
        write!(case, "\n[[agency]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"{kind}\"\nfiles = [\"{id}.csv\"]\nsupplied_from = {start}\nsupplied_to = {end}\n").unwrap();
        fs::write(folder.join(format!("{id}.csv")), text).unwrap();
    }
    fs::write(folder.join("case.toml"), case).unwrap();
    println!("{entries} entries in {}", folder.display());
}
