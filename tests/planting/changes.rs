//! How a divergence comes into a list: by bytes of its documents, or, where there are none, in
//! the normalised list.

use std::sync::Arc;

use tricord::model::{Hash, Id, ListSnapshot, Paragraph};

use super::documents::Edit;

/// What is done to a list.
#[derive(Clone)]
pub enum Plant {
    /// Its documents are changed and read anew.
    Documents(Vec<Edit>),
    /// The list itself is changed.
    List(Arc<dyn Fn(&mut ListSnapshot) + Send + Sync>),
}

impl std::fmt::Debug for Plant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Documents(edits) => f.debug_list().entries(edits.iter().map(|e| &e.with)).finish(),
            Self::List(_) => f.write_str("in the list"),
        }
    }
}

impl From<Edit> for Plant {
    fn from(edit: Edit) -> Self {
        Self::Documents(vec![edit])
    }
}

/// A paragraph is another, and so is its text: what a reader found of the earlier text stands no
/// longer.
pub fn of(index: usize, change: impl Fn(&mut Paragraph) + Send + Sync + 'static) -> Plant {
    all(vec![index], change)
}

/// The same of several.
pub fn all(indices: Vec<usize>, change: impl Fn(&mut Paragraph) + Send + Sync + 'static) -> Plant {
    Plant::List(Arc::new(move |list| {
        for index in &indices {
            let paragraph = &mut list.paragraphs[*index];
            change(paragraph);
            paragraph.text_sha256 = Hash::of(b"planted");
        }
    }))
}

/// These paragraphs are gone.
pub fn without(gone: Vec<usize>) -> Plant {
    Plant::List(Arc::new(move |list| {
        let order = (0..list.paragraphs.len()).filter(|i| !gone.contains(i)).collect();
        arrange(list, order);
    }))
}

/// A paragraph without any below it stands twice; the second one's id as readers make it.
pub fn twice(index: usize) -> Plant {
    Plant::List(Arc::new(move |list| {
        let mut second = list.paragraphs[index].clone();
        second.id = Id::new(format!("{}~2", second.id));
        list.paragraphs.push(second);
        let last = list.paragraphs.len() - 1;
        let order = (0..=index).chain([last]).chain(index + 1..last).collect();
        arrange(list, order);
    }))
}

/// A paragraph without any below it stands below `parent`, behind `before`, under another id.
pub fn moved(index: usize, parent: usize, before: usize, id: Id, label: String) -> Plant {
    Plant::List(Arc::new(move |list| {
        let paragraph = &mut list.paragraphs[index];
        (paragraph.id, paragraph.label) = (id.clone(), label.as_str().into());
        paragraph.parent = u32::try_from(parent).ok();
        let all = (0..list.paragraphs.len()).filter(|i| *i != index);
        let order = all.flat_map(|i| std::iter::once(i).chain((i == before).then_some(index))).collect();
        arrange(list, order);
    }))
}

/// The paragraphs in another order, each below the one that it was below.
fn arrange(list: &mut ListSnapshot, order: Vec<usize>) {
    let mut places = vec![None; list.paragraphs.len()];
    order.iter().zip(0..).for_each(|(old, new)| places[*old] = Some(new));
    let mut moved: Vec<Paragraph> = order.iter().map(|i| list.paragraphs[*i].clone()).collect();
    for paragraph in &mut moved {
        paragraph.parent = paragraph.parent.and_then(|p| places[p as usize]);
    }
    list.paragraphs = moved;
}
