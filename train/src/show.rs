//! A page's blocks as the last run judged them.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use unchrome::internal;

use crate::sample::{Input, Sample};
use crate::sets::KNOWN;
use crate::{at, blocks, matrix};

/// How many characters of a block are shown.
const WIDTH: usize = 110;

/// Prints a page, by id or by `set/id`, in all its forms: of each block whether a rule is sure
/// (S), its probability, how much of it is content, and how it begins.
///
/// # Errors
///
/// If there is no such page, or no run has judged it.
pub fn show(out: &mut impl Write, data: &Path, work: &Path, id: &str) -> io::Result<()> {
    let (set, id) = id.split_once('/').map_or((None, id), |(set, id)| (Some(set), id));
    let wanted = KNOWN.iter().filter(|known| set.is_none_or(|set| set == known.name));
    for known in wanted {
        let set = evaluate::Set::load(&data.join(known.name))?;
        let labelled = set.pages.iter().filter(|page| page.text.is_some());
        let Some((nth, page)) = labelled.enumerate().find(|(_, page)| page.id == id) else {
            continue;
        };
        let source = internal::decode(&set.html(page)?);
        for input in Input::forms(nth) {
            let mut sample = Sample::unlabelled(&input.of(&source, id), input);
            sample.label(page.text.as_deref().unwrap_or_default());
            let p = probabilities(&blocks::folder(work, input), known.name, id, input)?;
            writeln!(
                out,
                "{}/{id} {} {input:?}, oracle {:.3}",
                known.name,
                page.kind(),
                sample.oracle
            )?;
            print(out, &sample, &p)?;
        }
        return Ok(());
    }
    Err(io::Error::other(format!("no page has the id {id}")))
}

fn print(out: &mut impl Write, sample: &Sample, p: &[f32]) -> io::Result<()> {
    let texts = sample.prepared.texts();
    for (at, ((text, share), p)) in texts.iter().zip(&sample.shares).zip(p).enumerate() {
        let sure = if sample.prepared.is_sure(at) { 'S' } else { ' ' };
        let text: String = text.chars().take(WIDTH).collect();
        writeln!(out, "{at:5} {sure} p {p:.2} share {:.2}  {text}", share.matched)?;
    }
    Ok(())
}

/// The probabilities that the last run gave a page's blocks.
fn probabilities(folder: &Path, set: &str, id: &str, input: Input) -> io::Result<Vec<f32>> {
    let path = folder.join("pages.tsv");
    let listing = fs::read_to_string(&path).map_err(|error| at(&path, error))?;
    let mut before = 0;
    let mut found = None;
    for line in listing.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [of_set, of_id, form, n] = fields.as_slice() else { continue };
        let n: usize = n.parse().map_err(|error| at(&path, error))?;
        if *of_set == set && *of_id == id && *form == input.name() {
            found = Some((before, n));
        }
        before += n;
    }
    let Some((start, n)) = found else {
        return Err(at(&path, format!("the last run has not judged {set}/{id}")));
    };
    let all = matrix::read(&folder.join("p.f32"), before)?;
    Ok(all.into_iter().skip(start).take(n).collect())
}
