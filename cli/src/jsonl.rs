//! JSON lines in, JSON lines out: in order, on all cores, in bounded memory.
//!
//! ```text
//! reader ──lines──▶ workers ──one answer each──▶ writer
//!    └────────places of the answers, in order──────▲
//! ```
//!
//! The reader gives every line a place: a channel for one answer. The queue of places is bounded,
//! so at most [`LINES_PER_THREAD`] lines a thread are in memory, however slow one of them is.

use std::io::{self, BufRead, Write};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::arguments::JsonlArguments;
use crate::sites::Sites;
use crate::{Outcome, line, page};

/// How many lines a thread are in memory at most. Enough that a slow page does not leave the other
/// threads idle; pages are some 100 KB, so this is a few megabytes a thread.
const LINES_PER_THREAD: usize = 16;

/// Bytes that are read at once: a page or two.
const INPUT_BYTES: usize = 1 << 18;

/// A line, and where its answer goes.
struct Job {
    line: io::Result<Vec<u8>>,
    place: SyncSender<String>,
}

/// Answers every line of standard input. An error is one of standard input or output.
pub(crate) fn run(arguments: &JsonlArguments) -> io::Result<Outcome> {
    let n_threads = match arguments.threads {
        Some(n) => n.get(),
        None => thread::available_parallelism().map_or(1, |n| n.get()),
    };
    let sites = arguments.sites.as_deref().map(Sites::open).transpose()?.unwrap_or_default();
    let sites = Arc::new(sites);
    let bound = n_threads.saturating_mul(LINES_PER_THREAD);
    let (job_sender, jobs) = mpsc::sync_channel::<Job>(bound);
    let (place_sender, places) = mpsc::sync_channel(bound);
    let jobs = Arc::new(Mutex::new(jobs));
    for _ in 0..n_threads {
        let (jobs, sites) = (Arc::clone(&jobs), Arc::clone(&sites));
        let options = arguments.judging.options();
        thread::spawn(move || work(&jobs, &options, &sites));
    }
    // The threads are left behind when the writer stops: the reader may be waiting for a line that
    // never comes.
    thread::spawn(move || {
        let input = io::BufReader::with_capacity(INPUT_BYTES, io::stdin().lock());
        read(input, &job_sender, &place_sender);
    });
    write(&places, io::stdout().lock())?;
    Ok(Outcome::Found)
}

/// Hands out lines until there are none, or nobody wants the answers.
fn read(
    mut input: impl BufRead,
    jobs: &SyncSender<Job>,
    places: &SyncSender<io::Result<Receiver<String>>>,
) {
    loop {
        let line = match line::read(&mut input) {
            Ok(None) => return,
            Ok(Some(line)) => line,
            Err(error) => {
                let _ = places.send(Err(error));
                return;
            }
        };
        let (place, answer) = mpsc::sync_channel(1);
        if places.send(Ok(answer)).is_err() || jobs.send(Job { line, place }).is_err() {
            return;
        }
    }
}

/// Answers lines until there are none.
fn work(jobs: &Mutex<Receiver<Job>>, options: &unchrome::Options, sites: &Sites) {
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { line, place }) = job else { return };
        // Without a writer there is no one to answer to.
        let _ = place.send(page::answer(line, options, sites));
    }
}

/// Writes the answers in the order of their places.
fn write(places: &Receiver<io::Result<Receiver<String>>>, out: impl Write) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(1 << 16, out);
    loop {
        // What is ready is written before waiting for more, so that a caller that sends one line
        // and waits gets its answer.
        let place = match places.try_recv() {
            Ok(place) => place,
            Err(_) => {
                out.flush()?;
                match places.recv() {
                    Ok(place) => place,
                    Err(_) => break,
                }
            }
        };
        let answer = place?.recv().map_err(|_| io::Error::other("a worker thread died"))?;
        writeln!(out, "{answer}")?;
    }
    out.flush()
}
