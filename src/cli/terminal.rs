//! What the program prints: results on standard output, everything else on standard error. Neither ends the program where
//! it cannot be written: a full disk or a closed pipe keeps no site from being published.

use std::fmt::Display;
use std::io::{self, ErrorKind, IsTerminal, Write};

use clap::ColorChoice;

use super::FAILURE;

/// Says when colours are printed.
pub fn set_colour(choice: ColorChoice) {
    match choice {
        ColorChoice::Auto => {}
        ColorChoice::Always => anstream::ColorChoice::Always.write_global(),
        ColorChoice::Never => anstream::ColorChoice::Never.write_global(),
    }
}

/// Whether somebody reads standard error as it is written.
pub fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// Prints a line on standard error.
pub fn say(line: impl Display) {
    tell(&format!("{line}\n"));
}

/// Prints text on standard error. Where that cannot be written there is no other place to say so; the exit status still
/// says how the command ended.
pub fn tell(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Prints a result on standard output.
///
/// # Errors
/// When it cannot be written, as on a full disk. Whoever closes the pipe, as `| head` does, has read enough: that is no
/// error.
pub fn print(result: &str) -> io::Result<()> {
    settle(anstream::stdout().lock().write_all(result.as_bytes()))
}

/// Flushes standard output after it was written to.
///
/// # Errors
/// As [`print`].
pub fn settle(written: io::Result<()>) -> io::Result<()> {
    match written.and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        settled => settled,
    }
}

/// The exit status of a command that would end with `status`, after it printed its result: a result that was lost is a
/// failure, and said to be.
pub fn status(status: u8, printed: io::Result<()>) -> u8 {
    match printed {
        Ok(()) => status,
        Err(error) => {
            say(format_args!("error: standard output cannot be written: {error}"));
            FAILURE
        }
    }
}
