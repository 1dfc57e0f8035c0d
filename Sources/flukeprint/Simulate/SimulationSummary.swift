import Datasets
import Foundation
import SimulatedDataset

/// What a simulated data set holds, for people or as JSON.
struct SimulationSummary: Encodable {
    let table: String
    let yolo: String
    let photographs: Int
    let train: Int
    let test: Int
    let individuals: Int
    let testOnlyIndividuals: Int
    let boxes: Int

    init(_ rows: PhotographTable, photographs: Int, in folder: SimulatedFolder) {
        table = folder.table
        yolo = folder.yolo
        self.photographs = photographs
        let known = Set(rows.photographs.filter { $0.split == .train }.compactMap(\.individual))
        let all = Set(rows.photographs.compactMap(\.individual))
        train = Set(rows.photographs.filter { $0.split == .train }.map(\.path)).count
        test = photographs - train
        individuals = all.count
        testOnlyIndividuals = all.subtracting(known).count
        boxes = rows.boxCount
    }

    var text: String {
        """
        photographs  \(photographs): \(train) to learn from, \(test) to identify
        individuals  \(individuals), of which \(testOnlyIndividuals) are in the test set only
        boxes        \(boxes)
        table        \(table)
        detector     \(yolo)/data.yaml
        """
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
