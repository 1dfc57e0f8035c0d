import Imaging

/// A photograph that could not be had, so that batches went without it.
public struct SkippedPhotograph: Sendable, Hashable, CustomStringConvertible {
    /// Its place in the data set, from 0.
    public let row: Int
    /// The file, as the error names it.
    public let path: String
    /// What was wrong the first time, the path included.
    public let reason: String
    /// How many samples were to be made of it.
    public internal(set) var times = 1

    init(row: Int, path: String, reason: String) {
        self.row = row
        self.path = path
        self.reason = reason
    }

    /// What an error means for a loader; `nil` where it is no photograph's fault.
    package init?(row: Int, error: any Error) {
        switch error {
        case let error as ImageError where error.kind != .unwritable:
            self.init(row: row, path: error.path, reason: error.description)
        case let error as DatasetError where error.kind != .unwritable:
            self.init(row: row, path: error.path, reason: error.description)
        default:
            return nil
        }
    }

    /// The file and what was wrong with it.
    public var description: String { reason }
}
