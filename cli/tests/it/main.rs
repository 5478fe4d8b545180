//! The program as its users call it.

mod files;
mod jsonl;
mod run;
mod sites;
