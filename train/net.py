"""Fits the net of the judge, a small convolutional network over the blocks of a page, and weighs it
against the trees.

net.py TASK EPOCHS FOLDER, called by the training program after fit.py

FOLDER has what fit.py reads and trees.f32, the probabilities that it left. Left there are TASK.net,
in the form that src/model/reader.rs reads, TASK.FOLD.net, nets that have not seen a fold, and
p.f32: for all rows the probability that trees and net come to, neither of which has seen the row's
fold.
Needs: pip install -r train/requirements.txt
"""
import multiprocessing
import os
import struct
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import fit

# Channels; of each layer the distance between the five blocks that it looks at.
WIDTH = 32
REACH = 5
DILATIONS = (1, 3, 9, 1)
# Inputs and layers that are silenced at random while fitting.
DROPOUT = 0.15
RATE = 2e-3
DECAY = 0.02
# Blocks of a batch, and of a page that is longer the first so many.
BATCH = 4000
# How much the word-F1 of a page counts beside the likelihood of the labels of its blocks.
F1_WEIGHT = 0.045
# Features that the net sees for itself: figures of neighbours and of windows.
SEEN = ("_before", "_after", "win_")
# Features whose numbers are names: an input for each value.
NAMES = ("marked", "own_tag", "ending", "beginning", "opens")
# Values of a feature are sorted into bins, eight for each doubling, and each bin has a level: the mean
# rank of its rows from -1 to 1. One row in so many is looked at for that.
BINS = 255
LEVEL_SAMPLE = 23


def scale_of(seen):
    """A power of two that spreads the sizes of a feature's values over bins: it brings their median
    to 4, or one below 1 to 8; counts, with a median in between, keep their size."""
    size = np.median(np.abs(seen[seen != 0]))
    if 1 <= size <= 4:
        return np.float32(1.0)
    return np.float32(2.0 ** np.round(np.log2((4 if size > 4 else 8) / size)))


class Input:
    """How a feature becomes an input: a scale, the first bin, and the level of each bin; the level
    of an absent value is the first."""

    def __init__(self, feature, sample, value=None):
        self.feature = feature
        seen = sample[sample > fit.ABSENT]
        self.scale = np.float32(1.0) if value is not None else scale_of(seen)
        keys = self.keys(seen)
        low = max(keys.min(), int(np.median(keys)) - BINS // 2)
        high = min(keys.max(), low + BINS - 2)
        self.first = int(low)
        if value is None:
            counts = np.bincount(np.clip(keys - low, 0, high - low)).astype("f8")
            levels = (np.cumsum(counts) - counts / 2) / counts.sum() * 2 - 1
        else:
            levels = np.arange(low, high + 1) == self.keys(np.float32([value]))[0]
        self.levels = np.round(np.r_[0.0, levels] * 127).astype("i1")

    def keys(self, values):
        """The bin of each value, from the bits of a 32-bit number: exponent and three more."""
        size = np.float32(1) + np.abs(values.astype("<f4")) * self.scale
        key = (size.view("<i4") - np.int32(0x3f800000)) >> 20
        return np.where(values < 0, -key, key)

    def of(self, values):
        """The input for each value of the feature."""
        at = np.clip(self.keys(values) - self.first + 1, 1, len(self.levels) - 1)
        at = np.where(values > fit.ABSENT, at, 0)
        return (self.levels[at] / 127).astype("f2")

    def bytes(self):
        head = struct.pack("<HfhB", self.feature, self.scale, self.first, len(self.levels))
        return head + self.levels.tobytes()


def inputs(names, rows):
    """The inputs for all features that the net is shown and that say anything."""
    sample = np.array(rows[::LEVEL_SAMPLE])
    out = []
    for feature, name in enumerate(names):
        values = sample[:, feature]
        if any(seen in name for seen in SEEN) or values.min() == values.max():
            continue
        if name in NAMES:
            known = np.unique(values[values > fit.ABSENT])
            out += [Input(feature, values, value) for value in known]
        elif (values[values > fit.ABSENT] != 0).any():
            out.append(Input(feature, values))
    return out


class Layer(nn.Module):
    """What a block and four around it show, and what the page shows in all, its words weighed by
    how much they matter."""

    def __init__(self, dilation):
        super().__init__()
        self.dilation = dilation
        self.norm = nn.LayerNorm(WIDTH)
        self.gate = nn.Linear(WIDTH, 1)
        self.around = nn.Conv1d(WIDTH, WIDTH, REACH, padding=dilation * (REACH // 2),
                                dilation=dilation, groups=WIDTH, bias=False)
        self.mix = nn.Linear(WIDTH, WIDTH)
        self.page = nn.Linear(2 * WIDTH, WIDTH, bias=False)

    def forward(self, h, there, share):
        z = self.norm(h) * there[..., None]
        gate = functional.hardsigmoid(self.gate(z)[..., 0]) * share + 1e-6 * there
        gated = (z * gate[..., None]).sum(1) / gate.sum(1, keepdim=True)
        mean = z.sum(1) / there.sum(1, keepdim=True)
        around = self.around(z.transpose(1, 2)).transpose(1, 2)
        return functional.relu(self.mix(around) + self.page(torch.cat([gated, mean], 1))[:, None])

    def bytes(self):
        around = self.around.weight[:, 0].T  # by place, then channel
        parts = (self.norm.weight, self.norm.bias, self.gate.weight, self.gate.bias, around,
                 self.mix.weight.T, self.page.weight.T, self.mix.bias)
        return struct.pack("<B", self.dilation) + b"".join(map(numbers, parts))


class Net(nn.Module):
    def __init__(self, n_inputs):
        super().__init__()
        self.first = nn.Linear(n_inputs, WIDTH)
        self.layers = nn.ModuleList([Layer(dilation) for dilation in DILATIONS])
        self.second_last = nn.Linear(WIDTH, WIDTH)
        self.last = nn.Linear(WIDTH, 1)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x, there, share):
        h = functional.relu(self.first(self.drop(x))) * there[..., None]
        for layer in self.layers:
            h = (h + self.drop(layer(h, there, share))) * there[..., None]
        return self.last(functional.relu(self.second_last(h)))[..., 0]

    def bytes(self, scale, offset):
        """All weights; those of the last step weighed against the trees."""
        out = numbers(self.first.weight.T) + numbers(self.first.bias)
        out += struct.pack("<B", len(self.layers)) + b"".join(l.bytes() for l in self.layers)
        out += numbers(self.second_last.weight.T) + numbers(self.second_last.bias)
        return out + numbers(self.last.weight * scale) + numbers(self.last.bias * scale + offset)


def numbers(tensor):
    return tensor.detach().numpy().astype("<f4").tobytes()


class Pages:
    """The rows of each page, as the net reads them."""

    def __init__(self, folder, task):
        names, rows, label, weight, self.fold = fit.load(folder)
        self.trees = np.fromfile(folder / "trees.f32", dtype="<f4").astype("f8")
        unknown = (label < 0) & (weight > 0)
        self.label, self.weight = fit.guessed(label, weight, unknown, self.trees[unknown])
        self.pages = fit.Pages(folder, fit.LIKELIHOOD_SHARE[task])
        numbers_of = np.arange(len(self.pages.truth))
        self.start = np.searchsorted(self.pages.page, numbers_of)
        self.end = np.searchsorted(self.pages.page, numbers_of, side="right")
        self.inputs = inputs(names, rows)
        self.x = np.empty((len(label), len(self.inputs)), dtype="f2")
        for column, one in enumerate(self.inputs):
            self.x[:, column] = one.of(np.array(rows[:, one.feature]))

    def numbers(self, is_in):
        """Those pages that have a block, and whose first one is in."""
        has_block = np.flatnonzero(self.end > self.start)
        return has_block[is_in[self.start[has_block]]]

    def batches(self, numbers_of, longest, random=None):
        """Pages of about the same length together."""
        length = np.minimum(self.end[numbers_of] - self.start[numbers_of], longest)
        shaken = length * (1 + 0.3 * random.random(len(length))) if random else length
        out, batch, most = [], [], 0
        for at in np.argsort(shaken, kind="stable"):
            if batch and max(length[at], most) * (len(batch) + 1) > BATCH:
                out.append(batch)
                batch, most = [], 0
            batch.append(numbers_of[at])
            most = max(most, length[at])
        out.append(batch)
        if random:
            random.shuffle(out)
        return out

    def tensors(self, batch, longest):
        """Which rows there are, inputs, labels, weights, words, and those that are content."""
        ends = [min(self.end[page], self.start[page] + longest) for page in batch]
        rows = [slice(self.start[page], end) for page, end in zip(batch, ends)]
        most = max(row.stop - row.start for row in rows)
        there = np.zeros((len(rows), most), dtype="f4")
        for page, row in zip(there, rows):
            page[:row.stop - row.start] = 1
        out = [torch.from_numpy(there)]
        for values in (self.x, self.label, self.weight, self.pages.n, self.pages.matched):
            padded = np.zeros((len(rows), most) + values.shape[1:], dtype="f4")
            for page, row in zip(padded, rows):
                page[:row.stop - row.start] = values[row]
            out.append(torch.from_numpy(padded))
        return out


def share_of(words):
    return words / words.sum(1, keepdim=True).clamp(min=1)


def train(data, here, epochs):
    """A net for some pages."""
    torch.manual_seed(7)
    random = np.random.default_rng(7)
    net = Net(len(data.inputs))
    n_batches = len(data.batches(here, BATCH)) * 11 // 10
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, RATE, total_steps=n_batches * epochs, pct_start=0.15)
    mean_weight = data.weight[data.weight > 0].mean()
    truth = torch.from_numpy(data.pages.truth.astype("f4"))
    times = torch.from_numpy(data.pages.times.astype("f4"))
    for epoch in range(epochs):
        total = 0
        for batch in data.batches(here, BATCH, random):
            there, x, label, weight, words, matched = data.tensors(batch, BATCH)
            raw = net(x, there, share_of(words))
            of_rows = functional.binary_cross_entropy_with_logits(raw, label, reduction="none")
            p = torch.sigmoid(raw) * there
            kept = (p * words).sum(1) + truth[batch]
            f1 = 2 * (p * matched).sum(1) / kept.clamp(min=1)
            loss = ((of_rows * weight).sum() / mean_weight / BATCH
                    + F1_WEIGHT * ((1 - f1) * times[batch] * (truth[batch] > 0)).sum())
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            if schedule.last_epoch < schedule.total_steps - 1:
                schedule.step()
            total += loss.item() * len(batch)
        print(f"epoch {epoch + 1}: {total / len(here):.4f}", flush=True)
    return net.eval()


@torch.no_grad()
def predict(data, net, here, raw):
    """Fills in the log-odds of the rows of some pages."""
    longest = int((data.end - data.start).max())
    for batch in data.batches(here, longest):
        there, x, _, _, words, _ = data.tensors(batch, longest)
        of_pages = net(x, there, share_of(words)).numpy()
        for page, values in zip(batch, of_pages):
            start, end = data.start[page], data.end[page]
            raw[start:end] = values[:end - start]


def log_odds(p):
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return np.log(p / (1 - p))


def weigh(trees, raw, label, weight):
    """How many times the log-odds of trees and net count, and an offset. Each is calibrated alone and
    counts the same: the weights that are likeliest on training pages lost 0.005 word-F1 on news in
    languages never trained on, and won nothing."""
    (slope,), lift = fit.calibrate(raw[:, None], label, weight)
    (share,), offset = fit.calibrate((trees + slope * raw + lift)[:, None], label, weight)
    return share, share * slope, share * lift + offset


def without(held_out):
    """The net that has not seen a fold, and what it says of the fold's rows; of all pages for -1."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    is_taught = np.array([DATA.weight[start:end].sum() > 0
                          for start, end in zip(DATA.start, DATA.end)])
    here = DATA.numbers(DATA.fold == held_out)
    rest = DATA.numbers((DATA.fold != held_out) & (DATA.fold >= 0))
    net = train(DATA, rest[is_taught[rest]], EPOCHS)
    raw = np.zeros(len(DATA.label), dtype="f4")
    predict(DATA, net, here, raw)
    print(f"fold {held_out:.0f} done", flush=True)
    return net, raw


def main():
    # What each process of the pool finds where it was when they parted: too large to be sent.
    global DATA, EPOCHS
    task, EPOCHS, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    DATA = Pages(folder, task)
    print(f"{len(DATA.inputs)} inputs", flush=True)
    folds = np.unique(DATA.fold)
    # One thread a net: the sums do not depend on how many processors there are.
    with multiprocessing.get_context("fork").Pool(min(len(folds), os.cpu_count() or 1)) as pool:
        nets, raws = zip(*pool.map(without, folds, chunksize=1))
    raw = np.sum(raws, axis=0, dtype="f8")
    known = DATA.pages.known(np.flatnonzero(DATA.weight > 0))
    trees = log_odds(DATA.trees)
    share, scale, offset = weigh(trees[known], raw[known], DATA.label[known], DATA.weight[known])
    print(f"trees times {share:.3f}, net times {scale:.3f}, plus {offset:.3f}", flush=True)
    p = 1 / (1 + np.exp(-(trees * share + raw * scale + offset)))
    p.astype("<f4").tofile(folder / "p.f32")
    head = struct.pack("<fH", share, len(DATA.inputs)) + b"".join(i.bytes() for i in DATA.inputs)
    for held_out, net in zip(folds, nets):
        name = f"{task}.net" if held_out < 0 else f"{task}.{held_out:.0f}.net"
        (folder / name).write_bytes(head + net.bytes(scale, offset))
    with open(folder / "versions.txt", "a", encoding="utf-8") as file:
        file.write(f"torch {torch.__version__}\n")


if __name__ == "__main__":
    main()
