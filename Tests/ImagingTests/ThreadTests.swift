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

    #if os(Linux)
    @Test("Given many photographs, when decoded one after another, then memory stays flat")
    func memory() throws {
        func pages() throws -> Int {
            let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
            return try #require(text.split(separator: " ").dropFirst().first.flatMap { Int($0) })
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
        let before = try pages()
        try round(150)
        // A picture is 1 MB: one that leaks in each round would be 150. Other tests run beside this one.
        let growth = Double(try pages() - before) * 4096 / 1e6
        #expect(growth < 100)
    }
    #endif
}
