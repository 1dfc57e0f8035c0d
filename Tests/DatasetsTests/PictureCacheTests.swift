import Foundation
import Imaging
import Randomness
import Synchronization
import Testing

@testable import Datasets

@Suite struct PictureCacheTests {
    private let folder: SampleFolder
    private let paths: [String]
    private let files: PictureFiles
    private let cacheFolder: String

    /// Three drawn photographs, written long ago.
    init() throws {
        folder = try SampleFolder()
        paths = (0..<3).map { [folder] in folder.file("\($0).png") }
        for (seed, path) in paths.enumerated() {
            try Self.draw(path, seed: UInt64(seed), age: 3600)
        }
        files = PictureFiles(paths: paths, resizing: .shorterEdge(12))
        cacheFolder = folder.file("cache")
    }

    private static func draw(_ path: String, seed: UInt64, age: TimeInterval) throws {
        var random = SeededRandom(seed: seed)
        let size = ImageSize(width: 24, height: 16)
        let image = PixelImage(
            copying: (0..<size.pixelCount * 3).map { _ in UInt8(random.integer(0...255)) },
            size: size)
        try image.write(to: path, as: .png())
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: path)
    }

    private func cache(
        _ files: PictureFiles? = nil, maximumBytes: Int? = nil,
        warn: @escaping @Sendable (DatasetError) -> Void = { Issue.record("\($0)") }
    ) throws -> PictureCache {
        try PictureCache(
            files ?? self.files, folder: cacheFolder, maximumBytes: maximumBytes, warn: warn)
    }

    private func kept() throws -> [String] {
        let all = FileManager.default.enumerator(atPath: cacheFolder)?.allObjects as? [String]
        return (all ?? []).filter { $0.hasSuffix(".picture") }.map { cacheFolder + "/" + $0 }
    }

    @Test("Given a kept picture, then it is found without decoding, the same to the bit")
    func found() throws {
        let first = try cache()
        for row in 0..<3 { _ = try first.picture(at: row) }
        #expect(first.counts.decoded == 3 && first.counts.added == 3 && first.counts.found == 0)

        let second = try cache()
        for row in 0..<3 {
            #expect(same(try second.picture(at: row), try files.picture(at: row)))
        }
        #expect(second.counts.found == 3 && second.counts.decoded == 0)
    }

    @Test("Given a photograph that changed, then it is decoded anew and replaces the old picture")
    func changedSource() throws {
        _ = try cache().picture(at: 0)
        for (seed, age) in [(7, 1800.0), (8, 900)] {
            try Self.draw(paths[0], seed: UInt64(seed), age: age)
            let cache = try cache()
            #expect(same(try cache.picture(at: 0), try files.picture(at: 0)))
            #expect(cache.counts.decoded == 1)
            #expect(same(try cache.picture(at: 0), try files.picture(at: 0)))
            #expect(cache.counts.found == 1)
        }
        #expect(try kept().count == 1)
    }

    @Test("Given other parameters, then the pictures are others")
    func changedParameters() throws {
        let crop = CropBox.pixels(PixelRectangle(x: 1, y: 2, width: 9, height: 8))
        var tolerant = ImageDecoder()
        tolerant.tolerance = .truncation
        let variants = [
            files,
            PictureFiles(paths: paths, resizing: .shorterEdge(11)),
            PictureFiles(paths: paths, resizing: .shorterEdge(12, kernel: .area)),
            PictureFiles(paths: paths, resizing: .longerEdge(12)),
            PictureFiles(paths: paths),
            PictureFiles(paths: paths, crops: [crop, nil, nil], resizing: .shorterEdge(12)),
            PictureFiles(paths: paths, resizing: .shorterEdge(12), decoder: tolerant),
            PictureFiles(
                paths: paths, resizing: .shorterEdge(12),
                decoder: ImageDecoder(background: .white)),
            PictureFiles(
                paths: paths, resizing: .shorterEdge(12),
                decoder: ImageDecoder(limits: ImageLimits(maximumPixels: 1000))),
        ]
        for variant in variants {
            let cache = try cache(variant)
            #expect(same(try cache.picture(at: 0), try variant.picture(at: 0)))
            #expect(cache.counts.decoded == 1)
        }
        #expect(try kept().count == variants.count)
        for variant in variants {
            #expect(same(try cache(variant).picture(at: 0), try variant.picture(at: 0)))
        }
    }

    @Test("Given a kept file that is torn or damaged anywhere, then the picture is made anew")
    func damage() throws {
        _ = try cache().picture(at: 0)
        let file = try #require(try kept().first)
        let good = try Data(contentsOf: URL(fileURLWithPath: file))
        let expected = try files.picture(at: 0)
        var damaged = stride(from: 0, to: good.count, by: 23).map { good.prefix($0) }
        damaged += stride(from: 0, to: good.count, by: 7).map { place in
            // The last 8 bytes of the header are not used.
            var bytes = good
            bytes[(80..<88).contains(place) ? 79 : place] ^= 0x10
            return bytes
        }
        damaged += [good + Data([0]), Data(count: good.count)]
        damaged += [good.prefix(300) + Data(count: good.count - 300)]
        for bytes in damaged {
            try bytes.write(to: URL(fileURLWithPath: file))
            let cache = try cache()
            #expect(same(try cache.picture(at: 0), expected))
            #expect(cache.counts.decoded == 1)
            #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == good)
        }
    }

    @Test("Given several processes and threads at once, then each gets the right picture")
    func severalWriters() async throws {
        let expected = try (0..<3).map { try files.picture(at: $0) }
        for _ in 0..<5 {
            try? FileManager.default.removeItem(atPath: cacheFolder)
            // A cache of its own stands for another process: they share the folder alone.
            let caches = try (0..<4).map { _ in try cache() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<24 {
                    group.addTask {
                        let picture = try caches[number % 4].picture(at: number % 3)
                        #expect(same(picture, expected[number % 3]))
                    }
                }
                try await group.waitForAll()
            }
            #expect(try kept().count == 3)
            let all = try FileManager.default.subpathsOfDirectory(atPath: cacheFolder)
            #expect(!all.contains { $0.contains("partial") })
        }
    }

    @Test("Given a bound, then the cache keeps what fits, and goes on to find it")
    func bound() throws {
        _ = try cache().picture(at: 0)
        let size = try Data(contentsOf: URL(fileURLWithPath: try #require(try kept().first))).count
        let bounded = try cache(maximumBytes: size * 2 + size / 2)
        for _ in 0..<2 {
            for row in 0..<3 {
                #expect(same(try bounded.picture(at: row), try files.picture(at: row)))
            }
        }
        #expect(bounded.counts.added == 1)
        #expect(bounded.counts.found == 3 && bounded.counts.decoded == 3)
        #expect(try kept().count == 2)
    }

    @Test("Given a folder that cannot be written any more, then it warns once and decodes")
    func fullDisk() throws {
        let warnings = Mutex<[DatasetError]>([])
        let cache = try cache { error in warnings.withLock { $0.append(error) } }
        try FileManager.default.removeItem(atPath: cacheFolder)
        try Data().write(to: URL(fileURLWithPath: cacheFolder))
        for row in 0..<3 {
            #expect(same(try cache.picture(at: row), try files.picture(at: row)))
        }
        let told = warnings.withLock { $0 }
        #expect(told.count == 1)
        #expect(told.first?.kind == .unwritable && told.first?.path == cacheFolder)
        #expect(cache.counts.added == 0)
        #expect(throws: DatasetError.self) { try self.cache() }
    }

    @Test("Given a photograph that was written just now, then it is not kept yet")
    func fresh() throws {
        try Self.draw(paths[0], seed: 5, age: 0)
        let cache = try cache()
        #expect(same(try cache.picture(at: 0), try files.picture(at: 0)))
        #expect(cache.counts.added == 0)
    }

    @Test("Given a missing photograph, then the error is the decoder's")
    func missing() throws {
        let cache = try cache(PictureFiles(paths: [folder.file("none.png")]))
        let error = try #require(throws: ImageError.self) { try cache.picture(at: 0) }
        #expect(error.kind == .missing && error.path.hasSuffix("none.png"))
    }

    @Test("Given files that a killed process left, then old ones go and young ones stay")
    func leftovers() throws {
        let folder = cacheFolder + "/ab"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (name, age) in [("old", 7200.0), ("young", 60)] {
            let file = "\(folder)/.flukeprint-\(name).partial"
            try Data([1]).write(to: URL(fileURLWithPath: file))
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: file)
        }
        _ = try cache()
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder)
                == [".flukeprint-young.partial"])
    }

    @Test("Given a loader over a cache, then both epochs are the same as without")
    func loading() throws {
        struct Source: SampleSource {
            let pictures: any PictureSource
            var count: Int { pictures.count }
            func sample(_ request: SampleRequest) throws -> PixelImage {
                try pictures.picture(at: request.row).image
            }
        }
        let cache = try cache()
        func batches(_ pictures: any PictureSource) throws -> [[UInt8]] {
            let loader = Loader(
                Source(pictures: pictures),
                SequentialSampler(rows: [0, 1, 2, 2, 1, 0], batchSize: 2),
                LoaderConfiguration(seed: 1)
            ) { $0.flatMap { Array($0.bytes) } }
            let epoch = loader.epoch(0)
            var all: [[UInt8]] = []
            while let batch = try epoch.next() { all.append(batch) }
            return all
        }
        let expected = try batches(files)
        #expect(try batches(cache) == expected)
        #expect(try batches(cache) == expected)
        #expect(cache.counts.found >= 6)
    }
}

private func same(_ one: DecodedImage, _ other: DecodedImage) -> Bool {
    one.image.size == other.image.size && one.image.bytes.elementsEqual(other.image.bytes)
        && one.transform == other.transform && one.photographSize == other.photographSize
}
