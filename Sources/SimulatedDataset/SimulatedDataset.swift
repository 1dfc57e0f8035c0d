import Datasets
import Imaging
import SimulatedSea

/// A simulated sea as a data set in a folder: photographs, the table, boxes for a detector.
///
/// The folder holds
///
/// - `sea.csv`, Flukeprint's own table, a row per animal in a photograph;
/// - `images/train/` and `images/test/`, photographs as JPEG with EXIF;
/// - `yolo/`, the boxes in YOLO's format, with links to the photographs;
/// - `sea.yaml`, what the sea was made from, and `README.md`.
///
/// Every photograph appears complete or not at all, and the table comes last: whatever stops the
/// writing, writing the same sea into the same folder again goes on where it stopped. The bytes are
/// the same whatever the number of workers.
public struct SimulatedDataset: Sendable {
    /// What is to be photographed.
    public let plan: SeaPlan
    /// The folder.
    public let folder: SimulatedFolder

    /// Plans a data set for a folder, and writes nothing.
    public init(_ knobs: SeaKnobs, in folder: String) {
        plan = SeaPlan(knobs)
        self.folder = SimulatedFolder(folder)
    }

    /// Writes what is missing in the folder, and makes the folder.
    ///
    /// - Parameters:
    ///   - workers: How many photographs are rendered at a time; each takes about 100 MB at a megapixel.
    ///   - progress: Called with the photographs that the folder holds, at the start and after each one, by
    ///     one thread at a time.
    /// - Returns: The table, as it stands in the folder.
    /// - Throws: `DatasetError` or `ImageError` where something cannot be written, or
    ///   the folder holds another sea.
    @discardableResult
    public func write(
        workers: Int, progress: @escaping @Sendable (_ done: Int) -> Void = { _ in }
    ) throws -> PhotographTable {
        precondition(workers > 0, "a sea takes a worker, found \(workers)")
        try folder.claim(for: plan.knobs)
        let isComplete = folder.hasTable
        let missing = plan.photographs.filter { !folder.holds($0, isComplete: isComplete) }
        progress(plan.photographs.count - missing.count)
        try Parallel.forEach(missing, workers: workers) { photograph in
            try folder.add(photograph, render(photograph.scene))
        } progress: { [plan] done in
            progress(plan.photographs.count - missing.count + done)
        }
        if isComplete {
            folder.tidy()
            return try Dataset(contentsOf: folder.table).table
        }
        return try folder.complete(plan)
    }
}
