//! What holds for any input, and for the repository itself.

mod limits;
mod linear;
mod markdown;
mod pages;
mod properties;
#[cfg(feature = "scraper")]
mod readers;
mod seed;
mod site;
mod tidy;
