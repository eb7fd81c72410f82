//! A file in which each of its mutants stands behind a switch.
//!
//! A mutant is the text of the smallest expression around it that reads the same wherever it
//! stands, with the replacement in it: `(if crate::mutant(7) { a <= b } else { a < b })`.
//! Inside such a branch nothing else is switched: one mutant is on at a time.

use std::collections::BTreeMap;
use std::ops::Range;

use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};

use crate::Failure;
use crate::list::{Genre, Mutant};

/// A mutant of this number, where it is to stand behind a switch.
pub type Numbered<'m> = (usize, &'m Mutant);

/// How the alternatives of a place are written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// At the beginning of a function: `if … { return … }`.
    Return,
    /// A body that gives an iterator of a type without a name.
    Iterator,
    /// Behind a pattern without a guard: ` if !…`.
    NewGuard,
    /// A guard.
    Guard,
    /// An expression.
    Expression,
}

/// A place of the file with what may stand there instead.
#[derive(Default)]
struct Switch {
    /// Number and text.
    alternatives: Vec<(usize, String)>,
    /// Mutants that leave out the arm whose guard this is.
    without: Vec<usize>,
}

/// Where in the woven text the alternatives of which mutants stand: one, or all of a switch.
pub type Places = Vec<(Range<usize>, Vec<usize>)>;

struct Finder<'a> {
    source: &'a str,
    /// By where they begin.
    mutants: BTreeMap<usize, Vec<Numbered<'a>>>,
    /// Operators inside of this expression are switched with it.
    top: Option<Range<usize>>,
    switches: BTreeMap<(usize, Form, std::cmp::Reverse<usize>), Switch>,
    done: Vec<usize>,
    /// Mutants that leave out an arm that is needed.
    unviable: Vec<usize>,
}

/// A file with its mutants woven in.
pub struct File {
    /// The text.
    pub text: String,
    /// Where in it each alternative stands.
    pub places: Places,
    /// Mutants that have no place behind a switch.
    pub unwoven: Vec<usize>,
    /// Mutants that do not compile.
    pub unviable: Vec<usize>,
}

impl<'a> Finder<'a> {
    fn at(&self, start: usize, genre: Genre) -> Vec<Numbered<'a>> {
        let here = self.mutants.get(&start).into_iter().flatten();
        here.filter(|(_, m)| m.genre == genre).copied().collect()
    }

    fn switch(&mut self, range: &Range<usize>, form: Form) -> &mut Switch {
        self.switches.entry((range.start, form, std::cmp::Reverse(range.end))).or_default()
    }

    /// Puts mutants behind a switch of `range`, each as its text with the replacement in it.
    fn put(&mut self, range: &Range<usize>, form: Form, mutants: &[Numbered<'a>]) {
        for (number, mutant) in mutants {
            let (before, after) = (range.start..mutant.bytes.start, mutant.bytes.end..range.end);
            let text = [&self.source[before], &mutant.replacement, &self.source[after]].concat();
            self.switch(range, form).alternatives.push((*number, text));
            self.done.push(*number);
        }
    }

    fn function(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let Some((first, last)) = block.stmts.first().zip(block.stmts.last()) else { return };
        let body = first.span().byte_range().start..last.span().byte_range().end;
        let mutants = self.at(body.start, Genre::FnValue);
        let nameless =
            matches!(&signature.output, syn::ReturnType::Type(_, of) if matches!(**of, syn::Type::ImplTrait(_)));
        if nameless {
            self.put(&body, Form::Iterator, &mutants);
            return;
        }
        for (number, mutant) in mutants {
            self.switch(&(body.start..body.start), Form::Return)
                .alternatives
                .push((number, mutant.replacement.clone()));
            self.done.push(number);
        }
    }
}

/// Whether it is a chain with a `let` in it, which is no expression by itself.
fn has_let(node: &syn::Expr) -> bool {
    match node {
        syn::Expr::Let(_) => true,
        syn::Expr::Binary(b) => has_let(&b.left) || has_let(&b.right),
        _ => false,
    }
}

impl<'a> Visit<'a> for Finder<'a> {
    fn visit_item_fn(&mut self, node: &'a syn::ItemFn) {
        self.function(&node.sig, &node.block);
        visit::visit_item_fn(self, node);
    }

    fn visit_impl_item_fn(&mut self, node: &'a syn::ImplItemFn) {
        self.function(&node.sig, &node.block);
        visit::visit_impl_item_fn(self, node);
    }

    fn visit_trait_item_fn(&mut self, node: &'a syn::TraitItemFn) {
        if let Some(block) = &node.default {
            self.function(&node.sig, block);
        }
        visit::visit_trait_item_fn(self, node);
    }

    fn visit_expr(&mut self, node: &'a syn::Expr) {
        // What stands between operators is switched with the outermost of them, and what stands
        // in an operand by itself.
        let above = self.top.take();
        match node {
            syn::Expr::Binary(binary) => {
                let open = has_let(node);
                let top = above.unwrap_or_else(|| node.span().byte_range());
                let mutants = self.at(binary.op.span().byte_range().start, Genre::BinaryOperator);
                if open {
                    // `||` beside a `let`.
                    self.unviable.extend(mutants.iter().map(|(n, _)| *n));
                } else {
                    self.put(&top, Form::Expression, &mutants);
                }
                for side in [&binary.left, &binary.right] {
                    self.top = (!open && matches!(**side, syn::Expr::Binary(_))).then(|| top.clone());
                    self.visit_expr(side);
                }
                self.top = None;
                return;
            }
            syn::Expr::Unary(unary) => {
                let mutants = self.at(unary.op.span().byte_range().start, Genre::UnaryOperator);
                self.put(&node.span().byte_range(), Form::Expression, &mutants);
            }
            syn::Expr::Struct(of) => {
                for field in &of.fields {
                    let mutants = self.at(field.span().byte_range().start, Genre::StructField);
                    self.put(&node.span().byte_range(), Form::Expression, &mutants);
                }
            }
            _ => {}
        }
        visit::visit_expr(self, node);
    }

    fn visit_expr_match(&mut self, node: &'a syn::ExprMatch) {
        for arm in &node.arms {
            let left_out = self.at(arm.span().byte_range().start, Genre::MatchArm);
            let range = arm.guard.as_ref().map(|(_, guard)| guard.span().byte_range());
            if let Some(range) = &range {
                let mutants = self.at(range.start, Genre::MatchArmGuard);
                self.put(range, Form::Guard, &mutants);
            }
            // Without an arm that takes all that is left, each is needed.
            let is_free = range.is_some() || node.arms.iter().any(|a| !std::ptr::eq(a, arm) && takes_all(a));
            let numbers = left_out.iter().map(|(n, _)| *n);
            if !is_free {
                self.unviable.extend(numbers);
            } else if !left_out.is_empty() {
                let end = arm.pat.span().byte_range().end;
                let (range, form) = range.map_or((end..end, Form::NewGuard), |range| (range, Form::Guard));
                self.done.extend(numbers.clone());
                self.switch(&range, form).without.extend(numbers);
            }
        }
        visit::visit_expr_match(self, node);
    }
}

fn takes_all(arm: &syn::Arm) -> bool {
    fn is_any(pattern: &syn::Pat) -> bool {
        match pattern {
            syn::Pat::Wild(_) => true,
            syn::Pat::Ident(of) => of.subpat.is_none(),
            syn::Pat::Tuple(of) => of.elems.iter().all(is_any),
            syn::Pat::Reference(of) => is_any(&of.pat),
            _ => false,
        }
    }
    arm.guard.is_none() && is_any(&arm.pat)
}

/// A file with `mutants`, which are its own, woven in.
pub fn file(source: &str, mutants: &[Numbered<'_>]) -> Result<File, Failure> {
    let tree = syn::parse_file(source)?;
    let mut by_start: BTreeMap<usize, Vec<Numbered<'_>>> = BTreeMap::new();
    for (number, mutant) in mutants {
        by_start.entry(mutant.bytes.start).or_default().push((*number, mutant));
    }
    let (switches, done, unviable) = (BTreeMap::new(), Vec::new(), Vec::new());
    let mut finder = Finder { source, mutants: by_start, top: None, switches, done, unviable };
    finder.visit_file(&tree);
    let Finder { switches, done, unviable, .. } = finder;
    let numbers = mutants.iter().map(|(n, _)| *n);
    let unwoven = numbers.filter(|n| !done.contains(n) && !unviable.contains(n)).collect();
    let switches: Vec<_> = switches.into_iter().map(|((s, form, e), switch)| (s..e.0, form, switch)).collect();
    let mut out = Woven { source, text: String::new(), places: Vec::new() };
    out.until(source.len(), 0, &mut switches.as_slice());
    Ok(File { text: out.text, places: out.places, unwoven, unviable })
}

struct Woven<'s> {
    source: &'s str,
    text: String,
    places: Places,
}

impl Woven<'_> {
    /// Writes the source from `at` to `end`, with the switches in it.
    fn until(&mut self, end: usize, mut at: usize, rest: &mut &[(Range<usize>, Form, Switch)]) {
        while let Some(((range, form, switch), more)) = rest.split_first() {
            if range.start >= end {
                break;
            }
            *rest = more;
            self.text.push_str(&self.source[at..range.start]);
            self.switch(range, *form, switch, rest);
            at = range.end;
        }
        self.text.push_str(&self.source[at..end]);
    }

    fn alternative(&mut self, number: usize, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.places.push((start..self.text.len(), vec![number]));
    }

    fn switch(
        &mut self,
        range: &Range<usize>,
        form: Form,
        switch: &Switch,
        rest: &mut &[(Range<usize>, Form, Switch)],
    ) {
        let start = self.text.len();
        let without: String = switch.without.iter().map(|n| format!("!crate::mutant({n}) && ")).collect();
        match form {
            Form::Return => {
                for (number, text) in &switch.alternatives {
                    self.text.push_str(&format!("if crate::mutant({number}) {{ return "));
                    self.alternative(*number, text);
                    self.text.push_str("; } ");
                }
            }
            Form::NewGuard => self.text.push_str(&format!(" if {}", without.trim_end_matches(" && "))),
            Form::Guard | Form::Expression | Form::Iterator => {
                self.text.push_str(&without);
                let iterator = form == Form::Iterator;
                self.text.push(if iterator { ' ' } else { '(' });
                for (i, (number, text)) in switch.alternatives.iter().enumerate() {
                    self.text.push_str(&format!("if crate::mutant({number}) {{ "));
                    if iterator {
                        self.text.push_str(&"crate::Either::Right(".repeat(i));
                        self.text.push_str("crate::Either::Left(");
                    }
                    self.alternative(*number, text);
                    if iterator {
                        self.text.push_str(&")".repeat(i + 1));
                    }
                    self.text.push_str(" } else ");
                }
                let depth = if iterator { switch.alternatives.len() } else { 0 };
                self.text.push_str("{ ");
                self.text.push_str(&"crate::Either::Right(".repeat(depth));
                self.text.push_str(if iterator { "{ " } else { "" });
                self.until(range.end, range.start, rest);
                self.text.push_str(if iterator { " }" } else { "" });
                self.text.push_str(&")".repeat(depth));
                self.text.push_str(" }");
                self.text.push(if iterator { ' ' } else { ')' });
            }
        }
        let numbers = switch.alternatives.iter().map(|(n, _)| *n).chain(switch.without.iter().copied());
        self.places.push((start..self.text.len(), numbers.collect()));
    }
}

/// What the crate has besides, for the switches.
pub const SWITCH: &str = r#"
/// Which mutant is on, from `TRICORD_MUTANT`: a number, or `reach:FILE` to note there which
/// switches are come to.
static ON: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(u32::MAX);
static REACHED: std::sync::OnceLock<(std::fs::File, Vec<std::sync::atomic::AtomicBool>)> = std::sync::OnceLock::new();

#[doc(hidden)]
#[inline]
pub fn mutant(number: u32) -> bool {
    let on = ON.load(std::sync::atomic::Ordering::Relaxed);
    if on < NOTE { on == number } else { first(number) }
}

/// Turns on that mutant alone.
#[doc(hidden)]
pub fn turn_on(number: u32) {
    ON.store(number, std::sync::atomic::Ordering::SeqCst);
}

/// The number of no mutant.
#[doc(hidden)]
pub const NONE: u32 = u32::MAX - 2;
const NOTE: u32 = u32::MAX - 1;

#[cold]
#[inline(never)]
fn first(number: u32) -> bool {
    use std::io::Write as _;
    use std::sync::atomic::Ordering::Relaxed;
    if ON.load(Relaxed) == u32::MAX {
        let said = std::env::var("TRICORD_MUTANT").unwrap_or_default();
        let Some(file) = said.strip_prefix("reach:") else {
            let on = said.parse().unwrap_or(NONE);
            ON.store(on, Relaxed);
            return on == number;
        };
        REACHED.get_or_init(|| {
            let file = std::fs::OpenOptions::new().append(true).create(true).open(file).unwrap();
            (file, (0..MUTANTS).map(|_| Default::default()).collect())
        });
        ON.store(NOTE, Relaxed);
    }
    let Some((file, reached)) = REACHED.get() else { return false };
    if !reached[number as usize].swap(true, Relaxed) {
        let mut file = file;
        file.write_all(format!("{number}\n").as_bytes()).unwrap();
    }
    false
}

#[doc(hidden)]
pub enum Either<L, R> {
    Left(L),
    Right(R),
}

impl<L: Iterator, R: Iterator<Item = L::Item>> Iterator for Either<L, R> {
    type Item = L::Item;
    fn next(&mut self) -> Option<L::Item> {
        match self {
            Self::Left(of) => of.next(),
            Self::Right(of) => of.next(),
        }
    }
}
"#;
