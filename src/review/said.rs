//! What is *said* of a mention: that the thing is so, that a step was taken. Reports and lenses ask it here, so that they never differ.

use crate::model::mention::{ActionStatus, Factuality, Hand, Mention, Polarity};

/// Is it said that the thing is so: not struck out, negated, supposed, of nobody or of somebody outside the case?
pub fn is_asserted(mention: &Mention) -> bool {
    let said = &mention.assertion;
    mention.struck.is_none()
        && mention.hand != Hand::Reader
        && said.polarity == Polarity::Affirmed
        && said.factuality == Factuality::Actual
        && !said.other_person
}

/// Is it said that a step was taken: neither planned nor tried, not of an earlier time, and not doubted by the entry itself?
pub fn is_said_done(mention: &Mention) -> bool {
    let said = &mention.assertion;
    is_asserted(mention) && !said.historical && !said.uncertain && said.action == ActionStatus::Done
}
