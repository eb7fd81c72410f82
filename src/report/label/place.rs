//! What can be said of a paragraph by its number alone, in our own words.

/// Categories of the US and Korean lists, by their digit.
const CATEGORIES: [&str; 10] = [
    "nuclear and miscellaneous items",
    "materials, chemicals and organisms",
    "materials processing",
    "electronics",
    "computers",
    "telecommunications and information security",
    "sensors and lasers",
    "navigation and avionics",
    "marine items",
    "aerospace and propulsion",
];

/// Product groups of the US and Korean lists.
const GROUPS: [(char, &str); 5] = [
    ('A', "equipment and components"),
    ('B', "test and production equipment"),
    ('C', "materials"),
    ('D', "software"),
    ('E', "technology"),
];

/// Rows of the Japanese appended tables.
const ROWS: [(&str, &str); 17] = [
    ("1", "munitions"),
    ("2", "nuclear items"),
    ("3", "chemical weapons items"),
    ("3_2", "biological weapons items"),
    ("4", "missile items"),
    ("5", "advanced materials"),
    ("6", "materials processing"),
    ("7", "electronics"),
    ("8", "computers"),
    ("9", "telecommunications and information security"),
    ("10", "sensors and lasers"),
    ("11", "navigation and avionics"),
    ("12", "marine items"),
    ("13", "propulsion"),
    ("14", "other munitions items"),
    ("15", "sensitive items"),
    ("16", "catch-all items"),
];

/// Articles of the ordinance and the row that each specifies: of goods, of technology.
const ARTICLES: [(&str, &str); 31] = [
    ("1", "2"),
    ("2", "3"),
    ("2_2", "3_2"),
    ("3", "4"),
    ("4", "5"),
    ("5", "6"),
    ("6", "7"),
    ("7", "8"),
    ("8", "9"),
    ("9", "10"),
    ("10", "11"),
    ("11", "12"),
    ("12", "13"),
    ("13", "14"),
    ("14", "15"),
    ("14_2", "16"),
    ("15", "2"),
    ("15_2", "3"),
    ("15_3", "3_2"),
    ("16", "4"),
    ("17", "5"),
    ("18", "6"),
    ("19", "7"),
    ("20", "8"),
    ("21", "9"),
    ("22", "10"),
    ("23", "11"),
    ("24", "12"),
    ("25", "13"),
    ("26", "14"),
    ("27", "15"),
];

/// `software` or `technology`, where the number of `id` says so.
pub fn control(id: &str) -> Option<&'static str> {
    let (list, local) = id.split_once(':')?;
    match list {
        "JP" => is_technology(local).then_some("technology"),
        _ => match local.chars().nth(1) {
            Some('D') => Some("software"),
            Some('E') => Some("technology"),
            _ => None,
        },
    }
}

/// What the part of the list that `id` stands in is about: `electronics, materials`.
pub fn subject(id: &str) -> String {
    let (list, local) = id.split_once(':').unwrap_or(("", id));
    let found = if list == "JP" { japanese(local) } else { numbered(local) };
    found.unwrap_or_else(|| id.to_owned())
}

fn numbered(local: &str) -> Option<String> {
    let mut characters = local.chars();
    let category = CATEGORIES.get(characters.next()?.to_digit(10)? as usize)?;
    let group = characters.next().and_then(|c| GROUPS.iter().find(|(g, _)| *g == c));
    Some(group.map_or_else(|| (*category).to_owned(), |(_, group)| format!("{category}, {group}")))
}

fn japanese(local: &str) -> Option<String> {
    let (head, below) = local.split_once('/').unwrap_or((local, ""));
    let row = match head {
        "T1" | "T2" => below.split(['.', '#']).next()?,
        article => ARTICLES.iter().find(|(a, _)| *a == article).map_or("16", |(_, row)| *row),
    };
    ROWS.iter().find(|(r, _)| *r == row).map(|(_, subject)| (*subject).to_owned())
}

/// Whether it stands in 外為令別表 or in an article that specifies technology.
fn is_technology(local: &str) -> bool {
    let head = local.split('/').next().unwrap_or(local);
    let article = head.split('_').next().and_then(|a| a.parse::<u32>().ok());
    head == "T2" || article.is_some_and(|a| a >= 15)
}
