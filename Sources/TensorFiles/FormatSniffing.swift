extension TensorFile.Format {
    /// Tells the format by the first bytes, whatever the file is called.
    init(sniffing file: FileBytes) throws {
        let expected = "expected safetensors, a PyTorch file or a NumPy array"
        guard !file.bytes.isEmpty else {
            throw file.failure("\(expected), found an empty file", advice: "fetch it again")
        }
        if file.starts(with: NumPyHeader.magic) {
            self = .numPy
        } else if file.starts(with: Array("PK\u{3}\u{4}".utf8))
            || file.starts(with: Array("PK\u{5}\u{6}".utf8))
        {
            self = .torchArchive
        } else if file.bytes.count > 8, file.bytes[8] == UInt8(ascii: "{") {
            self = .safetensors
        } else if file.bytes[0] == 0x80, file.bytes.count > 1, (2...5).contains(file.bytes[1]) {
            self = .legacyTorch
        } else {
            let (found, advice) = Self.describe(file)
            throw file.failure("\(expected), found \(found)", advice: advice)
        }
    }

    /// What a file is that holds no tensors, and what to do about it.
    private static func describe(_ file: FileBytes) -> (found: String, advice: String?) {
        let known: [(start: [UInt8], found: String, advice: String?)] = [
            ([0x1F, 0x8B], "a gzip file", "decompress it first"),
            ([0x89, 0x48, 0x44, 0x46], "an HDF5 file", "export the weights as safetensors"),
            (
                Array("version https://git-lfs".utf8), "a Git LFS pointer",
                "fetch the file itself with `git lfs pull`"
            ),
            (
                Array("<!DOCTYPE".utf8), "a web page",
                "the download went wrong, fetch the file again"
            ),
            (Array("<html".utf8), "a web page", "the download went wrong, fetch the file again"),
        ]
        for (start, found, advice) in known where file.starts(with: start) {
            return (found, advice)
        }
        let start = file.bytes.prefix(8).map { $0 < 16 ? "0" + hex($0) : hex($0) }
        return ("a file that starts with bytes \(start.joined(separator: " "))", nil)
    }
}

extension FileBytes {
    /// Whether the file's first bytes are these.
    func starts(with prefix: [UInt8]) -> Bool {
        bytes.starts(with: prefix)
    }
}
