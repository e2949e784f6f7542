//! Writes the seed corpus of each fuzz target into `tests/fuzz/corpus/`.
//!
//! Texts, settings, layouts, fonts and drawings are copied from the repository. Pictures, PDFs and documents are made here.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageEncoder, ImageFormat, Luma, Rgba, RgbaImage};
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// The largest file that is copied: larger seeds slow down a target more than they help.
const LARGEST: u64 = 128 << 10;
/// The groups of test cases whose texts have the most varied Markdown.
const VARIED: [&str; 7] = ["blocks", "dialects", "figures", "french", "front", "lines", "notes"];

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let cases = files(&root.join("tests/cases"));
    let own = files(&root.join("brochure"));
    let ending = |of: &[PathBuf], end: &str| -> Vec<PathBuf> {
        of.iter().filter(|path| path.to_string_lossy().ends_with(end)).cloned().collect()
    };
    let texts = [ending(&own, ".md"), ending(&cases, ".md")].concat();
    let is_varied = |path: &Path| {
        let group = path.strip_prefix(root.join("tests/cases")).ok().and_then(|path| path.iter().next());
        group.is_none_or(|group| VARIED.iter().any(|varied| group == *varied))
    };
    copy("markdown", texts.iter().filter(|path| is_varied(path)));
    copy("front_matter", &texts);
    copy("brochure_toml", &[ending(&own, ".toml"), ending(&cases, "brochure.toml")].concat());
    let layouts = [files(&root.join("layouts")), ending(&cases, ".toml")].concat();
    let is_layout = |path: &&PathBuf| String::from_utf8_lossy(&read(path)).contains("[sheet]");
    copy("layout", layouts.iter().filter(is_layout));
    copy("face", &ending(&files(&root.join("fonts/oswald")), ".ttf"));
    make("face", "cff", &without_tables(&read(&root.join("fonts/libertinus-serif/LibertinusSerif-Regular.otf"))));
    copy("svg", &[ending(&cases, ".svg"), ending(&files(&root.join("docs/layouts")), ".svg")].concat());
    copy("png", &[ending(&cases, ".png"), ending(&own, ".png")].concat());
    copy("pdf", &ending(&cases, ".pdf"));
    copy("import_html", &ending(&cases, ".html"));
    copy("import_docx", &ending(&cases, ".docx"));
    copy("import_text", &[ending(&own, ".md"), files(&root.join("tests/data")), ending(&cases, "raw.txt")].concat());
    drawings();
    pictures();
    pdfs();
    documents();
    requests();
}

/// Returns all files in a folder and its subfolders, ordered by path.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("the folder exists").map(|entry| entry.expect("it is readable").path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).expect("the file is in the repository")
}

/// Adds a seed.
fn make(target: &str, name: &str, bytes: &[u8]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus").join(target);
    fs::create_dir_all(&folder).expect("the folder is writable");
    fs::write(folder.join(format!("seed-{name}")), bytes).expect("the folder is writable");
}

/// Adds the files at these paths.
fn copy<'p>(target: &str, paths: impl IntoIterator<Item = &'p PathBuf>) {
    for (number, path) in paths.into_iter().enumerate() {
        if fs::metadata(path).is_ok_and(|found| (1..=LARGEST).contains(&found.len())) {
            make(target, &number.to_string(), &read(path));
        }
    }
}

/// Returns a font without its tables for kerning and substitution, which would make the seed too large.
fn without_tables(font: &[u8]) -> Vec<u8> {
    let number = |at: usize| u32::from_be_bytes([font[at], font[at + 1], font[at + 2], font[at + 3]]) as usize;
    let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let records = (0..count).map(|n| 12 + 16 * n);
    let kept: Vec<usize> = records
        .filter(|at| ![b"GPOS", b"GSUB", b"GDEF"].contains(&&[font[*at], font[at + 1], font[at + 2], font[at + 3]]))
        .collect();
    let mut head = font[..4].to_vec();
    head.extend((kept.len() as u16).to_be_bytes());
    head.extend([0; 6]);
    let mut tables = Vec::new();
    for at in &kept {
        let (start, length) = (number(at + 8), number(at + 12));
        head.extend(&font[*at..at + 8]);
        head.extend(((12 + 16 * kept.len() + tables.len()) as u32).to_be_bytes());
        head.extend((length as u32).to_be_bytes());
        tables.extend(&font[start..start + length]);
        tables.resize(tables.len().next_multiple_of(4), 0);
    }
    [head, tables].concat()
}

fn drawings() {
    let head =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 90 40\">";
    let bodies = [
        "<defs><linearGradient id='g'><stop offset='0' stop-color='#a00'/><stop offset='1'/></linearGradient></defs>\
         <rect width='90' height='40' fill='url(#g)'/><path d='M5 5Q45 60 85 5z' fill='none' stroke='black' \
         stroke-width='2' stroke-dasharray='4 2'/>",
        "<clipPath id='c'><circle cx='9' cy='9' r='5'/></clipPath><mask id='m'><rect width='9' height='9'/></mask>\
         <g clip-path='url(#c)' mask='url(#m)' opacity='.5' transform='rotate(9) scale(2)'><use xlink:href='#e'/></g>\
         <symbol id='s'><ellipse id='e' rx='9' ry='4'/></symbol><use href='#s' x='1'/>",
        "<filter id='f'><feGaussianBlur stdDeviation='2'/><feTurbulence baseFrequency='.1' numOctaves='2'/></filter>\
         <pattern id='p' width='4' height='4' patternUnits='userSpaceOnUse'><path d='M0 0l4 4'/></pattern>\
         <g filter='url(#f)'><polygon points='0,0 9,0 9,9' fill='url(#p)'/></g>\
         <style>.a{fill:red}</style><path class='a' d='M1 1A2 2 0 0 1 3 3C1 2 3 4 5 6' marker-end='url(#k)'/>\
         <marker id='k'><path d='M0 0h3v3z'/></marker>",
    ];
    for (number, body) in bodies.iter().enumerate() {
        make("svg", &format!("made-{number}"), format!("{head}{body}</svg>").as_bytes());
    }
}

/// Makes small pictures in every format, with and without transparency, and of more than 8 bits where the format has them.
fn pictures() {
    let pixel = |x: u32, y: u32| Rgba([(x * 11) as u8, (y * 17) as u8, (x ^ y) as u8, if x > y { 255 } else { 60 }]);
    let rgba = DynamicImage::ImageRgba8(RgbaImage::from_fn(22, 13, pixel));
    let kinds = [
        ("rgb", DynamicImage::ImageRgb8(rgba.to_rgb8())),
        ("grey", DynamicImage::ImageLuma8(rgba.to_luma8())),
        ("dot", DynamicImage::ImageLuma8(image::GrayImage::from_pixel(1, 1, Luma([9])))),
        ("deep", DynamicImage::ImageRgb16(rgba.to_rgb16())),
        ("rgba", rgba),
    ];
    let formats = [
        ("jpeg", ImageFormat::Jpeg),
        ("png", ImageFormat::Png),
        ("webp", ImageFormat::WebP),
        ("tiff", ImageFormat::Tiff),
        ("gif", ImageFormat::Gif),
    ];
    for (target, format) in formats {
        for (name, kind) in &kinds {
            let mut bytes = Cursor::new(Vec::new());
            // A format without a kind of pixels gets no seed of that kind.
            if kind.write_to(&mut bytes, format).is_ok() {
                make(target, name, bytes.get_ref());
            }
        }
    }
    // Exif data that turn the picture by a quarter.
    let exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    let mut turned = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut turned, 40);
    encoder.set_exif_metadata(exif).expect("JPEG has Exif data");
    let rgb = kinds[0].1.as_bytes();
    encoder.write_image(rgb, 22, 13, image::ExtendedColorType::Rgb8).expect("memory is writable");
    make("jpeg", "turned", &turned);
}

/// Makes a PDF with inherited attributes, a form, a font, an inline picture and a link, and one with compressed objects.
fn pdfs() {
    let content = "q .5 0 0 .5 9 9 cm /X0 Do Q BT /F0 12 Tf 9 9 Td <0001> Tj [(a) -9 (b)] TJ ET BI /W 1 /H 1 /BPC 8 /CS /G ID a EI";
    let form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 10>>stream\n0 0 9 9 re\nendstream";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_string(),
        "<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]/MediaBox[0 0 420 595]/Resources<</Font<</F0 6 0 R>>/XObject<</X0 7 0 R>>>>>>"
            .to_string(),
        "<</Type/Page/Parent 2 0 R/Contents 5 0 R/Rotate 90/Annots[8 0 R]>>".to_string(),
        "<</Type/Page/Parent 2 0 R/Contents[5 0 R 5 0 R]/CropBox[9 9 200 200]/UserUnit 2>>".to_string(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/ToUnicode 9 0 R>>".to_string(),
        form.to_string(),
        "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Dest[3 0 R/Fit]>>".to_string(),
        "<</Length 17>>stream\n<0001> <00610062>\nendstream".to_string(),
    ];
    let mut pdf = "%PDF-1.7\n".to_string();
    let mut table = "xref\n0 10\n0000000000 65535 f \n".to_string();
    for (number, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", pdf.len()));
        pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
    }
    let start = pdf.len();
    let with_table = format!("{pdf}{table}trailer<</Size 10/Root 1 0 R/ID[<00><00>]>>\nstartxref\n{start}\n%%EOF\n");
    make("pdf", "table", with_table.as_bytes());
    // The offsets are missing, so that a reader must search the file for the objects.
    make("pdf", "repaired", format!("{pdf}trailer<</Size 10/Root 1 0 R>>\nstartxref\n0\n%%EOF\n").as_bytes());
    let packed = "<</Type/ObjStm/N 2/First 8/Length 34>>stream\n1 0 2 15<</Pages 2 0 R>><</Kids[]>>\nendstream";
    let entries = "<</Type/XRef/Size 3/W[1 1 1]/Root 1 0 R/Filter/ASCIIHexDecode/Length 19>>stream\n0000ff 020900 020901>\nendstream";
    let streams = format!("%PDF-1.7\n9 0 obj\n{packed}\nendobj\n");
    let start = streams.len();
    let streams = format!("{streams}10 0 obj\n{entries}\nendobj\nstartxref\n{start}\n%%EOF\n");
    make("pdf", "streams", streams.as_bytes());
}

/// Makes the parts of documents, separated by NUL bytes as the targets expect them.
fn documents() {
    let document = "<w:document xmlns:w='w' xmlns:r='r'><w:body><w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>Un \
         titre</w:t></w:r></w:p><w:p><w:r><w:rPr><w:i/><w:b w:val='0'/></w:rPr><w:t>Du texte</w:t><w:br/><w:tab/></w:r>\
         <w:hyperlink r:id='l1'><w:r><w:t>lié</w:t></w:r></w:hyperlink><w:r><w:footnoteReference w:id='2'/></w:r></w:p>\
         <w:p><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>un</w:t></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>\
         <w:p><w:r><w:drawing><a:blip r:embed='p1'/></w:drawing></w:r></w:p><w:p><w:del><w:r><w:t>x</w:t></w:r></w:del>\
         </w:p></w:body></w:document>";
    let styles = "<w:styles xmlns:w='w'><w:style w:styleId='Title'><w:name w:val='Title'/></w:style><w:style \
         w:styleId='A'><w:basedOn w:val='Title'/><w:pPr><w:outlineLvl w:val='2'/></w:pPr></w:style></w:styles>";
    let relations = "<Relationships><Relationship Id='l1' Target='https://a.b'/><Relationship Id='p1' \
         Target='media/image1.svg'/></Relationships>";
    let numbering = "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='3'><w:lvl><w:numFmt w:val='decimal'/></w:lvl>\
         </w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='3'/></w:num></w:numbering>";
    let notes = "<w:footnotes xmlns:w='w'><w:footnote w:id='2'><w:p><w:r><w:t>La note.</w:t></w:r></w:p></w:footnote>\
         </w:footnotes>";
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>";
    make("import_docx", "parts", [document, styles, relations, numbering, notes, drawing].join("\0").as_bytes());
    let content = "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:style='s' xmlns:fo='f' xmlns:table='b' \
         xmlns:draw='d' xmlns:xlink='x'><office:automatic-styles><style:style style:name='T1'><style:text-properties \
         fo:font-style='italic'/></style:style><text:list-style style:name='L1'><text:list-level-style-number/>\
         </text:list-style></office:automatic-styles><office:body><text:h text:outline-level='1'>Un titre</text:h><text:p>Du \
         <text:span text:style-name='T1'>texte</text:span> <text:a xlink:href='https://a.b'>lié</text:a><text:note>\
         <text:note-citation>1</text:note-citation><text:note-body><text:p>La note.</text:p></text:note-body></text:note>.\
         <text:line-break/><text:s/></text:p><text:list text:style-name='L1'><text:list-item><text:p>un</text:p>\
         </text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>\
         </table:table-row></table:table><text:p><draw:frame><draw:image xlink:href='Pictures/image1.svg'/></draw:frame>\
         </text:p></office:body></office:document-content>";
    let styles = "<office:document-styles xmlns:office='o' xmlns:style='s'><style:style style:name='T2' \
         style:parent-style-name='Quotations'/></office:document-styles>";
    make("import_odt", "parts", [content, styles, drawing].join("\0").as_bytes());
    let page = "<!doctype html><meta charset=utf-8><title>Un - Site</title><nav>Menu</nav><article><h1>Un</h1><p>Du <em>texte</em> \
         <a href='https://a.b'>lié</a><sup><a href='#n1' id=r1>1</a></sup>.<p>Encore<br>là<blockquote><p>Cité</p></blockquote>\
         <ul><li>a<li>b<ol start=3><li>c</ol></ul><figure><img src='a%20b.png'><figcaption>Là</figcaption></figure><pre>a\n b</pre>\
         <table><tr><td>a<td>b<tr><td>c<td>d</table><ol><li id=n1>La note. <a href='#r1'>↩</a></li></ol></article>\
         <script>var a = '<p>';</script>";
    make("import_html", "page", page.as_bytes());
    let mail = "Sujet : lundi\n\nBonjour,\n\n> Une question ?\n>> Avant.\n\nUne ré-\nponse”1 , U n mot[2].\n\u{c}\n12\n\n\
         1. Une note.\n2. Une autre.\n\n-- \nMoi, Paris, mai 2022\n";
    make("import_text", "mail", mail.as_bytes());
    let utf16: Vec<u8> = mail.encode_utf16().flat_map(u16::to_le_bytes).collect();
    make("import_text", "utf16", &utf16);
}

fn requests() {
    let heads = [
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:4141\r\nAccept-Language: fr;q=0.9, en\r\n\r\n",
        "GET /state?lang=fr HTTP/1.1\r\nHost: localhost:4141\r\nConnection: close\r\n\r\n",
        "GET /glyphs?face=0&ids=4-5 HTTP/1.1\r\nHost: localhost:4141\r\n\r\n",
        "GET /sheets?layout=a5-on-a4 HTTP/1.1\r\nHost: localhost:4141\r\n\r\n",
        "GET /source?page=0&line=0 HTTP/1.1\r\nHost: localhost:4141\r\n\r\n",
        "GET /source?file=1&byte=9 HTTP/1.1\r\nHost: localhost:4141\r\n\r\n",
        "GET /picture/1-0 HTTP/1.1\r\nHost: localhost:4141\r\n\r\n",
        "GET /page/0-1 HTTP/1.1\r\nHost: localhost:4141\r\n\r\n",
        "POST /open?page=%30&line=0 HTTP/1.1\r\nHost: [::1]:4141\r\nOrigin: http://[::1]:4141\r\nContent-Length: 2\r\n\r\nab",
    ];
    for (number, head) in heads.iter().enumerate() {
        make("http", &number.to_string(), head.as_bytes());
    }
}
