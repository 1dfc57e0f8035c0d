import Imaging
import Yams

// Values under keys; each is remembered as asked for, and is an error where it is not what it can be.
extension YAMLSettings {
    /// A number within bounds; the default where the key is absent.
    public mutating func number(
        _ key: String, default standard: Double, within bounds: ClosedRange<Double>
    ) throws -> Double {
        guard let node = node(key) else { return standard }
        guard let value = Self.number(node), bounds.contains(value) else {
            throw fault(key, node, "a number from \(Self.text(bounds))")
        }
        return value
    }

    /// A whole number within bounds; the default where the key is absent.
    public mutating func whole(
        _ key: String, default standard: Int, within bounds: ClosedRange<Int>
    ) throws -> Int {
        guard let node = node(key) else { return standard }
        guard let value = node.int, bounds.contains(value) else {
            throw fault(
                key, node, "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        return value
    }

    /// A number within bounds, or `null` for none; the default where the key is absent.
    public mutating func number(
        _ key: String, default standard: Double?, within bounds: ClosedRange<Double>
    ) throws -> Double? {
        guard let node = node(key) else { return standard }
        return node.null != nil ? nil : try number(key, default: 0, within: bounds)
    }

    /// A whole number within bounds, or `null` for none; the default where the key is absent.
    public mutating func whole(
        _ key: String, default standard: Int?, within bounds: ClosedRange<Int>
    ) throws -> Int? {
        guard let node = node(key) else { return standard }
        return node.null != nil ? nil : try whole(key, default: 0, within: bounds)
    }

    /// So many numbers within bounds; `nil` where the key is absent or `null`.
    public mutating func numbers(
        _ key: String, count: Int, within bounds: ClosedRange<Double>
    ) throws -> [Double]? {
        guard let node = node(key), node.null == nil else { return nil }
        let values = node.sequence?.compactMap(Self.number) ?? []
        guard values.count == count, node.sequence?.count == count,
            values.allSatisfy(bounds.contains)
        else { throw fault(key, node, "\(count) numbers from \(Self.text(bounds))") }
        return values
    }

    /// A text; the default where the key is absent.
    public mutating func text(_ key: String, default standard: String) throws -> String {
        guard let node = node(key) else { return standard }
        guard let value = node.string else { throw fault(key, node, "a text") }
        return value
    }

    /// Texts; the default where the key is absent.
    public mutating func texts(_ key: String, default standard: [String]) throws -> [String] {
        guard let node = node(key) else { return standard }
        let values = node.sequence.map { $0.compactMap(\.string) } ?? []
        guard let count = node.sequence?.count, values.count == count else {
            throw fault(key, node, "a list of texts")
        }
        return values
    }

    /// `true` or `false`; the default where the key is absent.
    public mutating func flag(_ key: String, default standard: Bool) throws -> Bool {
        guard let node = node(key) else { return standard }
        guard let value = node.bool else { throw fault(key, node, "true or false") }
        return value
    }

    /// Two numbers in ascending order, or one that stands for both; the default where the key is absent.
    public mutating func range(
        _ key: String, default standard: ClosedRange<Double>, within bounds: ClosedRange<Double>
    ) throws -> ClosedRange<Double> {
        guard let node = node(key) else { return standard }
        let values: [Double]
        if let sequence = node.sequence {
            values = sequence.compactMap(Self.number)
            guard values.count == sequence.count else { throw rangeFault(key, node, bounds) }
        } else {
            values = Self.number(node).map { [$0, $0] } ?? []
        }
        guard values.count == 2, values[0] <= values[1], values.allSatisfy(bounds.contains) else {
            throw rangeFault(key, node, bounds)
        }
        return values[0]...values[1]
    }

    /// One of some words; the default where the key is absent.
    public mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, default standard: Choice
    ) throws -> Choice where Choice.RawValue == String {
        guard let node = node(key) else { return standard }
        guard let value = node.string.flatMap(Choice.init(rawValue:)) else {
            throw fault(
                key, node,
                "one of " + Choice.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return value
    }

    /// A colour: red, green and blue, 0 to 255, or one number for all three; the default where absent.
    public mutating func colour(_ key: String, default standard: Pixel) throws -> Pixel {
        guard let node = node(key) else { return standard }
        let nodes = node.sequence.map(Array.init) ?? [node, node, node]
        let levels = nodes.compactMap(\.int).compactMap { UInt8(exactly: $0) }
        guard nodes.count == 3, levels.count == 3 else {
            throw fault(key, node, "a colour such as [114, 114, 114]")
        }
        return Pixel(red: levels[0], green: levels[1], blue: levels[2])
    }

    /// Width and height in pixels, or one number for both.
    ///
    /// - Throws: Where the key is absent, and there is no default, too.
    public mutating func size(
        _ key: String, default standard: ImageSize? = nil, within bounds: ClosedRange<Int>
    ) throws -> ImageSize {
        let expected =
            "\(bounds.lowerBound) to \(bounds.upperBound) pixels, as one number or [width, height]"
        guard let node = node(key) else {
            if let standard { return standard }
            throw DatasetError(
                path: path, line: line,
                problem: "expected \(place(key)), \(expected), found none")
        }
        let values = node.sequence.map { $0.compactMap(\.int) } ?? node.int.map { [$0, $0] } ?? []
        guard values.count == 2, node.sequence?.count ?? 2 == 2,
            values.allSatisfy(bounds.contains)
        else { throw fault(key, node, expected) }
        return ImageSize(width: values[0], height: values[1])
    }
}
