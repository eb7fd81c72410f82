//! A run of the program, with the most memory that it held, as the system counts it.

use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// What the program says when `args` are done with `envs` set, and the most memory that it held,
/// in bytes.
pub fn run(args: &[String], envs: &[(&str, &str)]) -> (Output, u64) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tricord"))
        .args(args)
        .envs(envs.iter().copied())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let shown = text.lines().find_map(|l| l.strip_prefix("VmHWM:")).and_then(|l| l.split_whitespace().next());
        peak = peak.max(shown.map_or(0, |kb| kb.parse::<u64>().unwrap() << 10));
        if start.elapsed() > Duration::from_secs(240) {
            child.kill().unwrap();
            panic!("{args:?} goes on for ever");
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    (child.wait_with_output().unwrap(), peak)
}
