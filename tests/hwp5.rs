#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
//! An HWP 5 document gives the same list as the HWPX of the same rows.

mod hwpx;

use std::io::{Cursor, Write as _};

use tricord::normalize::{Document, kr};

const ROWS: &str = "3A | 시스템
3A001 // (IL3.A.1) | 부품으로 다음의 것: | Components:
3A001.a | a. 저항이 10^6 Ω 초과인 것 // 주: 3A001.a는 𝄞 장난감은 통제하지 않는다.
 | b. 그 밖의 것
=====
3B | 시험 장비
3B001 | 장비";

fn record(out: &mut Vec<u8>, tag: u32, level: u32, body: &[u8]) {
    let size = u32::try_from(body.len()).unwrap();
    let head = |size: u32| (tag | level << 10 | size << 20).to_le_bytes();
    if size < 0xFFF {
        out.extend(head(size));
    } else {
        out.extend(head(0xFFF));
        out.extend(size.to_le_bytes());
    }
    out.extend(body);
}

/// A paragraph; what follows `^` is in character shape 1.
fn paragraph(out: &mut Vec<u8>, level: u32, text: &str) {
    record(out, 0x42, level, &[0; 22]);
    let (mut units, mut shapes) = (Vec::new(), vec![0, 0]);
    for c in text.chars() {
        let at = u32::try_from(units.len()).unwrap();
        match c {
            '^' => shapes.extend([at, 1]),
            ' ' if shapes.last() == Some(&1) => {
                shapes.extend([at, 0]);
                units.push(32);
            }
            c => units.extend(c.encode_utf16(&mut [0; 2]).iter().copied()),
        }
    }
    units.push(13);
    record(out, 0x43, level + 1, &units.iter().flat_map(|u| u.to_le_bytes()).collect::<Vec<u8>>());
    record(out, 0x44, level + 1, &shapes.iter().flat_map(|u: &u32| u.to_le_bytes()).collect::<Vec<u8>>());
}

fn section(tables: &[Vec<hwpx::Row>]) -> Vec<u8> {
    let mut out = Vec::new();
    for table in tables {
        record(&mut out, 0x42, 0, &[0; 22]);
        // an extended control of eight units stands for the table in the text
        let control: Vec<u8> = [11u16, 0, 0, 0, 0, 0, 0, 11, 13].iter().flat_map(|u| u.to_le_bytes()).collect();
        record(&mut out, 0x43, 1, &control);
        record(&mut out, 0x47, 1, b" lbt\0\0\0\0");
        record(&mut out, 0x4D, 2, &[0; 30]);
        for (row, cells) in table.iter().enumerate() {
            for cell in cells {
                let mut list = vec![0; 34];
                list[10] = u8::try_from(row).unwrap();
                record(&mut out, 0x48, 2, &list);
                cell.iter().for_each(|p| paragraph(&mut out, 2, p));
            }
        }
    }
    out
}

fn document(flags: u8) -> Vec<u8> {
    let pack = |bytes: &[u8]| {
        if flags & 1 == 0 {
            return bytes.to_vec();
        }
        let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        deflate.write_all(bytes).unwrap();
        deflate.finish().unwrap()
    };
    let mut head = b"HWP Document File".to_vec();
    head.resize(256, 0);
    head[36] = flags;
    let mut info = Vec::new();
    for attributes in [0u32, 1 << 15] {
        let mut shape = vec![0; 72];
        shape[46..50].copy_from_slice(&attributes.to_le_bytes());
        record(&mut info, 0x15, 0, &shape);
    }
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_storage("/BodyText").unwrap();
    let section = pack(&section(&hwpx::tables(ROWS)));
    for (name, bytes) in [("/FileHeader", head), ("/DocInfo", pack(&info)), ("/BodyText/Section0", section)] {
        file.create_stream(name).unwrap().write_all(&bytes).unwrap();
    }
    file.into_inner().into_inner()
}

fn lines(bytes: Vec<u8>) -> Vec<String> {
    let list = kr::structure(&[Document { file: "list.hwp".to_owned(), bytes }]).unwrap().value;
    list.paragraphs.iter().map(|p| format!("{} {:?} {}", p.id, p.regimes, p.text)).collect()
}

#[test]
fn hwp_and_hwpx_give_the_same() {
    let same = lines(hwpx::document(&[hwpx::section(&hwpx::tables(ROWS))]));
    assert_eq!(same.len(), 7);
    assert!(same[2].contains("10^6 Ω"));
    assert_eq!(lines(document(1)), same);
    assert_eq!(lines(document(0)), same);
}

#[test]
fn an_encrypted_document_says_so() {
    for flags in [0b11, 0b101] {
        let document = Document { file: "list.hwp".to_owned(), bytes: document(flags) };
        assert!(kr::structure(&[document]).unwrap_err().to_string().contains("encrypted"));
    }
}

#[test]
fn damage_never_panics() {
    let whole = document(0);
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xFF;
        let _ = kr::structure(&[Document { file: "list.hwp".to_owned(), bytes }]);
    }
    let _ = kr::structure(&[Document { file: "list.hwp".to_owned(), bytes: whole[..whole.len() / 2].to_vec() }]);
}
