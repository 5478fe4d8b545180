"""Fits the judge of blocks, a small convolutional network over the blocks of a page.

net.py TASK EPOCHS FOLDER, called by the training program

TASK is html or text. FOLDER has x.f32 (rows of features), names.txt (their names), labels.f32 (label,
weight and fold of each row; label -1 for rows whose label is to be guessed, fold -1 for rows that are
not trained on), words.f32 (of each row its page's number, its words and how many of them are content),
groups.f32 (of each row the numbers of the groups of its page that it belongs to) and truths.f32 (of
each page the words of its truth, and how much it counts in the sum of F1; 0 if its truth is not
known). Left there are TASK.net, in the form that src/model/reader.rs reads, TASK.FOLD.net,
nets that have not seen a fold, and net.f32: for all rows the probability by a net that has not seen the
row's fold.
Needs: pip install -r train/requirements.txt
"""
import multiprocessing
import os
import re
import struct
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import fit

# Values that the input cannot show are below.
ABSENT = -1e8
# Channels; of each layer the distance between the five blocks that it looks at.
WIDTH = 32
REACH = 5
DILATIONS = (1, 3, 9, 1)
# Ways in which blocks of a page are grouped, see src/feature/record.rs.
N_GROUPINGS = 2
# Inputs and layers that are silenced at random while fitting.
DROPOUT = 0.15
RATE = 2e-3
DECAY = 0.02
# Blocks of a batch, and of a page that is longer the first so many.
BATCH = 4000
# How much the word-F1 of a page counts beside the likelihood of the labels of its blocks.
F1_WEIGHT = 0.045
# Inputs that a page of another language, year or kind may lack, by the names of their features (the
# first that fits counts), and how often each family is silenced on a page while fitting.
FAMILIES = (
    r"wording",
    r"^(odds|group)_",
    r"mark|^(since|until)_|^opens|^credits|^page_(shop|thread|content)$",
    r"title|^heading|^(description|body)_share",
    r"^page_",
    r"^rec|sig_|^sibling",
    r"^(ring|top)_|^to_m",
    r"^tag_|^own_tag|^depth",
)
SILENCED = 0.12
# How often what a way of grouping shows is silenced on a page, in each layer. Lines of text that look alike
# are the same in few other languages.
SILENCED_GROUPS = {"html": 0.0, "text": 0.25}
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
        seen = sample[sample > ABSENT]
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
        at = np.where(values > ABSENT, at, 0)
        return (self.levels[at] / 127).astype("f2")

    def bytes(self):
        head = struct.pack("<HfhB", self.feature, self.scale, self.first, len(self.levels))
        return head + self.levels.tobytes()


def inputs(names, rows):
    """The inputs for all features that say anything."""
    sample = np.array(rows[::LEVEL_SAMPLE])
    out = []
    for feature, name in enumerate(names):
        values = sample[:, feature]
        if values.min() == values.max():
            continue
        if name in NAMES:
            known = np.unique(values[values > ABSENT])
            out += [Input(feature, values, value) for value in known]
        elif (values[values > ABSENT] != 0).any():
            out.append(Input(feature, values))
    return out


def families(names, inputs):
    """For each family and input whether it belongs; none belongs to two."""
    out = torch.zeros(len(FAMILIES), len(inputs))
    for at, one in enumerate(inputs):
        fits = [bool(re.search(family, names[one.feature])) for family in FAMILIES]
        if any(fits):
            out[fits.index(True), at] = 1
    return out


class Layer(nn.Module):
    """What a block, four around it and those of its groups show, and what the page shows in all, its
    words weighed by how much they matter."""

    def __init__(self, dilation, silenced):
        super().__init__()
        self.dilation, self.silenced = dilation, silenced
        self.norm = nn.LayerNorm(WIDTH)
        self.gate = nn.Linear(WIDTH, 1)
        self.around = nn.Conv1d(WIDTH, WIDTH, REACH, padding=dilation * (REACH // 2),
                                dilation=dilation, groups=WIDTH, bias=False)
        self.alike = nn.Parameter(torch.randn(N_GROUPINGS, WIDTH) / REACH)
        self.mix = nn.Linear(WIDTH, WIDTH)
        self.page = nn.Linear(2 * WIDTH, WIDTH, bias=False)

    def forward(self, h, there, share, groups):
        z = self.norm(h) * there[..., None]
        gate = functional.hardsigmoid(self.gate(z)[..., 0]) * share + 1e-6 * there
        gated = (z * gate[..., None]).sum(1) / gate.sum(1, keepdim=True)
        mean = z.sum(1) / there.sum(1, keepdim=True)
        around = self.around(z.transpose(1, 2)).transpose(1, 2)
        for (group, scale), weights in zip(groups, self.alike):
            sums = torch.zeros(len(scale), WIDTH).index_add(0, group, z.reshape(-1, WIDTH))
            means = (sums * scale[:, None])[group].reshape(z.shape)
            shown = there[..., None]
            if self.training and self.silenced:
                shown = shown * (torch.rand(len(z), 1, 1) >= self.silenced)
            around = around + means * weights * shown
        return functional.relu(self.mix(around) + self.page(torch.cat([gated, mean], 1))[:, None])

    def bytes(self):
        around = self.around.weight[:, 0].T  # by place, then channel
        parts = (self.norm.weight, self.norm.bias, self.gate.weight, self.gate.bias, around,
                 self.alike, self.mix.weight.T, self.page.weight.T, self.mix.bias)
        return struct.pack("<B", self.dilation) + b"".join(map(numbers, parts))


class Net(nn.Module):
    def __init__(self, n_inputs, silenced):
        super().__init__()
        self.first = nn.Linear(n_inputs, WIDTH)
        self.layers = nn.ModuleList([Layer(dilation, silenced) for dilation in DILATIONS])
        self.second_last = nn.Linear(WIDTH, WIDTH)
        self.last = nn.Linear(WIDTH, 1)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x, there, share, groups):
        h = functional.relu(self.first(self.drop(x))) * there[..., None]
        for layer in self.layers:
            h = (h + self.drop(layer(h, there, share, groups))) * there[..., None]
        return self.last(functional.relu(self.second_last(h)))[..., 0]

    def bytes(self, scale, offset):
        """All weights; those of the last step calibrated."""
        out = numbers(self.first.weight.T) + numbers(self.first.bias)
        out += struct.pack("<B", len(self.layers)) + b"".join(l.bytes() for l in self.layers)
        out += numbers(self.second_last.weight.T) + numbers(self.second_last.bias)
        return out + numbers(self.last.weight * scale) + numbers(self.last.bias * scale + offset)


def numbers(tensor):
    return tensor.detach().numpy().astype("<f4").tobytes()


class Pages:
    """The rows of each page, as the net reads them, and what they are worth to its word-F1."""

    def __init__(self, folder, task):
        self.silenced = SILENCED_GROUPS[task]
        names, rows, self.label, self.weight, self.fold = fit.load(folder)
        self.is_unknown = (self.label < 0) & (self.weight > 0)
        words = np.fromfile(folder / "words.f32", dtype="<f4").reshape(-1, 3)
        page, (self.n, self.matched) = words[:, 0].astype("i8"), words[:, 1:].T
        groups = np.fromfile(folder / "groups.f32", dtype="<f4").reshape(-1, N_GROUPINGS)
        self.groups = groups.T.astype("i8")
        self.truth, self.times = np.fromfile(folder / "truths.f32", dtype="<f4").reshape(-1, 2).T
        self.is_of_known = self.times[page] > 0
        numbers_of = np.arange(len(self.truth))
        self.start = np.searchsorted(page, numbers_of)
        self.end = np.searchsorted(page, numbers_of, side="right")
        self.inputs = inputs(names, rows)
        self.families = families(names, self.inputs)
        self.x = np.empty((len(self.label), len(self.inputs)), dtype="f2")
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
        """Which rows there are, inputs, labels, weights, words, and those that are content; and groups."""
        ends = [min(self.end[page], self.start[page] + longest) for page in batch]
        rows = [slice(self.start[page], end) for page, end in zip(batch, ends)]
        most = max(row.stop - row.start for row in rows)
        there = np.zeros((len(rows), most), dtype="f4")
        for page, row in zip(there, rows):
            page[:row.stop - row.start] = 1
        out = [torch.from_numpy(there)]
        for values in (self.x, self.label, self.weight, self.n, self.matched):
            padded = np.zeros((len(rows), most) + values.shape[1:], dtype="f4")
            for page, row in zip(padded, rows):
                page[:row.stop - row.start] = values[row]
            out.append(torch.from_numpy(padded))
        return out, [grouped(values, rows, most) for values in self.groups]


def grouped(numbers_of, rows, most):
    """Of each row of some pages the number of its group among those of all of them, and of each group
    one by the number of its rows; what pads the pages is a group of its own, which counts nothing."""
    padded = np.full((len(rows), most), -1)
    for nth, (page, row) in enumerate(zip(padded, rows)):
        page[:row.stop - row.start] = numbers_of[row] + (nth << 32)
    groups, number, counts = np.unique(padded, return_inverse=True, return_counts=True)
    scale = np.where(groups < 0, 0, 1 / counts).astype("f4")
    return torch.from_numpy(number.reshape(-1)), torch.from_numpy(scale)


def share_of(words):
    return words / words.sum(1, keepdim=True).clamp(min=1)


def shown(families, n_pages):
    """For each page and input whether it is shown: a family is, or is silenced, as a whole."""
    silenced = (torch.rand(n_pages, len(families)) < SILENCED).float()
    return 1 - silenced @ families


def train(data, here, epochs):
    """A net for some pages."""
    torch.manual_seed(7)
    random = np.random.default_rng(7)
    net = Net(len(data.inputs), data.silenced)
    n_batches = len(data.batches(here, BATCH)) * 11 // 10
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, RATE, total_steps=n_batches * epochs, pct_start=0.15)
    mean_weight = data.weight[data.weight > 0].mean()
    truth, times = torch.from_numpy(data.truth.copy()), torch.from_numpy(data.times.copy())
    for epoch in range(epochs):
        total = 0
        for batch in data.batches(here, BATCH, random):
            (there, x, label, weight, words, matched), groups = data.tensors(batch, BATCH)
            x = x * shown(data.families, len(x))[:, None]
            raw = net(x, there, share_of(words), groups)
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
        (there, x, _, _, words, _), groups = data.tensors(batch, longest)
        of_pages = net(x, there, share_of(words), groups).numpy()
        for page, values in zip(batch, of_pages):
            start, end = data.start[page], data.end[page]
            raw[start:end] = values[:end - start]


def calibrate(raw, label, weight):
    """A slope and an offset of log-odds at which labels are likeliest (Platt scaling)."""
    columns = np.stack([raw, np.ones(len(raw))], axis=1)
    return fit.likeliest(columns, label, weight, np.zeros(2))


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


def nets_without(folds):
    """For each fold the net that has not seen it; and for all rows what that of their fold says."""
    # One thread a net: the sums do not depend on how many processors there are.
    with multiprocessing.get_context("fork").Pool(min(len(folds), os.cpu_count() or 1)) as pool:
        nets, raws = zip(*pool.map(without, folds, chunksize=1))
    return nets, np.sum(raws, axis=0, dtype="f8")


def guess():
    """Labels that are not known become those that a net says which knows the other half of the folds,
    by what is known there, and count for as much as it is sure."""
    fold, weight = DATA.fold, DATA.weight.copy()
    DATA.fold = np.where(fold < 0, fold, fold % 2)
    DATA.weight[DATA.is_unknown] = 0
    raw = nets_without([0, 1])[1]
    DATA.fold, DATA.weight = fold, weight
    p = 1 / (1 + np.exp(-raw[DATA.is_unknown]))
    DATA.label[DATA.is_unknown] = p >= 0.5
    DATA.weight[DATA.is_unknown] *= (2 * p - 1) ** 2


def main():
    # What each process of a pool finds where it was when they parted: too large to be sent.
    global DATA, EPOCHS
    task, EPOCHS, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    DATA = Pages(folder, task)
    print(f"{len(DATA.inputs)} inputs", flush=True)
    folds = np.unique(DATA.fold)
    if DATA.is_unknown.any():
        guess()
    nets, raw = nets_without(folds)
    known = np.flatnonzero((DATA.weight > 0) & DATA.is_of_known)
    scale, offset = calibrate(raw[known], DATA.label[known], DATA.weight[known])
    print(f"log-odds times {scale:.3f}, plus {offset:.3f}", flush=True)
    p = 1 / (1 + np.exp(-(raw * scale + offset)))
    p.astype("<f4").tofile(folder / "net.f32")
    head = struct.pack("<H", len(DATA.inputs)) + b"".join(i.bytes() for i in DATA.inputs)
    for held_out, net in zip(folds, nets):
        name = f"{task}.net" if held_out < 0 else f"{task}.{held_out:.0f}.net"
        (folder / name).write_bytes(head + net.bytes(scale, offset))
    (folder / "versions.txt").write_text(f"torch {torch.__version__}\n")


if __name__ == "__main__":
    main()
