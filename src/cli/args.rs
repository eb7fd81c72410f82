//! The command line as it is typed. Nothing of clap leaves this module's folder.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Compares the export-control lists of the United States, Japan and Korea.
#[derive(Debug, Parser)]
#[command(name = "tricord", version, after_help = EXIT_CODES)]
pub struct Line {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The one documented place of the exit codes (the README quotes it).
pub const EXIT_CODES: &str = "Exit codes: 0 done; 1 findings, where --fail-on asks; 2 usage; \
3 input or output that cannot be read or written; 4 coverage below --min-coverage";

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read the documents of one list and print every paragraph.
    Parse(Parse),
    /// Print the ledger: text accounted, text placed, numbers read, and what was not.
    Coverage(Coverage),
    /// Write a normalised list, as lists/ holds them.
    Snapshot(Snapshot),
    /// Correlate and compare the three lists.
    Diff(Diff),
    /// Correlate the three lists: one line a group of paragraphs.
    Correlate(Correlate),
    /// Find the groups that a number, a citation or a word in any of the three languages leads to.
    Find(Find),
    /// Show one paragraph and its counterparts side by side.
    Explain(Explain),
    /// Write the papers of a meeting: agenda, a delegation's brief, a page for ministers.
    Agenda(Agenda),
    /// Write the comparison as a workbook, or as tables that a spreadsheet opens without harm.
    Export(Export),
    /// Tell what changed between two tables or two snapshots: the law, the parser or the correlation.
    Review(Review),
    /// Print the JSON Schema of the common schema.
    Schema,
}

/// One of the three lists.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ListName {
    /// Commerce Control List.
    Us,
    /// 輸出令別表第一, 外為令別表 and 貨物等省令.
    Jp,
    /// 전략물자수출입고시 별표 2.
    Kr,
}

/// How `parse` prints.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Format {
    /// One paragraph a line.
    Jsonl,
    /// One document.
    Json,
    /// An indented outline for the eye.
    Outline,
}

/// Documents of one list.
#[derive(Debug, Args)]
pub struct Documents {
    /// Which list they are.
    #[arg(long, value_enum)]
    pub list: ListName,
    /// The documents, as published.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// `tricord parse`.
#[derive(Debug, Args)]
pub struct Parse {
    /// What to read.
    #[command(flatten)]
    pub documents: Documents,
    /// How to print.
    #[arg(long, value_enum, default_value = "jsonl")]
    pub format: Format,
    /// Write to this file instead of the standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `tricord coverage`.
#[derive(Debug, Args)]
pub struct Coverage {
    /// What to read.
    #[command(flatten)]
    pub documents: Documents,
    /// Fail with exit code 4 where text placed or numbers read, in percent, is below this.
    #[arg(long, value_name = "PERCENT")]
    pub min_coverage: Option<u8>,
}

/// `tricord snapshot`.
#[derive(Debug, Args)]
pub struct Snapshot {
    /// What to read.
    #[command(flatten)]
    pub documents: Documents,
    /// The edition: the date from which the list is in force, YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    pub edition: String,
    /// Official address of a document, in the order of the documents.
    #[arg(long = "url", value_name = "URL")]
    pub urls: Vec<String>,
    /// The folder to write.
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
}

/// The three lists: for each its documents (the flag repeated), a folder of `tricord
/// snapshot`, or an edition in lists/; the newest edition in lists/ where left out.
#[derive(Debug, Args)]
pub struct Lists {
    /// US list: document, snapshot folder or edition.
    #[arg(long, value_name = "FILE|DIR|EDITION")]
    pub us: Vec<PathBuf>,
    /// Japanese list: documents, snapshot folder or edition.
    #[arg(long, value_name = "FILE|DIR|EDITION")]
    pub jp: Vec<PathBuf>,
    /// Korean list: document, snapshot folder or edition.
    #[arg(long, value_name = "FILE|DIR|EDITION")]
    pub kr: Vec<PathBuf>,
    /// Where lists/ is, if not in the working folder.
    #[arg(long, value_name = "DIR", default_value = "lists")]
    pub lists: PathBuf,
}

/// `tricord diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// What to compare.
    #[command(flatten)]
    pub lists: Lists,
    /// The folder to write to.
    #[arg(long, value_name = "DIR", default_value = "tricord-out")]
    pub out: PathBuf,
    /// Mark the tables as UTF-8 for Excel, and let no cell be a formula.
    #[arg(long)]
    pub excel: bool,
    /// Exit with 1 where there is a finding of this kind (repeatable; `any` for all).
    #[arg(long, value_name = "KIND")]
    pub fail_on: Vec<String>,
    /// Fail with exit code 4 where text placed or numbers read of a list, in percent, is below this.
    #[arg(long, value_name = "PERCENT")]
    pub min_coverage: Option<u8>,
}

/// `tricord correlate`.
#[derive(Debug, Args)]
pub struct Correlate {
    /// What to correlate.
    #[command(flatten)]
    pub lists: Lists,
    /// Write to this file instead of the standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `tricord find`.
#[derive(Debug, Args)]
pub struct Find {
    /// A number (`3B001`), an official citation (`第6条第17号`, `別表第一 7の項(16)`), an id, or a
    /// word (`etching`, `エッチング`, `식각`).
    pub query: String,
    /// What to look in.
    #[command(flatten)]
    pub lists: Lists,
    /// Groups that are shown at most.
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    pub limit: usize,
}

/// `tricord explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The paragraph: an id (`US:3A001.b.2`) or an official form (`3B001`, `第6条第17号`).
    pub paragraph: String,
    /// What to compare.
    #[command(flatten)]
    pub lists: Lists,
}

/// Language of a paper.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Tongue {
    /// English.
    En,
    /// Japanese.
    Ja,
    /// Korean.
    Ko,
}

/// How a paper is written.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum PaperFormat {
    /// Markdown.
    Md,
    /// Word.
    Docx,
    /// One HTML page.
    Html,
}

/// `tricord agenda`.
#[derive(Debug, Args)]
pub struct Agenda {
    /// What to compare.
    #[command(flatten)]
    pub lists: Lists,
    /// The meeting, in letters, digits and hyphens: `2027-H1`.
    #[arg(long, value_name = "NAME")]
    pub meeting: String,
    /// The meeting's folder; `meeting-NAME` where left out. What people wrote in its items.csv stays.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The previous meeting's folder, from which items and decisions are carried over.
    #[arg(long, value_name = "DIR")]
    pub previous: Option<PathBuf>,
    /// Only this topic of lists/topics.toml (repeatable).
    #[arg(long, value_name = "TOPIC")]
    pub topic: Vec<String>,
    /// The brief of one delegation instead of the agenda.
    #[arg(long = "for", value_enum, value_name = "LIST", conflicts_with = "ministers")]
    pub delegation: Option<ListName>,
    /// One page for ministers instead of the agenda.
    #[arg(long)]
    pub ministers: bool,
    /// Language of the paper.
    #[arg(long, value_enum, default_value = "en")]
    pub lang: Tongue,
    /// How it is written (repeatable).
    #[arg(long, value_enum, default_values = ["docx"])]
    pub format: Vec<PaperFormat>,
    /// Items that a new agenda has at most.
    #[arg(long, value_name = "COUNT", default_value_t = crate::report::agenda::ITEMS)]
    pub items: usize,
}

/// `tricord export`.
#[derive(Debug, Args)]
pub struct Export {
    /// What to compare.
    #[command(flatten)]
    pub lists: Lists,
    /// Write a workbook: correlation, findings, coverage and drafting errors, a sheet each.
    #[arg(long, value_name = "FILE", required_unless_present = "csv")]
    pub xlsx: Option<PathBuf>,
    /// Write the tables of `tricord diff`.
    #[arg(long)]
    pub csv: bool,
    /// The folder of the tables.
    #[arg(long, value_name = "DIR", default_value = "tricord-out")]
    pub out: PathBuf,
    /// Mark the tables as UTF-8, and let no cell be a formula.
    #[arg(long, requires = "csv")]
    pub excel: bool,
    /// Language of the workbook's heads and words.
    #[arg(long, value_enum, default_value = "en")]
    pub lang: Tongue,
}

/// How `review` prints.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ReviewFormat {
    /// A summary for a pull request.
    Markdown,
    /// Everything, as one JSON document.
    Json,
}

/// What `review --fail-on` asks for.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum FailOn {
    /// A change of law.
    Law,
    /// A change of what the parser reads.
    Parser,
    /// A change of what stands beside what.
    Correlation,
    /// Any change.
    Any,
}

/// `tricord review`.
#[derive(Debug, Args)]
pub struct Review {
    /// The earlier and the later findings.csv, correlation.csv, paragraphs.csv, or folder of
    /// such tables; with --git one path.
    #[arg(num_args = 1..=2, value_name = "OLD NEW", required_unless_present = "textconv")]
    pub paths: Vec<PathBuf>,
    /// Compare a path at two revisions, or at one and as it lies in the folder.
    #[arg(long, value_name = "REV1..REV2|REV")]
    pub git: Option<String>,
    /// Print a table a cell a line, as git's textconv wants it.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["paths", "git", "format", "fail_on"])]
    pub textconv: Option<PathBuf>,
    /// How to print.
    #[arg(long, value_enum, default_value = "markdown")]
    pub format: ReviewFormat,
    /// Exit with 1 where there is such a change, or one whose cause cannot be told (repeatable).
    #[arg(long, value_enum, value_name = "CAUSE")]
    pub fail_on: Vec<FailOn>,
}
