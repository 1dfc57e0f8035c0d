import Foundation
import Testing

@testable import TensorFiles

/// Thousands of damaged files, made from the goldens by a generator with a seed.
@Suite struct FuzzTests {
    /// SplitMix64, so that a seed gives the same files everywhere.
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
            return value ^ value >> 31
        }

        mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }
    }

    /// `FLUKEPRINT_FUZZ_SEED` and `FLUKEPRINT_FUZZ_COUNT` choose other files, and more.
    static func setting(_ name: String, _ standard: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? standard
    }

    @Test(
        "Given damaged files, when every reader tries them, then none crashes or takes much memory")
    func mutations() async {
        // In a process of its own, which may take no more than half a gigabyte beyond what it has:
        // an allocation without bound ends it, as a crash does.
        await #expect(processExitsWith: .success) {
            Self.limitMemory(megabytes: 512)
            try Self.readMutations()
        }
    }

    private static func readMutations() throws {
        let seed = setting("FLUKEPRINT_FUZZ_SEED", 20_261_123)
        let count = setting("FLUKEPRINT_FUZZ_COUNT", 30_000)
        // The number of the file at fault stands in this file when the process ends early.
        let log = NSTemporaryDirectory() + "/flukeprint-fuzz-\(seed)"
        #expect(FileManager.default.createFile(atPath: log, contents: nil))
        let number = try #require(FileHandle(forWritingAtPath: log))
        var opened = 0
        for index in 0..<count {
            try number.seek(toOffset: 0)
            try number.write(contentsOf: Data("\(index)\n".utf8))
            let (name, bytes) = input(index, seed: seed)
            for (reader, read) in readers {
                do {
                    touch(try read(FileBytes(bytes, name: name)))
                    opened += 1
                } catch is TensorFileError {
                } catch {
                    Issue.record("seed \(seed), file \(index) (\(name)), \(reader): \(error)")
                }
            }
        }
        #expect(opened > count / 100, "hardly any file was still whole enough to be opened")
        try number.close()
        try FileManager.default.removeItem(atPath: log)
    }

    static let readers: [(String, @Sendable (FileBytes) throws -> TensorFile)] = [
        ("any", { try TensorFile($0) }),
        ("entry", { try TensorFile($0, entry: "model") }),
        ("safetensors", { try SafetensorsReader.read($0) }),
        ("archive", { try TorchArchiveReader.read($0, entry: nil) }),
        ("legacy", { try LegacyTorchReader.read($0, entry: nil) }),
        ("NumPy", { try NumPyReader.read($0) }),
    ]

    /// The damaged file of that number.
    static func input(_ index: Int, seed: Int) -> (name: String, bytes: [UInt8]) {
        var generator = Generator(state: UInt64(truncatingIfNeeded: seed) &+ UInt64(index) << 20)
        let corpus = Golden.corpus
        var (name, bytes) = corpus[index % corpus.count]
        for _ in 0...generator.below(4) {
            mutate(&bytes, other: corpus[generator.below(corpus.count)].bytes, &generator)
        }
        return (name, bytes)
    }

    static func mutate(_ bytes: inout [UInt8], other: [UInt8], _ generator: inout Generator) {
        guard !bytes.isEmpty else { return }
        let place = generator.below(bytes.count)
        let rest = bytes.count - place
        switch generator.below(9) {
        case 0: bytes[place] ^= 1 << generator.below(8)
        case 1: bytes[place] = UInt8(generator.below(256))
        case 2: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF, 0x28, 0x2E, 0x71][generator.below(8)]
        case 3: bytes.removeLast(generator.below(rest) + 1)
        case 4: bytes.removeSubrange(place..<place + generator.below(min(rest, 64)))
        case 5:
            let chunk = bytes[place..<place + generator.below(min(rest, 64))]
            bytes.insert(contentsOf: Array(chunk), at: generator.below(bytes.count))
        case 6:
            let start = generator.below(other.count)
            let chunk = other[start..<start + generator.below(min(other.count - start, 256))]
            bytes.replaceSubrange(place..<place + generator.below(min(rest, 256)), with: chunk)
        case 7: setInteger(&bytes, at: place, &generator)
        default: changeDigit(&bytes, from: place, &generator)
        }
    }

    /// Overwrites a likely length or offset with a telling one.
    static func setInteger(_ bytes: inout [UInt8], at place: Int, _ generator: inout Generator) {
        let values: [UInt64] = [
            0, 1, 0x7F, 0xFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 1 << 40, .max, 1 << 63,
            UInt64(Int64.max), UInt64(bytes.count), UInt64(generator.below(bytes.count)),
        ]
        let value = values[generator.below(values.count)]
        let width = [2, 4, 8][generator.below(3)]
        for offset in 0..<min(width, bytes.count - place) {
            bytes[place + offset] = UInt8(truncatingIfNeeded: value >> (8 * UInt64(offset)))
        }
    }

    /// Changes the next digit of a number in text, or makes the number longer.
    static func changeDigit(_ bytes: inout [UInt8], from place: Int, _ generator: inout Generator) {
        guard let digit = bytes[place...].firstIndex(where: { (0x30...0x39).contains($0) }) else {
            return
        }
        let new = UInt8(0x30 + generator.below(10))
        if generator.below(3) == 0 {
            bytes.insert(contentsOf: repeatElement(new, count: 1 + generator.below(20)), at: digit)
        } else {
            bytes[digit] = new
        }
    }

    /// Refuses this process more memory than it has now and so much beyond.
    private static func limitMemory(megabytes: Int) {
        #if os(Linux)
        guard let sizes = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = sizes.split(separator: " ").first.flatMap({ UInt($0) })
        else { return }
        let bytes = pages * UInt(sysconf(Int32(_SC_PAGESIZE))) + UInt(megabytes) << 20
        var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
        #endif
    }
}
