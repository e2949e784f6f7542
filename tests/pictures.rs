//! Tests how pictures are printed: their tones must survive copying, the cache must not change the PDFs, and files of every
//! supported format must be printed.

mod common;

use agrafe::halftone::{Process, Retouch, Screener, copies, copies_of_grey, resample};
use agrafe::image::{DotSize, Dots, Grey};
use common::{agrafe, folder};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Object, Stream};
use image::{DynamicImage, ImageFormat, RgbImage};
use std::io::Cursor;
use std::path::Path;

/// Returns a picture like a photograph, with soft shapes, an edge and some grain.
fn photograph(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let (u, v) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
        let soft = ((u * 7.0).sin() * (v * 5.0).cos() + 1.0) * 95.0;
        let edge = if u + v > 1.1 { 40.0 } else { 0.0 };
        let grain = f64::from((x.wrapping_mul(73) ^ y.wrapping_mul(151)) % 17);
        let tone = (soft + edge + grain) as u8;
        image::Rgb([tone, tone.saturating_sub(8), tone / 2])
    })
}

fn encoded(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(photograph(900, 600)).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Creates a brochure with one picture and these settings.
fn brochure(settings: &str, (name, bytes): (&str, &[u8])) -> tempfile::TempDir {
    let toml = format!("title = \"Essai\"\n{settings}\n");
    let text = format!("Un texte.\n\n![Une légende.]({name})\n\nEncore.\n");
    let folder = folder(&[("brochure.toml", &toml), ("a.md", &text)]);
    std::fs::write(folder.path().join(name), bytes).unwrap();
    folder
}

fn built(folder: &Path) -> (Vec<u8>, Vec<u8>) {
    let output = agrafe(folder, &["build", "-q"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read = |name: &str| std::fs::read(folder.join("out").join(name)).unwrap();
    (read("essai.pdf"), read("essai-a5-on-a4.pdf"))
}

/// Returns the width, height and filter of every picture in a PDF, whether it is a stencil mask, and its data.
fn pictures(pdf: &[u8]) -> Vec<(i32, i32, String, bool, Vec<u8>)> {
    let pdf = Pdf::new(pdf.to_vec()).unwrap_or_else(|_| panic!("not a PDF"));
    let mut found = Vec::new();
    for object in pdf.objects() {
        let Object::Stream(stream) = object else { continue };
        let dict: &Dict = stream.dict();
        let text = |key: &str| dict.get::<hayro_syntax::object::Name>(key).map(|n| n.as_str().to_string());
        if text("Subtype").as_deref() != Some("Image") {
            continue;
        }
        let number = |key: &str| dict.get::<i32>(key).unwrap_or_default();
        let stencil = dict.get::<bool>("ImageMask").unwrap_or_default();
        let data = stream.raw_data().into_owned();
        found.push((number("Width"), number("Height"), text("Filter").unwrap_or_default(), stencil, data));
    }
    found
}

/// Returns the content streams of all forms in a PDF, which draw the pictures of the pages.
fn contents(pdf: &[u8]) -> String {
    let pdf = Pdf::new(pdf.to_vec()).unwrap_or_else(|_| panic!("not a PDF"));
    let mut all = String::new();
    for object in pdf.objects() {
        let Object::Stream(stream) = object else { continue };
        let stream: Stream = stream;
        let form = stream.dict().get::<hayro_syntax::object::Name>("Subtype").is_some_and(|n| n.as_str() == "Form");
        if form && let Ok(content) = stream.decoded() {
            all.push_str(&String::from_utf8_lossy(&content));
            all.push('\n');
        }
    }
    all
}

#[test]
fn pages_embed_the_picture_file_and_sheets_its_dots() {
    let jpeg = encoded(ImageFormat::Jpeg);
    let folder = brochure("", ("a.jpg", &jpeg));
    let (reading, sheets) = built(folder.path());
    let [(900, 600, filter, false, data)] = &pictures(&reading)[..] else { panic!("{:?}", pictures(&reading).len()) };
    assert!(filter == "DCTDecode" && *data == jpeg, "the file was changed");
    let [(width, height, _, true, _)] = pictures(&sheets)[..] else { panic!("no stencil") };
    // The measure of the default page at 600 dots per inch.
    assert!((2700..2900).contains(&width) && (i64::from(height) * 3 - i64::from(width) * 2).abs() < 4);
}

#[test]
fn plates_are_aligned_with_the_dots_of_the_printer() {
    let folder = brochure("", ("a.jpg", &encoded(ImageFormat::Jpeg)));
    let (_, sheets) = built(folder.path());
    let [(width, _, _, true, _)] = pictures(&sheets)[..] else { panic!("no stencil") };
    let content = contents(&sheets);
    let before = content.split(" cm/H0 Do").next().expect("a plate");
    let mut numbers: Vec<f64> = before.rsplit(' ').take(6).filter_map(|n| n.parse().ok()).collect();
    numbers.reverse();
    let whole = |points: f64| (points * 600.0 / 72.0 - (points * 600.0 / 72.0).round()).abs() < 0.01;
    assert!(
        whole(numbers[4]) && whole(numbers[5]),
        "the plate starts at {} and {} points, between two dots",
        numbers[4],
        numbers[5]
    );
    let dots = numbers[0] * 600.0 / 72.0;
    assert!((dots - f64::from(width)).abs() < 0.01, "the plate has {width} dots but is printed {dots} dots wide");
}

#[test]
fn mode_can_be_set_for_the_brochure_and_for_one_picture() {
    let jpeg = encoded(ImageFormat::Jpeg);
    let own = |mode: &str| format!("[picture.\"a.jpg\"]\nmode = \"{mode}\"");
    for (settings, stencil, filter) in [
        ("[pictures]\nmode = \"as-is\"".to_string(), false, "DCTDecode"),
        ("[pictures]\nmode = \"grey\"".to_string(), false, "FlateDecode"),
        ("[pictures]\nmode = \"threshold\"".to_string(), true, "CCITTFaxDecode"),
        (own("as-is"), false, "DCTDecode"),
        (own("threshold"), true, "CCITTFaxDecode"),
    ] {
        let (_, sheets) = built(brochure(&settings, ("a.jpg", &jpeg)).path());
        let [(_, _, had, is_stencil, _)] = &pictures(&sheets)[..] else { panic!("{settings}") };
        assert_eq!((*is_stencil, had.as_str()), (stencil, filter), "{settings}");
    }
}

#[test]
fn cache_may_be_deleted_damaged_or_stale() {
    let folder = brochure("", ("a.jpg", &encoded(ImageFormat::Jpeg)));
    let plates = || -> Vec<_> {
        std::fs::read_dir(folder.path().join(".agrafe")).unwrap().map(|entry| entry.unwrap().path()).collect()
    };
    let first = built(folder.path()).1;
    assert_eq!(plates().len(), 1);
    assert!(first == built(folder.path()).1, "the cache changed the output");
    let plate = plates().remove(0);
    let whole = std::fs::read(&plate).unwrap();
    for damage in [0, 5, 20, 30, whole.len() / 2] {
        let mut bytes = whole.clone();
        bytes[damage] ^= 0x55;
        std::fs::write(&plate, &bytes).unwrap();
        assert!(first == built(folder.path()).1, "the cached plate was used although byte {damage} is damaged");
    }
    std::fs::write(&plate, &whole[..whole.len() - 9]).unwrap();
    assert!(first == built(folder.path()).1);
    std::fs::remove_dir_all(folder.path().join(".agrafe")).unwrap();
    assert!(first == built(folder.path()).1);
    std::fs::write(folder.path().join("brochure.toml"), "title = \"Essai\"\n[pictures]\nscreen = 53\n").unwrap();
    assert!(first != built(folder.path()).1, "a cached plate of other settings was used");
}

#[test]
fn dots_do_not_depend_on_the_number_of_threads() {
    let folder = brochure("", ("a.jpg", &encoded(ImageFormat::Jpeg)));
    let mut seen: Option<Vec<u8>> = None;
    for threads in ["1", "2", "5"] {
        let _ = std::fs::remove_dir_all(folder.path().join(".agrafe"));
        let status = std::process::Command::new(env!("CARGO_BIN_EXE_agrafe"))
            .args(["build", "-q"])
            .current_dir(folder.path())
            .env("RAYON_NUM_THREADS", threads)
            .status()
            .unwrap();
        assert!(status.success());
        let bytes = std::fs::read(folder.path().join("out/essai-a5-on-a4.pdf")).unwrap();
        assert!(*seen.get_or_insert_with(|| bytes.clone()) == bytes, "the dots differ with {threads} threads");
    }
}

/// Returns the average tone of each square field of dots, as the eye sees it from a distance.
fn average_tones(dots: &Dots, field: usize) -> Vec<f64> {
    let mut tones = Vec::new();
    for top in (0..dots.height - field).step_by(field) {
        for left in (0..dots.width - field).step_by(field) {
            let spots = (top..top + field).flat_map(|y| (left..left + field).map(move |x| (x, y)));
            let black = spots.filter(|(x, y)| dots.is_black(*x, *y)).count();
            tones.push(255.0 * (1.0 - black as f64 / (field * field) as f64));
        }
    }
    tones
}

#[test]
fn tones_of_a_halftone_survive_two_copies() {
    let size = DotSize { width: 1200, height: 800 };
    let picture = photograph(600, 400);
    let tones = picture.pixels().map(|p| p.0[0]).collect();
    let grey = Grey { width: 600, height: 400, tones };
    let large = resample(&grey, size, Retouch::default());
    let field = 24;
    let meant: Vec<f64> = (0..size.height - field)
        .step_by(field)
        .flat_map(|top| (0..size.width - field).step_by(field).map(move |left| (left, top)))
        .map(|(left, top)| {
            let spots = (top..top + field).flat_map(|y| (left..left + field).map(move |x| y * size.width + x));
            spots.map(|at| f64::from(large.tones[at])).sum::<f64>() / (field * field) as f64
        })
        .collect();
    let error = |dots: &Dots| {
        let tones = average_tones(dots, field);
        tones.iter().zip(&meant).map(|(one, other)| (one - other).abs()).sum::<f64>() / tones.len() as f64
    };
    let screener = Screener::new(600, 71, 2);
    let printed = screener.screen(&grey, size, Process::Halftone, Retouch::default());
    let screened = error(&copies(printed, 600, 2));
    let plain = error(&copies_of_grey(large.clone(), 600, 2));
    assert!(screened < 9.0, "the mean error is {screened} of 255");
    assert!(plain > 4.0 * screened, "the mean error is {plain} for grey and {screened} for a halftone");
}

#[test]
fn picture_command_shows_a_picture_as_printed() {
    let folder = brochure("", ("a.jpg", &encoded(ImageFormat::Jpeg)));
    let run = |arguments: &[&str], code: i32| {
        let output = agrafe(folder.path(), &[&["picture", "a.jpg"], arguments].concat());
        let messages = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{messages}");
        messages
    };
    assert!(run(&[], 0).contains("2362 × 1574, a screen of 73 lines per inch"));
    let picture = image::open(folder.path().join("picture.png")).unwrap();
    assert_eq!((picture.width(), picture.height()), (2362, 1574));
    assert!(picture.to_luma8().pixels().all(|p| p.0[0] == 0 || p.0[0] == 255));
    run(&["--width", "50mm", "--mode", "grey", "-o", "grey.png"], 0);
    assert!(image::open(folder.path().join("grey.png")).unwrap().to_luma8().pixels().any(|p| p.0[0] == 128));
    assert!(run(&["--generations", "2", "--width", "50mm"], 0).contains("after 2 copies"));
    run(&["--compare", "--width", "50mm", "-o", "sheet.pdf"], 0);
    assert_eq!(pictures(&std::fs::read(folder.path().join("sheet.pdf")).unwrap()).len(), 6);
    for (arguments, words) in [
        (&["--width", "0mm"][..], "not a length"),
        (&["--width", "9m"], "not a length"),
        (&["-o", "a.gif"], "a.gif"),
        (&["--printer", "nobody"], "nobody"),
        (&["--width", "1900mm", "--dpi", "4800"], "4800"),
    ] {
        let messages = run(arguments, 1);
        assert!(messages.contains(words), "{words:?} is missing in: {messages}");
    }
    assert!(run(&["--mode", "colour"], 2).contains("halftone"));
}

#[test]
fn page_command_shows_a_page_as_printed() {
    let folder = brochure("", ("a.jpg", &encoded(ImageFormat::Jpeg)));
    let page = |arguments: &[&str]| {
        let output = agrafe(folder.path(), &[&["page", "1", "--dpi", "600", "-o", "page.png"], arguments].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let page = image::open(folder.path().join("page.png")).unwrap().to_luma8();
        let between = page.pixels().filter(|p| (60..200).contains(&p.0[0])).count() as f64;
        between / f64::from(page.width() * page.height())
    };
    assert!(page(&[]) > 0.15, "the picture has no tones");
    assert!(page(&["--printed"]) < 0.1, "the picture does not consist of dots");
}

#[test]
fn pictures_of_every_format_are_printed_at_the_same_size() {
    let mut first: Option<(i32, i32)> = None;
    for (name, format) in [
        ("a.png", ImageFormat::Png),
        ("a.jpg", ImageFormat::Jpeg),
        ("a.webp", ImageFormat::WebP),
        ("a.tif", ImageFormat::Tiff),
        ("a.gif", ImageFormat::Gif),
    ] {
        let bytes = match format {
            ImageFormat::Gif => {
                let mut bytes = Cursor::new(Vec::new());
                DynamicImage::ImageRgba8(DynamicImage::ImageRgb8(photograph(300, 200)).to_rgba8())
                    .write_to(&mut bytes, format)
                    .map(|()| bytes.into_inner())
            }
            _ => Ok(encoded(format)),
        };
        let Ok(bytes) = bytes else { continue };
        let (_, sheets) = built(brochure("", (name, &bytes)).path());
        let [(width, height, _, true, _)] = pictures(&sheets)[..] else { panic!("{name}") };
        assert_eq!(*first.get_or_insert((width, height)), (width, height), "{name}");
    }
}

#[test]
fn unprintable_pictures_are_reported_at_their_location_in_the_text() {
    let (jpeg, png, webp, tiff) =
        (encoded(ImageFormat::Jpeg), encoded(ImageFormat::Png), encoded(ImageFormat::WebP), encoded(ImageFormat::Tiff));
    let mut huge = png.clone();
    huge[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let mut corrupt = png.clone();
    let middle = corrupt.len() / 2;
    corrupt[middle..middle + 300].iter_mut().for_each(|byte| *byte ^= 0x5a);
    let deep = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{}", "<g>".repeat(60_000));
    for (name, bytes) in [
        ("a.jpg", &jpeg[..jpeg.len() / 2]),
        ("b.png", &png[..png.len() / 2]),
        ("c.webp", &webp[..webp.len() / 2]),
        ("d.tif", &tiff[..tiff.len() / 2]),
        ("e.gif", b"GIF89a\x09\x00"),
        ("f.png", &huge),
        ("g.png", &corrupt),
        ("h.jpg", b""),
        ("i.svg", deep.as_bytes()),
        ("j.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><text>mots</text></svg>"),
        ("k.png", b"%PDF-1.7"),
    ] {
        let folder = brochure("", (name, bytes));
        let output = agrafe(folder.path(), &["build"]);
        let messages = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{name}: {messages}");
        assert!(
            messages.contains("a.md:3:1") && messages.contains(name) && messages.contains("hint:"),
            "{name}: {messages}"
        );
        assert!(!folder.path().join("out").exists(), "{name}: files were written");
        // With --keep-going, the rest of the brochure is printed.
        let output = agrafe(folder.path(), &["build", "--keep-going"]);
        let messages = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && messages.contains("a.md:3:1"), "{name}: {messages}");
        assert!(folder.path().join("out/essai-a5-on-a4.pdf").is_file());
    }
}

#[test]
fn directory_is_not_accepted_as_a_picture() {
    let folder = brochure("", ("a.jpg", b""));
    std::fs::remove_file(folder.path().join("a.jpg")).unwrap();
    std::fs::create_dir(folder.path().join("a.jpg")).unwrap();
    let output = agrafe(folder.path(), &["build"]);
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && messages.contains("a.md:3:1"), "{messages}");
}

#[test]
fn picture_rotated_by_the_camera_is_printed_upright() {
    let jpeg = encoded(ImageFormat::Jpeg);
    // An Exif marker with orientation 6: the picture must be rotated clockwise by 90° to be upright.
    let mut turned = jpeg[..2].to_vec();
    let tiff = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    turned.extend([0xff, 0xe1, 0, (tiff.len() + 2) as u8]);
    turned.extend_from_slice(tiff);
    turned.extend_from_slice(&jpeg[2..]);
    let folder = brochure("", ("a.jpg", &turned));
    let (reading, sheets) = built(folder.path());
    assert!(pictures(&reading)[0].4 == jpeg, "the data were changed");
    let (width, height) = (pictures(&sheets)[0].0, pictures(&sheets)[0].1);
    assert!((i64::from(width) * 3 - i64::from(height) * 2).abs() < 6, "{width} by {height}");
}

#[test]
fn black_drawings_stay_vectors_and_coloured_ones_become_dots() {
    let svg = |colour: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 30 20\"><path d=\"M1 1C9 9 20 0 29 19\" fill=\"none\" stroke=\"{colour}\"/></svg>"
        )
    };
    let (reading, sheets) = built(brochure("", ("a.svg", svg("#111").as_bytes())).path());
    assert!(pictures(&reading).is_empty() && pictures(&sheets).is_empty());
    assert!(contents(&reading).contains("RG") && contents(&sheets).contains("0 G"), "{}", contents(&sheets));
    let (reading, sheets) = built(brochure("", ("a.svg", svg("#88aa33").as_bytes())).path());
    assert!(
        pictures(&reading).is_empty() && pictures(&sheets)[0].3,
        "on sheets, a coloured drawing must become a stencil of dots"
    );
}

#[test]
fn spread_picture_is_placed_on_the_two_middle_pages() {
    let text = "Des mots et encore des mots, pour que les pages se remplissent.\n\n".repeat(120);
    let toml = "title = \"Essai\"\n[picture.\"a.jpg\"]\nplace = \"spread\"\n";
    let text = format!("{text}![Une légende.](a.jpg)\n\n{text}");
    let folder = folder(&[("brochure.toml", toml), ("a.md", &text)]);
    std::fs::write(folder.path().join("a.jpg"), encoded(ImageFormat::Jpeg)).unwrap();
    built(folder.path());
    let pdf = common::read_pdf(&folder.path().join("out/essai.pdf"));
    let with: Vec<usize> = (0..pdf.pages.len()).filter(|n| pdf.pages[*n].pictures > 0).map(|n| n + 1).collect();
    let middle = pdf.pages.len().next_multiple_of(4) / 2;
    assert_eq!(with, [middle, middle + 1], "of {} pages", pdf.pages.len());
    assert!(pdf.pages[middle - 1].text.contains("Une légende"));
    let output = agrafe(folder.path(), &["build", "--layout", "a5-single"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("A085"));
}

#[test]
fn widths_and_crops_are_applied_and_bad_values_refused() {
    let jpeg = encoded(ImageFormat::Jpeg);
    let own = |keys: &str| format!("[picture.\"a.jpg\"]\n{keys}");
    let (_, sheets) = built(brochure(&own("width = \"60mm\""), ("a.jpg", &jpeg)).path());
    assert_eq!(pictures(&sheets)[0].0, 1417);
    let (_, sheets) =
        built(brochure(&own("width = \"60mm\"\ncrop = \"1:1\"\nfocus = [\"10%\", \"50%\"]"), ("a.jpg", &jpeg)).path());
    assert_eq!(pictures(&sheets)[0].1, 1417, "a square picture must be as high as it is wide");
    for (keys, words) in [
        ("crop = \"3/2\"", "ratio"),
        ("focus = [\"gauche\"]", "position in a picture"),
        ("place = \"partout\"", "spread"),
        ("mode = \"sepia\"", "halftone"),
        ("wdith = \"60mm\"", "width"),
    ] {
        let output = agrafe(brochure(&own(keys), ("a.jpg", &jpeg)).path(), &["build"]);
        let messages = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(1) && messages.contains("brochure.toml:3:"), "{keys}: {messages}");
        assert!(messages.contains(words), "{words:?} is missing in: {messages}");
    }
}

#[test]
fn wedge_readings_change_the_dots() {
    let jpeg = encoded(ImageFormat::Jpeg);
    let read = |keys: &str| format!("[printer.local]\ntones = {{ {keys} }}");
    let default_pdf = built(brochure("", ("a.jpg", &jpeg)).path()).1;
    let own =
        built(brochure(&read("screen = 71, dpi = 600, read = [2, 6, 18, 32, 48, 66, 94]"), ("a.jpg", &jpeg)).path());
    assert!(default_pdf != own.1, "the readings do not change the dots");
    for (keys, code, words) in [
        ("screen = 85, dpi = 600, read = [2, 6, 18, 32, 48, 66, 94]", 0, "agrafe testsheet --tones --screen 71"),
        ("read = [2, 6, 18]", 1, "seven numbers"),
        ("read = [90, 6, 18, 32, 48, 66, 94]", 1, "each greater than the one before"),
        ("read = [2, 6, 18, 32, 48, 66, 194]", 1, "from 1 to 100"),
    ] {
        let output = agrafe(brochure(&read(keys), ("a.jpg", &jpeg)).path(), &["build"]);
        let messages = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(code) && messages.contains(words), "{keys}: {messages}");
    }
    let folder = brochure("", ("a.jpg", &jpeg));
    assert!(agrafe(folder.path(), &["testsheet", "--tones"]).status.success());
    let sheet = std::fs::read(folder.path().join("testsheet.pdf")).unwrap();
    assert_eq!(pictures(&sheet).iter().filter(|picture| picture.3).count(), 7);
}

/// Returns a picture of 40 by 20 pixels in this format, with Exif data that give an orientation.
fn oriented(format: ImageFormat, orientation: u8) -> Vec<u8> {
    let exif =
        [b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[orientation, 0, 0, 0, 0, 0, 0]].concat();
    let pixels = photograph(40, 20);
    let mut bytes = Vec::new();
    match format {
        ImageFormat::Png => write_oriented(image::codecs::png::PngEncoder::new(&mut bytes), exif, &pixels),
        ImageFormat::WebP => write_oriented(image::codecs::webp::WebPEncoder::new_lossless(&mut bytes), exif, &pixels),
        _ => write_oriented(image::codecs::jpeg::JpegEncoder::new(&mut bytes), exif, &pixels),
    }
    bytes
}

fn write_oriented(mut encoder: impl image::ImageEncoder, exif: Vec<u8>, pixels: &RgbImage) {
    encoder.set_exif_metadata(exif).unwrap();
    encoder.write_image(pixels, pixels.width(), pixels.height(), image::ExtendedColorType::Rgb8).unwrap();
}

#[test]
fn size_of_a_turned_picture_is_the_size_of_its_pixels_in_every_format() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        for orientation in 1..=8 {
            let picture = agrafe::image::identify("a", oriented(format, orientation)).unwrap();
            let pixels = agrafe::image::decode(&picture).unwrap();
            let upright = if orientation < 5 { (40, 20) } else { (20, 40) };
            assert_eq!((picture.width, picture.height), upright, "{format:?}, orientation {orientation}");
            assert_eq!((pixels.width(), pixels.height()), upright, "{format:?}, orientation {orientation}");
        }
    }
}
