//! Paragraphs that answer to each other one by one in a group of several: the bound of one may
//! hide what another of its list says.

use std::collections::BTreeSet;

use super::bounds;
use super::finding::{Finding, Kind};
use super::pool::reduced;
use super::slot::{Direction, Reduced};
use crate::correlate::group::Group;
use crate::correlate::tree::{Node, Trees};
use crate::correlate::{Correlation, SIDES};
use crate::model::List;

/// Adds to what was `found` of the group as a whole what its twins say differently, and takes
/// from it what could not be told of such a value.
pub fn add(correlation: &Correlation<'_>, group: &Group, found: &mut Vec<Finding>) {
    if List::ALL.iter().all(|l| group.of(*l).nth(1).is_none()) {
        return;
    }
    let ties = Ties::new(correlation, group);
    let mut told: Vec<Finding> = Vec::new();
    for set in ties.sets() {
        let twins = Group { members: set, shared: Vec::new(), pairs: Vec::new(), absent: Vec::new(), name: group.name };
        for finding in bounds::findings(correlation, &twins).into_iter().map(spoken) {
            let counts = match finding.kind {
                Kind::Strictness => true,
                Kind::Value => ties.are_opposed(&finding) && !found.iter().any(|f| tells(f, &finding)),
                Kind::Undetermined => finding.parameter == "direction",
                _ => false,
            };
            if counts && !found.iter().chain(&told).any(|f| says_as_much(f, &finding)) {
                told.push(finding);
            }
        }
    }
    found.retain(|f| f.kind != Kind::Undetermined || !told.iter().any(|t| t.kind != f.kind && holds(t, f)));
    found.extend(told);
}

/// The finding without the lists that print nothing at this place: a heading among the twins
/// leaves its limits to what stands below it.
fn spoken(mut finding: Finding) -> Finding {
    let silent = |list: List, f: &Finding| f.side(list).values.is_empty();
    let silent = SIDES.map(|(a, b)| silent(a, &finding) || silent(b, &finding));
    finding.relations.iter_mut().zip(silent).filter(|(_, silent)| *silent).for_each(|(relation, _)| *relation = None);
    finding.sides.iter_mut().filter(|s| s.values.is_empty()).for_each(|s| s.paragraphs.clear());
    finding
}

/// Whether `a` is a difference of the same values as `b`.
fn says_as_much(a: &Finding, b: &Finding) -> bool {
    a.kind == b.kind && holds(a, b)
}

/// Whether `a` gives all values of `b`.
fn holds(a: &Finding, b: &Finding) -> bool {
    b.sides.iter().any(|s| !s.values.is_empty())
        && a.sides.iter().zip(&b.sides).all(|(a, b)| b.values.is_empty() || a.values == b.values)
}

/// Whether `f` is a difference about one of the values of `finding`.
fn tells(f: &Finding, finding: &Finding) -> bool {
    let mut sides = f.sides.iter().zip(&finding.sides);
    let shares = sides.any(|(a, b)| a.values.iter().any(|v| b.values.contains(v)));
    matches!(f.kind, Kind::Value | Kind::BoundMissing) && shares
}

/// Which paragraphs of a group are paired.
struct Ties<'a, 's> {
    trees: &'a Trees<'s>,
    group: &'a Group,
    pairs: BTreeSet<(Node, Node)>,
}

impl<'a, 's> Ties<'a, 's> {
    fn new(correlation: &'a Correlation<'s>, group: &'a Group) -> Self {
        let tied = group.pairs.iter().filter_map(|i| correlation.pairs.get(*i));
        let pairs = tied.flat_map(|p| [(p.left, p.right), (p.right, p.left)]).collect();
        Self { trees: &correlation.trees, group, pairs }
    }

    /// The counterparts of `node` on `list`.
    fn beside(&self, node: Node, list: List) -> Vec<Node> {
        self.group.of(list).filter(|n| self.pairs.contains(&(node, *n))).collect()
    }

    /// Whether `a` and `b` are the only counterparts of each other.
    fn are_alone(&self, a: Node, b: Node) -> bool {
        self.beside(a, b.list) == [b] && self.beside(b, a.list) == [a]
    }

    /// The Korean paragraph of the number of `us`; else the one that is paired with it alone.
    fn korean(&self, us: Node) -> Option<Node> {
        let local = |n: Node| self.trees.paragraph(n).map(|p| p.id.local());
        let numbered = |n: Node, list: List| self.group.of(list).find(|m| local(*m) == local(n));
        let alone = || self.group.of(List::Kr).find(|n| self.are_alone(us, *n) && numbered(*n, List::Us).is_none());
        numbered(us, List::Kr).or_else(alone)
    }

    /// The sets to compare by themselves: a paragraph of the US list and of the Korean that
    /// answer to each other, with each of the Japanese ones that are paired with one of them.
    fn sets(&self) -> Vec<Vec<Node>> {
        let rows: Vec<Vec<Node>> =
            self.group.of(List::Us).map(|us| std::iter::once(us).chain(self.korean(us)).collect()).collect();
        let taken: BTreeSet<Node> = rows.iter().flatten().copied().collect();
        let rest = self.group.of(List::Kr).filter(|n| !taken.contains(n)).map(|n| vec![n]);
        let mut sets = Vec::new();
        for row in rows.iter().cloned().chain(rest) {
            let japanese: BTreeSet<Node> = row.iter().flat_map(|n| self.beside(*n, List::Jp)).collect();
            sets.extend(japanese.into_iter().map(|jp| {
                let mut set = row.clone();
                set.push(jp);
                set.sort_unstable();
                set
            }));
            sets.push(row);
        }
        sets.retain(|set| set.len() > 1 && *set != self.group.members);
        sets
    }

    /// Whether the values of `finding` stand against each other, and are not those of parts of
    /// a range, or of paragraphs that are numbered otherwise.
    fn are_opposed(&self, finding: &Finding) -> bool {
        let sides: Vec<(Node, Reduced<'s>)> =
            finding.nodes().filter_map(|n| Some((n, self.bound(n, finding)?))).collect();
        let pairs = sides.iter().enumerate().flat_map(|(i, a)| sides.iter().skip(i + 1).map(move |b| (a, b)));
        let differ = |a: &Reduced<'_>, b: &Reduced<'_>| a.is_wider(b) || b.is_wider(a);
        let mut apart = pairs.filter(|((_, a), (_, b))| differ(a, b)).peekable();
        apart.peek().is_some()
            && apart.all(|((a, x), (b, y))| {
                let alone = self.are_alone(*a, *b) || self.are_numbered_alike(*a, *b) || self.is_slice(*a, *b);
                let crossed = self.is_stated(x, b.list) && self.is_stated(y, a.list);
                let part = self.is_seam(x) || self.is_seam(y);
                alone && !crossed && !part
            })
    }

    /// The bound of `node` that `finding` shows.
    fn bound(&self, node: Node, finding: &Finding) -> Option<Reduced<'s>> {
        let values = &finding.side(node.list).values;
        reduced(self.trees, std::iter::once(node)).into_iter().find(|r| values.contains(&r.left_in()))
    }

    fn are_numbered_alike(&self, a: Node, b: Node) -> bool {
        let local = |n: Node| self.trees.paragraph(n).map(|p| p.id.local());
        local(a) == local(b)
    }

    /// Whether one of the two holds a part of the range of the other, which stands alone.
    fn is_slice(&self, a: Node, b: Node) -> bool {
        let whole = |n: Node| self.group.of(n.list).count() == 1;
        let part = |n: Node| reduced(self.trees, std::iter::once(n)).iter().any(|r| self.is_seam(r));
        (whole(a) && part(b)) || (whole(b) && part(a))
    }

    /// Whether another paragraph of the list begins where `bound` ends.
    fn is_seam(&self, bound: &Reduced<'_>) -> bool {
        let others = self.group.of(bound.node.list).filter(|n| *n != bound.node);
        bound.direction() != Direction::At && reduced(self.trees, others).iter().any(|r| r.meets(bound))
    }

    /// Whether a paragraph of `list` in the group states `bound` as well.
    fn is_stated(&self, bound: &Reduced<'_>, list: List) -> bool {
        super::slot::says_same(bound, &reduced(self.trees, self.group.of(list)))
    }
}
