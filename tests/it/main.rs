//! Tests of the whole library.

mod markdown;
mod properties;
