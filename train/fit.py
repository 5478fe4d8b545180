"""Grows the trees of the judge.

fit.py TASK ROUNDS FOLDER, called by the training program

FOLDER has x.f32 (rows of features), names.txt (their names) and labels.f32 (label, weight and fold
of each row; label -1 for rows whose label is to be guessed, fold -1 for rows that are not trained
on). Left there are TASK.trees, the trees in the
form that src/model/reader.rs reads, and predictions for all rows, each by trees that have not seen
the row's fold: p.f32, kinds.f32 or quality.f32.
Needs: pip install -r train/requirements.txt
"""
import struct
import sys
from pathlib import Path

import lightgbm as lgb
import numpy as np

N_KINDS = 7
# One seed, and no race between threads: training twice gives the same bytes.
COMMON = {
    "bagging_freq": 1, "max_bin": 63, "seed": 7, "verbose": -1, "num_threads": 2,
    "deterministic": True, "force_row_wise": True, "learning_rate": 0.1,
}
TASKS = {
    "blocks": ("p.f32", {
        "objective": "binary", "num_leaves": 31, "feature_fraction": 0.35,
        "bagging_fraction": 0.6, "min_data_in_leaf": 60,
    }),
    "kinds": ("kinds.f32", {
        "objective": "multiclass", "num_class": N_KINDS, "num_leaves": 7,
        "feature_fraction": 0.5, "bagging_fraction": 0.8, "min_data_in_leaf": 20,
    }),
    "quality": ("quality.f32", {
        "objective": "regression", "num_leaves": 7, "feature_fraction": 0.5,
        "bagging_fraction": 0.8, "min_data_in_leaf": 30,
    }),
}


def load(folder):
    names = (folder / "names.txt").read_text().split()
    rows = np.memmap(folder / "x.f32", dtype="<f4", mode="r").reshape(-1, len(names))
    labels = np.fromfile(folder / "labels.f32", dtype="<f4").reshape(-1, 3)
    return names, rows, *labels.T


def guess(names, rows, label, weight, parameters, rounds):
    """Labels and weights with those guessed that are not known: a judge of the known rows says
    what it thinks, and counts for as much as it is sure of it."""
    unknown = (label < 0) & (weight > 0)
    if not unknown.any():
        return label, weight
    known = np.flatnonzero((weight > 0) & (label >= 0))
    data = lgb.Dataset(np.ascontiguousarray(rows[known]), label=label[known],
                       weight=weight[known] / weight[known].mean(), feature_name=names,
                       params=COMMON | parameters)
    judge = lgb.train(COMMON | parameters, data, num_boost_round=rounds)
    p = judge.predict(np.ascontiguousarray(rows[unknown]))
    label, weight = label.copy(), weight.copy()
    label[unknown] = p >= 0.5
    weight[unknown] *= (2 * p - 1) ** 2
    return label, weight


def fit_all(names, rows, label, weight, fold, parameters, rounds):
    """A model of all rows, and predictions for each row by a model that has not seen its fold."""
    parameters = COMMON | parameters
    used = np.flatnonzero(weight > 0)
    data = lgb.Dataset(np.ascontiguousarray(rows[used]), label=label[used],
                       weight=weight[used] / weight[used].mean(), feature_name=names,
                       params=parameters).construct()
    model = lgb.train(parameters, data, num_boost_round=rounds)
    predicted = np.zeros((len(label), parameters.get("num_class", 1)), dtype="<f4")
    for held_out in np.unique(fold):
        here = np.flatnonzero(fold == held_out)
        if held_out < 0:
            judge = model
        else:
            rest = data.subset(np.flatnonzero(fold[used] != held_out))
            judge = lgb.train(parameters, rest, num_boost_round=rounds)
        predicted[here] = judge.predict(np.ascontiguousarray(rows[here])).reshape(len(here), -1)
    return model, predicted


def tree_bytes(tree):
    """Nodes in pre-order, so that children come after their parent; leaves in order of meeting."""
    nodes, leaves = [], []

    def leaf(value):
        leaves.append(value)
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


def ensembles_bytes(model, n_classes):
    """One ensemble a class; of several classes LightGBM stores the trees by turns."""
    trees = [tree["tree_structure"] for tree in model.dump_model()["tree_info"]]
    out = b""
    for number in range(n_classes):
        ensemble = trees[number::n_classes]
        out += struct.pack("<H", len(ensemble)) + b"".join(map(tree_bytes, ensemble))
    return out


def main():
    task, rounds, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    file, parameters = TASKS[task]
    names, rows, label, weight, fold = load(folder)
    label, weight = guess(names, rows, label, weight, parameters, rounds)
    model, predicted = fit_all(names, rows, label, weight, fold, parameters, rounds)
    predicted.tofile(folder / file)
    (folder / f"{task}.trees").write_bytes(
        ensembles_bytes(model, parameters.get("num_class", 1)))
    (folder / "versions.txt").write_text(
        f"lightgbm {lgb.__version__}, numpy {np.__version__}\n")


if __name__ == "__main__":
    main()
