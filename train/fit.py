"""Fits the trees of the judge and writes them with the table of class words into one file.

fit.py WORK OUT HEADER   reads WORK/{html,text}/, as `train dump` writes them
Needs: pip install -r train/requirements.txt
"""
import struct
import sys
from pathlib import Path

import lightgbm as lgb
import numpy as np

# How often each set counts: the small sets show other years, languages and kinds of page.
TIMES = {"wcxb-dev": 1, "fundus-a": 3, "fundus-old-a": 3, "forum-a": 3, "snippets": 1}
ROUNDS = 150
PARAMETERS = {
    "objective": "binary", "num_leaves": 31, "learning_rate": 0.1, "feature_fraction": 0.35,
    "bagging_fraction": 0.6, "bagging_freq": 1, "min_data_in_leaf": 60, "max_bin": 63, "seed": 7,
    "verbose": -1, "num_threads": 2, "deterministic": True, "force_row_wise": True,
}


def load(folder):
    names = (folder / "names.txt").read_text().split()[1:]
    x = np.fromfile(folder / "x.f32", dtype="<f4").reshape(-1, len(names))
    rows = np.fromfile(folder / "rows.f32", dtype="<f4").reshape(-1, 6)
    share, weight, fold, set_number, page, words = rows.T
    sets = dict(line.split("\t") for line in (folder / "sets.txt").read_text().splitlines())
    times = np.array([TIMES.get(sets[str(n)], 0) for n in range(len(sets))])
    weight = weight * times[set_number.astype(int)]
    weight[share < 0] = 0
    return names, x, (share >= 0.5).astype("f4"), weight, fold


def fit(x, y, weight, names, rounds=ROUNDS):
    use = weight > 0
    data = lgb.Dataset(x[use], label=y[use], weight=weight[use] / weight[use].mean(),
                       feature_name=names, params=PARAMETERS)
    return lgb.train(PARAMETERS, data, num_boost_round=rounds)


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


def ensemble_bytes(model):
    trees = model.dump_model()["tree_info"]
    return struct.pack("<H", len(trees)) + b"".join(tree_bytes(t["tree_structure"]) for t in trees)


def main():
    work, out, header = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    ensembles, names = [], None
    for task in ("html", "text"):
        names, x, y, weight, _ = load(work / task)
        model = fit(x, y, weight, names)
        ensembles.append(ensemble_bytes(model))
        model.predict(x[:20000]).astype("<f4").tofile(work / task / "p.f32")
    tokens = [line.split("\t") for line in (work / "html" / "tokens.tsv").read_text().splitlines()]
    table = struct.pack("<I", len(tokens)) + b"".join(
        struct.pack("<Ib", int(token), max(-127, min(127, round(float(odds) * 32))))
        for token, odds in tokens)
    listing = struct.pack("<H", len(names)) + "".join(name + "\n" for name in names).encode()
    out.write_bytes(b"unchrome judge 1\n" + header.encode() + b"\n\n" + listing + table
                    + b"".join(ensembles))


if __name__ == "__main__":
    main()
