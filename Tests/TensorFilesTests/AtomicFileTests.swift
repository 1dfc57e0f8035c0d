import Foundation
import Testing

@testable import TensorFiles

@Suite struct AtomicFileTests {
    @Test("Given a file, when it is replaced, then it changes at once and keeps its permissions")
    func replacement() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("weights")
        try AtomicFile.write([1, 2, 3], to: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let file = try AtomicFile(path)
        try file.write([4])
        try file.write([6], at: 2)
        try file.write([7])
        #expect(try contents(of: path) == [1, 2, 3])
        try file.commit()
        #expect(try contents(of: path) == [4, 0, 6, 7])
        #expect(folder.contents == ["weights"])
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        #expect(throws: TensorFileError.self) { try file.write([1]) }
    }

    @Test("Given a file half written, when it is let go, then the old one is untouched")
    func abandonment() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("weights")
        try AtomicFile.write([1], to: path)
        try {
            let file = try AtomicFile(path)
            try file.write([2])
            #expect(folder.contents.count == 2)
        }()
        #expect(folder.contents == ["weights"])
        #expect(try contents(of: path) == [1])
    }

    @Test("Given a disk that fills up, when it is written, then the error names the file")
    func fullDisk() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("weights")
        try AtomicFile.write([1], to: path)
        var room = 5
        let file = try AtomicFile(path) { descriptor, bytes, offset in
            let count = min(bytes.count, room)
            room -= count
            guard count > 0 else {
                errno = ENOSPC
                return -1
            }
            return pwrite(descriptor, bytes.baseAddress, count, off_t(offset))
        }
        try file.write([2, 3, 4])
        let error = try #require(throws: TensorFileError.self) { try file.write([5, 6, 7]) }
        #expect(error.description.hasPrefix(path))
        #expect(error.description.contains("byte 5 cannot be written: No space left on device"))
        #expect(folder.contents == ["weights"])
        #expect(try contents(of: path) == [1])
        #expect(throws: TensorFileError.self) { try file.commit() }
    }

    @Test("Given a symbolic link, when it is written, then the file behind it is replaced")
    func link() throws {
        let folder = try TemporaryFolder()
        try AtomicFile.write([1], to: folder.file("real"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("link"), withDestinationPath: folder.file("real"))
        try AtomicFile.write([2], to: folder.file("link"))
        #expect(try contents(of: folder.file("real")) == [2])
        let type = try FileManager.default.attributesOfItem(atPath: folder.file("link"))[.type]
        #expect(type as? FileAttributeType == .typeSymbolicLink)
    }

    @Test("Given a folder that is missing, or a folder in place of a file, then the error says so")
    func folders() throws {
        let folder = try TemporaryFolder()
        let missing = try #require(throws: TensorFileError.self) {
            try AtomicFile(folder.file("missing/weights"))
        }
        #expect(missing.description.contains("check that its folder exists"))
        let error = try #require(throws: TensorFileError.self) { try AtomicFile(folder.path) }
        #expect(error.description.contains("expected a file"))
    }
}
