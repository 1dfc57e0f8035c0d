import Datasets
import Synchronization

/// Photographs of a training that cannot be read, judged over all of them: those to learn from, and those held out.
final class BadPhotographs: Sendable {
    private let photographCount: Int
    private let limit: BadPhotographLimit
    private let report: @Sendable (String) -> Void
    private let found = Mutex<[SkippedPhotograph]>([])

    /// None yet.
    ///
    /// - Parameters:
    ///   - tables: the photographs, in any number of rows each.
    ///   - toleratedShare: how many of them may be bad.
    ///   - report: told in a line of each bad one.
    init(
        among tables: [PhotographTable], toleratedShare: Double,
        report: @escaping @Sendable (String) -> Void
    ) {
        photographCount = Set(tables.flatMap { ($0.photographs.map(\.path)) }).count
        limit = BadPhotographLimit(share: toleratedShare)
        self.report = report
    }

    /// Those met in this session, each once.
    var all: [SkippedPhotograph] { found.withLock { $0 } }

    /// Takes in photographs that were skipped; those that are known already do not count again.
    ///
    /// - Throws: `BadPhotographsError` where there are more than may be.
    func take(_ skipped: some Sequence<SkippedPhotograph>) throws {
        let (new, all) = found.withLock { found in
            var known = Set(found.map(\.path))
            let new = skipped.filter { known.insert($0.path).inserted }
            found += new
            return (new, found)
        }
        for photograph in new { report("skipped: \(photograph)") }
        guard !limit.allows(all.count, of: photographCount) else { return }
        throw BadPhotographsError(
            photographs: all, skipped: all.count, samples: photographCount,
            tolerated: limit.share, problem: "photographs of the training cannot be read",
            option: "--set loading.tolerated_bad_share=…")
    }
}

extension DatasetError {
    /// What is wrong with a data set where no photograph is left to judge by.
    init(nothingToJudgeByIn path: String, skipped: [SkippedPhotograph]) {
        self.init(
            path: path,
            problem: "no photograph held out that says anything can be read, such as "
                + (skipped.first?.reason ?? "none"),
            advice: "mend these photographs, or hold out others")
    }
}
