//! Journeys of a panel in a real browser: with the mouse, with the keyboard alone, and with scripts turned off.
//!
//! A journey is written in a panel's words (`goes_to`, `opens`, `chooses`, `types`, `presses`, `sees`), and controls are found by the
//! names that assistive techniques tell. The same journey is made in each way, so that none is a second-class one.

/// Each journey as three tests.
macro_rules! in_three_ways {
    ($($journey:ident)*) => {$(
        mod $journey {
            use super::super::Way;

            #[test]
            fn with_the_mouse() {
                super::$journey(Way::Mouse);
            }

            #[test]
            fn with_the_keyboard_alone() {
                super::$journey(Way::Keyboard);
            }

            #[test]
            fn without_scripts() {
                super::$journey(Way::NoScript);
            }
        }
    )*};
}

mod anonymising;
mod bringing;
mod checked;
mod comforts;
mod desk;
mod done;
mod driver;
mod first;
mod judging;
mod larch;
mod reach;
mod reading;
mod seeking;
mod touched;
mod training;

use std::path::{Path, PathBuf};

pub(crate) use desk::{Desk, Way};

/// A file of a sample case, as an agency sent it.
fn sent(case: &str, file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("samples/cases")
        .join(case)
        .join(file)
}
