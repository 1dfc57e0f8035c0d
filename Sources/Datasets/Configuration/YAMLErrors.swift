import Yams

extension DatasetError {
    /// A fault of YAML itself, with its line.
    init(_ error: YamlError, path: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(path: path, line: mark.line, problem: "no YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            self.init(
                path: path, line: context.mark.line,
                problem: "keys stand there twice: \(duplicates)")
        default:
            self.init(path: path, problem: "no YAML: \(error)")
        }
    }
}
