import Foundation
import Imaging
import Testing

@Suite struct RealPhotographTests {
    /// `shared/data` beside the repository; it is not part of it.
    static let photographs: [String] = {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.deletingLastPathComponent().appendingPathComponent("shared/data").path
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        let endings = [".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".heic"]
        return names.filter { name in endings.contains { name.lowercased().hasSuffix($0) } }
            .sorted().map { folder + "/" + $0 }
    }()

    @Test(
        "Given real photographs, when each is decoded, then all are pictures",
        .enabled(if: !photographs.isEmpty, "there is no ../shared/data"))
    func everyPhotograph() throws {
        let decoder = ImageDecoder()
        for path in Self.photographs {
            let file = ImageFile(path: path)
            let header = try decoder.header(of: file)
            let found = try decoder.decode(file, resizing: .longerEdge(224))
            #expect(found.photographSize == header.size)
            #expect(max(found.image.width, found.image.height) == 224)
        }
    }
}
