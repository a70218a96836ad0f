//! The *command line*: one file per subcommand.
//!
//! Layer 5. It reads arguments, calls `app`, prints. Nothing else prints.
