//! *Reports*: what a report says (`kinds`) and how it is written (`formats`), joined by one neutral document.
//!
//! Layer 3. It adds no facts: everything it says is in the matter.
