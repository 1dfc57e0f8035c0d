import Foundation
import Testing
import Torch

@Suite struct OperatorNameTests {
    @Test("libtorch has every operator that the sources name")
    func everyNamedOperatorExists() throws {
        let sources = URL(fileURLWithPath: #filePath)
            .appendingPathComponent("../../../Sources").standardized
        let files = try #require(FileManager.default.enumerator(atPath: sources.path))
            .compactMap { $0 as? String }
            .filter { $0.hasSuffix(".swift") }
        var count = 0
        for file in files {
            let text = try String(
                contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
            for name in text.matches(of: /Operator\(\s*"([^"]+)"(?:,\s*"([^"]+)")?\)/) {
                count += 1
                #expect(throws: Never.self, "\(file)") {
                    try Operator.find(String(name.1), name.2.map(String.init) ?? "")
                }
            }
        }
        #expect(count > 150)
    }
}
