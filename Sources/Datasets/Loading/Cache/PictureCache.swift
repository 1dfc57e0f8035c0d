import Foundation
import Imaging
import Synchronization

/// Keeps decoded pictures in a folder, so that a photograph is decoded once and not in every epoch.
///
/// A picture is found again only for the same file, of the same size and time of change, decoded in the same
/// way; else it is made anew and replaces the old one. Any number of threads and processes may share a folder.
/// Files appear whole, under checksums: one that a crash or a disk damaged is made anew.
///
/// A cache that is full adds nothing more, and keeps what it has: as every epoch asks for every picture, pushing
/// out the oldest would push out each before it is asked for again. A folder that cannot be written any more is
/// no reason to stop: the cache warns once, adds nothing more, and photographs are decoded.
public final class PictureCache: PictureSource {
    /// What a cache has done so far.
    public struct Counts: Sendable, Hashable {
        /// Pictures found.
        public internal(set) var found = 0
        /// Pictures decoded, as they were not found.
        public internal(set) var decoded = 0
        /// Of these, those whose file in the cache was damaged.
        public internal(set) var damaged = 0
        /// Pictures added.
        public internal(set) var added = 0
    }

    /// What decodes.
    public let files: PictureFiles
    /// Where pictures are kept.
    public let folder: String
    /// Bytes that the folder may hold; no bound if `nil`.
    public let maximumBytes: Int?

    private let warn: @Sendable (DatasetError) -> Void
    private let state: Mutex<State>

    private struct State {
        var counts = Counts()
        var byteCount = 0
        var isWritable = true
    }

    /// A cache in a folder, which is made where it is missing.
    ///
    /// - Parameters:
    ///   - maximumBytes: Bytes that the folder may hold. What other processes add meanwhile is not seen.
    ///   - warn: Told once when pictures can no longer be written, as the disk is full; on any thread.
    /// - Throws: `DatasetError` where the folder cannot be made.
    public init(
        _ files: PictureFiles, folder: String, maximumBytes: Int? = nil,
        warn: @escaping @Sendable (DatasetError) -> Void
    ) throws {
        self.files = files
        self.folder = folder
        self.maximumBytes = maximumBytes
        self.warn = warn
        try AtomicWriting.makeFolder(folder)
        var state = State()
        state.byteCount = Self.tidy(folder)
        self.state = Mutex(state)
    }

    /// How many photographs there are.
    public var count: Int { files.count }

    /// What was done so far.
    public var counts: Counts { state.withLock { $0.counts } }

    /// The kept picture of a photograph, or a new one.
    ///
    /// - Throws: `ImageError` where the photograph cannot be read.
    public func picture(at row: Int) throws -> DecodedImage {
        // Before it is decoded: if it changes meanwhile, what is kept is not found again.
        guard let source = SourceFileState(path: files.paths[row]) else {
            return try files.picture(at: row)
        }
        let key = PictureKey(of: row, in: files, source: source)
        let path = FilePath.join(folder, key.fileName)
        let content = PictureFileFormat.read(path, key: key)
        if case .picture(let picture) = content {
            state.withLock { $0.counts.found += 1 }
            return picture
        }
        let picture = try files.picture(at: row)
        state.withLock { state in
            state.counts.decoded += 1
            if case .damaged = content { state.counts.damaged += 1 }
        }
        if !source.isFresh { keep(picture, key: key, path: path) }
        return picture
    }

    private func keep(_ picture: DecodedImage, key: PictureKey, path: String) {
        let old = SourceFileState(path: path)?.byteCount ?? 0
        let bytes = PictureFileFormat.bytes(of: picture, key: key)
        let hasRoom = state.withLock { state in
            let size = state.byteCount + bytes.count - old
            guard state.isWritable, size <= maximumBytes ?? .max else { return false }
            state.byteCount = size
            return true
        }
        guard hasRoom else { return }
        do {
            try AtomicWriting.makeFolder(FilePath.folder(of: path))
            try WholeFile.write(bytes, to: path)
            state.withLock { $0.counts.added += 1 }
        } catch {
            let isFirst = state.withLock { state in
                state.byteCount -= bytes.count - old
                defer { state.isWritable = false }
                return state.isWritable
            }
            guard isFirst else { return }
            warn(
                DatasetError(
                    path: folder, problem: "the cache cannot keep more pictures: \(error)",
                    advice: "training goes on and decodes; free some space, or give the cache a "
                        + "maximum size",
                    kind: .unwritable))
        }
    }

    /// Removes what killed processes left half written.
    ///
    /// - Returns: The bytes of what is there.
    private static func tidy(_ folder: String) -> Int {
        let keys: Set<URLResourceKey> = [.fileSizeKey, .contentModificationDateKey]
        let files = FileManager.default.enumerator(
            at: URL(fileURLWithPath: folder), includingPropertiesForKeys: Array(keys))
        var byteCount = 0
        while let file = files?.nextObject() as? URL {
            let values = try? file.resourceValues(forKeys: keys)
            // What is younger may be being written.
            if WholeFile.isPartial(file.lastPathComponent),
                let modified = values?.contentModificationDate,
                modified.timeIntervalSinceNow < -3600
            {
                try? FileManager.default.removeItem(at: file)
            } else if file.pathExtension == PictureKey.fileEnding {
                byteCount += values?.fileSize ?? 0
            }
        }
        return byteCount
    }
}
