//! Paragraph identifiers: ASCII, sorting naturally, turning back into the official
//! citation.

use std::cmp::Ordering;
use std::fmt;

use smol_str::SmolStr;

use super::words;

/// One of the three lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// Commerce Control List of the United States.
    Us,
    /// 輸出貿易管理令 別表第一, 外国為替令 別表 and 貨物等省令 of Japan.
    Jp,
    /// 전략물자수출입고시 별표 2 of Korea.
    Kr,
}

words!(List { Us => "us", Jp => "jp", Kr => "kr" });

impl List {
    /// Two capital letters, as in an id.
    pub fn code(self) -> &'static str {
        match self {
            Self::Us => "US",
            Self::Jp => "JP",
            Self::Kr => "KR",
        }
    }

    /// The language in which the list is law.
    pub fn language(self) -> crate::text::Language {
        match self {
            Self::Us => crate::text::Language::En,
            Self::Jp => crate::text::Language::Ja,
            Self::Kr => crate::text::Language::Ko,
        }
    }
}

/// A paragraph's identifier: `US:3A001.b.2.a.1`, `KR:3A001.b.2`, `JP:6/1.2.3.1`
/// (article / paragraph . item . subitems, from the `Num` attributes), `JP:T1/7.16`
/// (別表第一 七の項(一六)), `JP:T2/…` (外為令別表). A note below a paragraph has `#`
/// and its kind and running number: `US:3A001.b.2#note1`, `#tn1`, `#nb1`; enumerated
/// paragraphs in it follow with a dot: `#note1.a`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Id(SmolStr);

impl Id {
    /// An id from its text; the text is not checked.
    pub fn new(text: impl Into<SmolStr>) -> Self {
        Self(text.into())
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The list it belongs to.
    pub fn list(&self) -> Option<List> {
        List::ALL.iter().copied().find(|l| self.0.starts_with(l.code()) && self.0.as_bytes().get(2) == Some(&b':'))
    }

    /// What follows the list's code.
    pub fn local(&self) -> &str {
        self.0.get(3..).unwrap_or("")
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialOrd for Id {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Id {
    /// Runs of digits compare as numbers.
    fn cmp(&self, other: &Self) -> Ordering {
        natural(&self.0, &other.0).then_with(|| self.0.cmp(&other.0))
    }
}

fn natural(left: &str, right: &str) -> Ordering {
    let (mut a, mut b) = (left.as_bytes(), right.as_bytes());
    while let (Some(x), Some(y)) = (a.first(), b.first()) {
        if x.is_ascii_digit() && y.is_ascii_digit() {
            let (n, rest_a) = digits(a);
            let (m, rest_b) = digits(b);
            match n.len().cmp(&m.len()).then_with(|| n.cmp(m)) {
                Ordering::Equal => (a, b) = (rest_a, rest_b),
                unequal => return unequal,
            }
        } else if x == y {
            (a, b) = (a.get(1..).unwrap_or_default(), b.get(1..).unwrap_or_default());
        } else {
            return x.cmp(y);
        }
    }
    a.len().cmp(&b.len())
}

/// Splits off the leading digits, without leading zeros.
fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let zeros = number.iter().take_while(|b| **b == b'0').count().min(end.saturating_sub(1));
    (number.get(zeros..).unwrap_or_default(), rest)
}
