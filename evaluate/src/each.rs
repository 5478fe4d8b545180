//! One piece of work for each of many, on both cores, results in order.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

const N_THREADS: usize = 2;

/// Does the work for every item.
///
/// # Errors
///
/// The first error of any of them.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> io::Result<R> + Sync,
) -> io::Result<Vec<R>> {
    let next = AtomicUsize::new(0);
    let run = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return Ok(done) };
            done.push((at, work(item)?));
        }
    };
    let parts: Vec<io::Result<Vec<(usize, R)>>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..N_THREADS).map(|_| scope.spawn(run)).collect();
        let join = |thread: thread::ScopedJoinHandle<'_, io::Result<_>>| {
            thread.join().unwrap_or_else(|_| Err(io::Error::other("a page made it panic")))
        };
        threads.into_iter().map(join).collect()
    });
    let mut all = Vec::with_capacity(items.len());
    for part in parts {
        all.extend(part?);
    }
    all.sort_by_key(|(at, _)| *at);
    Ok(all.into_iter().map(|(_, result)| result).collect())
}
