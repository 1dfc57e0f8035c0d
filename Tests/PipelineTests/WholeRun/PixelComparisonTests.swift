import Datasets
import Foundation
import Imaging
import Testing

@testable import Pipeline

@Suite struct PixelComparisonTests {
    /// A picture of stripes, across or down, of some contrast; two of one kind have like pixels.
    private func draw(_ path: String, across: Bool, contrast: UInt8) throws {
        var pixels: [UInt8] = []
        for row in 0..<48 {
            for column in 0..<48 {
                let isLight = (across ? row : column) / 12 % 2 == 0
                pixels += Array(repeating: isLight ? 100 + contrast : 100, count: 3)
            }
        }
        try PixelImage(copying: pixels, size: ImageSize(width: 48, height: 48)).write(to: path)
    }

    private func write(_ path: String, _ rows: [String]) throws {
        try AtomicWriting.makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
        let text = (["photograph,individual,split,root"] + rows).joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    @Test("Given pictures that are alike, whose truth is known, pixels are judged by it")
    func alikePicturesAreFound() throws {
        let folder = NSTemporaryDirectory() + "pixels-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let paths = RunPaths(folder: folder)
        let root = "\(folder)/photographs"
        try AtomicWriting.makeFolder(root)
        try draw("\(root)/al.png", across: true, contrast: 100)
        try draw("\(root)/bo.png", across: false, contrast: 100)
        // Of other light, and one that is called by the other's name.
        try draw("\(root)/al2.png", across: true, contrast: 60)
        try draw("\(root)/bo2.png", across: false, contrast: 60)
        try draw("\(root)/wrong.png", across: true, contrast: 30)
        try write(
            paths.prepared(.known),
            ["al.png,al,train,\(root)", "bo.png,bo,train,\(root)", "gone.png,bo,train,\(root)"])
        let named = [("al2", "al"), ("bo2", "bo"), ("wrong", "bo"), ("bo2", "zoe")]
        try write(paths.prepared(.queries), named.map { "\($0.0).png,,test,\(root)" })
        let context = RunContext(
            configuration: RunConfiguration(), paths: paths, device: .cpu
        ) { _ in }

        try write(paths.truth, named.prefix(3).map { "\($0.0).png,\($0.1),test,\(root)" })
        let found = try #require(try context.pixelComparison())
        try write(paths.truth, named.map { "\($0.0).png,,test,\(root)" })

        // bo2.png has two rows to be named, and counts in each.
        #expect(found.count == 4)
        #expect(abs(found.top1 - 0.75) < 1e-12)
        #expect(abs(found.map5 - (3 + 0.5) / 4) < 1e-12)
        #expect(try context.pixelComparison() == nil)
    }
}
