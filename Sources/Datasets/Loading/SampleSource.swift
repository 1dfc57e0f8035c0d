/// Which sample is asked for, and the seed of all that is random about it.
public struct SampleRequest: Sendable, Hashable {
    /// The place in the data set, from 0.
    public let row: Int
    /// Of this sample in this epoch alone, whichever worker makes it.
    public let seed: UInt64

    /// A request.
    public init(row: Int, seed: UInt64) {
        self.row = row
        self.seed = seed
    }
}

/// Where a loader has its samples from; called by many threads at once.
public protocol SampleSource<Sample>: Sendable {
    /// What a network learns from.
    associatedtype Sample: Sendable

    /// How many rows there are.
    var count: Int { get }

    /// Makes a sample; the same request gives the same sample.
    ///
    /// - Throws: `ImageError` or `DatasetError`, which name the photograph, where it cannot be had.
    func sample(_ request: SampleRequest) throws -> Sample
}
