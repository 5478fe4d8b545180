"""Grows the trees of the judge.

fit.py TASK ROUNDS FOLDER, called by the training program

TASK is html, text, kinds, quality or headlines. FOLDER has x.f32 (rows of features), names.txt (their
names) and labels.f32 (label, weight and fold of each row; label -1 for rows whose label is to be
guessed, fold -1 for rows that are not trained on). For blocks there is also words.f32 (of each row its
page's number, its words and how many of them are content) and truths.f32 (of each page the words of its
truth, and how much it counts in the sum of F1; 0 if its truth is not known). For headlines there is
pages.f32 (of each row, which is a line, its page's number). Left there are TASK.trees, the trees in the
form that src/model/reader.rs reads, TASK.FOLD.trees, those that have not seen a fold, and predictions
for all rows, each by trees that have not seen the row's fold: trees.f32, kinds.f32, quality.f32 or
headlines.f32.
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
# Values that the input cannot show are below.
ABSENT = -1e8
# Of the rounds for blocks, the share that maximises likelihood; the rest maximises word-F1. On text
# the latter lost 0.002.
LIKELIHOOD_SHARE = {"html": 2 / 3, "text": 1}
# Least second derivative of a row, so that leaves of rows that are sure already stay small.
LEAST_HESSIAN = 1e-4
LEAST_LINE_HESSIAN = 1e-3
# After how many trees a block may be settled (all of them among those for likelihood, and each a
# multiple of the trees that are walked side by side); the log-odds at which a block has come back
# after all, from below and from above; and the share that may. On held-out pages of the markup
# judge, when it was not yet fitted to bare pages, 63 of 150 trees were asked on average, and word-F1
# stayed within 0.0001.
STOPS = (5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100)
RETURNED = (-2.0, 1.4)
MOST_RETURNED = 0.001
# Of the rows, one in so many is looked at for that.
STOP_SAMPLE = 7
# One seed, and no race between threads: training twice gives the same bytes.
COMMON = {
    "bagging_freq": 1, "max_bin": 63, "seed": 7, "verbose": -1, "num_threads": 2,
    "deterministic": True, "force_row_wise": True, "learning_rate": 0.1,
}
BLOCKS = {
    "objective": "binary", "num_leaves": 31, "feature_fraction": 0.35,
    "bagging_fraction": 0.6, "min_data_in_leaf": 60,
}
# Trees are walked several side by side, as many steps as the longest way in any of them. Left alone,
# some grow 17 decisions deep. Held to six, trees alone lost nothing on a held-out fold of text; on
# markup they lost 0.005 to 0.008 word-F1 on news in languages never trained on.
TASKS = {
    "html": ("trees.f32", BLOCKS),
    "text": ("trees.f32", BLOCKS | {"max_depth": 6}),
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
    p = in_parts(rows, np.flatnonzero(unknown), judge.predict)
    return guessed(label, weight, unknown, p)


def guessed(label, weight, unknown, p):
    """Labels and weights, those of unknown rows by their probabilities."""
    label, weight = label.copy(), weight.copy()
    label[unknown] = p >= 0.5
    weight[unknown] *= (2 * p - 1) ** 2
    return label, weight


class Pages:
    """What the blocks of each page are worth to the word-F1 of the whole page."""

    def __init__(self, folder, likelihood_share):
        self.likelihood_share = likelihood_share
        page, self.n, self.matched = (
            np.fromfile(folder / "words.f32", dtype="<f4").reshape(-1, 3).astype("f8").T)
        self.page = page.astype("i8")
        self.truth, self.times = (
            np.fromfile(folder / "truths.f32", dtype="<f4").reshape(-1, 2).astype("f8").T)

    def known(self, rows):
        """Those of the rows whose page has a known truth."""
        return rows[self.times[self.page[rows]] > 0]

    def gradient(self, rows):
        """Gradient and second derivative of the sum over pages of 1 - F1, where a block of
        probability p gives p of its words: F1 = 2 sum(p matched) / (sum(p n) + truth)."""
        page, n, matched = self.page[rows], self.n[rows], self.matched[rows]
        starts = np.flatnonzero(np.r_[True, page[1:] != page[:-1]])
        counts = np.diff(np.r_[starts, len(rows)])
        truth = self.truth[page[starts]]
        # On average over rows as large as the gradient of the likelihood.
        scale = np.repeat(self.times[page[starts]], counts) * (len(rows) / len(starts) / 2)

        def objective(raw, _):
            p = 1 / (1 + np.exp(-raw))
            whole = np.maximum(np.add.reduceat(p * n, starts) + truth, 1)
            f1 = np.repeat(2 * np.add.reduceat(p * matched, starts) / whole, counts)
            slope = p * (1 - p) * scale / np.repeat(whole, counts)
            return (-(2 * matched - f1 * n) * slope,
                    np.maximum((2 * matched + n) * slope / 2, LEAST_HESSIAN))

        return objective


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
                    np.maximum(chosen * (1 - chosen), LEAST_LINE_HESSIAN) * weight)

        return objective


class Model:
    """Trees of one run or of several, one after the other; `scale` and `offset` calibrate."""

    def __init__(self, boosters):
        self.boosters, self.scale, self.offset = boosters, 1.0, 0.0  # of several classes, one each

    def raw(self, rows, n_trees=None):
        """The sum of all trees, or of the first few."""
        out = 0
        for booster in self.boosters[:None if n_trees is None else 1]:
            out = out + booster.predict(rows, raw_score=True, num_iteration=n_trees)
        return out * self.scale + self.offset


def in_parts(rows, here, predict):
    """Predictions for some rows of a file that need not fit into memory."""
    parts = np.array_split(here, max(1, len(here) // 100_000))
    return np.concatenate([predict(np.ascontiguousarray(rows[part])) for part in parts])


def grow(data, rows, label, used, parameters, rounds, pages):
    """Trees for likelihood; then, for some pages, further ones for word-F1."""
    if isinstance(pages, Lines):
        of_lines = parameters | {"objective": pages.gradient(used)}
        return Model([lgb.train(of_lines, data, num_boost_round=rounds)])
    n_first = rounds if pages is None else round(rounds * pages.likelihood_share)
    if n_first == rounds:
        return Model([lgb.train(parameters, data, num_boost_round=rounds)])
    first = lgb.train(parameters, data, num_boost_round=n_first)
    known = pages.known(used)
    here = np.ascontiguousarray(rows[known])
    data = lgb.Dataset(here, label=label[known], params=parameters,
                       init_score=first.predict(here, raw_score=True))
    # All blocks of a page belong together: none is left out.
    of_pages = parameters | {"objective": pages.gradient(known), "bagging_freq": 0}
    return Model([first, lgb.train(of_pages, data, num_boost_round=rounds - n_first)])


def calibrate(columns, label, weight):
    """Slopes of columns of log-odds, and an offset, at which labels are likeliest (Platt scaling, by
    Newton)."""
    columns = np.concatenate([columns, np.ones((len(columns), 1))], axis=1)
    solution = np.zeros(columns.shape[1])
    for _ in range(20):
        p = 1 / (1 + np.exp(-(columns @ solution)))
        gradient = columns.T @ (weight * (p - label))
        hessian = (columns * (weight * p * (1 - p))[:, None]).T @ columns
        solution = solution - np.linalg.solve(hessian, gradient)
    return solution[:-1], solution[-1]


def frequencies(label, weight):
    """How much more often each kind is among the pages that count for that, as log-odds; and the
    labels without that mark."""
    kind = label % N_KINDS

    def share(rows):
        sums = np.bincount(kind[rows].astype("i8"), weights=weight[rows], minlength=N_KINDS)
        return sums / sums.sum()

    counts = (label < N_KINDS) & (weight > 0)
    return np.log(share(counts) / share(weight > 0)), kind


def fit_all(names, rows, label, weight, fold, parameters, rounds, pages=None):
    """Models: of all rows (fold -1), and without each fold; and predictions for each row by the one
    that has not seen its fold."""
    parameters = COMMON | parameters
    n_classes = parameters.get("num_class", 1)
    scale = 1.0
    offset, label = frequencies(label, weight) if n_classes > 1 else (0.0, label)
    used = np.flatnonzero(weight > 0)
    data = lgb.Dataset(np.ascontiguousarray(rows[used]), label=label[used],
                       weight=weight[used] / weight[used].mean(), feature_name=names,
                       params=parameters).construct()
    model = grow(data, rows, label, used, parameters, rounds, pages)
    models = {-1: model}
    raw = np.zeros((len(label), n_classes))
    for held_out in np.unique(fold):
        here = np.flatnonzero(fold == held_out)
        if held_out >= 0:
            rest = np.flatnonzero(fold[used] != held_out)
            judge = grow(data.subset(rest), rows, label, used[rest], parameters, rounds, pages)
            models[held_out] = judge
        raw[here] = in_parts(rows, here, models[held_out].raw).reshape(len(here), -1)
    if isinstance(pages, Pages):
        known = pages.known(used)
        (scale,), offset = calibrate(raw[known], label[known], weight[known])
        print(f"log-odds times {scale:.3f} plus {offset:.3f}", flush=True)
    raw = raw * scale + offset
    for model in models.values():
        model.scale, model.offset = scale, offset
    return models, as_predicted(raw, parameters["objective"]).astype("<f4")


def as_predicted(raw, objective):
    if objective == "binary":
        return 1 / (1 + np.exp(-raw))
    if objective == "multiclass":
        odds = np.exp(raw - raw.max(axis=1, keepdims=True))
        return odds / odds.sum(axis=1, keepdims=True)
    return raw


def tree_bytes(tree, scale, offset):
    """Nodes in pre-order, so that children come after their parent; leaves in order of meeting,
    calibrated."""
    nodes, leaves = [], []

    def leaf(value):
        leaves.append(value * scale + offset)
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
            mean = node["internal_value"] * scale + offset
            nodes.append([node["split_feature"], node["threshold"], 0, 0, mean])
            if parent is not None:
                nodes[parent][2 + side] = len(nodes) - 1
            here = len(nodes) - 1
            stack.append((node["right_child"], here, 1))
            stack.append((node["left_child"], here, 0))
    out = struct.pack("<H", len(nodes))
    for feature, threshold, left, right, mean in nodes:
        out += struct.pack("<Hfhhf", feature, round_down(threshold), left, right, mean)
    return out + b"".join(struct.pack("<f", value) for value in leaves)


def round_down(threshold):
    """The 32-bit number that keeps `value <= threshold` as it is for 32-bit values."""
    small = np.float32(threshold)
    return small if float(small) <= threshold else np.nextafter(small, np.float32(-np.inf))


def stops_bytes(model, rows, weight, pages):
    """After how many trees a row is settled, below and above which sums, and what such rows come
    to on average; told from rows that are trained on."""
    if not isinstance(pages, Pages):
        return struct.pack("<B", 0)
    here = np.flatnonzero(weight > 0)[::STOP_SAMPLE]
    final = in_parts(rows, here, model.raw)
    out = []
    for n_trees in STOPS:
        partial = in_parts(rows, here, lambda part: model.raw(part, n_trees))
        settled = np.zeros(len(here), dtype=bool)
        stop = [n_trees]
        for sign, limit in zip((1, -1), RETURNED):
            order = np.argsort(sign * partial, kind="stable")
            returned = np.cumsum(sign * final[order] > sign * limit)
            n_settled = np.flatnonzero(returned <= MOST_RETURNED * np.arange(1, len(order) + 1))
            n_settled = n_settled[-1] if len(n_settled) else 0
            gone = order[:n_settled]
            mean = np.mean(1 / (1 + np.exp(-final[gone]))) if n_settled else 0.5
            stop += [partial[order[n_settled]] if n_settled else -sign * np.inf,
                     np.log(mean / (1 - mean))]
            settled[gone] = True
        out.append(struct.pack("<Hffff", *stop))
        print("after %d trees: below %.3f %.3f, above %.3f %.3f," % tuple(stop),
              f"{settled.mean():.3f} settled", flush=True)
        here, final = here[~settled], final[~settled]
    return struct.pack("<B", len(out)) + b"".join(out)


def ensembles_bytes(model, n_classes, stops):
    """One ensemble a class; of several classes LightGBM stores the trees by turns."""
    trees = [tree["tree_structure"] for booster in model.boosters
             for tree in booster.dump_model()["tree_info"]]
    out = b""
    offsets = np.broadcast_to(model.offset, n_classes)
    for number in range(n_classes):
        ensemble = trees[number::n_classes]
        out += stops + struct.pack("<H", len(ensemble))
        for nth, tree in enumerate(ensemble):
            out += tree_bytes(tree, model.scale, offsets[number] if nth == 0 else 0.0)
    return out


def main():
    task, rounds, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    file, parameters = TASKS[task]
    names, rows, label, weight, fold = load(folder)
    label, weight = guess(names, rows, label, weight, parameters, rounds)
    share = LIKELIHOOD_SHARE.get(task)
    pages = None if share is None else Pages(folder, share)
    if task == "headlines":
        pages = Lines(folder, label, weight)
    models, predicted = fit_all(names, rows, label, weight, fold, parameters, rounds, pages)
    predicted.tofile(folder / file)
    n_classes = parameters.get("num_class", 1)
    for held_out, model in models.items():
        if held_out < 0:
            name, stops = f"{task}.trees", stops_bytes(model, rows, weight, pages)
        else:
            name, stops = f"{task}.{held_out:.0f}.trees", struct.pack("<B", 0)
        (folder / name).write_bytes(ensembles_bytes(model, n_classes, stops))
    (folder / "versions.txt").write_text(
        f"lightgbm {lgb.__version__}, numpy {np.__version__}\n")


if __name__ == "__main__":
    main()
