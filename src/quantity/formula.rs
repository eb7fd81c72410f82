//! What formulae are worth, so that those that lists print in different ways compare:
//! `800+(600×L/1000)` in nanometres is `0.0008+6e-7*L` in millimetres. Exact: where a
//! formula takes a logarithm, another function stands in for it, the same everywhere.

use num_traits::{One as _, Zero as _};

use super::{Rational, rational};

/// What a formula is worth at the places where it is tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worth {
    /// The values at each trial, sorted: one for either order of the first two variables,
    /// since lists name theirs in an order of their own.
    pub values: Vec<[Rational; 2]>,
    /// Whether it has a variable; a formula without one is a number.
    pub varies: bool,
}

/// What stands for the variables, in order of appearance, at each trial.
const TRIALS: [[i64; 3]; 2] = [[7, 11, 13], [29, 5, 17]];

/// Tries `formula`; `None` where it is not to be read.
pub fn worth(formula: &str) -> Option<Worth> {
    let mut values = Vec::new();
    let mut varies = false;
    for [a, b, c] in TRIALS {
        let mut tried = |trial: [i64; 3]| {
            let mut reader = Reader { rest: formula, trial, names: Vec::new(), depth: 0 };
            let value = reader.sum().filter(|_| reader.rest.is_empty())?;
            varies = !reader.names.is_empty();
            Some(value)
        };
        let mut pair = [tried([a, b, c])?, tried([b, a, c])?];
        pair.sort();
        values.push(pair);
    }
    Some(Worth { values, varies })
}

struct Reader<'f> {
    rest: &'f str,
    trial: [i64; 3],
    /// Variables, in order of appearance.
    names: Vec<&'f str>,
    depth: u8,
}

impl<'f> Reader<'f> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn take(&mut self, length: usize) -> Option<&'f str> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    fn take_if(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let c = self.peek().filter(|c| wanted(*c))?;
        self.take(c.len_utf8())?;
        Some(c)
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> Option<&'f str> {
        let length = self.rest.find(|c| !wanted(c)).unwrap_or(self.rest.len());
        self.take(length).filter(|t| !t.is_empty())
    }

    /// Brackets and logarithms inside each other, up to what a list could print.
    fn deeper(&mut self) -> Option<()> {
        self.depth += 1;
        (self.depth <= 4).then_some(())
    }

    fn sum(&mut self) -> Option<Rational> {
        let mut total = Rational::zero();
        loop {
            let sign = self.take_if(|c| matches!(c, '+' | '-'));
            let part = self.product()?;
            total = if sign == Some('-') { total - part } else { total + part };
            if !self.peek().is_some_and(|c| matches!(c, '+' | '-')) {
                return Some(total);
            }
        }
    }

    /// Factors; two that follow each other without a sign are multiplied.
    fn product(&mut self) -> Option<Rational> {
        let mut total = self.power()?;
        loop {
            let sign = self.take_if(|c| matches!(c, '×' | '*' | '·' | '/'));
            if sign.is_none() && self.peek().is_none_or(|c| matches!(c, '+' | '-' | ')')) {
                return Some(total);
            }
            let next = self.power()?;
            total = match sign {
                Some('/') if next.is_zero() => return None,
                Some('/') => total / next,
                _ => total * next,
            };
        }
    }

    fn power(&mut self) -> Option<Rational> {
        let base = self.factor()?;
        if self.take_if(|c| c == '^').is_none() {
            return Some(base);
        }
        let negative = self.take_if(|c| c == '-').is_some();
        let exponent: i32 = self.take_while(|c| c.is_ascii_digit())?.parse().ok().filter(|e| *e <= 12)?;
        let raised = base.pow(exponent);
        match negative {
            true if raised.is_zero() => None,
            true => Some(raised.recip()),
            false => Some(raised),
        }
    }

    fn factor(&mut self) -> Option<Rational> {
        if self.rest.starts_with("log") {
            return self.logarithm();
        }
        let first = self.peek()?;
        if first.is_ascii_digit() {
            return self.number();
        }
        if self.take_if(|c| c == '(').is_some() {
            // A quantity in words: "(displacedvolume)".
            if let Some(words) =
                self.rest.split(')').next().filter(|w| w.len() > 3 && w.bytes().all(|b| b.is_ascii_alphabetic()))
            {
                let name = self.take(words.len())?;
                return self.take_if(|c| c == ')').and_then(|_| self.variable(name));
            }
            self.deeper()?;
            let inside = self.sum()?;
            self.depth -= 1;
            return self.take_if(|c| c == ')').map(|_| inside);
        }
        let name =
            if first.is_ascii() { self.take(1)? } else { self.take_while(|c| !c.is_ascii() && c.is_alphanumeric())? };
        self.variable(name)
    }

    /// What stands for the variable of that name.
    fn variable(&mut self, name: &'f str) -> Option<Rational> {
        if !name.starts_with(char::is_alphabetic) {
            return None;
        }
        let at = self.names.iter().position(|n| *n == name).unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        });
        self.trial.get(at).map(|value| Rational::from_integer((*value).into()))
    }

    fn number(&mut self) -> Option<Rational> {
        let start = self.rest;
        self.take_while(|c| c.is_ascii_digit() || c == '.')?;
        if let Some(exponent) = self.rest.strip_prefix('e') {
            let digits = exponent.strip_prefix('-').unwrap_or(exponent);
            if digits.starts_with(|c: char| c.is_ascii_digit()) {
                self.take(1 + exponent.len() - digits.len())?;
                self.take_while(|c| c.is_ascii_digit())?;
            }
        }
        rational::parse(start.get(..start.len() - self.rest.len())?)
    }

    /// `log10F`, `log_10(f)`, `log₂N`: to base 10 where none is printed.
    fn logarithm(&mut self) -> Option<Rational> {
        self.take("log".len())?;
        let _ = self.take_if(|c| c == '_');
        let binary = match ["10", "2", "₁₀", "₂"].into_iter().find(|base| self.rest.starts_with(base)) {
            Some(base) => {
                self.take(base.len())?;
                matches!(base, "2" | "₂")
            }
            None => false,
        };
        self.deeper()?;
        let argument = self.factor()?;
        self.depth -= 1;
        let stand_in = &argument * &argument + Rational::one();
        Some(if binary { stand_in * Rational::from_integer(3.into()) } else { stand_in })
    }
}
