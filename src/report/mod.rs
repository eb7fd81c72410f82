//! Station report.
