import Foundation
import Testing

@testable import Pipeline

@Suite struct StageInputTests {
    private let toys: ToyStages
    private let table: String

    /// Given a table of two photographs.
    init() throws {
        toys = try ToyStages()
        table = toys.folder + "/table.csv"
        try toys.write("photograph,individual\na.jpg,ann\nb.jpg,ben\n", to: table)
        for name in ["a.jpg", "b.jpg"] { try toys.write("picture", to: "\(toys.folder)/\(name)") }
    }

    private func digest(_ input: StageInput) throws -> String {
        try input.digest(DigestCache(toys.folder + "/digests.json"))
    }

    @Test("Given photographs of a table, a changed, vanished or renamed one makes another input")
    func photographs() throws {
        let input = StageInput.photographs(table: table)
        var seen = [try digest(input)]
        #expect(try digest(input) == seen[0])

        try toys.write("another picture", to: toys.folder + "/a.jpg")
        seen.append(try digest(input))
        try FileManager.default.removeItem(atPath: toys.folder + "/b.jpg")
        seen.append(try digest(input))
        try toys.write("photograph,individual\na.jpg,ann\nb.jpg,bob\n", to: table)
        seen.append(try digest(input))

        #expect(Set(seen).count == 4)
    }

    @Test("Given lists that were kept, photographs are seen as before, and old lists are removed")
    func listsAreKept() throws {
        let kept = toys.folder + "/stages/digests.json"
        let before = DigestCache(kept)
        let digest = try before.digest(ofPhotographsIn: table)
        try before.save()
        let lists = {
            try FileManager.default.contentsOfDirectory(atPath: toys.folder + "/stages/photographs")
        }
        let names = try lists()
        #expect(names.count == 1)

        #expect(try DigestCache(kept).digest(ofPhotographsIn: table) == digest)
        try toys.write("another picture", to: toys.folder + "/a.jpg")
        #expect(try DigestCache(kept).digest(ofPhotographsIn: table) != digest)

        try toys.write("photograph,individual\na.jpg,eve\n", to: table)
        let after = DigestCache(kept)
        _ = try after.digest(ofPhotographsIn: table)
        try after.save()
        after.tidy()
        #expect(try lists().count == 1 && lists() != names)
    }

    @Test("Given a folder, and a data set that YAML describes, files beside it count")
    func folders() throws {
        let run = toys.folder + "/run"
        let folder = StageInput.dataset(toys.folder, outside: run)
        let described = StageInput.dataset(toys.folder + "/data.yaml", outside: run)
        let plain = StageInput.dataset(table, outside: run)
        let before = try [folder, described, plain].map(digest)

        try toys.write("label", to: toys.folder + "/a.txt")

        let after = try [folder, described, plain].map(digest)
        #expect(after[0] != before[0] && after[1] != before[1] && after[2] == before[2])

        // What the run itself writes there is none of it.
        try FileManager.default.createDirectory(
            atPath: run, withIntermediateDirectories: false)
        try toys.write("result", to: run + "/report.html")
        #expect(try [folder, described, plain].map(digest) == after)
    }

    @Test("Given digests that were kept, a file is read anew only where it has changed")
    func digestsAreKept() throws {
        let kept = toys.folder + "/digests.json"
        let old = Date(timeIntervalSinceNow: -1000)
        func age() throws {
            try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: table)
        }
        try age()
        let cache = DigestCache(kept)
        let before = try cache.digest(of: table)
        try cache.save()

        // Nothing but the time tells, and that is as it was.
        let text = try String(contentsOfFile: table, encoding: .utf8)
        try toys.write(text.replacing("ann", with: "eve"), to: table)
        try age()
        #expect(try DigestCache(kept).digest(of: table) == before)

        try toys.write(text.replacing("ann", with: "eve"), to: table)
        #expect(try DigestCache(kept).digest(of: table) != before)
    }
}
