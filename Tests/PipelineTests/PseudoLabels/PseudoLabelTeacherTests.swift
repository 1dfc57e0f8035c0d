import Embedders
import Foundation
import TensorFiles
import Testing
import Torch

@testable import Pipeline

@Suite struct PseudoLabelTeacherTests {
    private let files: PseudoLabelFiles
    private let predictions: String

    init() throws {
        files = try PseudoLabelFiles()
        predictions = try files.write("p.csv", ["image,individual_id,conf", "a,b,1"])
    }

    private func model(heldOut: String?) throws -> String {
        let description = TrainedModel.Description(
            label: "individual", classes: ["a"], counts: [1], head: HeadConfiguration(), box: "",
            separatesSides: false, margin: 0, isLetterboxed: false, results: [:], heldOut: heldOut)
        var state = StateDictionary()
        state["weight"] = Tensor.zeros([1])
        state.metadata["training"] = String(
            decoding: try JSONEncoder().encode(description), as: UTF8.self)
        try state.write(to: files.path("model.safetensors"), format: .safetensors)
        return files.path("model.safetensors")
    }

    @Test("Given a model, its digest names the teacher, and its file tells what it held out")
    func modelsTell() throws {
        let path = try model(heldOut: "3")

        let found = try PseudoLabelTeacher(model: path, predictions: predictions, heldOut: nil)

        #expect(found.heldOut == "3")
        #expect(
            try FileDigest(of: path).hexadecimal.hasPrefix(found.name) && found.name.count == 12)
        let error = #expect(throws: RunError.self) {
            try PseudoLabelTeacher(model: path, predictions: predictions, heldOut: "2")
        }
        #expect(error?.problem.contains("held out '3', not '2'") == true)
    }

    @Test("Given a model of an earlier version, the configuration beside it tells the fold")
    func configurationsTell() throws {
        let path = try model(heldOut: nil)
        func found(_ heldOut: String?) throws -> String? {
            try PseudoLabelTeacher(model: path, predictions: predictions, heldOut: heldOut).heldOut
        }
        #expect(try found(nil) == nil)
        #expect(try found("validation") == "validation")
        var configuration = TrainingConfiguration()
        configuration.data.table = "t.csv"
        configuration.data.fold = 4
        try files.write("configuration.yaml", [configuration.yaml])

        #expect(try found(nil) == "4")
    }

    @Test("Given no model, the digest of the predictions names the teacher")
    func predictionsTell() throws {
        let found = try PseudoLabelTeacher(model: nil, predictions: predictions, heldOut: "1")

        #expect(found.name.hasPrefix("predictions-") && found.name.count == 24)
        #expect(found.heldOut == "1")
    }
}
