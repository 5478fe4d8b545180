//! What the judge is worth on pages it has not seen.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use evaluate::score::{Overlap, mean};
use unchrome::internal::KINDS;

use crate::blocks::Probabilities;
use crate::pages::Outcome;
use crate::sample::{Input, Origin, Sample};

/// How many classes of quality the calibration shows.
const N_CLASSES: usize = 10;

/// A page, what the judge says of it, and the score of the whole program.
type Judged<'a> = (&'a Sample, &'a Outcome, &'a Overlap);

/// All tables.
pub fn tables(samples: &[Sample], outcomes: &[Outcome], whole: &[Overlap]) -> String {
    let judged = samples.iter().zip(outcomes).zip(whole);
    let all: Vec<Judged<'_>> = judged
        .map(|((page, outcome), whole)| (page, outcome, whole))
        .filter(|(page, ..)| !page.is_weak())
        .collect();
    let (trained, unseen): (Vec<_>, Vec<_>) =
        all.iter().copied().partition(|(page, ..)| page.fold.is_some());
    let mut out = String::new();
    // Writing to memory cannot fail.
    let _ = writeln!(out, "Word-F1 of pages whose site was not trained on (out of fold)");
    scores(&mut out, &trained);
    let _ = writeln!(out, "\nWord-F1 of sets that do not enter training");
    scores(&mut out, &unseen);
    for (name, pages) in [("out of fold", trained), ("never trained on", unseen)] {
        if !pages.is_empty() {
            let _ = writeln!(out, "\nQuality, {name}");
            calibration(&mut out, &pages);
            let _ = writeln!(out, "\nKind of page, {name}");
            kinds(&mut out, &pages);
        }
    }
    out
}

/// The order of the inputs.
const INPUTS: [&str; 6] = ["html", "bare", "lines", "leaves", "layout", "markdown"];

fn place_of(page: &Sample) -> usize {
    INPUTS.iter().position(|name| *name == page.input.name()).unwrap_or_default()
}

/// Word-F1, precision and recall of the whole program, by input and set.
pub fn whole(samples: &[Sample], whole: &[Overlap]) -> String {
    let mut groups: BTreeMap<(usize, &str), Vec<&Overlap>> = BTreeMap::new();
    for (page, score) in samples.iter().zip(whole).filter(|(page, _)| !page.is_weak()) {
        groups.entry((place_of(page), &page.set)).or_default().push(score);
    }
    let mut out = format!("{:8} {:13} pages      F1       P       R\n", "input", "set");
    for ((nth, set), scores) in &groups {
        let of = |value: fn(&Overlap) -> f64| mean(scores.iter().map(|score| value(score)));
        let input = INPUTS.get(*nth).copied().unwrap_or_default();
        let (f1, p, r) = (of(|it| it.f1), of(|it| it.precision), of(|it| it.recall));
        // Writing to memory cannot fail.
        let _ = writeln!(out, "{input:8} {set:13} {:5} {f1:7.4} {p:7.4} {r:7.4}", scores.len());
    }
    out
}

/// By input and set; those with more than one kind of page by kind as well.
fn scores(out: &mut String, pages: &[Judged<'_>]) {
    let _ = writeln!(
        out,
        "{:8} {:13} {:14} {:>5} {:>7} {:>7} {:>7} {:>7} {:>8} {:>7} {:>7}",
        "input", "set", "kind", "pages", "F1", "P", "R", "blocks", "no kind", "at 0.5", "oracle"
    );
    let mut groups: BTreeMap<(usize, &str, &str), Vec<Judged<'_>>> = BTreeMap::new();
    for judged in pages {
        let page = judged.0;
        let nth = place_of(page);
        for kind in ["", page.kind.as_str()] {
            groups.entry((nth, &page.set, kind)).or_default().push(*judged);
        }
    }
    let n_kinds =
        |nth: usize, set: &str| groups.keys().filter(|key| (key.0, key.1) == (nth, set)).count();
    for ((nth, set, kind), members) in &groups {
        if !kind.is_empty() && n_kinds(*nth, set) == 2 {
            continue;
        }
        let of = |value: fn(&Judged<'_>) -> f64| mean(members.iter().map(value));
        let _ = writeln!(
            out,
            "{:8} {set:13} {:14} {:5} {:7.4} {:7.4} {:7.4} {:7.4} {:8.4} {:7.4} {:7.4}",
            INPUTS.get(*nth).copied().unwrap_or_default(),
            if kind.is_empty() { "all" } else { kind },
            members.len(),
            of(|(.., whole)| whole.f1),
            of(|(.., whole)| whole.precision),
            of(|(.., whole)| whole.recall),
            of(|(_, outcome, _)| outcome.score.f1),
            of(|(_, outcome, _)| outcome.plain_f1),
            of(|(_, outcome, _)| outcome.half_f1),
            of(|(page, ..)| page.oracle),
        );
    }
}

/// Pages made otherwise, and cut ones (see [`crate::made`]): word-F1 of the blocks that are kept at one half.
pub fn made(samples: &[Sample], probabilities: &Probabilities) -> String {
    let mut groups: BTreeMap<(&str, &str, &str, &str), Vec<Overlap>> = BTreeMap::new();
    for (page, p) in samples.iter().zip(probabilities) {
        let input = if page.input.has_markup() { page.input.name() } else { "text" };
        let (how, kind) = match page.origin {
            Origin::Cut => ("cut", "all"),
            Origin::Found | Origin::Made => ("made", page.kind.as_str()),
        };
        groups.entry((how, input, kind, &page.set)).or_default().push(page.score_at_half(p));
    }
    let mut out =
        "\nArticles made shorter, beset by leads and comments, or made threads (forum), and \
                   pages cut down to what is around their content, at 0.5\n"
            .to_owned();
    for ((how, input, kind, set), scores) in &groups {
        let of = |value: fn(&Overlap) -> f64| mean(scores.iter().map(value));
        let (f1, p, r) = (of(|it| it.f1), of(|it| it.precision), of(|it| it.recall));
        let n = scores.len();
        let _ =
            writeln!(out, "{how:4} {input:8} {set:13} {kind:14} {n:5} {f1:7.4} {p:7.4} {r:7.4}");
    }
    out
}

/// Quality as told against word-F1 as it is.
fn calibration(out: &mut String, pages: &[Judged<'_>]) {
    let mut classes: Vec<Vec<(f64, f64)>> = vec![Vec::new(); N_CLASSES];
    for (_, outcome, _) in pages {
        let class = ((outcome.quality * N_CLASSES as f32) as usize).min(N_CLASSES - 1);
        if let Some(class) = classes.get_mut(class) {
            class.push((f64::from(outcome.quality), outcome.score.f1));
        }
    }
    let _ = writeln!(out, "{:>5} {:>7} {:>7}", "pages", "quality", "F1");
    let mut error = 0.0;
    for class in classes.iter().filter(|class| !class.is_empty()) {
        let quality = mean(class.iter().map(|(quality, _)| *quality));
        let f1 = mean(class.iter().map(|(_, f1)| *f1));
        error += (quality - f1).abs() * class.len() as f64 / pages.len() as f64;
        let _ = writeln!(out, "{:5} {quality:7.3} {f1:7.3}", class.len());
    }
    let told = |(_, outcome, _): &Judged<'_>| (f64::from(outcome.quality) - outcome.score.f1).abs();
    let apart = mean(pages.iter().map(told));
    let _ = writeln!(out, "calibration error {error:.4}, mean absolute error {apart:.4}");
}

fn kinds(out: &mut String, pages: &[Judged<'_>]) {
    let is_right = |(page, outcome, _): &Judged<'_>| {
        let likeliest = (0..KINDS.len()).max_by(|a, b| {
            let p = |kind: &usize| outcome.kinds.get(*kind).copied().unwrap_or_default();
            p(a).total_cmp(&p(b)).then(b.cmp(a))
        });
        f64::from(u8::from(page.kind_number() == likeliest))
    };
    for form in ["html", "bare", "text"] {
        let name = |input: Input| if input.has_markup() { input.name() } else { "text" };
        let of_input: Vec<&Judged<'_>> =
            pages.iter().filter(|(page, ..)| name(page.input) == form).collect();
        let right = mean(of_input.iter().map(|judged| is_right(judged)));
        let _ = write!(out, "{form} right {right:.3}:");
        for kind in KINDS {
            let of_kind: Vec<_> =
                of_input.iter().filter(|(page, ..)| page.kind == kind.name()).collect();
            if !of_kind.is_empty() {
                let right = mean(of_kind.iter().map(|judged| is_right(judged)));
                let _ = write!(out, " {} {right:.3}", kind.name());
            }
        }
        out.push('\n');
    }
}
