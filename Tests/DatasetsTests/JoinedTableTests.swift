import Foundation
import Testing

@testable import Datasets

@Suite struct JoinedTableTests {
    private func table(
        _ root: String, _ paths: [String], columns: [String] = []
    ) -> PhotographTable {
        PhotographTable(
            root: root, furtherColumns: columns,
            photographs: paths.map { path in
                Photograph(path: path, further: columns.map { "\($0) of \(path)" })
            })
    }

    @Test("Given a table of the same folder, paths stay, and unknown columns are left out")
    func sameFolder() {
        var joined = table("/sea", ["a.jpg"], columns: ["boat", "camera"])
        joined.append(contentsOf: table("/sea/.", ["b.jpg"], columns: ["camera", "weather"]))

        #expect(joined.photographs.map(\.path) == ["a.jpg", "b.jpg"])
        #expect(joined.furtherColumns == ["boat", "camera"])
        #expect(
            joined.photographs.map(\.further) == [
                ["boat of a.jpg", "camera of a.jpg"], ["", "camera of b.jpg"],
            ])
    }

    @Test("Given folders below and elsewhere, each photograph is found from the one root")
    func otherFolders() {
        var joined = table("/sea/train", ["a.jpg"])
        joined.append(contentsOf: table("/sea/train/new", ["b.jpg", "/far/c.jpg"]))
        joined.append(contentsOf: table("/sea/test", ["d.jpg"]))

        #expect(
            joined.photographs.map(\.path) == [
                "a.jpg", "new/b.jpg", "/far/c.jpg", "/sea/test/d.jpg",
            ])
        #expect(
            (0..<4).map(joined.file) == [
                "/sea/train/a.jpg", "/sea/train/new/b.jpg", "/far/c.jpg", "/sea/test/d.jpg",
            ])
    }

    @Test("Given tables that name a file differently, its absolute path is the same")
    func absoluteFiles() throws {
        let folder = URL(fileURLWithPath: NSTemporaryDirectory())
            .resolvingSymlinksInPath().appendingPathComponent("joined-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder + "/sea", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/link", withDestinationPath: folder + "/sea")

        let files =
            table(folder + "/sea", ["a.jpg", "x/../a.jpg"]).absoluteFiles
            + table(folder + "/link", ["a.jpg"]).absoluteFiles
            + table(folder, ["sea/a.jpg"]).absoluteFiles

        #expect(Set(files) == [folder + "/sea/a.jpg"])
    }
}
