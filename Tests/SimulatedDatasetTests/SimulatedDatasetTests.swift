import Datasets
import Foundation
import Imaging
import SimulatedSea
import Synchronization
import Testing

@testable import SimulatedDataset

@Suite struct SimulatedDatasetTests {
    private let scratch: ScratchFolder
    /// Few and small photographs, so that a debug build is done at once.
    private let knobs = SeaKnobs(
        seed: 3, individuals: 5, photographsPerIndividual: 2, newIndividualShare: 0.2,
        companionShare: 0.5, width: 128, height: 96)

    init() throws {
        scratch = try ScratchFolder()
    }

    @Test("The folder reads back with the boxes, names and splits that were rendered")
    func readsBack() throws {
        let sea = SimulatedDataset(knobs, in: scratch.path("sea"))
        try sea.write(workers: 2)

        let dataset = try Dataset(contentsOf: scratch.path("sea"))
        // Photographs of several animals stand in several rows, which is worth a word, but no fault.
        #expect(dataset.findings.allSatisfy { $0.kind == .duplicatePhotograph })
        let table = dataset.table
        #expect(Set(table.photographs.map(\.path)).count == sea.plan.photographs.count)
        var row = 0
        for planned in sea.plan.photographs {
            let seen = render(planned.scene).annotations.filter { $0.bodyBox != nil }
            for animal in seen {
                let photograph = table[row]
                #expect(photograph.individual == animal.individual)
                #expect(photograph.split?.rawValue == planned.split.rawValue)
                #expect(photograph.side == animal.side.rawValue)
                let boxes = [animal.finBox, animal.bodyBox].compactMap { $0 }
                #expect(photograph.boxes.map { Int($0.box.left) } == boxes.map(\.left))
                #expect(photograph.boxes.map { Int($0.box.bottom) } == boxes.map(\.bottom))
                row += 1
            }
            if seen.isEmpty {
                #expect(table[row].individual == nil && table[row].boxes.isEmpty)
                row += 1
            }
        }
        #expect(row == table.count)
        let trained = Set(
            table.photographs.filter { $0.split == .train }.compactMap(\.individual))
        #expect(trained.isDisjoint(with: sea.plan.newIndividuals))

        let yolo = try Dataset(contentsOf: scratch.path("sea/yolo"))
        #expect(yolo.findings.allSatisfy { $0.kind == .photographWithoutLabel })
        #expect(yolo.table.boxCount == table.boxCount)
        #expect(Set(yolo.table.boxClasses) == ["fin", "body"])
        // The links lead the way when the folder is moved.
        let first = sea.plan.photographs[0]
        let link = SimulatedFolder.file(of: first)
        #expect(
            try FileManager.default.destinationOfSymbolicLink(
                atPath: scratch.path("sea/yolo/\(link)")) == "../../../\(link)")
    }

    @Test("EXIF tells the time, the place and the camera that stand in the table")
    func exif() throws {
        let sea = SimulatedDataset(knobs, in: scratch.path("sea"))
        let table = try sea.write(workers: 2)
        for (row, photograph) in table.photographs.enumerated() {
            let header = try ImageDecoder().header(of: ImageFile(path: table.file(at: row)))
            #expect(header.size == ImageSize(width: 128, height: 96))
            #expect(header.captureTime?.description == photograph.date?.description)
            let latitude = try #require(table.value("latitude", at: row).flatMap(Double.init))
            let longitude = try #require(table.value("longitude", at: row).flatMap(Double.init))
            #expect(abs((header.position?.latitude ?? 0) - latitude) < 2e-5)
            #expect(abs((header.position?.longitude ?? 0) - longitude) < 2e-5)
            let camera = [header.cameraMake, header.cameraModel].compactMap { $0 }
            #expect(camera.joined(separator: " ") == table.value("camera", at: row))
        }
    }

    @Test("One worker and several write the same bytes, whatever was there before")
    func resumes() throws {
        let whole = SimulatedDataset(knobs, in: scratch.path("whole"))
        try whole.write(workers: 1)
        // Given a folder that was left when a few photographs were done, and one was half written.
        let part = SimulatedDataset(knobs, in: scratch.path("part"))
        try part.folder.claim(for: knobs)
        for planned in part.plan.photographs.prefix(3) {
            try part.folder.add(planned, render(planned.scene))
        }
        let next = SimulatedFolder.file(of: part.plan.photographs[3])
        let half = scratch.path("part/" + next).replacing("/sea", with: "/.sea") + ".partial"
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: half))

        let counts = Mutex([Int]())
        try part.write(workers: 3) { done in counts.withLock { $0.append(done) } }

        #expect(counts.withLock { $0 } == Array(3...part.plan.photographs.count))
        #expect(try contents(of: "part") == contents(of: "whole"))
    }

    @Test("A complete folder is left alone, and a photograph that was deleted comes back")
    func repairs() throws {
        let sea = SimulatedDataset(knobs, in: scratch.path("sea"))
        try sea.write(workers: 2)
        let before = try contents(of: "sea")
        let file = scratch.path("sea/" + SimulatedFolder.file(of: sea.plan.photographs[2]))
        try FileManager.default.removeItem(atPath: file)
        let counts = Mutex([Int]())
        try sea.write(workers: 2) { done in counts.withLock { $0.append(done) } }
        let total = sea.plan.photographs.count
        #expect(counts.withLock { $0 } == [total - 1, total])
        #expect(try contents(of: "sea") == before)
    }

    @Test("Another sea, and a folder of something else, are refused")
    func refusals() throws {
        try SimulatedDataset(knobs, in: scratch.path("sea")).folder.claim(for: knobs)
        var other = knobs
        other.seed = 4
        let error = try #require(throws: DatasetError.self) {
            try SimulatedDataset(other, in: scratch.path("sea")).write(workers: 1)
        }
        #expect(error.kind == .unwritable && error.problem.contains("seed 3, asked for 4"))

        try Data("x".utf8).write(to: URL(fileURLWithPath: scratch.path("thesis.txt")))
        let stranger = try #require(throws: DatasetError.self) {
            try SimulatedDataset(knobs, in: scratch.url.path).write(workers: 1)
        }
        #expect(stranger.kind == .unwritable)
        let below = try #require(throws: DatasetError.self) {
            try SimulatedDataset(knobs, in: scratch.path("thesis.txt/sea")).write(workers: 1)
        }
        #expect(below.kind == .unwritable)
    }

    @Test("The first error stops all workers, and what was written stays whole")
    func stopsAtErrors() throws {
        let sea = SimulatedDataset(knobs, in: scratch.path("sea"))
        try sea.folder.claim(for: knobs)
        // A folder in a file's place cannot be written over.
        try FileManager.default.createDirectory(
            atPath: scratch.path("sea/.unfinished/\(sea.plan.photographs[4].name).json"),
            withIntermediateDirectories: true)
        let error = try #require(throws: DatasetError.self) { try sea.write(workers: 2) }
        #expect(error.kind == .unwritable)
        for photograph in sea.plan.photographs where sea.folder.holds(photograph, isComplete: false)
        {
            let path = sea.folder.path + "/" + SimulatedFolder.file(of: photograph)
            #expect(throws: Never.self) { try ImageDecoder().decode(ImageFile(path: path)) }
        }
        #expect(!FileManager.default.fileExists(atPath: sea.folder.table))
    }

    /// Every file below a folder of the scratch folder, by its path.
    private func contents(of name: String) throws -> [String: Data] {
        let folder = scratch.path(name)
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder)
        where !path.hasSuffix(".partial") {
            guard let data = FileManager.default.contents(atPath: folder + "/" + path) else {
                continue
            }
            files[path] = data
        }
        return files
    }
}

/// A folder that lasts as long as the object.
final class ScratchFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}
