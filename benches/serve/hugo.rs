//! A site for Hugo that shows what ours shows, but backlinks and the index: navigation of the section, contents, tags.

use std::fs;
use std::path::Path;

use crate::corpus::{self, Links};

/// The layouts, by their paths.
const FILES: &[(&str, &str)] = &[
    (
        "hugo.toml",
        "baseURL = \"https://example.org/\"\ntitle = \"Bench\"\ndisableKinds = [\"404\"]\n[taxonomies]\ntag = \"tags\"\n",
    ),
    (
        "layouts/baseof.html",
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{{ .Title }} · {{ site.Title }}</title>\n\
         <link rel=\"canonical\" href=\"{{ .Permalink }}\">\n</head>\n<body>\n<header><a href=\"{{ site.Home.RelPermalink }}\">\
         {{ site.Title }}</a></header>\n{{ block \"main\" . }}{{ end }}\n<footer>{{ site.Title }}</footer>\n</body>\n</html>\n",
    ),
    (
        "layouts/page.html",
        "{{ define \"main\" }}\n{{ $here := . }}\n<nav>\n<ul>\n{{ range .CurrentSection.RegularPages }}<li>\
         <a href=\"{{ .RelPermalink }}\"{{ if eq . $here }} aria-current=\"page\"{{ end }}>{{ .Title }}</a></li>\n{{ end }}</ul>\n\
         </nav>\n<main>\n<h1>{{ .Title }}</h1>\n<p>{{ .Description }}</p>\n{{ .TableOfContents }}\n{{ .Content }}\n\
         <ul>\n{{ range .GetTerms \"tags\" }}<li><a href=\"{{ .RelPermalink }}\">{{ .LinkTitle }}</a></li>\n{{ end }}</ul>\n\
         {{ with .NextInSection }}<a rel=\"prev\" href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}\n\
         {{ with .PrevInSection }}<a rel=\"next\" href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}\n</main>\n{{ end }}\n",
    ),
    (
        "layouts/list.html",
        "{{ define \"main\" }}\n<main>\n<h1>{{ .Title }}</h1>\n{{ .Content }}\n<ul>\n{{ range .Pages }}<li>\
         <a href=\"{{ .RelPermalink }}\">{{ .Title }}</a> {{ .Description }}</li>\n{{ end }}</ul>\n</main>\n{{ end }}\n",
    ),
];

/// Writes the site.
pub fn write(folder: &Path, pages: usize) {
    for (file, text) in FILES {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
    corpus::write(folder, pages, Links::Relref);
}
