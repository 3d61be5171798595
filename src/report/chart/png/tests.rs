//! With the fonts at hand, with one that is named, with none.

use super::*;

const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text x="2" y="15">报价 1</text></svg>"#;

fn without() -> Fonts {
    Fonts { database: Arc::new(Database::new()), own: Vec::new(), named: None }
}

#[test]
fn without_a_font_it_says_what_to_install() {
    let error = without().png(SVG, 1.0).expect_err("no font");
    assert!(error.zh.contains("报") && error.zh.contains("--font"), "{}", error.zh);
}

#[test]
fn a_picture_without_texts_needs_no_font() {
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="9" height="9"/></svg>"#;
    let png = without().png(svg, 2.0).expect("a picture");
    assert!(png.starts_with(b"\x89PNG"));
    let side = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
    assert_eq!((side(16), side(20)), (80, 40));
}

#[test]
fn what_is_not_a_font_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("font.ttf");
    std::fs::write(&path, "no font").expect("a file");
    assert!(png(SVG, Some(&path), 1.0).expect_err("no font").en.contains("not a usable font"));
    assert!(
        png(SVG, Some(&folder.path().join("none.ttf")), 1.0)
            .expect_err("no file")
            .en
            .contains("cannot be read")
    );
}

#[test]
fn characters_that_no_font_has_are_named() {
    let svg = SVG.replace('报', "\u{10FFFE}");
    assert!(png(&svg, None, 1.0).is_err());
}

/// A font with the printable characters of ASCII and no others, all of them the same box.
fn latin() -> Vec<u8> {
    let be16 = |numbers: &[i32]| -> Vec<u8> {
        numbers.iter().flat_map(|number| (*number as u16).to_be_bytes()).collect()
    };
    let be32 = |numbers: &[u32]| -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
    };
    const GLYPHS: i32 = 95;
    // One contour through four corners, every step in two bytes.
    let glyph = [
        be16(&[1, 0, 0, 500, 700, 3, 0]),
        vec![1; 4],
        be16(&[0, 0, 500, 0]),
        be16(&[0, 700, 0, -700]),
    ]
    .concat();
    let places: Vec<i32> = (0..=GLYPHS).map(|at| at * glyph.len() as i32 / 2).collect();
    let name: Vec<u8> = "Plain".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let tables: [(&[u8; 4], Vec<u8>); 8] = [
        // One group from the space's neighbour to the tilde, beginning at the first glyph after the missing one.
        (
            b"cmap",
            [be16(&[0, 1, 3, 10]), be32(&[12]), be16(&[12, 0]), be32(&[28, 0, 1, 0x21, 0x7E, 1])]
                .concat(),
        ),
        (b"glyf", glyph.repeat(GLYPHS as usize)),
        (
            b"head",
            [
                be32(&[0x0001_0000, 0, 0, 0x5F0F_3CF5]),
                be16(&[0, 1000]),
                vec![0; 16],
                be16(&[0, 0, 600, 800, 0, 8, 2, 0, 0]),
            ]
            .concat(),
        ),
        (
            b"hhea",
            [
                be32(&[0x0001_0000]),
                be16(&[800, -200, 0, 600, 0, 0, 600, 1, 0, 0, 0, 0, 0, 0, 0, 1]),
            ]
            .concat(),
        ),
        (b"hmtx", [be16(&[600, 0]), vec![0; 2 * (GLYPHS as usize - 1)]].concat()),
        (b"loca", be16(&places)),
        (b"maxp", [be32(&[0x0001_0000]), be16(&[GLYPHS]), vec![0; 26]].concat()),
        (b"name", [be16(&[0, 2, 30, 3, 1, 0x409, 1, 10, 0, 3, 1, 0x409, 6, 10, 0]), name].concat()),
    ];
    let mut head = [be32(&[0x0001_0000]), be16(&[tables.len() as i32, 128, 3, 0])].concat();
    let mut body: Vec<u8> = Vec::new();
    let start = 12 + 16 * tables.len();
    for (tag, table) in &tables {
        head.extend_from_slice(*tag);
        head.extend(be32(&[0, (start + body.len()) as u32, table.len() as u32]));
        body.extend(table);
        body.resize(body.len().div_ceil(4) * 4, 0);
    }
    [head, body].concat()
}

#[test]
fn a_named_font_without_chinese_fails_and_names_the_characters() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("latin.ttf");
    std::fs::write(&path, latin()).expect("a file");
    let fonts = Fonts::load(Some(&path)).expect("a font");
    // What it has it draws, and what it lacks is not looked for in the system's fonts.
    let english = SVG.replace("报价 1", "prices 1");
    assert!(fonts.png(&english, 1.0).expect("a picture").starts_with(b"\x89PNG"));
    let error = fonts.png(SVG, 1.0).expect_err("no Chinese characters");
    for word in ["报", "价", "--font", "latin.ttf"] {
        assert!(error.zh.contains(word), "{word}: {}", error.zh);
    }
    // The path of the font may hold any letters and digits.
    let (_, lacks) = error.zh.split_once("缺少这些字符：").expect("the characters");
    let lacks = lacks.split('。').next().expect("the characters");
    assert_eq!(lacks.chars().count(), 2, "only what is missing is named: {}", error.zh);
}

#[test]
fn one_set_of_fonts_serves_several_pictures() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("latin.ttf");
    std::fs::write(&path, latin()).expect("a file");
    let fonts = Fonts::load(Some(&path)).expect("a font");
    let english = SVG.replace("报价 1", "prices 1");
    let first = fonts.png(&english, 2.0).expect("a picture");
    assert_eq!(first, fonts.png(&english, 2.0).expect("a picture"));
    assert_eq!(first, png(&english, Some(&path), 2.0).expect("a picture"));
}
