/// The best result of a training so far, and for how long there was no better one.
struct BestResult: Codable, Equatable {
    /// What it scored; `nil` before the first validation.
    private(set) var score: Double?
    /// Its epoch, from 0.
    private(set) var epoch: Int?
    /// Validations since then.
    private(set) var validationsSince = 0

    /// Takes in a result.
    ///
    /// - Returns: Whether it is the best so far.
    mutating func take(_ score: Double, epoch: Int) -> Bool {
        guard score > self.score ?? -.infinity else {
            validationsSince += 1
            return false
        }
        self = BestResult(score: score, epoch: epoch)
        return true
    }

    /// Whether there was no better result for so many validations; never of 0.
    func isExhausted(patience: Int) -> Bool {
        patience > 0 && validationsSince >= patience
    }
}
