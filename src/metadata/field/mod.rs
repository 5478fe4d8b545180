//! One function per field: weighs the claims, and chooses or abstains.

pub(super) mod authors;
pub(super) mod dates;
pub(super) mod headline;
pub(super) mod image;
pub(super) mod language;
pub(super) mod plain;
pub(super) mod site;
