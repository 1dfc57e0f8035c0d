import Foundation
import TensorFiles
import Testing

@testable import Torch

/// What PyTorch prints, made by `Tools/Reference/printing.py`.
private struct PrintedTensor: Decodable, CustomTestStringConvertible {
    let name: String
    let shape: [Int]
    let dtype: String
    let device: String?
    let gradient: String?
    /// All elements in row-major order, unless they follow from `start` and `step`.
    let elements: [String]?
    let start: Double?
    let step: Double?
    let text: String

    var testDescription: String { name }

    static let all: [PrintedTensor] = {
        let file = Bundle.module.url(forResource: "Goldens/printing", withExtension: "json")
        guard let file, let data = try? Data(contentsOf: file),
            let cases = try? JSONDecoder().decode([PrintedTensor].self, from: data)
        else { return [] }
        return cases
    }()

    /// The element at a place in row-major order.
    func element(_ offset: Int) throws -> String {
        if let elements { return elements[offset] }
        return String(try #require(start) + Double(offset) * (try #require(step)))
    }
}

@Suite("A tensor is printed as PyTorch prints it")
struct TensorFormatterTests {
    @Test("The goldens are there")
    func goldens() {
        #expect(PrintedTensor.all.count >= 150)
    }

    @Test(
        "Given the shown elements, when formatted, then the text is PyTorch's",
        arguments: PrintedTensor.all
    )
    private func text(of printed: PrintedTensor) throws {
        let dtype = try #require(DType(rawValue: printed.dtype))
        let formatter = TensorFormatter(
            shape: printed.shape,
            dtype: dtype,
            device: printed.device,
            gradient: printed.gradient
        )

        let shown = try offsets(of: formatter.shownPositions, in: printed.shape)
            .map(printed.element)

        if dtype.isFloatingPoint {
            #expect(formatter.text(try shown.map { try #require(Double($0)) }) == printed.text)
        } else {
            #expect(formatter.text(try shown.map(integer)) == printed.text)
        }
    }

    @Test("Given a huge tensor, when asked what it shows, then few positions come back")
    func positions() {
        let formatter = TensorFormatter(shape: [1_000_000, 6, 7], dtype: .float32)

        #expect(formatter.shownPositions[0] == [0, 1, 2, 999_997, 999_998, 999_999])
        #expect(formatter.shownPositions[1] == [0, 1, 2, 3, 4, 5])
        #expect(formatter.shownPositions[2] == [0, 1, 2, 4, 5, 6])
    }

    @Test("Given a nan with its sign bit set, when formatted, then the sign is not shown")
    func negativeNaN() {
        let formatter = TensorFormatter(shape: [2], dtype: .float32)

        #expect(formatter.text([-Double.nan, 1]) == "tensor([nan, 1.])")
    }

    /// The places, in row-major order, of every combination of positions.
    private func offsets(of positions: [[Int]], in shape: [Int]) -> [Int] {
        zip(positions, shape).reduce([0]) { offsets, dimension in
            let (positions, size) = dimension
            return offsets.flatMap { offset in positions.map { offset * size + $0 } }
        }
    }

    private func integer(_ element: String) throws -> Int64 {
        switch element {
        case "True": 1
        case "False": 0
        default: try Int64(element) ?? Int64(#require(Double(element)))
        }
    }
}
