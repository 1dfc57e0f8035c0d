import Foundation

/// One run of the command, as a user would make it.
struct Command {
    let status: Int32
    let output: String
    let errors: String

    /// Runs `flukeprint` with the arguments, in a folder.
    init(_ arguments: String..., in folder: URL? = nil) throws {
        try self.init(arguments, in: folder)
    }

    /// Runs `flukeprint` with the arguments, in a folder.
    ///
    /// - Parameter kilobytes: how long files may become, as if the disk were full then.
    init(
        _ arguments: [String], in folder: URL? = nil, limitingFilesTo kilobytes: Int? = nil
    ) throws {
        let process = Self.process(arguments)
        if let kilobytes, let program = process.executableURL?.path {
            // Where the signal is ignored, writing fails as it does on a full disk.
            let script = "trap '' XFSZ; ulimit -f \(kilobytes); exec \"$0\" \"$@\""
            process.executableURL = URL(fileURLWithPath: "/bin/bash")
            process.arguments = ["-c", script, program] + arguments
        }
        process.currentDirectoryURL = folder
        let scratch = try ScratchFolder()
        let outputFile = scratch.url.appendingPathComponent("output")
        let errorFile = scratch.url.appendingPathComponent("errors")
        for file in [outputFile, errorFile] { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: outputFile)
        process.standardError = try FileHandle(forWritingTo: errorFile)
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus
        output = try String(contentsOf: outputFile, encoding: .utf8)
        errors = try String(contentsOf: errorFile, encoding: .utf8)
    }

    /// Starts `flukeprint` with the arguments, and does not wait; what it prints is lost.
    static func start(_ arguments: [String]) throws -> Process {
        let process = process(arguments)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    private static func process(_ arguments: [String]) -> Process {
        let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let process = Process()
        process.executableURL = products.appendingPathComponent("flukeprint")
        process.arguments = arguments
        return process
    }
}

/// A folder that lasts as long as the object.
final class ScratchFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}
