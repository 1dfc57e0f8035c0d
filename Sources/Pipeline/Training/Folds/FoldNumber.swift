import Datasets

extension SplitName {
    /// The number of a fold, such as 3 of `fold-3`; `nil` of other parts.
    var foldNumber: Int? {
        guard rawValue.hasPrefix("fold-"), let number = Int(rawValue.dropFirst(5)) else {
            return nil
        }
        return number >= 0 && self == .fold(number) ? number : nil
    }
}
