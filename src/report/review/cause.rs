//! Whether the law changed, the parser or the correlation, by the hashes of the texts.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use csv::StringRecord;

use super::table::{Of, Table};
use super::{Cause, Side};

/// The lists' columns of a group or a finding, and those of their hashes.
const SIDES: [(&str, &str); 3] = [("us", "us_sha"), ("jp", "jp_sha"), ("kr", "kr_sha")];

/// Hashes of the texts of one side, by paragraph.
#[derive(Debug, Default)]
pub struct Texts<'t> {
    hashes: BTreeMap<&'t str, &'t str>,
    /// The paragraphs of a table that has all of a list.
    whole: BTreeSet<&'t str>,
}

impl<'t> Texts<'t> {
    /// The texts that the correlation and the findings of a side name.
    pub fn named(side: &'t Side) -> Self {
        let mut texts = Self::default();
        for table in side.tables.iter().chain(&side.beside).filter(|t| matches!(t.of, Of::Groups | Of::Findings)) {
            let columns = SIDES.map(|(ids, hashes)| table.column(ids).zip(table.column(hashes)));
            for row in table.rows() {
                for (ids, hashes) in columns.into_iter().flatten() {
                    let hashes = row.get(hashes).unwrap_or("").split(' ');
                    for (id, hash) in row.get(ids).unwrap_or("").split(' ').zip(hashes).filter(|(_, h)| !h.is_empty()) {
                        texts.hashes.insert(id, hash);
                        if table.of == Of::Groups {
                            texts.whole.insert(id);
                        }
                    }
                }
            }
        }
        texts
    }
}

/// The cause of a row of groups or findings that is on one side only (the other is
/// `None`) or differs between the two.
pub fn of_row(
    (old_table, old): (&Table, Option<&StringRecord>),
    (new_table, new): (&Table, Option<&StringRecord>),
    (then, now): (&Texts<'_>, &Texts<'_>),
) -> Cause {
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    let mut divided = false;
    for (column, _) in SIDES {
        let before = old.map_or("", |r| old_table.cell(r, column));
        let after = new.map_or("", |r| new_table.cell(r, column));
        divided |= before != after;
        ids.extend(before.split(' ').chain(after.split(' ')).filter(|id| !id.is_empty()));
    }
    let mut unknown = false;
    for id in ids {
        match (then.hashes.get(id), now.hashes.get(id)) {
            (Some(a), Some(b)) if a == b => {}
            (Some(_), Some(_)) => return Cause::Law,
            (None, Some(_)) if now.whole.contains(id) && !then.whole.is_empty() => return Cause::Law,
            (Some(_), None) if then.whole.contains(id) && !now.whole.is_empty() => return Cause::Law,
            _ => unknown = true,
        }
    }
    let is_both = old.is_some() && new.is_some();
    let kind = old.map_or("", |r| old_table.cell(r, "kind"));
    let kind = if kind.is_empty() { new.map_or("", |r| new_table.cell(r, "kind")) } else { kind };
    if unknown {
        Cause::Undetermined
    } else if old_table.of == Of::Groups || (is_both && divided) || (!is_both && COUNTERPARTS.contains(&kind)) {
        Cause::Correlation
    } else {
        Cause::Parser
    }
}

/// Kinds of findings that say what stands beside what.
const COUNTERPARTS: [&str; 2] = ["no-counterpart", "moved"];

/// The causes of a snapshot's paragraphs that are not as they were, by id.
pub fn of_paragraphs<'t>(old: &'t Table, new: &'t Table) -> Paragraphs<'t> {
    let rows = |t: &'t Table| t.rows().map(|r| (t.cell(r, "id"), r)).collect::<BTreeMap<&str, &StringRecord>>();
    let (then, now) = (rows(old), rows(new));
    let mut found = Paragraphs::default();
    let (hash_then, hash_now) = (hashes(old, &then), hashes(new, &now));
    // A text that went from one id to another, where it is the only one with that text. The
    // number that it left may have gone to another text: 第17号の2 becomes の3, の3 becomes の4.
    let mut gone: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut came: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, other, moves) in [(&hash_then, &hash_now, &mut gone), (&hash_now, &hash_then, &mut came)] {
        for (id, hash) in &from.by_id {
            let moved = match other.by_id.get(id) {
                None => true,
                Some(same) => same != hash && from.is_alone(hash) && other.is_alone(hash),
            };
            if moved {
                moves.entry(hash).or_default().push(id);
            }
        }
    }
    for (hash, from) in &gone {
        if let ([from], Some([to])) = (from.as_slice(), came.get(hash).map(Vec::as_slice)) {
            found.moved.insert(to, from);
        }
    }
    let moved_from: BTreeSet<&str> = found.moved.values().copied().collect();
    for id in then.keys().filter(|id| !now.contains_key(*id) && !moved_from.contains(*id)) {
        found.causes.insert(id, Cause::Law);
    }
    for (id, row) in &now {
        let cause = match (hash_then.by_id.get(id), found.moved.get(id)) {
            (Some(before), _) if Some(before) == hash_now.by_id.get(id) => continue,
            (_, None) => Cause::Law,
            // The same words under another name: the law's doing where what is printed before
            // them is new, or the paragraph above them went, came or was itself renamed by the law.
            (_, Some(from)) => {
                let before = then.get(from);
                let label = before.map_or("", |r| old.cell(r, "label"));
                let above = before.map_or("", |r| old.cell(r, "parent"));
                let parent = new.cell(row, "parent");
                let by_law = |id: &str| found.causes.get(id) == Some(&Cause::Law);
                let renamed = then.contains_key(parent) != now.contains_key(above);
                let cause = if label != new.cell(row, "label") || by_law(parent) || by_law(above) || renamed {
                    Cause::Law
                } else {
                    Cause::Parser
                };
                // A number that has another text now has the cause of that.
                if !now.contains_key(from) {
                    found.causes.insert(from, cause);
                }
                cause
            }
        };
        found.causes.insert(id, cause);
    }
    found
}

/// The hashes of a table's texts.
struct Hashes<'t> {
    by_id: BTreeMap<&'t str, &'t str>,
    /// How many paragraphs have the text.
    count: BTreeMap<&'t str, usize>,
}

impl Hashes<'_> {
    fn is_alone(&self, hash: &str) -> bool {
        self.count.get(hash) == Some(&1)
    }
}

fn hashes<'t>(table: &Table, rows: &BTreeMap<&'t str, &'t StringRecord>) -> Hashes<'t> {
    let by_id: BTreeMap<&str, &str> = rows.iter().map(|(id, row)| (*id, table.cell(row, "text_sha256"))).collect();
    let mut count = BTreeMap::new();
    for hash in by_id.values() {
        *count.entry(*hash).or_insert(0) += 1;
    }
    Hashes { by_id, count }
}

/// What [`of_paragraphs`] finds.
#[derive(Debug, Default)]
pub struct Paragraphs<'t> {
    /// Paragraphs with another text, that came or that went.
    pub causes: BTreeMap<&'t str, Cause>,
    /// Paragraphs under a new id, with the old one.
    pub moved: BTreeMap<&'t str, &'t str>,
}

impl Paragraphs<'_> {
    /// Whether the law changed a note, table or other part of the paragraph `id`: those go
    /// by its id and what follows `#`.
    pub fn is_amended_below(&self, id: &str) -> bool {
        let prefix = format!("{id}#");
        let from = self.causes.range::<str, _>((Bound::Included(prefix.as_str()), Bound::Unbounded));
        from.take_while(|(id, _)| id.starts_with(&prefix)).any(|(_, cause)| *cause == Cause::Law)
    }
}
