import Foundation
import TensorFiles

/// Writes a tensor as PyTorch's `str(tensor)` does with its default print options.
///
/// The caller reads `shownPositions`, selects those along each dimension, and hands the selection's
/// elements over in row-major order, so that a large tensor is never read whole.
struct TensorFormatter {
    /// The shape of the whole tensor.
    let shape: [Int]
    let dtype: DType
    /// The device to name, such as `cuda:0`; nil on the CPU, which PyTorch does not name.
    var device: String?
    /// What autograd knows: `requires_grad=True`, `grad_fn=<MulBackward0>`, or nil.
    var gradient: String?

    /// PyTorch's `torch.set_printoptions` defaults.
    private enum Options {
        static let precision = 4
        /// A tensor with more elements than this is summarised.
        static let threshold = 1000
        /// Positions shown at either end of a summarised dimension.
        static let edgeItems = 3
        static let lineWidth = 80
    }

    private static let prefix = "tensor("

    /// The positions to show along each dimension: all of them, or the first and last three.
    ///
    /// An empty tensor shows none, however large its other dimensions are.
    var shownPositions: [[Int]] {
        guard !isEmpty else { return shape.map { _ in [] } }
        return shape.indices.map { dimension in
            let size = shape[dimension]
            guard isElided(dimension) else { return Array(0..<size) }
            let edge = Options.edgeItems
            return Array(0..<edge) + Array(size - edge..<size)
        }
    }

    /// The text for floating-point elements, those at `shownPositions` in row-major order.
    func text(_ elements: [Double]) -> String {
        let format = NumberFormat(elements, precision: Options.precision)
        return text(cells: elements.map(format.text), width: format.width)
    }

    /// The text for integers, or truth values as 0 and 1, at `shownPositions` in row-major order.
    func text(_ elements: [Int64]) -> String {
        let cells = elements.map { element in
            if dtype == .bool { element == 0 ? "False" : "True" } else { String(element) }
        }
        return text(cells: cells, width: cells.map(\.count).max() ?? 0)
    }

    private var isEmpty: Bool { shape.contains(0) }

    private var isSummarised: Bool {
        guard !isEmpty else { return false }
        var count = 1
        // Stops at the threshold, since the count of an expanded tensor may overflow.
        return shape.contains { size in
            let (product, overflow) = count.multipliedReportingOverflow(by: size)
            count = product
            return overflow || product > Options.threshold
        }
    }

    private func isElided(_ dimension: Int) -> Bool {
        isSummarised && shape[dimension] > 2 * Options.edgeItems
    }

    private func text(cells: [String], width: Int) -> String {
        let expected = shownPositions.reduce(1) { $0 * $1.count }
        precondition(
            cells.count == expected,
            "A tensor of shape \(shape) shows \(expected) elements, not \(cells.count)."
        )
        guard !isEmpty else { return appendingSuffixes(to: Self.prefix + "[]") }
        let padded = cells.map { String(repeating: " ", count: max(0, width - $0.count)) + $0 }
        return appendingSuffixes(to: Self.prefix + nested(padded[...], dimension: 0, width: width))
    }

    /// The elements from `dimension` inwards, in brackets.
    private func nested(_ cells: ArraySlice<String>, dimension: Int, width: Int) -> String {
        guard dimension < shape.count else { return cells.joined() }
        let indent = Self.prefix.count + dimension
        guard dimension < shape.count - 1 else { return row(cells, indent: indent, width: width) }

        let count = isElided(dimension) ? 2 * Options.edgeItems : shape[dimension]
        let stride = cells.count / count
        var parts = (0..<count).map { index in
            let start = cells.startIndex + index * stride
            return nested(cells[start..<start + stride], dimension: dimension + 1, width: width)
        }
        if isElided(dimension) { parts.insert("...", at: Options.edgeItems) }
        // Planes are set apart by an empty line, volumes by two, and so on.
        let lineBreaks = String(repeating: "\n", count: shape.count - dimension - 1)
        return bracketed(parts, separator: "," + lineBreaks, indent: indent)
    }

    /// The last dimension, broken into lines.
    private func row(_ cells: ArraySlice<String>, indent: Int, width: Int) -> String {
        var cells = Array(cells)
        if isElided(shape.count - 1) { cells.insert(" ...", at: Options.edgeItems) }
        // Each element is counted with the comma and the space behind it; brackets are not counted.
        let perLine = max(1, (Options.lineWidth - indent) / (width + 2))
        let lines = stride(from: 0, to: cells.count, by: perLine).map { start in
            cells[start..<min(start + perLine, cells.count)].joined(separator: ", ")
        }
        return bracketed(lines, separator: ",\n", indent: indent)
    }

    private func bracketed(_ parts: [String], separator: String, indent: Int) -> String {
        let margin = String(repeating: " ", count: indent + 1)
        return "[" + parts.joined(separator: separator + margin) + "]"
    }

    /// What follows the elements: device, size, element type and gradient, where worth telling.
    private var suffixes: [String] {
        var suffixes: [String] = []
        if let device { suffixes.append("device='\(device)'") }
        if isEmpty, shape.count > 1 {
            suffixes.append("size=(\(shape.map(String.init).joined(separator: ", ")))")
        }
        // An empty tensor shows no element that would tell integers and truth values from floats.
        let isUsual = dtype == .float32 || !isEmpty && (dtype == .int64 || dtype == .bool)
        if !isUsual { suffixes.append("dtype=torch.\(dtype.rawValue)") }
        if let gradient { suffixes.append(gradient) }
        return suffixes
    }

    /// Appends the suffixes, each on a new line where the last one is full, and the parenthesis.
    private func appendingSuffixes(to text: String) -> String {
        var text = text
        var lineLength = text.reversed().prefix { $0 != "\n" }.count
        // PyTorch fills a line of elements two columns less than a line of suffixes.
        var limit = Options.lineWidth - 2
        for suffix in suffixes {
            if lineLength + 2 + suffix.count > limit {
                text += ",\n" + String(repeating: " ", count: Self.prefix.count)
                lineLength = Self.prefix.count
                limit = Options.lineWidth
            } else {
                text += ", "
                lineLength += 2
            }
            text += suffix
            lineLength += suffix.count
        }
        return text + ")"
    }
}

/// How all the numbers of one tensor are written: `1.`, `1.0000` or `1.0000e+00`.
private struct NumberFormat {
    private enum Notation {
        case whole
        case fixed
        case scientific
    }

    private let notation: Notation
    private let precision: Int
    /// The longest number's length; zero, nan and the infinities do not count.
    let width: Int

    init(_ elements: [Double], precision: Int) {
        self.precision = precision
        let telling = elements.filter { $0.isFinite && $0 != 0 }
        let magnitudes = telling.map(abs)
        let isWhole = telling.allSatisfy { $0.rounded() == $0 }
        var notation = isWhole ? Notation.whole : .fixed
        if let smallest = magnitudes.min(), let largest = magnitudes.max(),
            largest / smallest > 1000 || largest > 1e8 || !isWhole && smallest < 1e-4
        {
            notation = .scientific
        }
        self.notation = notation
        width = telling.map { Self.text($0, notation, precision).count }.max() ?? 1
    }

    func text(_ element: Double) -> String {
        Self.text(element, notation, precision)
    }

    private static func text(_ element: Double, _ notation: Notation, _ precision: Int) -> String {
        if element.isNaN { return "nan" }
        if element.isInfinite { return element < 0 ? "-inf" : "inf" }
        return switch notation {
        case .whole: String(format: "%.0f.", element)
        case .fixed: String(format: "%.*f", precision, element)
        case .scientific: String(format: "%.*e", precision, element)
        }
    }
}
