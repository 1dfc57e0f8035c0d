import ArgumentParser
import Datasets
import Foundation

extension ExportFormat: ExpressibleByArgument {
    /// The names, as help shows them.
    static var list: String {
        let names = allCases.map(\.rawValue)
        return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    }

    /// A format by its name.
    public init?(argument: String) {
        self.init(name: argument)
    }

    /// Says on standard error what of a table this format has no place for.
    func tellWhatIsLeftOut(of table: PhotographTable) {
        let left = table.contentsLeftOut(by: self).map(\.rawValue)
        guard !left.isEmpty else { return }
        let text = "note: \(rawValue) has no place for \(left.joined(separator: ", "))\n"
        FileHandle.standardError.write(Data(text.utf8))
    }
}
