//! Checks the share image, which other sites show with a link: that it exists, and that they will show it.
//!
//! Open Graph defines no sizes, so the limits are those of the sites that show such images. Facebook expects at least
//! 600 by 315 pixels for a large image, and a ratio of about 1.91 to 1; X crops to 2 to 1 and accepts at most 5 MB.

use crate::graph::Graph;
use crate::model::source::config::ShareImage;
use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::picture::Picture;
use crate::model::source::tree::{CONFIG, CONTENT, FilePath, STATIC, Tree};
use crate::text::nearest::{did_you_mean, nearest};

use super::unlocated::UnlocatedDiagnostic;

/// The minimum width and height in pixels.
const MIN_SIZE: (usize, usize) = (600, 315);

/// The maximum size in bytes.
const MAX_BYTES: usize = 5_000_000;

/// A warning if the image in the configuration does not exist, or will not be shown as intended.
pub fn check(graph: &Graph, picture: Option<Picture>, tree: &Tree) -> Option<UnlocatedDiagnostic> {
    let wanted = graph.config.share_image.as_ref()?;
    let (message, help) = match picture {
        None => Some(unreadable(wanted, tree)),
        Some(picture) => unpublished(wanted, graph).or_else(|| unfit(wanted, picture)),
    }?;
    let found = Diagnostic::of_file(Code::UnfitShareImage, &FilePath::new(CONFIG), message);
    Some(UnlocatedDiagnostic::at_word(found.help(help), &wanted.file))
}

/// Why an image could not be read, and the fix.
fn unreadable(wanted: &ShareImage, tree: &Tree) -> (String, String) {
    let file = &wanted.file;
    if tree.contains(file.as_str()) {
        let help = "save it as one of the two, best with 1200 by 630 pixels";
        return (format!("`{file}` is neither a PNG nor a JPEG"), help.to_owned());
    }
    let ends = |path: &&str| {
        [".png", ".jpg", ".jpeg"].iter().any(|ending| path.to_ascii_lowercase().ends_with(ending))
    };
    let pictures = tree.below(CONTENT).chain(tree.below(STATIC)).map(|(path, _)| path.as_str()).filter(ends);
    let help = did_you_mean(nearest(file, pictures), || {
        "write its path from the briefing's folder, as in `static/share.png`".to_owned()
    });
    (format!("no file `{file}`"), help)
}

fn unpublished(wanted: &ShareImage, graph: &Graph) -> Option<(String, String)> {
    let file = FilePath::new(&wanted.file);
    let is_published = file.below(STATIC).is_some() || graph.files.contains(&file);
    let message = (format!("`{file}` is not published"), "put it into `static/`".to_owned());
    (!is_published).then_some(message)
}

fn unfit(wanted: &ShareImage, picture: Picture) -> Option<(String, String)> {
    let file = &wanted.file;
    let Picture { width, height, bytes, .. } = picture;
    let measures = format!("`{file}` is {width} by {height} pixels");
    if bytes > MAX_BYTES {
        let message = format!("`{file}` has {bytes} bytes; other sites accept at most {MAX_BYTES}");
        return Some((message, "save it as a JPEG, or with fewer pixels".to_owned()));
    }
    let help = "make it 1200 by 630 pixels".to_owned();
    if width < MIN_SIZE.0 || height < MIN_SIZE.1 {
        let message = format!("{measures}; other sites require at least {} by {}", MIN_SIZE.0, MIN_SIZE.1);
        return Some((message, help));
    }
    // Between 7 to 4 and 2 to 1, only a narrow strip is cropped to 1.91 to 1.
    let is_cut = width * 4 < height * 7 || width > height * 2;
    is_cut.then(|| (format!("{measures}; other sites crop it to about 1.91 to 1"), help))
}
