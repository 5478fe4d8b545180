//! Logistic regression by stochastic gradient descent with a rate for each weight (AdaGrad: Duchi, Hazan and
//! Singer, "Adaptive Subgradient Methods", 2011).

/// The probability of log-odds.
pub(crate) fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// A weight, zero at first, and the squares of the gradients that it has seen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weight {
    pub(crate) value: f64,
    squares: f64,
}

impl Weight {
    pub(crate) const ZERO: Weight = Weight { value: 0.0, squares: 1e-8 };

    /// Goes down a gradient; `rate` is about the length of the first step.
    pub(crate) fn step(&mut self, gradient: f64, rate: f64) {
        self.squares += gradient * gradient;
        self.value -= rate * gradient / self.squares.sqrt();
    }
}
