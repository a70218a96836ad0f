//! Exports of machines: JSON, contacts of nDelius, Timesketch.
