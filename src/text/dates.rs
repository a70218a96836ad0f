//! Dates as UK agencies write them, read into a `When`.
