//! The three lists as documents, read once, and read again with an edit in one of them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _, Write as _};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use tricord::compare::compare;
use tricord::correlate::group::Absence;
use tricord::correlate::known::Known;
use tricord::correlate::pair::{Confidence, Evidence};
use tricord::correlate::tree::{Node, Trees};
use tricord::correlate::{correlate, feature::FeatureTable};
use tricord::model::{Kind, List, ListSnapshot, Paragraph};
use tricord::normalize::{self, Document};
use tricord::report::snapshot;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use super::changes::Plant;
use super::found::Found;
use crate::hwpx;

/// One replacement in one document of a list, in the bytes that provenances count.
#[derive(Debug, Clone)]
pub struct Edit {
    /// Index into the list's sources.
    pub source: usize,
    /// The bytes that go.
    pub range: Range<usize>,
    /// What comes instead.
    pub with: String,
}

/// The lists as they are, and what is found in them.
pub struct Base {
    pub known: Known,
    /// The texts that provenances count in, by list and source.
    pub texts: [Vec<String>; 3],
    names: [Vec<String>; 3],
    /// Of the Korean container, what gives the raised characters.
    header: String,
    pub lists: [ListSnapshot; 3],
    pub found: Found,
    /// The paragraphs of groups that a guess ties.
    pub guesses: BTreeSet<String>,
    /// By paragraph, all that stand in a group with it.
    pub rows: BTreeMap<String, BTreeSet<String>>,
    /// By paragraph, those of its list that control something and cite it, and the items below
    /// and the heads above these.
    pub citing: BTreeMap<String, BTreeSet<String>>,
}

const JP: [&str; 3] = [
    "jp/403M50000400049/20260214_507M60000400072.xml",
    "jp/324CO0000000378/20260605_508CO0000000194.xml",
    "jp/355CO0000000260/20260605_508CO0000000194.xml",
];

impl Base {
    /// The real documents.
    pub fn real(corpus: &Path, root: &Path) -> Self {
        let kr = std::fs::read(corpus.join("kr/byeolpyo2.hwpx")).unwrap();
        Self::of_documents(corpus, "us/2026-08-18/title-15-part-774.xml", &JP, &kr, &root.join("lists/correlation"))
    }

    /// Three small lists of our own that say the same.
    pub fn fixtures(root: &Path) -> Self {
        let folder = root.join("fixtures/planted");
        let rows = hwpx::tables(&std::fs::read_to_string(folder.join("kr.rows")).unwrap());
        let kr = hwpx::document(&[hwpx::section(&rows)]);
        Self::of_documents(&folder, "us.xml", &["jp.xml"], &kr, &folder)
    }

    fn of_documents(folder: &Path, us: &str, jp: &[&str], kr: &[u8], known: &Path) -> Self {
        let read = |path: &&str| std::fs::read_to_string(folder.join(path)).unwrap();
        let (section, header) = sections(kr);
        let mut base = Self {
            known: computed(known),
            texts: [vec![read(&us)], jp.iter().map(read).collect(), vec![section]],
            names: [
                vec!["us.xml".to_owned()],
                jp.iter().map(|name| (*name).to_owned()).collect(),
                vec!["kr.hwpx".to_owned()],
            ],
            header,
            lists: [List::Us, List::Jp, List::Kr].map(ListSnapshot::new),
            found: Found::default(),
            guesses: BTreeSet::new(),
            rows: BTreeMap::new(),
            citing: BTreeMap::new(),
        };
        base.lists = [List::Us, List::Jp, List::Kr].map(|list| base.parse(list, &base.texts[list as usize]).unwrap());
        base.order_japanese_texts();
        base.looked_through()
    }

    /// The normalised lists of `lists/`, without any document.
    pub fn normalised(root: &Path) -> Self {
        let read = |list: List| {
            let folder = root.join("lists").join(list.word());
            let mut editions: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
            editions.sort();
            snapshot::read(editions.last().unwrap()).unwrap()
        };
        let base = Self {
            known: computed(&root.join("lists/correlation")),
            texts: Default::default(),
            names: Default::default(),
            header: String::new(),
            lists: [List::Us, List::Jp, List::Kr].map(read),
            found: Found::default(),
            guesses: BTreeSet::new(),
            rows: BTreeMap::new(),
            citing: BTreeMap::new(),
        };
        base.looked_through()
    }

    fn looked_through(mut self) -> Self {
        self.found = self.compare(&self.lists);
        let groups = self.groups();
        self.guesses = groups.guesses(&self);
        self.rows = groups.rows(&self);
        self.citing = self.lists.iter().flat_map(citing).collect();
        self
    }

    /// Whether the lists were read from documents, which can be changed.
    pub fn has_documents(&self) -> bool {
        self.texts.iter().any(|t| !t.is_empty())
    }

    /// The reader has an order of its own for the Japanese laws.
    fn order_japanese_texts(&mut self) {
        let sources = &self.lists[List::Jp as usize].sources;
        let place = |text: &String| {
            let hash = ListSnapshot::hash(text.as_bytes());
            sources.iter().position(|s| s.sha256 == hash).unwrap()
        };
        let mut both: Vec<(String, String)> = self.texts[1].drain(..).zip(self.names[1].drain(..)).collect();
        both.sort_by_key(|(text, _)| place(text));
        (self.texts[1], self.names[1]) = both.into_iter().unzip();
    }

    fn parse(&self, list: List, texts: &[String]) -> Result<ListSnapshot, String> {
        let documents: Vec<Document> = texts
            .iter()
            .zip(&self.names[list as usize])
            .map(|(text, name)| {
                let bytes = if list == List::Kr { self.archive(text) } else { text.clone().into_bytes() };
                Document { file: name.clone(), bytes }
            })
            .collect();
        normalize::snapshot(list, &documents).map(|parsed| parsed.value).map_err(|e| e.to_string())
    }

    fn archive(&self, section: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (name, content) in [("Contents/header.xml", self.header.as_str()), ("Contents/section0.xml", section)] {
            zip.start_file(name, stored).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// The list with that planted in it.
    pub fn planted(&self, list: List, plant: &Plant) -> Result<ListSnapshot, String> {
        let mut edits = match plant {
            Plant::Documents(edits) => edits.clone(),
            Plant::List(change) => {
                let mut list = self.lists[list as usize].clone();
                change(&mut list);
                return Ok(list);
            }
        };
        let mut texts = self.texts[list as usize].clone();
        // From the last to the first: earlier places stay where they are.
        edits.sort_by_key(|e| std::cmp::Reverse((e.source, e.range.start)));
        for edit in edits {
            texts[edit.source].replace_range(edit.range, &edit.with);
        }
        self.parse(list, &texts)
    }

    /// What is found in the three lists.
    pub fn compare(&self, lists: &[ListSnapshot; 3]) -> Found {
        let correlation = correlate(lists, &self.known);
        Found::of(&correlation, &compare(&correlation))
    }

    /// Each group's members by list, and the group of every id.
    pub fn groups(&self) -> Groups {
        let correlation = correlate(&self.lists, &self.known);
        let mut groups = Groups::default();
        let place = |n: Node| (n.list, n.index as usize);
        let mut tied: Vec<_> = correlation.pairs.iter().filter(|p| p.confidence >= Confidence::Likely).collect();
        // What stands above comes first.
        tied.sort_by_key(|p| (p.left, p.right));
        let mut guesses = BTreeSet::new();
        for pair in tied {
            groups.pairs.insert((place(pair.left), place(pair.right)));
            groups.paired.insert((place(pair.left), pair.right.list));
            groups.paired.insert((place(pair.right), pair.left.list));
            let above = correlation.trees.parent(pair.left).zip(correlation.trees.parent(pair.right));
            // One number below a guess is a guess.
            let hangs = above.is_some_and(|a| guesses.contains(&a)) && !pair.evidence.iter().any(is_firm);
            if hangs || !pair.evidence.iter().any(is_known) {
                guesses.insert((pair.left, pair.right));
                groups.guessed.extend([place(pair.left), place(pair.right)]);
            }
        }
        let covering = correlation.groups.iter().flat_map(|g| &g.absent).flat_map(|(_, why)| match why {
            Absence::Covered(nodes) => nodes.iter().map(|n| place(*n)).collect(),
            _ => Vec::new(),
        });
        groups.covering = covering.collect();
        groups.read = correlation.read.keys().map(|(node, _)| place(*node)).collect();
        for list in List::ALL.iter().copied() {
            for (index, paragraph) in self.lists[list as usize].paragraphs.iter().enumerate() {
                if paragraph.parent.is_some_and(|p| groups.read.contains(&(list, p as usize))) {
                    groups.read.insert((list, index));
                }
            }
        }
        for group in &correlation.groups {
            let members = List::ALL.iter().map(|l| group.of(*l).map(|n| n.index as usize).collect()).collect();
            for member in &group.members {
                let of = groups.of.entry((member.list, member.index as usize)).or_default();
                of.push(groups.members.len());
            }
            groups.members.push(members);
        }
        groups
    }
}

/// By paragraph that others cite, the entries and items that do, those below, and their heads.
fn citing(list: &ListSnapshot) -> BTreeMap<String, BTreeSet<String>> {
    let above = |p: &Paragraph| -> Vec<usize> {
        std::iter::successors(p.parent, |i| list.paragraphs[*i as usize].parent).map(|i| i as usize).collect()
    };
    let id = |i: usize| list.paragraphs[i].id.to_string();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut of: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    let controls = |p: &&Paragraph| matches!(p.kind, Kind::Entry | Kind::Item);
    for (index, paragraph) in list.paragraphs.iter().enumerate().filter(|(_, p)| controls(p)) {
        let cited = paragraph.citations.iter().flat_map(|c| c.target.ids()).map(ToString::to_string);
        of.insert(index, cited.collect());
    }
    for (index, paragraph) in list.paragraphs.iter().enumerate().filter(|(_, p)| controls(p)) {
        let mut heads = above(paragraph);
        heads.retain(|i| controls(&&list.paragraphs[*i]));
        // What a head cites, its items cite with it.
        for cited in heads.iter().chain([&index]).flat_map(|i| &of[i]) {
            found.entry(cited.clone()).or_default().insert(id(index));
        }
        for cited in &of[&index] {
            found.entry(cited.clone()).or_default().extend(heads.iter().map(|i| id(*i)));
        }
    }
    found
}

/// Likeness from which two entries are paired by content, as `correlate` has it.
const LIKELY: u32 = 250;

/// Groups by number.
#[derive(Default)]
pub struct Groups {
    features: std::cell::OnceCell<FeatureTable>,
    /// Indices of paragraphs by group and list.
    pub members: Vec<Vec<Vec<usize>>>,
    /// The groups that a paragraph is in.
    pub of: BTreeMap<(List, usize), Vec<usize>>,
    /// All pairs that tie.
    pub pairs: BTreeSet<((List, usize), (List, usize))>,
    /// The paragraphs that have a counterpart, by its list.
    paired: BTreeSet<((List, usize), List)>,
    /// The paragraphs of which a pair rests on content alone: a change may untie them.
    pub guessed: BTreeSet<(List, usize)>,
    /// The paragraphs that are said to cover one of another list.
    pub covering: BTreeSet<(List, usize)>,
    /// Those of which a reader found that another list has no counterpart, or elsewhere, and
    /// all below them.
    read: BTreeSet<(List, usize)>,
}

impl Groups {
    /// The ids of all paragraphs that stand in a group with a guess.
    fn guesses(&self, base: &Base) -> BTreeSet<String> {
        let groups = self.guessed.iter().filter_map(|of| self.of.get(of)).flatten();
        let members = groups.flat_map(|g| List::ALL.iter().zip(&self.members[*g]));
        let ids = members.flat_map(|(list, of)| of.iter().map(|i| &base.lists[*list as usize].paragraphs[*i].id));
        ids.map(ToString::to_string).collect()
    }

    /// By paragraph, the ids of all that stand in a group with it.
    fn rows(&self, base: &Base) -> BTreeMap<String, BTreeSet<String>> {
        let id = |(list, index): (List, usize)| base.lists[list as usize].paragraphs[index].id.to_string();
        let of_group = |group: &usize| -> Vec<String> {
            let members = List::ALL.iter().zip(&self.members[*group]);
            members.flat_map(|(list, of)| of.iter().map(|i| id((*list, *i)))).collect()
        };
        self.of.iter().map(|(of, groups)| (id(*of), groups.iter().flat_map(of_group).collect())).collect()
    }

    /// How alike two paragraphs are by their values and concepts, 0 to 1000.
    pub fn likeness(&self, base: &Base, a: (List, usize), b: (List, usize)) -> u32 {
        let node = |(list, index): (List, usize)| Node { list, index: u32::try_from(index).unwrap() };
        let features = self.features.get_or_init(|| FeatureTable::new(&Trees::new(&base.lists)));
        features.likeness(node(a), node(b))
    }

    /// How much of the content of `of` the paragraph `above` itself has, 0 to 1000.
    pub fn held(&self, base: &Base, of: (List, usize), above: (List, usize)) -> u32 {
        let node = |(list, index): (List, usize)| Node { list, index: u32::try_from(index).unwrap() };
        let features = self.features.get_or_init(|| FeatureTable::new(&Trees::new(&base.lists)));
        features.held(node(of), node(above))
    }

    /// Whether a paragraph has a counterpart on `list`.
    pub fn is_paired(&self, of: (List, usize), list: List) -> bool {
        self.paired.contains(&(of, list))
    }

    /// Whether an entry is so much like another entry of the list of `counterpart` that it
    /// would be paired with that.
    pub fn is_like_another(&self, base: &Base, entry: (List, usize), counterpart: (List, usize)) -> bool {
        let entries = base.lists[counterpart.0 as usize].paragraphs.iter().enumerate();
        let others = entries.filter(|(i, p)| p.kind == Kind::Entry && *i != counterpart.1);
        others.into_iter().any(|(i, _)| self.likeness(base, entry, (counterpart.0, i)) >= LIKELY)
    }

    /// The one group of a paragraph, if none of its pairs is a guess and no reader settled it.
    pub fn sure(&self, list: List, index: usize) -> Option<&Vec<Vec<usize>>> {
        let [group] = self.of.get(&(list, index))?.as_slice() else { return None };
        let members = &self.members[*group];
        let all = List::ALL.iter().flat_map(|l| members[*l as usize].iter().map(move |i| (*l, *i)));
        let known = |m: (List, usize)| !self.guessed.contains(&m) && !self.read.contains(&m); // rule `read`
        all.into_iter().all(known).then_some(members)
    }
}

/// Whether it stands whatever the paragraphs say.
fn is_known(evidence: &Evidence) -> bool {
    is_firm(evidence) || matches!(evidence, Evidence::Number)
}

/// Whether it stands whatever the paragraphs say and whatever those above them are paired with.
fn is_firm(evidence: &Evidence) -> bool {
    matches!(evidence, Evidence::Published(_) | Evidence::Pinned(_) | Evidence::Substance(_))
}

/// The section of an HWPX without what only lays it out, and its header.
fn sections(bytes: &[u8]) -> (String, String) {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut inner = |name: &str| {
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    (bare(&inner("Contents/section0.xml")), inner("Contents/header.xml"))
}

/// The XML without attributes that no reader of text looks at: a tenth of the size.
fn bare(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len() / 4);
    for piece in xml.split_inclusive('>') {
        let Some(open) = piece.find('<') else {
            out.push_str(piece);
            continue;
        };
        let (text, tag) = piece.split_at(open);
        out.push_str(text);
        let name = tag.split([' ', '>']).next().unwrap();
        if tag.starts_with("<hp:run") || !tag.contains(' ') || name.starts_with("<?") || name == "<hs:sec" {
            out.push_str(tag);
        } else {
            out.push_str(name);
            out.push_str(if tag.ends_with("/>") { "/>" } else { ">" });
        }
    }
    out
}

/// What is known but for what a reader found in the words: that goes when the words change.
fn computed(folder: &Path) -> Known {
    Known { readings: Arc::default(), dismissed: Arc::default(), ..Known::read(folder).unwrap() }
}
