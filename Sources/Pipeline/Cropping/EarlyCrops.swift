import Datasets
import Foundation

/// Crops of photographs whose boxes are known, made on threads of their own while others are still looked at.
///
/// What is early is written down as `CroppingRun` does it, and `finish` is a `CroppingRun` that finds it there: the
/// folder becomes the same as if all were cropped afterwards. Photographs whose crops may get another name for the sake
/// of other ones, as `a.jpg` beside `a.png`, wait for it, as do those that cannot be read, to be told there.
public final class EarlyCrops {
    private let options: CroppingRun.Options
    private let folder: CropFolder
    private let root: String
    private let unsettled: Set<String>
    private let queue: EarlyCropQueue
    private let workers: [WorkerThread]
    private let start = ContinuousClock.now

    /// Makes the folder, or enters it again, and waits for photographs.
    ///
    /// - Parameters:
    ///   - photographs: those that may come, in any number of rows each.
    ///   - path: the folder of crops.
    /// - Throws: `DatasetError` where the folder holds other files or cannot be made, `RunError` where another process
    ///   writes crops there, `TensorFileError` where nothing can be written.
    public init(
        of photographs: PhotographTable, to path: String, options: CroppingRun.Options
    ) throws {
        self.options = options
        root = photographs.root
        folder = try CropFolder(path, takesOver: false)
        let paths = Array(Set(photographs.photographs.map(\.path)))
        unsettled = Set(CropNames.unsettled(paths, root: root).map { paths[$0] })
        let queue = EarlyCropQueue(
            options: options, folder: folder,
            photographs: CropFolder.standardized((0..<photographs.count).map(photographs.file)))
        self.queue = queue
        // They stand back for the network, as its loader does.
        workers = (0..<options.workers).compactMap { _ in
            WorkerThread(name: "crop", niceness: 10) { queue.run() }
        }
    }

    deinit {
        stop()
    }

    /// Takes a photograph with all of its boxes, and its size.
    ///
    /// - Throws: What has kept earlier crops from being written.
    public func add(_ photograph: Photograph) throws {
        guard !unsettled.contains(photograph.path) else { return try queue.check() }
        let table = PhotographTable(root: root, photographs: [photograph])
        try queue.add(CropPlan(table, options: options))
    }

    /// Makes the crops that are missing, and the table, the list to review and the contact sheets beside them.
    ///
    /// - Parameter table: All photographs, with their boxes.
    /// - Throws: As `CroppingRun` does.
    public func finish(_ table: PhotographTable) throws -> CroppingOutcome {
        stop()
        return try CroppingRun(options: options).run(table, in: folder, since: start)
    }

    /// Lets workers end after the photographs that they are at.
    private func stop() {
        guard queue.stop() else { return }
        for worker in workers { worker.join() }
    }
}
