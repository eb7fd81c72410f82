//! Station compare.
