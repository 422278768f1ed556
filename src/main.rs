//! The program: the command line, and nothing else.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A build asks for memory a hundred times a page, on all cores at once.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    chancery::cli::run()
}
