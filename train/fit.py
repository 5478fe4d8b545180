"""Grows the trees of the judge.

fit.py TASK ROUNDS FOLDER, called by the training program

TASK is kinds, quality or headlines. FOLDER has x.f32 (rows of features), names.txt (their names) and
labels.f32 (label, weight and fold of each row; fold -1 for rows that are not trained on). For
headlines there is pages.f32 (of each row, which is a line, its page's number). Left there are
TASK.trees, the trees in the form that src/model/reader.rs reads, TASK.FOLD.trees, those that have not
seen a fold, and predictions for all rows, each by trees that have not seen the row's fold: kinds.f32,
quality.f32 or headlines.f32.
For kinds, a label from N_KINDS on is that kind less N_KINDS, of a page that shows what the kind looks
like but not how frequent it is.
Needs: pip install -r train/requirements.txt
"""
import struct
import sys
from pathlib import Path

import lightgbm as lgb
import numpy as np

N_KINDS = 7
# Least second derivative of a row, so that leaves of rows that are sure already stay small.
LEAST_HESSIAN = 1e-3
# One seed, and no race between threads: training twice gives the same bytes.
COMMON = {
    "bagging_freq": 1, "max_bin": 63, "seed": 7, "verbose": -1, "num_threads": 2,
    "deterministic": True, "force_row_wise": True, "learning_rate": 0.1,
}
TASKS = {
    "kinds": ("kinds.f32", {
        "objective": "multiclass", "num_class": N_KINDS, "num_leaves": 7,
        "feature_fraction": 0.5, "bagging_fraction": 0.8, "min_data_in_leaf": 20,
    }),
    "quality": ("quality.f32", {
        "objective": "regression", "num_leaves": 7, "feature_fraction": 0.5,
        "bagging_fraction": 0.8, "min_data_in_leaf": 30,
    }),
    # All lines of a page belong together: none is left out.
    "headlines": ("headlines.f32", {
        "objective": "none", "num_leaves": 7, "feature_fraction": 0.5, "bagging_freq": 0,
        "min_data_in_leaf": 50,
    }),
}


def load(folder):
    names = (folder / "names.txt").read_text().split()
    rows = np.memmap(folder / "x.f32", dtype="<f4", mode="r").reshape(-1, len(names))
    labels = np.fromfile(folder / "labels.f32", dtype="<f4").reshape(-1, 3)
    return names, rows, *labels.T


class Lines:
    """Lines of pages, one of which is chosen on each."""

    def __init__(self, folder, label, weight):
        self.page = np.fromfile(folder / "pages.f32", dtype="<f4").astype("i8")
        self.label, self.weight = label.astype("f8"), weight.astype("f8")

    def gradient(self, rows):
        """Gradient and second derivative of the sum over pages of -log of the probability that one of
        the lines is chosen that are labelled, where lines are chosen as the exponential of their
        sums."""
        page, label, weight = self.page[rows], self.label[rows], self.weight[rows]
        starts = np.flatnonzero(np.r_[True, page[1:] != page[:-1]])
        counts = np.diff(np.r_[starts, len(rows)])

        def shares(parts):
            return parts / np.maximum(np.repeat(np.add.reduceat(parts, starts), counts), 1e-12)

        def objective(raw, _):
            parts = np.exp(raw - np.repeat(np.maximum.reduceat(raw, starts), counts))
            chosen, right = shares(parts), shares(parts * label)
            return ((chosen - right) * weight,
                    np.maximum(chosen * (1 - chosen), LEAST_HESSIAN) * weight)

        return objective


def in_parts(rows, here, predict):
    """Predictions for some rows of a file that need not fit into memory."""
    parts = np.array_split(here, max(1, len(here) // 100_000))
    return np.concatenate([predict(np.ascontiguousarray(rows[part])) for part in parts])


def grow(data, used, parameters, rounds, lines):
    """Trees for likelihood: of labels, or of the lines that are chosen."""
    if lines is not None:
        parameters = parameters | {"objective": lines.gradient(used)}
    return lgb.train(parameters, data, num_boost_round=rounds)


def frequencies(label, weight):
    """How much more often each kind is among the pages that count for that, as log-odds; and the
    labels without that mark."""
    kind = label % N_KINDS

    def share(rows):
        sums = np.bincount(kind[rows].astype("i8"), weights=weight[rows], minlength=N_KINDS)
        return sums / sums.sum()

    counts = (label < N_KINDS) & (weight > 0)
    return np.log(share(counts) / share(weight > 0)), kind


def fit_all(names, rows, label, weight, fold, parameters, rounds, lines=None):
    """Boosters: of all rows (fold -1), and without each fold; what is added to their sums; and
    predictions for each row by the one that has not seen its fold."""
    parameters = COMMON | parameters
    n_classes = parameters.get("num_class", 1)
    offset, label = frequencies(label, weight) if n_classes > 1 else (np.zeros(1), label)
    used = np.flatnonzero(weight > 0)
    data = lgb.Dataset(np.ascontiguousarray(rows[used]), label=label[used],
                       weight=weight[used] / weight[used].mean(), feature_name=names,
                       params=parameters).construct()
    boosters = {-1: grow(data, used, parameters, rounds, lines)}
    raw = np.zeros((len(label), n_classes))
    for held_out in np.unique(fold):
        here = np.flatnonzero(fold == held_out)
        if held_out >= 0:
            rest = np.flatnonzero(fold[used] != held_out)
            boosters[held_out] = grow(data.subset(rest), used[rest], parameters, rounds, lines)
        sums = in_parts(rows, here, lambda part: boosters[held_out].predict(part, raw_score=True))
        raw[here] = sums.reshape(len(here), -1)
    return boosters, offset, as_predicted(raw + offset, n_classes).astype("<f4")


def as_predicted(raw, n_classes):
    if n_classes == 1:
        return raw
    odds = np.exp(raw - raw.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def tree_bytes(tree, offset):
    """Nodes in pre-order, so that children come after their parent; leaves in order of meeting, each
    with what is added to it."""
    nodes, leaves = [], []

    def leaf(value):
        leaves.append(value + offset)
        return ~(len(leaves) - 1)

    if "leaf_value" in tree:
        leaf(tree["leaf_value"])
    else:
        stack = [(tree, None, 0)]
        while stack:
            node, parent, side = stack.pop()
            if "leaf_value" in node:
                nodes[parent][2 + side] = leaf(node["leaf_value"])
                continue
            nodes.append([node["split_feature"], node["threshold"], 0, 0])
            if parent is not None:
                nodes[parent][2 + side] = len(nodes) - 1
            here = len(nodes) - 1
            stack.append((node["right_child"], here, 1))
            stack.append((node["left_child"], here, 0))
    out = struct.pack("<H", len(nodes))
    for feature, threshold, left, right in nodes:
        out += struct.pack("<Hfhh", feature, round_down(threshold), left, right)
    return out + b"".join(struct.pack("<f", value) for value in leaves)


def round_down(threshold):
    """The 32-bit number that keeps `value <= threshold` as it is for 32-bit values."""
    small = np.float32(threshold)
    return small if float(small) <= threshold else np.nextafter(small, np.float32(-np.inf))


def ensembles_bytes(booster, offsets):
    """One ensemble a class; of several classes LightGBM stores the trees by turns."""
    trees = [tree["tree_structure"] for tree in booster.dump_model()["tree_info"]]
    out = b""
    for number, offset in enumerate(offsets):
        ensemble = trees[number::len(offsets)]
        out += struct.pack("<H", len(ensemble))
        for nth, tree in enumerate(ensemble):
            out += tree_bytes(tree, offset if nth == 0 else 0.0)
    return out


def main():
    task, rounds, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    file, parameters = TASKS[task]
    names, rows, label, weight, fold = load(folder)
    lines = Lines(folder, label, weight) if task == "headlines" else None
    boosters, offset, predicted = fit_all(
        names, rows, label, weight, fold, parameters, rounds, lines)
    predicted.tofile(folder / file)
    for held_out, booster in boosters.items():
        name = f"{task}.trees" if held_out < 0 else f"{task}.{held_out:.0f}.trees"
        (folder / name).write_bytes(ensembles_bytes(booster, offset))
    (folder / "versions.txt").write_text(
        f"lightgbm {lgb.__version__}, numpy {np.__version__}\n")


if __name__ == "__main__":
    main()
