//! What holds for any input, and for the repository itself.

mod limits;
mod markdown;
mod properties;
mod seed;
mod tidy;
