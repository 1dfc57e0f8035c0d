import Foundation
import Testing
import Torch

@Suite struct ModelCommandTests {
    private let scratch: ScratchFolder
    private let weights: String

    /// Given a weight file of three tensors.
    init() throws {
        scratch = try ScratchFolder()
        weights = scratch.path("weights.safetensors")
        var state = StateDictionary()
        state["weight"] = Tensor([1.5, -2, 4, 0, 8, 0.25] as [Float], shape: [2, 3])
        state["count"] = Tensor(7)
        state["broken"] = Tensor([Float.nan, 1])
        state.metadata = ["made": "by hand"]
        try state.write(to: weights)
    }

    @Test func inspectListsNamesTypesAndShapes() throws {
        let command = try Command("model", "inspect", weights)

        #expect(command.status == 0)
        #expect(command.errors.isEmpty)
        #expect(
            command.output == """
                name    dtype    shape
                count   int64    []
                broken  float32  [2]
                weight  float32  [2, 3]

                3 tensors, 9 elements, 40 bytes (safetensors)
                made: by hand

                """)
    }

    @Test func inspectGivesStatisticsAsJSON() throws {
        struct Summary: Decodable {
            struct Row: Decodable {
                struct Statistics: Decodable {
                    var sum: Double
                    var minimum: Double
                    var maximum: Double
                }
                var name: String
                var shape: [Int]
                var statistics: Statistics
            }
            var format: String
            var tensors: [Row]
        }
        var state = StateDictionary()
        state["weight"] = Tensor([1.5, -2, 4] as [Float])
        let file = scratch.path("one.safetensors")
        try state.write(to: file)

        let command = try Command("model", "inspect", file, "--statistics", "--json")

        let summary = try JSONDecoder().decode(Summary.self, from: Data(command.output.utf8))
        #expect(summary.format == "safetensors")
        #expect(summary.tensors[0].statistics.sum == 3.5)
        #expect(summary.tensors[0].statistics.minimum == -2)
        #expect(summary.tensors[0].statistics.maximum == 4)
    }

    @Test func whatIsNoNumberIsWrittenAsTextInJSON() throws {
        let command = try Command("model", "inspect", weights, "--statistics", "--json")

        #expect(command.status == 0)
        #expect(command.output.contains(#""sum" : "nan""#))
    }

    @Test(arguments: ["pth", "pt", "safetensors"])
    func convertKeepsEveryElement(ending: String) throws {
        let output = scratch.path("converted.\(ending)")

        let command = try Command("model", "convert", weights, output)

        #expect(command.status == 0)
        #expect(command.output == "\(output): 3 tensors\n")
        let before = try StateDictionary(contentsOf: weights)
        let after = try StateDictionary(contentsOf: output)
        #expect(Set(after.names) == Set(before.names))
        for (name, tensor) in before {
            #expect(after[name]?.bytes() == tensor.bytes())
            #expect(after[name]?.shape == tensor.shape)
        }
    }

    @Test func convertChangesRealNumbersOnly() throws {
        let output = scratch.path("half.safetensors")

        let command = try Command("model", "convert", weights, output, "--dtype", "bfloat16")

        #expect(command.status == 0)
        let state = try StateDictionary(contentsOf: output)
        #expect(state["weight"]?.dtype == .bfloat16)
        #expect(state["count"]?.dtype == .int64)
    }

    @Test func convertDoesNotReplaceUnlessForced() throws {
        let output = scratch.path("there.safetensors")
        try Data("precious".utf8).write(to: URL(fileURLWithPath: output))

        let refused = try Command("model", "convert", weights, output)

        #expect(refused.status == 73)
        #expect(refused.errors.contains("exists already"))
        #expect(try String(contentsOfFile: output, encoding: .utf8) == "precious")

        let forced = try Command("model", "convert", weights, output, "--force")
        #expect(forced.status == 0)
        #expect(try StateDictionary(contentsOf: output).count == 3)
    }

    @Test func manyTensorsAreNoNumPyArray() throws {
        let output = scratch.path("many.npy")

        let command = try Command("model", "convert", weights, output)

        #expect(command.status == 65)
        #expect(command.errors.contains("a .npy file holds one tensor, found 3"))
        #expect(!FileManager.default.fileExists(atPath: output))
    }

    @Test func exitCodesTellWhatIsWrong() throws {
        let damaged = scratch.path("damaged.safetensors")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: weights))
        try bytes.dropLast(4).write(to: URL(fileURLWithPath: damaged))

        #expect(try Command("model", "inspect").status == 64)
        #expect(try Command("model", "inspect", scratch.path("nothing")).status == 66)
        #expect(try Command("model", "inspect", damaged).status == 65)
        #expect(try Command("model", "convert", weights, scratch.path("x.txt")).status == 64)
        #expect(
            try Command("model", "convert", weights, scratch.path("no/such/folder.pth")).status
                == 73)
        #expect(
            try Command("model", "convert", weights, scratch.path("x.pth"), "--dtype", "int8")
                .status == 64)
    }

    @Test func errorsNameTheFile() throws {
        let missing = scratch.path("nothing.pth")

        let command = try Command("model", "inspect", missing)

        #expect(command.output.isEmpty)
        #expect(
            command.errors == "error: \(missing): cannot be opened: No such file or directory\n")
    }

    @Test func helpShowsExamples() throws {
        let help = try Command("model", "convert", "--help")

        #expect(help.status == 0)
        #expect(help.output.contains("Examples:"))
    }
}
