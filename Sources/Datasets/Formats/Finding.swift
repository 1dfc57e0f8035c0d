/// Something in a data set that is wrong or odd, but did not stop the import.
public struct Finding: Sendable, Hashable, Codable, CustomStringConvertible {
    /// What was found.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// A label that cannot be read, or a file of labels that holds none: left out.
        case malformedLabel
        /// A box that reaches out of its picture: clipped, or left out where nothing is inside.
        case boxOutside
        /// A box without area: left out.
        case emptyBox
        /// A box whose coordinates are not numbers: left out.
        case notANumber
        /// A class that the data set does not declare: kept under its number.
        case unknownClass
        /// A confidence that is not from 0 to 1: left out.
        case badConfidence
        /// A picture's size that is no size, or differs from an earlier one: left out.
        case badSize
        /// A photograph that appears more than once.
        case duplicatePhotograph
        /// A photograph that is not there.
        case missingPhotograph
        /// A photograph without a file of labels: taken to show nothing.
        case photographWithoutLabel
        /// A photograph of which no label is of use, so that what it shows is not known.
        case photographOfBadLabels
        /// A file of labels whose photograph is not there: left out.
        case labelWithoutPhotograph
        /// A date in no known form: left out.
        case unreadableDate
        /// A file name that is not UTF-8: left out.
        case unreadableName
        /// A file or folder that cannot be read: left out.
        case unreadable
        /// A symbolic link back to where one came from: not followed.
        case linkLoop

        /// Whether it is worth knowing but no fault: strict imports let it pass.
        public var isNote: Bool {
            self == .photographWithoutLabel || self == .photographOfBadLabels
        }
    }

    /// What was found.
    public let kind: Kind
    /// The file that it was found in.
    public let file: String
    /// The line in the file, the first being 1.
    public let line: Int?
    /// What was expected and what was found.
    public let message: String

    /// Something found in a file.
    public init(_ kind: Kind, file: String, line: Int? = nil, message: String) {
        self.kind = kind
        self.file = file
        self.line = line
        self.message = message
    }

    /// File, line and message.
    public var description: String {
        "\(line.map { "\(file):\($0)" } ?? file): \(message)"
    }
}
