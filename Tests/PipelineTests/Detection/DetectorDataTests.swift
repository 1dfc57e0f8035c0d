import Datasets
import Foundation
import Testing

@testable import Pipeline

@Suite struct DetectorDataTests {
    /// What a table of these rows gives; each is a name, its boxes, and perhaps a split.
    private func data(
        _ rows: [String], _ change: (inout DetectorConfiguration.Data) -> Void = { _ in }
    ) throws -> DetectorData {
        let names = rows.map { String($0.prefix { $0 != "," }) }
        let text = (["photograph,boxes,split"] + rows).joined(separator: "\n") + "\n"
        return try data(FinFolder(["t.csv": text], photographs: names), "t.csv", change)
    }

    private func data(
        _ folder: FinFolder, _ table: String,
        _ change: (inout DetectorConfiguration.Data) -> Void = { _ in }
    ) throws -> DetectorData {
        var configuration = DetectorConfiguration()
        configuration.data.table = "\(folder.path)/\(table)"
        change(&configuration.data)
        return try DetectorData(configuration)
    }

    private let fin = "1 1 9 9 pixels fin - hand"
    private let fluke = "20 1 30 9 pixels fluke - hand"

    @Test("Given splits, what is held out and what is for the test are not learned from")
    func splitsAreKept() throws {
        let rows = [
            "a.png,\(fin),train", "b.png,\(fin),validation", "c.png,\(fin),test", "d.png,\(fin),",
            "e.png,\(fluke),database",
        ]
        let found = try data(rows)
        #expect(found.train.photographs.map(\.path) == ["a.png", "d.png", "e.png"])
        #expect(found.validation.photographs.map(\.path) == ["b.png"])
        #expect(found.classes == ["fin", "fluke"])
        #expect(
            found.train.photographs.allSatisfy { $0.size == PictureSize(width: 40, height: 30) })

        let chosen = try data(rows) {
            $0.train = ["test"]
            $0.validation = "train"
        }
        #expect(chosen.train.photographs.map(\.path) == ["c.png"])
        #expect(chosen.validation.photographs.map(\.path) == ["a.png"])
    }

    @Test("Given no split to choose by, a share is held out, and bursts stay together")
    func burstsStayTogether() throws {
        // Ten bursts of three.
        let numbers = (0..<30).map { 10 * ($0 / 3) + $0 % 3 }
        let rows = numbers.map { "IMG_\(100 + $0).png,\(fin)," }
        func held(_ change: (inout DetectorConfiguration.Data) -> Void) throws -> [Int] {
            let found = try data(rows, change)
            #expect(found.train.count + found.validation.count == 30)
            return found.validation.photographs.compactMap {
                Int($0.path.dropFirst(4).dropLast(4))
            }
        }

        let bursts = try held {
            $0.validationShare = 0.3
            $0.keepsTogether = .files
        }
        #expect(bursts.count == 9)
        for (burst, members) in Dictionary(grouping: bursts, by: { $0 / 10 }) {
            #expect(members.count == 3, "burst \(burst)")
        }
        let again = try held {
            $0.validationShare = 0.3
            $0.keepsTogether = .files
        }
        #expect(again == bursts)
        let alone = try held {
            $0.validationShare = 0.3
            $0.keepsTogether = .none
        }
        #expect(Dictionary(grouping: alone) { $0 / 10 }.contains { $0.value.count < 3 })
    }

    @Test("Given several rows of a photograph, it is one, with the boxes of all, each once")
    func rowsMerge() throws {
        let found = try data([
            "a.png,\(fin),train", "a.png,\(fluke); \(fin),train", "b.png,\(fin),validation",
        ])
        #expect(found.train.count == 1)
        #expect(found.train[0].boxes.map(\.className) == ["fin", "fluke"])
    }

    @Test(
        "Given classes to find, only their boxes stay, and photographs without any are background")
    func classesAreChosen() throws {
        let rows = [
            "a.png,\(fin); \(fluke),train", "b.png,\(fin),train", "c.png,,train",
            "d.png,\(fluke),validation",
        ]
        let found = try data(rows) { $0.classes = ["fluke"] }
        #expect(found.classes == ["fluke"])
        #expect(found.otherBoxes == ["fin": 2])
        #expect(found.train.photographs.map(\.boxes.count) == [1, 0, 0])
        #expect(found.findings.map(\.kind) == [.photographWithoutLabel])
        #expect(found.findings[0].file.hasSuffix("/c.png"))

        let ordered = try data(rows) { $0.classes = ["fluke", "fin"] }
        #expect(ordered.classes == ["fluke", "fin"])
    }

    /// YOLO's labels: class 0 and class 1 in one photograph, class 1 in the other.
    private func labels(_ more: [String: String] = [:]) throws -> FinFolder {
        try FinFolder(
            [
                "labels/train/a.txt": "0 0.5 0.5 0.2 0.2\n1 0.2 0.2 0.1 0.1\n",
                "labels/val/b.txt": "1 0.5 0.5 0.2 0.2\n",
            ].merging(more) { $1 }, photographs: ["images/train/a.png", "images/val/b.png"])
    }

    @Test("Given labels with names, the classes to find are chosen by them, not renamed")
    func namesStay() throws {
        let folder = try labels([
            "data.yaml": "train: images/train\nval: images/val\nnames: [fin, fluke]\n"
        ])
        let found = try data(folder, "data.yaml") { $0.classes = ["fluke"] }
        #expect(found.classes == ["fluke"])
        #expect(abs(found.train[0].boxes[0].box.centre.x - 0.2) < 1e-9)
        #expect(found.train.boxCount == 1 && found.validation.boxCount == 1)
        let unknown = #expect(throws: DatasetError.self) {
            try data(folder, "data.yaml") { $0.classes = ["dorsal"] }
        }
        #expect(unknown?.description.contains("the classes are fin, fluke") == true)
    }

    @Test("Given labels without names, classes have the names that are asked for, in order")
    func namesAreGiven() throws {
        let found = try data(labels(), "") {
            $0.classes = ["fin", "fluke"]
            $0.validationShare = 0
        }
        #expect(
            found.train.photographs.map { $0.boxes.map(\.className) } == [
                ["fin", "fluke"], ["fluke"],
            ])
        let numbered = try data(labels(), "") { $0.validationShare = 0 }
        #expect(numbered.classes == ["0", "1"])
    }

    @Test("Given a class that is not declared, it is told of, and not learned")
    func undeclaredClasses() throws {
        let found = try data(
            labels([
                "data.yaml": "train: images/train\nval: images/val\nnames: [fin, fluke]\n",
                "labels/train/a.txt": "0 0.5 0.5 0.2 0.2\n7 0.2 0.2 0.1 0.1\n",
            ]), "data.yaml")
        #expect(found.classes == ["fin", "fluke"])
        #expect(found.train.boxCount == 1)
        #expect(found.findings.map(\.kind) == [.unknownClass] && found.findings[0].line == 2)
    }

    @Test("Given photographs whose labels are all of no use, they are left out, and no background")
    func uselessLabels() throws {
        let names = ["a", "b", "c", "d", "e"].map { "images/train/\($0).png" }
        let folder = try FinFolder(
            [
                "data.yaml": "train: images/train\nval: images/val\nnames: [fin]\n",
                "labels/train/a.txt": "0 0.5 0.5\n0 0.5 0.5 0.2 0.2\n",
                "labels/train/b.txt": "0 0.5 0.5\n", "labels/train/c.txt": "",
                "labels/train/d.txt": "7 0.5 0.5 0.2 0.2\n",
                "labels/train/e.txt": "0 1.5 0.5 0.2 0.2\n",
                "labels/val/f.txt": "0 0.5 0.5 0.2 0.2\n", "labels/val/g.txt": "fin\n",
            ], photographs: names + ["images/val/f.png", "images/val/g.png"])

        let found = try data(folder, "data.yaml")

        let learned = found.train.photographs
        #expect(learned.map(\.path) == ["images/train/a.png", "images/train/c.png"])
        #expect(learned.map(\.boxes.count) == [1, 0])
        #expect(found.validation.photographs.map(\.path) == ["images/val/f.png"])
        let leftOut = found.findings.filter { $0.kind == .photographOfBadLabels }.map(\.file)
        let unclear = [names[1], names[3], names[4], "images/val/g.png"]
        #expect(leftOut == unclear.map { "\(folder.path)/\($0)" })
        let background = found.findings.filter { $0.kind == .photographWithoutLabel }.map(\.file)
        #expect(background == ["\(folder.path)/\(names[2])"])
    }

    @Test("Given a table with a box of no area, its photograph is left out, too")
    func uselessBoxes() throws {
        let found = try data([
            "a.png,\(fin),train", "b.png,5 5 5 9 pixels fin - hand,train", "c.png,,train",
            "d.png,\(fin),validation",
        ])
        #expect(found.train.photographs.map(\.path) == ["a.png", "c.png"])
    }

    @Test("Given nothing to learn or to choose by, the error says what to check")
    func refusals() throws {
        func problem(
            _ rows: [String], _ change: (inout DetectorConfiguration.Data) -> Void = { _ in }
        ) -> String {
            let error = #expect(throws: DatasetError.self) { try data(rows, change) }
            return error?.description ?? ""
        }
        let both = ["a.png,\(fin),train", "b.png,\(fin),validation"]
        #expect(problem(["a.png,,train"]).contains("found none; label some photographs"))
        #expect(
            problem(both) { $0.classes = ["fluke"] }.contains(
                "none of the classes fluke; the classes are fin"))
        #expect(
            problem(["a.png,,train", "b.png,\(fin),validation"])
                .contains("none of the 1 photographs to learn from has a box"))
        #expect(
            problem(["a.png,\(fin),train", "b.png,,validation"])
                .contains("none of the 1 photographs held out has a box"))

        let folder = try FinFolder([
            "t.csv": "photograph,boxes,split\n" + both.joined(separator: "\n") + "\n"
        ])
        let error = #expect(throws: DatasetError.self) { try data(folder, "t.csv") }
        #expect(error?.kind == .missing)
        #expect(error?.description.contains("is there, such as \(folder.path)/a.png") == true)
    }
}
