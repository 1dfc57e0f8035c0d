import Datasets
import Foundation
import Imaging

/// A folder of crops, locked for as long as this object lives.
final class CropFolder {
    /// The folder.
    let path: String
    /// What was made in it.
    let journal: CropJournal
    /// Whether the run before ended before it wrote its table, which comes last.
    let wasInterrupted: Bool
    private let isNew: Bool
    private let isForeign: Bool
    private var lock: FileLock?

    /// Makes the folder, or enters it again.
    ///
    /// - Parameter takesOver: whether a folder of other files is written into.
    /// - Throws: `DatasetError` where the folder holds other files or cannot be made, `RunError` where another process
    ///   writes crops there, `TensorFileError` where nothing can be written.
    init(_ path: String, takesOver: Bool) throws {
        self.path = path
        isNew = !FileManager.default.fileExists(atPath: path)
        try AtomicWriting.makeFolder(path)
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let isOwn = entries.contains(CropJournal.name) || entries.allSatisfy { $0.hasPrefix(".") }
        isForeign = !isOwn
        guard isOwn || takesOver else {
            throw DatasetError(
                path: path, problem: "exists already, and holds no crops of an earlier run",
                advice: "name another folder, or let `flukeprint crop --force` write into it",
                kind: .unwritable)
        }
        lock = try FileLock("\(path)/.lock", isTemporary: true)
        let (table, last) = ("\(path)/\(CroppingRun.table)", "\(path)/\(CropJournal.name)")
        wasInterrupted = Self.isFile(last, newerThan: table)
        journal = try CropJournal(in: path)
    }

    deinit {
        // Of a run that was refused, nothing stays.
        guard journal.earlier.isEmpty, journal.made.isEmpty,
            let entries = try? FileManager.default.contentsOfDirectory(atPath: path),
            !entries.contains(CroppingRun.table),
            isForeign || Set(entries).isSubset(of: [CropJournal.name, ".lock"])
        else { return }
        unlink(file(CropJournal.name))
        lock = nil
        if isNew { rmdir(path) }
    }

    private static func isFile(_ path: String, newerThan other: String) -> Bool {
        guard let first = SourceFileState(path: path)?.modified,
            let second = SourceFileState(path: other)?.modified
        else { return false }
        return first > second
    }

    /// A file in the folder.
    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Makes the sub-folders that crops lie in, tidied up, and looks that no crop would take a photograph's place.
    ///
    /// - Throws: `DatasetError` where one would, or a folder cannot be made.
    func prepare(for plan: CropPlan) throws {
        try prepare(for: plan, beside: Self.standardized(plan.sources.map(\.file)))
        removePartialFiles(of: plan)
    }

    /// Removes what killed runs left half written; in a locked folder, nobody is at it.
    private func removePartialFiles(of plan: CropPlan) {
        let folders = Set(
            plan.sources.flatMap(\.crops).map { crop in
                crop.path.lastIndex(of: "/").map { String(crop.path[...$0]) } ?? ""
            }
        ).union([""])
        for folder in folders {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: file(folder))) ?? []
            for name in names where WholeFile.isPartial(name) { unlink(file(folder + name)) }
        }
    }

    /// Photographs' files, called so that they can be compared.
    static func standardized(_ files: [String]) -> Set<String> {
        Set(
            files.map { URL(fileURLWithPath: $0, isDirectory: false).standardizedFileURL.path })
    }

    /// As `prepare(for:)`, where these are the photographs, standardized.
    func prepare(for plan: CropPlan, beside files: Set<String>) throws {
        let here = URL(fileURLWithPath: path).standardizedFileURL.path
        let links = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        var folders: Set<String> = []
        for crop in plan.sources.flatMap(\.crops) {
            if let slash = crop.path.lastIndex(of: "/") {
                folders.insert(String(crop.path[..<slash]))
            }
            guard files.isDisjoint(with: ["\(here)/\(crop.path)", "\(links)/\(crop.path)"]) else {
                throw DatasetError(
                    path: file(crop.path),
                    problem: "is a photograph, and would be replaced by its crop",
                    advice: "name another folder for the crops", kind: .unwritable)
            }
        }
        for folder in folders.sorted() { try AtomicWriting.makeFolder(file(folder)) }
    }

    /// Crops of earlier runs that are not wanted any more, and are still there.
    func outdated(by plan: CropPlan) -> [String] {
        let wanted = Set(plan.sources.flatMap { $0.crops.map(\.path) })
        let known = Array(journal.earlier.values) + Array(journal.made.values)
        return Set(known.flatMap { $0.crops.compactMap { $0?.path } })
            .filter { !wanted.contains($0) && FileManager.default.fileExists(atPath: file($0)) }
            .sorted()
    }
}
