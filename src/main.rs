//! The program: hands its arguments to `cli` and ends with the exit code it returns.

use std::io::{self, BufWriter, Write as _};

fn main() -> std::process::ExitCode {
    // The words of a panic could hold words of a case; its place in the program cannot.
    std::panic::set_hook(Box::new(|fault| {
        let place = fault
            .location()
            .map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        // Nobody is left to tell when even this cannot be written.
        let _ = writeln!(io::stderr(), "forewarned: a fault of the program itself, at {place}");
    }));
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("FOREWARNED_LOG").unwrap_or_else(|_| "warn".into()),
        )
        .with_writer(io::stderr)
        .init();
    forewarned::cli::run(
        std::env::args_os(),
        &mut BufWriter::new(io::stdout().lock()),
        &mut io::stderr(),
    )
}
