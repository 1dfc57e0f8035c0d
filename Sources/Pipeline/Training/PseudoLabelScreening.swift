import Datasets

/// Keeps photographs out of a training whose labels come from a teacher that saw what this training is judged by.
///
/// A fold's training takes the labels of the teacher that held out the same fold, and leaves out those of others, so
/// that one table may hold the labels of a teacher for each fold. It leaves out photographs of encounters of which
/// some are held out, too, as these are nearly the same. Where nothing is held out, all are taken.
struct PseudoLabelScreening {
    /// The rows to learn from.
    let learned: [Int]
    /// How many pseudo-labelled rows were left out.
    let leftOutCount: Int

    /// Screens rows to learn from; `path` stands in errors.
    ///
    /// - Throws: `DatasetError` where none of the pseudo-labels could be taken, or one is of a photograph held out.
    init(
        of table: PhotographTable, _ sides: Sides, heldOut: String?, path: String
    ) throws {
        let labelled = sides.database.filter { table.isPseudoLabelled(at: $0) }
        guard let heldOut, !labelled.isEmpty else {
            learned = sides.database
            leftOutCount = 0
            return
        }
        let held = Set(sides.queries.map { table.file(at: $0) })
        if let row = labelled.first(where: { held.contains(table.file(at: $0)) }) {
            throw DatasetError(
                path: path,
                problem: "row \(row + 1): \(table[row].path) is pseudo-labelled, and held out too",
                advice: "remove that row")
        }
        let unsafe = Set(labelled.filter { table.value(.teacherFold, at: $0) != heldOut })
        guard unsafe.count < labelled.count else {
            let others = Set(labelled.map { table.value(.teacherFold, at: $0) ?? "nothing known" })
            throw DatasetError(
                path: path,
                problem: "'\(heldOut)' is held out, but the teacher of all \(labelled.count) "
                    + "pseudo-labels may have learned from it: it held out "
                    + others.sorted().prefix(5).joined(separator: ", "),
                advice: "make pseudo-labels by a model that held out '\(heldOut)', or learn from "
                    + "all photographs (`data.validation_share: 0`)")
        }
        let encounters = Set(sides.queries.compactMap { table[$0].encounter })
        let leftOut = unsafe.union(
            labelled.filter { table[$0].encounter.map(encounters.contains) ?? false })
        learned = sides.database.filter { !leftOut.contains($0) }
        leftOutCount = leftOut.count
    }
}
