import Datasets
import Foundation
import Imaging
import Ranking
import Torch

@testable import Pipeline

/// The folder of a small run, written by hand, that lasts as long as the object.
final class RunReportFiles {
    let paths: RunPaths
    private var rounds = 0

    /// Photographs of two known individuals, each with the box of a fin, and a photograph to name for each query.
    ///
    /// - Parameters:
    ///   - queries: `photograph truth answer probability answer probability …`, `-` for nothing.
    ///   - name: what the second individual is called.
    init(_ queries: [String], callingSecond name: String = "bo") throws {
        paths = RunPaths(folder: NSTemporaryDirectory() + "report-\(UUID().uuidString)")
        for folder in ["photographs", "report"] {
            try AtomicWriting.makeFolder("\(paths.folder)/\(folder)")
        }
        let known = [("a0.png", "al"), ("a1.png", "al"), ("b0.png", name), ("b1.png", name)]
        try writeTable(paths.prepared(.known), known)
        let rows = queries.map { $0.split(separator: " ").map(String.init) }
        try writeTable(paths.prepared(.queries), rows.map { ($0[0], "") })
        try writeTable(paths.truth, rows.map { ($0[0], $0[1] == "-" ? "" : $0[1]) })
        try writeMatches(rows, neighbours: Dictionary(known.map { ($1, $0) }) { first, _ in first })
        for photograph in known.map(\.0) + rows.map({ $0[0] }) { try draw(photograph) }
        let individuals = Set(known.map(\.1))
        let cases = OpenSetCases((0..<40).map { Self.heldOut($0, name) }, knowing: individuals)
        try write(paths.curves, JSONEncoder().encode(HeldOutCurves(cases, newShare: 0.1)))
        guard let rule = NewIndividualRule(cases, options: .init(), species: { _ in nil }) else {
            preconditionFailure("the photographs tell a threshold")
        }
        let ruleText = String(decoding: try JSONEncoder().encode(rule), as: UTF8.self)
        let metrics = "{\"count\": 3, \"top1\": 0.5, \"top5\": 0.75, \"map5\": 0.625}"
        let decision = "{\"threshold\": 0.5, \"recall\": 0.25, \"map5\": 0.4375, \"top1\": 0.5}"
        try write(
            paths.summary,
            Data(
                """
                {"databaseCount": 4, "individualCount": 2, "queryCount": \(rows.count), "newCount": 1,
                "unseen": [], "rule": \(ruleText), "known": \(metrics), "decision": \(decision)}
                """.utf8))
        try write(
            paths.round(0, fold: 0).rule,
            Data("{\"rule\": \(ruleText), \"known\": \(metrics), \"decision\": \(decision)}".utf8))
    }

    /// A photograph of one of the two, which is found where `place` is even.
    private static func heldOut(_ place: Int, _ second: String) -> RankedPhotograph {
        let best = Candidate(individual: "al", score: Float(50 + place) / 100, row: 0)
        let next = Candidate(individual: second, score: Float(place) / 100, row: 2)
        let truth: String = place.isMultiple(of: 2) ? "al" : second
        return RankedPhotograph(image: "held-\(place)", truth: truth, candidates: [best, next])
    }

    deinit {
        try? FileManager.default.removeItem(atPath: paths.folder)
    }

    /// The run.
    var context: RunContext {
        var configuration = RunConfiguration()
        configuration.crop.box = "fin"
        configuration.pseudoLabels.rounds = rounds
        return RunContext(configuration: configuration, paths: paths, device: .cpu) { _ in }
    }

    /// Draws the page, and reads it.
    func page(timed stages: [String] = []) throws -> String {
        try context.drawReport(timed: stages)
        return try String(contentsOfFile: paths.report, encoding: .utf8)
    }

    /// Adds a round that learned from labels, `photograph individual` each, with the same figures as the first.
    func learn(from labels: [String]) throws {
        rounds = 1
        let first = paths.round(0, fold: 0)
        try write(
            paths.round(1, fold: 0).rule, Data(contentsOf: URL(fileURLWithPath: first.rule)))
        try write(first.pseudoLabelPage, Data())
        let lines = labels.map { "\($0.replacing(" ", with: ",")),pseudo-label,train" }
        let text = ["photograph,individual,label_origin,split", "a0.png,al,,fold-0"] + lines
        try write(first.labelled, Data((text.joined(separator: "\n") + "\n").utf8))
    }

    /// Where a photograph is.
    func photograph(_ name: String) -> String { "\(paths.folder)/photographs/\(name)" }

    func write(_ path: String, _ data: Data) throws {
        try AtomicWriting.makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
        try data.write(to: URL(fileURLWithPath: path))
    }

    private func writeTable(_ path: String, _ rows: [(String, String)]) throws {
        var writer = CSVWriter()
        writer.write(["photograph", "individual", "boxes", "width", "height", "split", "root"])
        for (photograph, individual) in rows {
            writer.write([
                photograph, individual, "20 10 40 30 pixels fin - test", "60", "40", "fold-0",
                "\(paths.folder)/photographs",
            ])
        }
        try write(path, Data(writer.bytes))
    }

    private func writeMatches(_ rows: [[String]], neighbours: [String: String]) throws {
        var writer = CSVWriter()
        writer.write(MatchesFile.columns)
        for row in rows {
            for place in 0..<(row.count - 2) / 2 {
                let individual = row[2 + 2 * place]
                let probability = row[3 + 2 * place]
                writer.write([
                    row[0], "\(place + 1)", individual,
                    individual == newIndividual ? "" : "0.\(8 - place)23456",
                    probability == "-" ? "" : probability, neighbours[individual] ?? "", "",
                ])
            }
        }
        try write(paths.matches, Data(writer.bytes))
    }

    /// A red fin where its box is, in a blue sea.
    private func draw(_ name: String) throws {
        var pixels: [UInt8] = []
        for row in 0..<40 {
            for column in 0..<60 {
                let isFin = (20..<40).contains(column) && (10..<30).contains(row)
                pixels += isFin ? [220, 20, 20] : [20, 20, 220]
            }
        }
        try PixelImage(copying: pixels, size: ImageSize(width: 60, height: 40))
            .write(to: photograph(name))
    }
}
