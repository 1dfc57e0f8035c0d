import Foundation
import Testing

@testable import Datasets

@Suite struct FolderFormatTests {
    @Test func oneFolderPerIndividual() throws {
        let samples = try SampleFolder([
            "Ada/2.jpg": "", "Ada/1.JPG": "", "Ada/notes.txt": "", "Bo/deep/3.png": "",
            ".hidden/x.jpg": "",
        ])

        let dataset = try samples.read()

        #expect(dataset.format == .individuals)
        #expect(
            dataset.table.photographs.map(\.path) == ["Ada/1.JPG", "Ada/2.jpg", "Bo/deep/3.png"])
        #expect(dataset.table.photographs.map(\.individual) == ["Ada", "Ada", "Bo"])
    }

    @Test func plainFolder() throws {
        let samples = try SampleFolder(["b.jpg": "", "a.tiff": "", "more/c.webp": "", "d.doc": ""])

        let dataset = try samples.read()

        #expect(dataset.format == .photographs)
        #expect(dataset.table.photographs.map(\.path) == ["a.tiff", "b.jpg", "more/c.webp"])
        #expect(dataset.table.file(at: 0) == samples.file("a.tiff"))
    }

    @Test func linksThatLeadBackEnd() throws {
        let samples = try SampleFolder(["a.jpg": "", "deep/b.jpg": ""])
        let files = FileManager.default
        try files.createSymbolicLink(
            atPath: samples.file("deep/back"), withDestinationPath: samples.path)
        try files.createSymbolicLink(
            atPath: samples.file("self.jpg"), withDestinationPath: samples.file("self.jpg"))
        try files.createSymbolicLink(
            atPath: samples.file("gone.jpg"), withDestinationPath: samples.file("nothing"))

        let dataset = try samples.read()

        #expect(dataset.table.photographs.map(\.path) == ["a.jpg", "deep/b.jpg"])
        #expect(
            dataset.found == ["unreadable gone.jpg:0", "linkLoop self.jpg:0", "linkLoop back:0"])
    }

    @Test func namesThatAreNotUTF8AreReported() throws {
        let samples = try SampleFolder(["a.jpg": ""])
        let name = Array(samples.path.utf8) + [0x2F, 0x66, 0xFF, 0x2E, 0x6A, 0x70, 0x67, 0]
        let file = name.withUnsafeBytes {
            $0.withMemoryRebound(to: CChar.self) { fopen($0.baseAddress!, "w") }
        }
        guard let file else { return }  // The file system knows no such names.
        fclose(file)

        let dataset = try samples.read()

        #expect(dataset.table.photographs.map(\.path) == ["a.jpg"])
        #expect(dataset.findings.map(\.kind) == [.unreadableName])
        _ = name.withUnsafeBytes {
            $0.withMemoryRebound(to: CChar.self) { unlink($0.baseAddress!) }
        }
    }

    @Test func missingPhotographsAreFoundOnRequest() throws {
        let samples = try SampleFolder([
            "t.csv": "photograph,individual\na.jpg,x\nb.jpg,y\n", "b.jpg": "",
        ])

        #expect(try samples.read("t.csv").findings.isEmpty)
        let found = try samples.read("t.csv") { $0.checksPhotographs = true }.findings
        #expect(found.map(\.kind) == [.missingPhotograph])
    }

    @Test func emptyFoldersAreNoDataset() throws {
        let samples = try SampleFolder()

        #expect(samples.complaint()?.contains("the format is not known") == true)
        #expect(try samples.read { $0.format = .photographs }.table.count == 0)
    }

    @Test func pathsFindTheirWay() {
        #expect(FilePath.relative("/a/b/c.jpg", to: "/a") == "b/c.jpg")
        #expect(FilePath.relative("/a/b", to: "/a/d/e") == "../../b")
        #expect(FilePath.relative("/a", to: "/a") == "")
        #expect(FilePath.folder(of: "a.csv") == "." && FilePath.folder(of: "/a") == "/")
        #expect(FilePath.ending(of: "a.b.JPG") == "jpg" && FilePath.ending(of: ".jpg") == "")
        #expect(FilePath.withoutEnding("x.y/a.jpg") == "x.y/a")
        #expect(
            YOLOFormat.labelPath(of: "/d/images/train/images/a.b.jpg")
                == "/d/images/train/labels/a.b.txt")
    }
}
