//! *Words* of the papers of training: how far from the first chance something was decided, and where a rule comes from.

use crate::{model::matter::SourceCard, report::kinds::parts::count, training::marking::Chose};

/// How long after the stop point at which something could first be seen, in days of the case, in words. Before it, some entry of it was
/// seen and not yet all of them.
pub fn after(days: i64) -> String {
    match usize::try_from(days) {
        Ok(0) => "the first at which it could be seen".to_owned(),
        Ok(days) => format!(
            "{} of the case after it could first be seen",
            count(days, "day", "days")
        ),
        Err(_) => "before all of it could be seen".to_owned(),
    }
}

/// A source, in words: what it is, where in it, what it says there, how it was read.
pub fn source(source: &SourceCard) -> String {
    let at = if source.at.is_empty() {
        String::new()
    } else {
        format!(", {}", source.at)
    };
    let says = if source.says.is_empty() {
        String::new()
    } else {
        format!(": {}", source.says)
    };
    format!("{}{at}{says} [{}]", source.title, source.tag)
}

pub(super) fn covered(chose: &Chose) -> String {
    if !chose.is_open && chose.acted.is_none() {
        return "nothing was open: what was expected was on record, or another agency’s to do".to_owned();
    }
    match (chose.covers.is_empty(), chose.acted, chose.acted_days) {
        (false, Some(stage), Some(days)) => {
            format!("{} (at stage {}, {})", chose.covers.join("; "), stage + 1, after(days))
        }
        (true, Some(stage), Some(days)) => format!("at stage {}, {}", stage + 1, after(days)),
        _ => "chose something else".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::after;

    #[test]
    fn what_was_marked_before_all_of_it_could_be_seen_is_not_called_the_first_chance() {
        assert_eq!(after(-20), "before all of it could be seen");
        assert_eq!(after(0), "the first at which it could be seen");
        assert_eq!(after(1), "1 day of the case after it could first be seen");
        assert_eq!(after(20), "20 days of the case after it could first be seen");
    }
}
