//! Dates as UK agencies write them, read into a `When`. (stub)
use crate::model::when::When;
/// x
pub fn read_when(written: &str, _time: &str) -> Result<When, String> {
    let w = written.trim_start_matches('?');
    let d = chrono::NaiveDate::parse_from_str(w, "%Y-%m-%d").or_else(|_| chrono::NaiveDate::parse_from_str(w, "%d/%m/%Y")).map_err(|e| e.to_string())?;
    Ok(When { written: written.to_owned(), doubtful: written.starts_with('?'), ..When::day(d) })
}
