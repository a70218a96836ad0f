//! The *web* screens: one file per page.
//!
//! Layer 5. It calls `app` and fills templates. Async lives only here.
