/// The mean loss of the photographs of an epoch, of which some batches have been seen.
struct MeanLoss: Codable, Equatable {
    private var sum = 0.0
    private var count = 0

    /// The mean so far; `nil` before the first photograph.
    var value: Double? { count > 0 ? sum / Double(count) : nil }

    /// Takes in a batch's mean loss.
    mutating func add(_ loss: Double, photographs: Int) {
        sum += loss * Double(photographs)
        count += photographs
    }
}
