//! Nouns that the lists count. Behind a number without a unit, a word that is none of
//! them may be a unit that the table lacks.

/// Counted nouns of English, in the plural; those of more than one word by their last.
const EN: [&str; 107] = [
    "accelerometers",
    "actuators",
    "additions",
    "animals",
    "antennas",
    "atoms",
    "axes",
    "balls",
    "beams",
    "bends",
    "bits",
    "blades",
    "calculations",
    "cameras",
    "channels",
    "chips",
    "circuits",
    "computers",
    "cores",
    "crystals",
    "cycles",
    "detectors",
    "digits",
    "dimension",
    "dimensions",
    "directions",
    "elements",
    "errors",
    "faults",
    "fibers",
    "filaments",
    "frequencies",
    "functions",
    "gates",
    "grams",
    "grooves",
    "groups",
    "heads",
    "holes",
    "impellers",
    "inputs",
    "instructions",
    "lasers",
    "layers",
    "levels",
    "lines",
    "lobes",
    "locations",
    "machines",
    "members",
    "minutiae",
    "modes",
    "modules",
    "motors",
    "neurons",
    "neutrons",
    "nodes",
    "operations",
    "options",
    "outputs",
    "packages",
    "particles",
    "passes",
    "paths",
    "people",
    "persons",
    "phases",
    "photons",
    "pixels",
    "planes",
    "plates",
    "points",
    "ports",
    "positions",
    "precursors",
    "processors",
    "pulses",
    "qubits",
    "radars",
    "registers",
    "resonators",
    "rodents",
    "rotors",
    "rounds",
    "samples",
    "seals",
    "sensors",
    "shots",
    "signals",
    "stages",
    "standards",
    "substances",
    "techniques",
    "terminals",
    "tests",
    "times",
    "transistors",
    "tubes",
    "units",
    "users",
    "wafers",
    "wavelengths",
    "ways",
    // Names of quantities that have no unit.
    "coefficient",
    "constant",
    "index",
    "ratio",
];

/// Words of English that are neither a unit nor what is counted.
const LINKS: [&str; 56] = [
    "or",
    "and",
    "of",
    "in",
    "at",
    "with",
    "for",
    "if",
    "but",
    "to",
    "by",
    "on",
    "per",
    "as",
    "from",
    "when",
    "where",
    "which",
    "that",
    "while",
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "having",
    "anywhere",
    "less",
    "more",
    "than",
    "the",
    "a",
    "an",
    "any",
    "each",
    "through",
    "including",
    "except",
    "between",
    "within",
    "under",
    "over",
    "unless",
    "not",
    "can",
    "will",
    "shall",
    "may",
    "must",
    "see",
    "via",
    "using",
    "only",
    "also",
    "measured",
];

/// Comparators behind a value, which stand before what is counted: "50 or more rounds".
const COMPARATORS: [&str; 8] =
    ["or more", "or fewer", "or less", "or greater", "or higher", "or above", "or better", "or larger"];

/// Whether the words behind a number of the US list, which no unit follows, count nothing
/// that is known, so that the first may be a unit.
pub fn is_unknown_unit(tail: &str) -> bool {
    const REACH: usize = 7;
    let rest = tail.trim_start_matches([' ', '-', '\u{a0}']);
    let rest = COMPARATORS.iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest).trim_start();
    // What is in quotes is a term of the list, and a bracket says something else.
    if !rest.starts_with(char::is_alphabetic) {
        return false;
    }
    let mut found = false;
    for word in rest.split([' ', '/', '-']).take(REACH) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let closed = word.ends_with([',', ';', ':', '.', ')']);
        if bare.is_empty() && !found {
            return false;
        }
        if LINKS.iter().any(|w| w.eq_ignore_ascii_case(bare)) || !bare.starts_with(char::is_alphabetic) {
            break;
        }
        if EN.iter().any(|w| w.eq_ignore_ascii_case(bare)) {
            return false;
        }
        found = true;
        if closed {
            break;
        }
    }
    found
}

/// Counted nouns of Korean, and words that a number begins.
const KO: [&str; 64] = [
    "개",
    "축",
    "대",
    "명",
    "번",
    "회",
    "층",
    "쌍",
    "가지",
    "종",
    "단",
    "채널",
    "배",
    "차원",
    "레벨",
    "소자",
    "파장",
    "평면",
    "point",
    "포인트",
    "픽셀",
    "요소",
    "회선",
    "단위질량",
    "점",
    "방향",
    "프로세서",
    "중",
    "장",
    "입력",
    "상",
    "계층",
    "가",
    "주",
    "판",
    "족",
    "급",
    "세대",
    "시리즈",
    "게이트",
    "단자",
    "비트",
    "트랜지스터",
    "입자",
    "사람",
    "인용",
    "발",
    "세트",
    "시그마",
    "sigma",
    "자리",
    "항",
    "조",
    "호",
    "부",
    "절",
    "편",
    "류",
    "목",
    "원자",
    "원소",
    "연산",
    "노드",
    "포트",
];

/// As [`is_unknown_unit`], of the Korean list.
pub fn is_unknown_unit_ko(tail: &str) -> bool {
    const LINKS: [&str; 34] = [
        "이상", "이하", "초과", "미만", "이내", "보다", "을", "를", "의", "이", "가", "은", "는", "로", "으로", "에",
        "에서", "까지", "부터", "내지", "과", "와", "및", "또는", "혹은", "거나", "인", "일", "넘", "안에", "내에",
        "당", "사이", "같",
    ];
    let rest = tail.trim_start_matches([' ', '\u{a0}']);
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let Some(word) = rest.get(..end).filter(|w| !w.is_empty()) else { return false };
    !KO.iter().chain(&LINKS).any(|w| word.starts_with(w))
        && !EN.iter().any(|w| rest.split(' ').take(3).any(|r| r == *w))
}
