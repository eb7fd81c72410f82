//! Station correlate.
