import Foundation
import Testing
import Torch

/// Processes started by the test, each a `ProcessGroupWorker`.
private struct Workers {
    var outputs: [String] = []
    var statuses: [Int32] = []

    /// Runs one process per rank and waits for all; those that outlast `limit` seconds are killed.
    static func run(_ scenario: String, size: Int, limit: Double = 60) throws -> Workers {
        let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let executable = folder.appendingPathComponent("ProcessGroupWorker")
        func start(rank: Int, port: String) throws -> (Process, FileHandle) {
            let process = Process()
            let pipe = Pipe()
            process.executableURL = executable
            process.arguments = [scenario, String(rank), String(size), port]
            process.standardOutput = pipe
            try process.run()
            let identifier = process.processIdentifier
            DispatchQueue.global().asyncAfter(deadline: .now() + limit) { [process] in
                if process.isRunning { kill(identifier, SIGKILL) }
            }
            return (process, pipe.fileHandleForReading)
        }

        let (server, serverOutput) = try start(rank: 0, port: "0")
        var line = Data()
        while let byte = try serverOutput.read(upToCount: 1), byte != Data("\n".utf8) {
            line.append(byte)
        }
        let port = String(decoding: line, as: UTF8.self)
        var processes = [(server, serverOutput)]
        for rank in 1..<size { processes.append(try start(rank: rank, port: port)) }

        var workers = Workers()
        for (process, output) in processes {
            let text = try output.readToEnd() ?? Data()
            process.waitUntilExit()
            workers.outputs.append(String(decoding: text, as: UTF8.self))
            workers.statuses.append(
                process.terminationReason == .exit ? process.terminationStatus : -1)
        }
        return workers
    }
}

@Suite struct ProcessGroupTests {
    @Test(arguments: [2, 3])
    func everyCollectiveGivesAllProcessesTheSame(size: Int) throws {
        let workers = try Workers.run("collectives", size: size)

        let expected =
            size == 2
            ? """
            sum [3.0, 30.0]
            average [1.5, 15.0]
            product [2.0, 200.0]
            minimum [1.0, 10.0]
            maximum [2.0, 20.0]
            column [0.0, 1.0, 0.0, 2.0]
            broadcast [1.0, 1.0]
            gathered [0.0, -0.0, 1.0, -1.0]
            done

            """
            : """
            sum [6.0, 60.0]
            average [2.0, 20.0]
            product [6.0, 6000.0]
            minimum [1.0, 10.0]
            maximum [3.0, 30.0]
            column [0.0, 3.0, 0.0, 3.0]
            broadcast [2.0, 2.0]
            gathered [0.0, -0.0, 1.0, -1.0, 2.0, -2.0]
            done

            """
        #expect(workers.outputs == [String](repeating: expected, count: size))
        #expect(workers.statuses == [Int32](repeating: 0, count: size))
    }

    // The workers' timeout is 3 seconds: one that hangs beyond is killed, and its status is -1.

    @Test func aProcessThatDiesGivesTheOthersAnError() throws {
        let workers = try Workers.run("death", size: 2, limit: 30)

        #expect(workers.statuses == [1, -1])
        #expect(workers.outputs[0].hasPrefix("error: "))
    }

    @Test func aProcessThatIsLateGivesTheOthersAnErrorAfterTheTimeout() throws {
        let workers = try Workers.run("delay", size: 2, limit: 30)

        #expect(workers.statuses[0] == 1)
        #expect(workers.outputs[0].hasPrefix("error: "))
    }

    @Test func aGroupFromTheEnvironmentNamesWhatIsMissing() throws {
        let error = #expect(throws: TorchError.self) {
            try ProcessGroup(.gloo, environment: ["RANK": "0", "WORLD_SIZE": "two"])
        }
        #expect(error?.message == "the environment variable WORLD_SIZE is no number: 'two'")
    }

    @Test func aStoreThatNobodyServesThrows() throws {
        #expect(throws: TorchError.self) {
            try TCPStore(
                host: "127.0.0.1", port: 1, size: 2, isServer: false, timeout: .seconds(1))
        }
    }

    @Test func aBuildWithoutNCCLSaysSo() throws {
        guard !Runtime.hasNCCL else { return }
        let store = try TCPStore(host: "127.0.0.1", port: 0, size: 1, isServer: true)
        let error = #expect(throws: TorchError.self) {
            try ProcessGroup(.nccl, store: store, rank: 0, size: 1)
        }
        #expect(error?.message.contains("no NCCL") == true)
    }
}
