//! A list as a tree of the paragraphs that control something.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use crate::model::{Amended, Base, Bound, Hash, Id, Kind, List, ListSnapshot, Paragraph};

/// A list with its children by paragraph and its ids.
pub struct Tree<'s> {
    /// The list.
    pub snapshot: &'s ListSnapshot,
    children: Vec<Vec<u32>>,
    /// Hashes of the ids and where they stand, sorted.
    by_id: Vec<(u64, u32)>,
    /// When a walk from parents to children comes to each paragraph and when it has left
    /// all that stands below it.
    walk: Vec<(u32, u32)>,
    /// Whether each paragraph controls something.
    controls: Vec<bool>,
    /// What the bounds of each paragraph are worth, once it was asked.
    bases: Vec<OnceLock<Box<[Arc<Base>]>>>,
}

impl<'s> Tree<'s> {
    /// Indexes `snapshot`.
    pub fn new(snapshot: &'s ListSnapshot) -> Self {
        let mut children = vec![Vec::new(); snapshot.paragraphs.len()];
        let mut by_id = Vec::with_capacity(snapshot.paragraphs.len());
        let mut roots = Vec::new();
        for (paragraph, i) in snapshot.paragraphs.iter().zip(0_u32..) {
            by_id.push((hash(paragraph.id.as_str()), i));
            match paragraph.parent.and_then(|p| children.get_mut(p as usize)) {
                Some(siblings) => siblings.push(i),
                None => roots.push(i),
            }
        }
        by_id.sort_unstable();
        let controls = snapshot.paragraphs.iter().map(controls).collect();
        let walk = walk(&children, &roots);
        let bases = snapshot.paragraphs.iter().map(|_| OnceLock::new()).collect();
        Self { snapshot, children, by_id, walk, controls, bases }
    }

    /// Which list it is.
    pub fn list(&self) -> List {
        self.snapshot.list
    }

    /// What earlier editions of the list said otherwise.
    pub fn amended(&self) -> &'s [Amended] {
        &self.snapshot.amended
    }

    /// The paragraph at `index`.
    pub fn paragraph(&self, index: u32) -> Option<&'s Paragraph> {
        self.snapshot.paragraphs.get(index as usize)
    }

    /// Where the paragraph of that id stands.
    pub fn find(&self, id: &str) -> Option<u32> {
        let hash = hash(id);
        let first = self.by_id.partition_point(|(h, _)| *h < hash);
        let alike = self.by_id.iter().skip(first).take_while(|(h, _)| *h == hash).map(|(_, i)| *i);
        // Of paragraphs of the same id the last is found.
        alike.filter(|i| self.paragraph(*i).is_some_and(|p| p.id.as_str() == id)).last()
    }

    /// The bounds of a paragraph, each with what it is worth in base units.
    pub fn bounds(&self, index: u32) -> impl Iterator<Item = (&'s Bound, &Arc<Base>)> {
        let bounds = self.paragraph(index).map_or(&[][..], |p| p.bounds.as_slice());
        let worth = || bounds.iter().map(|b| Arc::new(Base::from(b))).collect();
        bounds.iter().zip(self.bases.get(index as usize).into_iter().flat_map(move |b| b.get_or_init(worth)))
    }

    /// All children, notes included.
    pub fn children(&self, index: u32) -> &[u32] {
        self.children.get(index as usize).map_or(&[], Vec::as_slice)
    }

    /// The children that control something.
    pub fn items(&self, index: u32) -> impl Iterator<Item = u32> + '_ {
        self.children(index).iter().copied().filter(|c| self.is_control(*c))
    }

    /// Whether the paragraph controls something: an entry or an item that is not reserved.
    pub fn is_control(&self, index: u32) -> bool {
        self.controls.get(index as usize) == Some(&true)
    }

    /// All entries and items.
    pub fn controls(&self) -> impl Iterator<Item = u32> + '_ {
        (0..).zip(&self.controls).filter(|(_, controls)| **controls).map(|(i, _)| i)
    }

    /// The parent.
    pub fn parent(&self, index: u32) -> Option<u32> {
        self.paragraph(index)?.parent
    }

    /// The entry that the paragraph belongs to, or itself.
    pub fn entry(&self, index: u32) -> u32 {
        std::iter::successors(Some(index), |i| self.parent(*i))
            .find(|i| self.paragraph(*i).is_some_and(|p| p.kind == Kind::Entry))
            .unwrap_or(index)
    }

    /// Whether `above` is `below` or one of its ancestors.
    pub fn contains(&self, above: u32, below: u32) -> bool {
        match (self.walk.get(above as usize), self.walk.get(below as usize)) {
            (Some((start, end)), Some((at, _))) => start <= at && at < end,
            _ => above == below,
        }
    }
}

/// FNV-1a: numbers sort faster than ids do.
fn hash(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Where each paragraph comes and ends in a walk from `roots` down.
fn walk(children: &[Vec<u32>], roots: &[u32]) -> Vec<(u32, u32)> {
    let mut walk = vec![(0, 0); children.len()];
    let mut step = 0;
    // The next child to go to, by paragraph that the walk is in.
    let mut inside: Vec<(u32, usize)> = Vec::new();
    for root in roots {
        inside.push((*root, 0));
        while let Some((node, next)) = inside.pop() {
            let Some(place) = walk.get_mut(node as usize) else { continue };
            if next == 0 {
                place.0 = step;
                step += 1;
            }
            match children.get(node as usize).and_then(|c| c.get(next)) {
                Some(child) => inside.extend([(node, next + 1), (*child, 0)]),
                None => place.1 = step,
            }
        }
    }
    walk
}

/// Most rows of the Japanese 別表 delegate their specification to the ordinance, whose
/// paragraphs are the ones to pair. An annex (the list of explosives at the end of US
/// Category 1) names what entries refer to, and controls nothing by itself.
fn controls(paragraph: &Paragraph) -> bool {
    let in_annex = paragraph.id.local().contains('#');
    paragraph.is_control() && !is_row(&paragraph.id) && !in_annex
}

/// Whether it is a row of the Japanese 別表.
fn is_row(id: &Id) -> bool {
    id.list() == Some(List::Jp) && id.local().starts_with('T')
}

/// A paragraph of one of the three lists. Ordered US, JP, KR, then as the documents are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// The list.
    pub list: List,
    /// Index into the snapshot's paragraphs.
    pub index: u32,
}

/// The three lists as trees.
pub struct Trees<'s> {
    trees: [Tree<'s>; 3],
}

impl<'s> Trees<'s> {
    /// How many paragraphs the three lists have.
    pub fn size(&self) -> usize {
        self.trees.iter().map(|t| t.snapshot.paragraphs.len()).sum()
    }

    /// Where `node` stands among all paragraphs of the three lists.
    pub fn place(&self, node: Node) -> usize {
        let before = self.trees.iter().take(node.list as usize).map(|t| t.snapshot.paragraphs.len());
        before.sum::<usize>() + node.index as usize
    }

    /// Indexes the lists, which come as US, JP, KR.
    pub fn new(lists: &'s [ListSnapshot; 3]) -> Self {
        let [us, jp, kr] = lists;
        let (us, (jp, kr)) = rayon::join(|| Tree::new(us), || rayon::join(|| Tree::new(jp), || Tree::new(kr)));
        Self { trees: [us, jp, kr] }
    }

    /// Takes the rows of the 別表 that `read` names for paragraphs to pair: a reader saw
    /// that they delegate nothing to the ordinance, as the munitions of 項 1.
    pub fn admit<'i>(&mut self, read: impl Iterator<Item = &'i Id>) {
        let [_, japan, _] = &mut self.trees;
        for row in read.filter(|id| is_row(id)) {
            let index = japan.find(row.as_str()).map(|i| i as usize);
            if let Some(controls) = index.and_then(|i| japan.controls.get_mut(i)) {
                *controls = true;
            }
        }
    }

    /// The tree of `list`.
    pub fn of(&self, list: List) -> &Tree<'s> {
        let [us, jp, kr] = &self.trees;
        match list {
            List::Us => us,
            List::Jp => jp,
            List::Kr => kr,
        }
    }

    /// The paragraph of `node`.
    pub fn paragraph(&self, node: Node) -> Option<&'s Paragraph> {
        self.of(node.list).paragraph(node.index)
    }

    /// The node with that id.
    pub fn find(&self, id: &Id) -> Option<Node> {
        let list = id.list()?;
        Some(Node { list, index: self.of(list).find(id.as_str())? })
    }

    /// The id of `node`.
    pub fn id(&self, node: Node) -> &'s str {
        self.paragraph(node).map_or("", |p| p.id.as_str())
    }

    /// The parent of `node`.
    pub fn parent(&self, node: Node) -> Option<Node> {
        Some(Node { list: node.list, index: self.of(node.list).parent(node.index)? })
    }

    /// The entry that `node` belongs to, or itself.
    pub fn entry(&self, node: Node) -> Node {
        Node { list: node.list, index: self.of(node.list).entry(node.index) }
    }

    /// The children of `node` that control something.
    pub fn items(&self, node: Node) -> impl Iterator<Item = Node> + '_ {
        self.of(node.list).items(node.index).map(move |index| Node { list: node.list, index })
    }

    /// `node` and all below it.
    pub fn below(&self, node: Node) -> Vec<Node> {
        let tree = self.of(node.list);
        let mut found = vec![node];
        let mut open = tree.children(node.index).to_vec();
        while let Some(index) = open.pop() {
            found.push(Node { list: node.list, index });
            open.extend(tree.children(index));
        }
        found
    }

    /// The items that repeat the one above or one beside them, word for word, and have nothing
    /// below them.
    pub fn repeated(&self) -> BTreeSet<Node> {
        let mut repeated = BTreeSet::new();
        for list in List::ALL {
            let tree = self.of(*list);
            let mut seen: BTreeSet<(Option<u32>, &str, Hash)> = BTreeSet::new();
            for (index, paragraph) in (0..).zip(&tree.snapshot.paragraphs) {
                let own = (paragraph.label.as_str(), paragraph.text_sha256);
                // Where enumerators alone tell the levels, the second one is read as below the first.
                let above = paragraph.parent.and_then(|p| tree.paragraph(p)).map(|p| (p.label.as_str(), p.text_sha256));
                if paragraph.kind == Kind::Item
                    && tree.children(index).is_empty()
                    && (above == Some(own) || !seen.insert((paragraph.parent, own.0, own.1)))
                {
                    repeated.insert(Node { list: *list, index });
                }
            }
        }
        repeated
    }

    /// Whether `node` is `above` or stands below it.
    pub fn is_below(&self, node: Node, above: Node) -> bool {
        node.list == above.list && self.of(node.list).contains(above.index, node.index)
    }
}
