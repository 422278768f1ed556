//! Prints results to standard output, and everything else to standard error. A failure to write never ends the
//! program early: a full disk or a closed pipe does not prevent a site from being published.

use std::fmt::Display;
use std::io::{self, ErrorKind, IsTerminal, Write};

use clap::ColorChoice;

use super::FAILURE;

/// Sets when to print colours.
pub fn set_colour(choice: ColorChoice) {
    match choice {
        ColorChoice::Auto => {}
        ColorChoice::Always => anstream::ColorChoice::Always.write_global(),
        ColorChoice::Never => anstream::ColorChoice::Never.write_global(),
    }
}

/// Whether standard error is a terminal.
pub fn is_interactive() -> bool {
    io::stderr().is_terminal()
}

/// Prints a line to standard error.
pub fn message(line: impl Display) {
    write_stderr(&format!("{line}\n"));
}

/// Prints text to standard error. A failure is ignored, because there is no other place to report it; the exit status
/// still shows how the command ended.
pub fn write_stderr(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Prints a result to standard output.
///
/// # Errors
/// If it cannot be written, as on a full disk. A closed pipe, as with `| head`, is no error.
pub fn write_stdout(result: &str) -> io::Result<()> {
    flush(anstream::stdout().lock().write_all(result.as_bytes()))
}

/// Flushes standard output after it was written to.
///
/// # Errors
/// As for [`write_stdout`].
pub fn flush(written: io::Result<()>) -> io::Result<()> {
    match written.and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        flushed => flushed,
    }
}

/// The exit status of a command that would end with `status`, after it printed its result. A lost result is reported,
/// and is a failure.
pub fn exit_status(status: u8, printed: io::Result<()>) -> u8 {
    match printed {
        Ok(()) => status,
        Err(error) => {
            message(format_args!("error: standard output cannot be written: {error}"));
            FAILURE
        }
    }
}
