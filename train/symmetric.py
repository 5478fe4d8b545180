"""Grows the symmetric trees of the judge of blocks, which it asks beside the net.

symmetric.py TASK FOLDER, called by the training program

TASK is html or text. FOLDER has what src/blocks.rs wrote, and net.f32, which the fit of nets left. All trees of a depth
ask the same question on each level (oblivious decision trees; Kohavi, "Bottom-up induction of
oblivious read-once decision graphs", 1994), which is what makes them cheap to walk. Left there are
TASK.symmetric, in the form that src/model/reader.rs reads: the share of the net's log-odds, a bias, and
the trees; TASK.FOLD.symmetric, those that have not seen a fold; and p.f32: for all rows the
probability by net and trees that have not seen the row's fold; and symmetric.txt, the version.
Needs: pip install -r train/requirements.txt
"""
import json
import struct
import sys
import tempfile
from pathlib import Path

import catboost
import numpy as np

import fit

# Values of leaves are kept as whole numbers, so many parts of the largest of their tree.
PARTS = 127
# Least and most probability of the net: what it is surer of does not count for more.
SUREST = 1e-6
# Trees, and how far each goes. Text has more rows; for it there are fewer, which go further: on pages with
# markup 600 and 300 came, beside the net, to the same likelihood of blocks within 0.001 (one fold).
STEPS_OF = {
    "html": {"iterations": 500, "learning_rate": 0.1},
    "text": {"iterations": 300, "learning_rate": 0.15},
}
# Where the log-odds of the net are this far from even, it alone tells; from one less on, trees tell the less
# the surer it is.
SURE = 4
PARAMETERS = {
    "loss_function": "Logloss", "boosting_type": "Plain", "depth": 6, "l2_leaf_reg": 10,
    "rsm": 0.3, "bootstrap_type": "Bernoulli", "subsample": 0.4, "border_count": 64,
    "score_function": "L2", "leaf_estimation_iterations": 1,
    # One seed and one number of threads: training twice gives the same bytes.
    "random_seed": 7, "thread_count": 2, "allow_writing_files": False, "verbose": 100,
}


def log_odds(p):
    p = np.clip(p.astype("f8"), SUREST, 1 - SUREST)
    return np.log(p / (1 - p))


def grow(rows, used, label, weight, steps):
    """Trees for likelihood of labels, their leaves in whole parts."""
    pool = catboost.Pool(np.ascontiguousarray(rows[used]), label=label[used],
                         weight=weight[used] / weight[used].mean())
    trees = catboost.CatBoost(PARAMETERS | steps)
    trees.fit(pool)
    leaves = [in_parts(values) for values in np.split(
        trees.get_leaf_values(), np.cumsum(trees.get_tree_leaf_counts())[:-1])]
    trees.set_leaf_values(np.concatenate([parts * size for parts, size in leaves]))
    return trees


def in_parts(values):
    """The values of a tree's leaves as whole numbers, and what one stands for."""
    size = np.abs(values).max() / PARTS or 1.0
    return np.round(values / size), size


def predict(trees, rows, here):
    return fit.in_parts(rows, here, lambda part: trees.predict(part, prediction_type="RawFormulaVal"))


def joined(net, both):
    """The log-odds of the net where it is sure, and those of both where it is not."""
    asked = np.clip(SURE - np.abs(net), 0, 1)
    return net + asked * (both - net)


def blend(net, trees, label, weight):
    """How much the log-odds of net and trees count, and an offset, at which labels are likeliest
    (by Newton)."""
    columns = np.stack([net, trees, np.ones(len(net))], axis=1)
    solution = np.array([0.5, 0.5, 0.0])
    for _ in range(20):
        p = 1 / (1 + np.exp(-(columns @ solution)))
        gradient = columns.T @ (weight * (p - label))
        hessian = (columns * (weight * p * (1 - p))[:, None]).T @ columns
        solution = solution - np.linalg.solve(hessian, gradient)
    return solution


def symmetric_bytes(trees, of_net, of_trees, offset):
    """`f32` share of the net and bias; `u16` trees, of each `u8` levels, `f32` part, of each level
    `u16` feature and `f32` threshold, and an `i8` for each leaf."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        trees.save_model(file.name, format="json")
        model = json.loads(Path(file.name).read_text())
    feature = [one["flat_feature_index"] for one in model["features_info"]["float_features"]]
    scale, bias = trees.get_scale_and_bias()
    assert scale == 1.0
    out = struct.pack("<ffH", of_net, bias * of_trees + offset, len(model["oblivious_trees"]))
    for tree in model["oblivious_trees"]:
        parts, size = in_parts(np.array(tree["leaf_values"]))
        splits = tree.get("splits") or []
        out += struct.pack("<Bf", len(splits), size * of_trees)
        for split in splits:
            out += struct.pack("<Hf", feature[split["float_feature_index"]], split["border"])
        out += parts.astype("i1").tobytes()
    return out


def main():
    task, folder = sys.argv[1], Path(sys.argv[2])
    _, rows, label, weight, fold = fit.load(folder)
    net = log_odds(np.fromfile(folder / "net.f32", dtype="<f4"))
    raw, trees = np.zeros(len(label)), {}
    known = (weight > 0) & (label >= 0)
    for held_out in np.unique(fold):
        rest = np.flatnonzero(known & (fold != held_out if held_out >= 0 else True))
        trees[held_out] = grow(rows, rest, label, weight, STEPS_OF[task])
        here = np.flatnonzero(fold == held_out)
        raw[here] = predict(trees[held_out], rows, here)
        print(f"fold {held_out:.0f} done", flush=True)
    of_net, of_trees, offset = blend(net[known], raw[known], label[known], weight[known])
    print(f"net times {of_net:.3f}, trees times {of_trees:.3f}, plus {offset:.3f}", flush=True)
    p = 1 / (1 + np.exp(-joined(net, net * of_net + raw * of_trees + offset)))
    p.astype("<f4").tofile(folder / "p.f32")
    for held_out, one in trees.items():
        name = f"{task}.symmetric" if held_out < 0 else f"{task}.{held_out:.0f}.symmetric"
        (folder / name).write_bytes(symmetric_bytes(one, of_net, of_trees, offset))
    (folder / "symmetric.txt").write_text(f"catboost {catboost.__version__}\n")


if __name__ == "__main__":
    main()
