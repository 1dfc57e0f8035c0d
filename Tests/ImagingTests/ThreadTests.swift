import Foundation
import Synchronization
import Testing

@testable import Imaging

@Suite struct ThreadTests {
    @Test("Given many threads and damaged files among good ones, then each has its own answer")
    func threads() async throws {
        let good = try Golden.bytes("large.jpg")
        let expected = try Golden.image("large.jpg")
        let cut = Array(good.prefix(good.count / 2))
        let png = try Golden.bytes("rgb-16.png")
        let cutPNG = Array(png.prefix(png.count / 2))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<48 {
                group.addTask {
                    let decoder = ImageDecoder()
                    switch index % 3 {
                    case 0:
                        let found = try decoder.decode(ImageFile(bytes: good, name: "good"))
                        #expect(difference(found.image, expected) == 0)
                    case 1:
                        let error = try #require(throws: ImageError.self) {
                            try decoder.decode(ImageFile(bytes: cut, name: "cut"))
                        }
                        #expect(error.problem.lowercased().contains("jpeg"))
                        #expect(!error.problem.lowercased().contains("png"))
                    default:
                        let error = try #require(throws: ImageError.self) {
                            try decoder.decode(ImageFile(bytes: cutPNG, name: "cut"))
                        }
                        #expect(!error.problem.lowercased().contains("vipsjpeg"))
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("Given many threads that resize, then each has the same pixels, and the heap stays whole")
    func resizing() async throws {
        let picture = try Golden.image("large.jpg").resampled(resizing: .longerEdge(96)).image
        let expected = picture.resampled(resizing: .longerEdge(40)).image
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<300 {
                        let found = picture.resampled(resizing: .longerEdge(40)).image
                        #expect(difference(found, expected) == 0)
                    }
                }
            }
        }
    }

    #if os(Linux)
    // In a process of its own, since memory is counted for a process.
    @Test("Given many photographs, when decoded one after another, then memory stays flat")
    func memory() async {
        await #expect(processExitsWith: .success) {
            func residentBytes() throws -> Int {
                let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
                let pages = try #require(Int(text.split(separator: " ")[1]))
                return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
            }
            let file = Golden.file("large.jpg")
            let bytes = try Golden.bytes("large.jpg")
            let cut = ImageFile(bytes: Array(bytes.prefix(bytes.count / 2)), name: "cut")
            func round(_ count: Int) throws {
                for _ in 0..<count {
                    _ = try ImageDecoder().decode(file, resizing: .longerEdge(64))
                    _ = try ImageDecoder().decode(file)
                    _ = try ImageDecoder().header(of: file)
                    #expect(throws: ImageError.self) { try ImageDecoder().decode(cut) }
                }
            }
            try round(50)
            let before = try residentBytes()
            try round(150)
            let growth = try residentBytes() - before
            // A picture is 1 MB: one that leaks in each round would be 150.
            #expect(growth < 20_000_000, "memory grew by \(growth) bytes")
        }
    }
    #endif
}
