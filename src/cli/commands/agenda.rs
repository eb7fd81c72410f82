//! `tricord agenda`.

use std::path::{Path, PathBuf};

use crate::cli::args::Agenda;
use crate::cli::{Outcome, Result, plan};
use crate::correlate::correlate;
use crate::error::Error;
use crate::model::ListSnapshot;
use crate::report::agenda::{
    Comparison, History, Items, Made, Meeting, Papers, SinceLast, Sources, Texts, carry, choose, recorded,
};
use crate::report::message::{messages, word};
use crate::report::output::Outputs;
use crate::report::paper::{Format, render};
use crate::report::topic::topics;
use crate::text::Language;

/// Writes the paper that was asked for; with the agenda also the table of items, in which
/// nothing changes that a person wrote.
pub fn run(args: &Agenda) -> Result<Outcome> {
    check(args)?;
    let folder = args.out.clone().unwrap_or_else(|| PathBuf::from(format!("meeting-{}", args.meeting)));
    // What people wrote is read first: where it cannot be read, nothing is written.
    let written = bytes(&folder.join("items.csv"))?;
    let existing = Items::of_folder(&folder)?;
    let texts_before = Texts::of_folder(&folder)?;
    let (previous, texts_then) = match &args.previous {
        None => (None, None),
        Some(previous) => {
            if same(previous, &folder) {
                return Err(Error::Usage(format!("{}: the meeting's own folder", previous.display())));
            }
            let items = Items::of_folder(previous)?;
            let items = items.ok_or_else(|| {
                Error::unreadable(&previous.display().to_string(), "no items.csv in it")
                    .advise("name the folder that `tricord agenda` wrote for the previous meeting")
            })?;
            (Some(items), Texts::of_folder(previous)?)
        }
    };
    let lists = plan::lists(&args.lists)?.map(|parsed| parsed.value);
    let known = plan::known(&args.lists)?;
    let correlation = correlate(&lists, &known);
    let comparison = Comparison::new(&correlation);
    let now = Texts::of_lists(&lists);
    let sources = Sources {
        recorded: &recorded(&args.meeting, &lists),
        existing,
        previous,
        texts_then: texts_then.as_ref(),
        texts_before: texts_before.as_ref(),
        now: &now,
    };
    let history = History::read(&args.lists.lists, &lists)?;
    let chosen = choose(&comparison.points, &args.topic, args.items);
    let meeting = carry(&sources, &comparison.points, &chosen);
    let language: Language = args.lang.into();
    let papers = Papers {
        messages: messages(language),
        name: &args.meeting,
        editions: lists.each_ref().map(|l: &ListSnapshot| &l.edition),
        comparison: &comparison,
        meeting: &meeting,
        changes: texts_then.as_ref().map(|then| now.changes(then)),
        texts: &now,
        history: &history,
        topics: &args.topic,
    };
    let (name, paper) = match (args.delegation, args.ministers) {
        (Some(list), _) => {
            let list = list.into();
            (format!("brief-{}", crate::model::List::word(list)), papers.brief(list))
        }
        (None, true) => ("ministers".to_owned(), papers.ministers()),
        (None, false) => ("agenda".to_owned(), papers.agenda()),
    };
    let is_agenda = name == "agenda";
    let mut made = Made::of_folder(&folder)?;
    let mut outputs = Outputs::open(&folder)?;
    let mut names = Vec::new();
    for format in &args.format {
        let format: Format = (*format).into();
        let tongue = if language == Language::En { String::new() } else { format!(".{}", word(language)) };
        let (stem, ending) = (format!("{name}{tongue}"), format.ending());
        let (file, content) = (format!("{stem}.{ending}"), render(&paper, format)?);
        // A paper that someone wrote in is kept beside.
        if let Some(old) = bytes(&folder.join(&file))?.filter(|old| *old != content && !made.wrote(&file, old)) {
            let hash = ListSnapshot::hash(&old);
            outputs.write(&format!("{stem}-{}.bak.{ending}", hash.get(..8).unwrap_or("")), &old)?;
        }
        outputs.write(&file, &content)?;
        made.record(&file, &content);
        names.push(folder.join(file).display().to_string());
    }
    if is_agenda {
        keep(&mut outputs, &folder, written.as_deref(), &meeting)?;
        outputs.write("texts.csv", &now.bytes())?;
    }
    outputs.write("papers.csv", &made.bytes())?;
    outputs.publish()?;
    plan::emit(summary(&meeting, &names).as_bytes(), None)?;
    Ok(Outcome::Done)
}

/// Checks what can be checked before anything is read.
fn check(args: &Agenda) -> Result<()> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if args.meeting.is_empty() || !args.meeting.chars().all(is_name) {
        let message = format!("--meeting \u{201c}{}\u{201d}: letters, digits and hyphens only", args.meeting);
        return Err(Error::Usage(message));
    }
    for topic in &args.topic {
        if !topics().iter().any(|t| t.id == *topic) {
            let known: Vec<&str> = topics().iter().map(|t| t.id.as_str()).collect();
            return Err(Error::Usage(format!("--topic {topic}: no such topic; there are {}", known.join(", "))));
        }
    }
    Ok(())
}

/// Whether two names are of one folder.
fn same(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

/// Writes the table of items beside its backup, unless nothing changes in it.
fn keep(outputs: &mut Outputs, folder: &Path, written: Option<&[u8]>, meeting: &Meeting<'_>) -> Result<()> {
    let table = meeting.items.bytes();
    let path = folder.join("items.csv");
    if bytes(&path)?.as_deref() != written {
        return Err(Error::unreadable(&path.display().to_string(), "someone changed it meanwhile")
            .advise("nothing was written; run the command again"));
    }
    match written {
        Some(old) if old == table.as_slice() => Ok(()),
        Some(old) => {
            let hash = ListSnapshot::hash(old);
            outputs.write(&format!("items-{}.bak.csv", hash.get(..8).unwrap_or("")), old)?;
            outputs.write("items.csv", &table)
        }
        None => outputs.write("items.csv", &table),
    }
}

/// The bytes of a file; `None` where there is none.
fn bytes(path: &Path) -> Result<Option<Vec<u8>>> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Error::io(path, e)),
    }
}

/// `30 items: 3 new, 27 unchanged`, and the files.
fn summary(meeting: &Meeting<'_>, names: &[String]) -> String {
    let counts: Vec<String> = SinceLast::ALL
        .iter()
        .map(|s| (s, meeting.rows.iter().filter(|i| i.since_last == *s && !i.is_old).count()))
        .filter(|(_, n)| *n > 0)
        .map(|(s, n)| format!("{n} {}", s.word()))
        .collect();
    format!("{} items: {}\n{}\n", meeting.rows.len(), counts.join(", "), names.join("\n"))
}
