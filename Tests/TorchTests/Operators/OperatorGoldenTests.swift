import Foundation
import GoldenSupport
import Testing
import Torch

/// What the expressions of a golden gave, under the golden's names.
struct OperatorResults {
    private(set) var tensors: [String: Tensor] = [:]

    /// The one result of an expression.
    subscript(key: String) -> Tensor? {
        get { tensors["output.\(key)"] }
        set { tensors["output.\(key)"] = newValue }
    }

    /// The results of an expression that has several.
    subscript(several key: String) -> [Tensor] {
        get { [] }
        set {
            for (index, tensor) in newValue.enumerated() { self["\(key).\(index)"] = tensor }
        }
    }
}

/// An operator that the library has no method for, called by its name.
func call(_ name: String, _ overload: String = "", _ arguments: OperatorArgument...) -> [Tensor] {
    do {
        return try Operator.find("aten::\(name)", overload).call(arguments).flatMap(\.tensors)
            .compactMap { $0 }
    } catch {
        Issue.record("\(name).\(overload): \(error)")
        return [Tensor.zeros([0])]
    }
}

@Suite struct OperatorGoldenTests {
    private struct Configuration: Decodable {
        var expressions: [String: String]
    }

    /// Per golden, what evaluates all its expressions.
    private static let evaluations:
        [String: @Sendable (StateDictionary, inout OperatorResults) throws -> Void] = [
            "arithmetic": arithmetic, "creation": creation, "elementwise": elementwise,
            "interpolation": interpolation, "linear_algebra": linearAlgebra,
            "ordering": ordering, "reductions": reductions, "selection": selection,
            "shaping": shaping,
        ]

    @Test("Operators give PyTorch's values", arguments: Golden.all("operators", in: .module))
    func repeats(_ golden: Golden) throws {
        let tensors = try golden.tensors()
        let evaluate = try #require(Self.evaluations[golden.name], "no tests of \(golden.name)")
        var results = OperatorResults()
        try evaluate(tensors, &results)

        let expected = tensors.names.filter { $0.hasPrefix("output.") }
        #expect(Set(results.tensors.keys) == Set(expected))
        let expressions = try golden.configuration(Configuration.self).expressions
        for name in expected {
            let reference = try tensors.required(name)
            let key = name.split(separator: ".")[1]
            expect(
                results.tensors[name], equals: reference,
                within: reference.dtype.isFloatingPoint ? 1e-5 : 0,
                "\(golden.name): \(key) (\(expressions[String(key)] ?? "?"))")
        }
    }
}
