//! The program: the command line, and nothing else.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A build allocates memory a hundred times per page, on all cores at once.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    chancery::cli::run()
}
