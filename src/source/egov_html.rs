//! Pages of the old e-Gov system (until 2017), cp932, to [`SourceTree`] in the schema of the
//! e-Gov law XML, so that earlier editions are read by the same normaliser.
//!
//! What the pages have: `<DIV class="item">` a paragraph (項), of which one with the label
//! 第…条 opens an article; `"number"` a 号; `"para1"` … `"para9"` what is below, flat beside
//! each other; `"arttitle"` the caption before an article; the label of each in `<B>`; named anchors whose first digit
//! tells the part of the law. No element has a number, so none gets the attribute `Num`.

use std::borrow::Cow;

use super::tree::SourceTree;
use super::xml::{Build, Keep};
use crate::error::Error;

/// Reads a page; a page in UTF-8 too, as tools save it.
///
/// # Errors
/// [`Error::Unreadable`] where the page is cut off, or larger than 4 GiB.
pub fn read(file: &str, bytes: &[u8]) -> Result<SourceTree, Error> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(Error::unreadable(file, "larger than 4 GiB"));
    }
    let utf8 = std::str::from_utf8(bytes).is_ok();
    let mut page = Page {
        build: Build::new(file, bytes),
        bytes,
        utf8,
        open: Vec::new(),
        divs: Vec::new(),
        part: Part::Page,
        title: None,
        captioned: false,
        tabled: false,
    };
    page.begin(Rank::LAW, "Law", 0)?;
    page.begin(Rank::PART, "Page", 0)?;
    page.scan()?;
    let end = bytes.len();
    if !page.part_ended() {
        let at = u32::try_from(end).unwrap_or(0);
        let error = page.build.error(at, "the page is cut off: no </HTML> in it".to_owned());
        return Err(error);
    }
    page.close_to(Rank::LAW, end);
    page.build.finish()
}

/// How deep an element stands; opening one closes all of its rank and deeper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank(u8);

impl Rank {
    const LAW: Self = Self(0);
    const PART: Self = Self(1);
    /// MainProvision, AppdxTable and their like.
    const PROVISION: Self = Self(2);
    const ARTICLE: Self = Self(3);
    const PARAGRAPH: Self = Self(4);
    /// 号; what is below one follows.
    const ITEM: Self = Self(5);
    /// What holds text.
    const HOLDER: Self = Self(18);
    const SENTENCE: Self = Self(19);
    const INLINE: Self = Self(20);
    const SCRIPT: Self = Self(21);
}

/// The part of the page, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Page,
    Enacting,
    Main,
    Supplement,
    Appendix,
    End,
}

/// What a `<DIV>` opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Div {
    Caption,
    Paragraph,
    Item,
    Subitem,
    Other,
}

/// Titles and sentences of 号 and what is below.
const LEVELS: [(&str, &str, &str); 10] = [
    ("Item", "ItemTitle", "ItemSentence"),
    ("Subitem1", "Subitem1Title", "Subitem1Sentence"),
    ("Subitem2", "Subitem2Title", "Subitem2Sentence"),
    ("Subitem3", "Subitem3Title", "Subitem3Sentence"),
    ("Subitem4", "Subitem4Title", "Subitem4Sentence"),
    ("Subitem5", "Subitem5Title", "Subitem5Sentence"),
    ("Subitem6", "Subitem6Title", "Subitem6Sentence"),
    ("Subitem7", "Subitem7Title", "Subitem7Sentence"),
    ("Subitem8", "Subitem8Title", "Subitem8Sentence"),
    ("Subitem9", "Subitem9Title", "Subitem9Sentence"),
];

struct Page<'b> {
    build: Build<'b>,
    bytes: &'b [u8],
    utf8: bool,
    open: Vec<Rank>,
    divs: Vec<Div>,
    part: Part,
    /// The element that the next `<B>` is the label of.
    title: Option<&'static str>,
    /// Whether a caption has opened the article that comes.
    captioned: bool,
    /// Whether the table of the appendix is behind.
    tabled: bool,
}

impl<'b> Page<'b> {
    fn part_ended(&self) -> bool {
        self.part == Part::End
    }

    fn begin(&mut self, rank: Rank, name: &str, at: usize) -> Result<(), Error> {
        self.close_to(rank, at);
        self.build.begin(Keep::Whole, name, offset(at))?;
        self.open.push(rank);
        Ok(())
    }

    /// Closes what is open of that rank and deeper.
    fn close_to(&mut self, rank: Rank, at: usize) {
        while self.open.last().is_some_and(|r| *r >= rank) {
            self.open.pop();
            self.build.close(offset(at));
        }
    }

    fn top(&self) -> Rank {
        self.open.last().copied().unwrap_or(Rank::LAW)
    }

    /// Splits the page into tags and text.
    fn scan(&mut self) -> Result<(), Error> {
        let bytes = self.bytes;
        let mut at = 0;
        while at < bytes.len() {
            let rest = bytes.get(at..).unwrap_or_default();
            // Neither < nor > is ever a second byte in cp932.
            let tag = memchr::memchr(b'<', rest).unwrap_or(rest.len());
            let (text, rest) = rest.split_at_checked(tag).unwrap_or_default();
            self.text(text, at)?;
            at += tag;
            let (length, comment) = match rest {
                [] => break,
                [b'<', b'!', b'-', b'-', ..] => (memchr::memmem::find(rest, b"-->").map(|n| n + 3), true),
                _ => (memchr::memchr(b'>', rest).map(|n| n + 1), false),
            };
            let Some(length) = length else { break };
            if !comment {
                self.tag(rest.get(1..length - 1).unwrap_or_default(), at, at + length)?;
            }
            at += length;
        }
        Ok(())
    }

    fn tag(&mut self, tag: &[u8], start: usize, end: usize) -> Result<(), Error> {
        let (closing, tag) = match tag.strip_prefix(b"/") {
            Some(tag) => (true, tag),
            None => (false, tag),
        };
        let name: String =
            tag.iter().take_while(|b| b.is_ascii_alphanumeric()).map(|b| char::from(b.to_ascii_uppercase())).collect();
        match (&*name, closing) {
            ("DIV", false) => self.open_div(tag, start, end)?,
            ("DIV", true) => self.close_div(end),
            ("A", false) => self.anchor(tag, start)?,
            ("A", true) if self.part == Part::Appendix && self.top() == Rank::HOLDER => {
                self.close_to(Rank::HOLDER, end);
            }
            ("B", false) if self.part == Part::Page && self.title.is_none() => {
                self.title = Some("LawTitle");
                self.begin(Rank::PART, "LawTitle", start)?;
            }
            ("B", false) if self.part == Part::Main => {
                if let Some(title) = self.title.take() {
                    self.begin(Rank::HOLDER, title, start)?;
                    self.title = (title == "ArticleTitle").then_some(title);
                }
            }
            ("B", true) if self.part == Part::Page => self.begin(Rank::PART, "Page", end)?,
            ("B", true) if self.part == Part::Main && self.top() >= Rank::HOLDER => {
                self.close_to(Rank::HOLDER, end);
                if self.title.take().is_some() {
                    self.begin(Rank::PARAGRAPH, "Paragraph", end)?;
                }
            }
            ("BR", _) if self.part == Part::Page && self.top() == Rank::PART && self.title == Some("LawTitle") => {
                self.title = Some("LawNum");
                self.begin(Rank::PART, "LawNum", start)?;
            }
            ("BR", _) if self.top() >= Rank::SENTENCE => {
                self.begin(Rank::INLINE, "BR", start)?;
                self.close_to(Rank::INLINE, end);
            }
            ("MATH", false) if self.top() >= Rank::SENTENCE => self.begin(Rank::INLINE, "List", start)?,
            ("MATH", true) => self.close_to(Rank::INLINE, end),
            ("SUB", false) if self.top() >= Rank::SENTENCE => self.begin(Rank::SCRIPT, "Sub", start)?,
            ("SUP", false) if self.top() >= Rank::SENTENCE => self.begin(Rank::SCRIPT, "Sup", start)?,
            ("SUB" | "SUP", true) => self.close_to(Rank::SCRIPT, end),
            ("TABLE" | "TR" | "TD" | "TH", _) if self.part == Part::Appendix => {
                self.table(&name, closing, start, end)?
            }
            ("HTML", true) => self.part = Part::End,
            _ => {}
        }
        Ok(())
    }

    fn table(&mut self, name: &str, closing: bool, start: usize, end: usize) -> Result<(), Error> {
        match (name, closing) {
            ("TABLE", false) => {
                self.begin(Rank::ARTICLE, "TableStruct", start)?;
                self.begin(Rank::PARAGRAPH, "Table", start)?;
            }
            ("TABLE", true) => {
                self.close_to(Rank::ARTICLE, end);
                self.tabled = true;
            }
            ("TR", false) if self.top() >= Rank::PARAGRAPH => self.begin(Rank::ITEM, "TableRow", start)?,
            ("TR", true) => self.close_to(Rank::ITEM, end),
            (_, false) if self.top() >= Rank::ITEM => {
                self.begin(Rank::HOLDER, "TableColumn", start)?;
                self.begin(Rank::SENTENCE, "Sentence", start)?;
            }
            (_, true) => self.close_to(Rank::HOLDER, end),
            _ => {}
        }
        Ok(())
    }

    /// A named anchor; the first digit of its name is the part of the law.
    fn anchor(&mut self, tag: &[u8], at: usize) -> Result<(), Error> {
        let name = memchr::memmem::find(tag, b"NAME=\"").and_then(|i| tag.get(i + 6));
        match name {
            Some(b'9') => self.enter(Part::Enacting, at),
            Some(b'1') => self.enter(Part::Main, at),
            Some(b'5') => self.enter(Part::Supplement, at),
            Some(b'3') => {
                self.part = self.part.min(Part::Supplement);
                self.enter(Part::Appendix, at)?;
                self.tabled = false;
                self.begin(Rank::HOLDER, "AppdxTableTitle", at)
            }
            _ => Ok(()),
        }
    }

    /// Goes on to a part; never back.
    fn enter(&mut self, part: Part, at: usize) -> Result<(), Error> {
        if part <= self.part {
            return Ok(());
        }
        if self.part == Part::Page {
            self.begin(Rank::PART, "LawBody", at)?;
        }
        self.part = part;
        self.title = None;
        let name = match part {
            Part::Main => "MainProvision",
            Part::Supplement => "SupplProvision",
            Part::Appendix => "AppdxTable",
            Part::Page | Part::Enacting | Part::End => "EnactStatement",
        };
        self.begin(Rank::PROVISION, name, at)
    }

    fn open_div(&mut self, tag: &[u8], start: usize, end: usize) -> Result<(), Error> {
        let class = memchr::memmem::find(tag, b"class=\"").and_then(|i| tag.get(i + 7..)).unwrap_or_default();
        let class = class.split(|b| *b == b'"').next().unwrap_or_default();
        let structural = matches!(class, b"arttitle" | b"item");
        if structural && self.part < Part::Main {
            self.enter(Part::Main, start)?;
        }
        let div = match class {
            _ if self.part != Part::Main => Div::Other,
            b"arttitle" => {
                self.begin(Rank::ARTICLE, "Article", start)?;
                self.captioned = true;
                self.begin(Rank::HOLDER, "ArticleCaption", start)?;
                Div::Caption
            }
            b"item" if self.label_after(end).starts_with('第') => {
                if !std::mem::take(&mut self.captioned) {
                    self.begin(Rank::ARTICLE, "Article", start)?;
                }
                self.title = Some("ArticleTitle");
                Div::Paragraph
            }
            b"item" => {
                self.begin(Rank::PARAGRAPH, "Paragraph", start)?;
                self.title = Some("ParagraphNum");
                Div::Paragraph
            }
            b"number" => self.open_level(0, start)?,
            [b'p', b'a', b'r', b'a', n @ b'1'..=b'9'] => self.open_level(usize::from(n - b'0'), start)?,
            _ => Div::Other,
        };
        self.divs.push(div);
        Ok(())
    }

    fn open_level(&mut self, level: usize, at: usize) -> Result<Div, Error> {
        let Some((name, title, _)) = LEVELS.get(level) else { return Ok(Div::Other) };
        self.begin(Rank(Rank::ITEM.0 + u8::try_from(level).unwrap_or(0)), name, at)?;
        self.title = Some(title);
        Ok(if level == 0 { Div::Item } else { Div::Subitem })
    }

    fn close_div(&mut self, at: usize) {
        match self.divs.pop() {
            Some(Div::Caption | Div::Subitem) => self.close_to(Rank::HOLDER, at),
            Some(Div::Paragraph) => self.close_to(Rank::PARAGRAPH, at),
            Some(Div::Item) => self.close_to(Rank::ITEM, at),
            Some(Div::Other) | None => {}
        }
    }

    /// The text of the `<B>` that follows, without its tags.
    fn label_after(&self, at: usize) -> String {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let rest = rest.get(..512).unwrap_or(rest);
        let rest = rest.get(..memchr::memmem::find(rest, b"</B>").unwrap_or(0)).unwrap_or_default();
        let mut label = Vec::new();
        for piece in rest.split(|b| *b == b'<') {
            label.extend_from_slice(piece.split(|b| *b == b'>').next_back().unwrap_or_default());
        }
        self.decode(&label).trim().to_owned()
    }

    fn decode<'t>(&self, bytes: &'t [u8]) -> Cow<'t, str> {
        let text = if self.utf8 {
            String::from_utf8_lossy(bytes)
        } else {
            encoding_rs::SHIFT_JIS.decode_without_bom_handling(bytes).0
        };
        if !text.contains('&') {
            return text;
        }
        const ENTITIES: [(&str, &str); 5] =
            [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
        Cow::Owned(ENTITIES.iter().fold(text.into_owned(), |text, (from, to)| text.replace(from, to)))
    }

    fn text(&mut self, bytes: &[u8], at: usize) -> Result<(), Error> {
        let text = self.decode(bytes);
        let top = self.top();
        if !text.trim().is_empty() && top >= Rank::PROVISION && top < Rank::HOLDER {
            if let Some(holder) = self.holder(top) {
                self.begin(Rank::HOLDER, holder, at)?;
                self.begin(Rank::SENTENCE, "Sentence", at)?;
            }
        }
        self.build.push_text(&text, offset(at), offset(bytes.len()), false);
        Ok(())
    }

    /// The element that text directly inside one of that rank goes into.
    fn holder(&self, rank: Rank) -> Option<&'static str> {
        match (self.part, rank) {
            (Part::Main, Rank::PARAGRAPH) => Some("ParagraphSentence"),
            (Part::Main, rank) if rank >= Rank::ITEM => {
                LEVELS.get(usize::from(rank.0 - Rank::ITEM.0)).map(|level| level.2)
            }
            (Part::Appendix, Rank::PROVISION) => Some(if self.tabled { "Remarks" } else { "RelatedArticleNum" }),
            _ => None,
        }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
