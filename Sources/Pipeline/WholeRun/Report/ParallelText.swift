import Datasets
import Progress
import Synchronization

extension Parallel {
    /// A text for each element, made `workers` at a time, in the order of the elements.
    static func texts<Element: Sendable>(
        of elements: [Element], workers: Int, label: String,
        _ text: @escaping @Sendable (Element) -> String
    ) throws -> [String] {
        let made = Mutex([String](repeating: "", count: elements.count))
        let progress = ProgressReporter(label, unit: "photographs", total: elements.count)
        try forEach(Array(elements.indices), workers: workers) { place in
            let text = text(elements[place])
            made.withLock { $0[place] = text }
        } progress: { _ in
            progress.advance()
        }
        progress.finish()
        return made.withLock { $0 }
    }
}
