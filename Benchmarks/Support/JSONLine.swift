import Foundation

/// Prints a row as one line of JSON, its keys in snake case.
package func printLine(_ row: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(row), as: UTF8.self))
}
