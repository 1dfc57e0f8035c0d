import Foundation
import Testing

@testable import Pipeline

@Suite struct StageRunnerTests {
    private let toys: ToyStages

    /// Given three stages, one after the other.
    init() throws {
        toys = try ToyStages()
    }

    private let kept = ["prepare kept", "train kept", "rank kept"]

    @Test("Given finished stages, when nothing has changed, then none is run again")
    func finishedStagesAreKept() throws {
        #expect(try toys.run() == ["prepare ran", "train ran", "rank ran"])
        #expect(toys.lines == ["prepare", "train", "rank"])

        #expect(try toys.run() == kept)
        #expect(toys.ran.isEmpty && toys.lines.isEmpty)
    }

    @Test("Given changed settings, the stage that has them and those after it are run again")
    func changedSettings() throws {
        try toys.run()
        toys.settings = "b"

        #expect(try toys.run() == ["prepare kept", "train ran", "rank ran"])
        #expect(try toys.run() == kept)
    }

    @Test("Given a changed file, at the same size and within a tick of the clock, all is run again")
    func changedFile() throws {
        try toys.run()
        try toys.write("SOURCE", to: toys.source)

        #expect(try toys.run() == ["prepare ran", "train ran", "rank ran"])
        #expect(try toys.text("rank").contains("SOURCE"))
    }

    @Test("Given a stage that makes the same again, those after it are kept")
    func sameOutput() throws {
        let stages = toys.stages
        try toys.run(stages)
        let other = Stage(
            name: "prepare", kind: .prepare, inputs: [.settings("other"), .file(toys.source)],
            outputs: stages[0].outputs, folder: stages[0].folder, work: stages[0].work)

        #expect(
            try toys.run([other] + stages.dropFirst()) == [
                "prepare ran", "train kept", "rank kept",
            ]
        )
    }

    @Test(
        "Given an output that was changed or removed, its stage makes it anew", arguments: [0, 1])
    func lostOutputs(isRemoved: Int) throws {
        try toys.run()
        let before = try toys.text("train")
        if isRemoved == 1 {
            try FileManager.default.removeItem(atPath: toys.output("train"))
        } else {
            try toys.write("else", to: toys.output("train"))
        }

        #expect(try toys.run() == ["prepare kept", "train ran", "rank kept"])
        #expect(try toys.text("train") == before && toys.resumed.isEmpty)
    }

    @Test(
        "Given a stage that stopped, then it goes on in its folder, and later ones were left alone")
    func interruptedStagesGoOn() throws {
        toys.stopping = "train"
        #expect(throws: ToyStages.Stopped.self) { try toys.run() }
        #expect(toys.ran == ["prepare", "train"])
        #expect(!FileManager.default.fileExists(atPath: toys.output("rank")))
        let first = try toys.seconds("train")
        #expect(first > 0)

        toys.stopping = nil
        #expect(try toys.run() == ["prepare kept", "train ran", "rank ran"])
        #expect(toys.resumed == ["train"] && toys.lines == ["train: goes on", "rank"])
        #expect(try toys.seconds("train") > first)
    }

    @Test(
        "Given a stage that stopped, when what it depends on changes, it starts in an empty folder")
    func changedStagesStartAnew() throws {
        toys.stopping = "train"
        #expect(throws: ToyStages.Stopped.self) { try toys.run() }
        toys.stopping = nil
        toys.settings = "b"

        #expect(try toys.run() == ["prepare kept", "train ran", "rank ran"])
        #expect(toys.resumed.isEmpty)
    }

    @Test("Given --from, its stages and later ones start anew, and an interrupted one goes on")
    func from() throws {
        try toys.run()
        #expect(
            try toys.run { $0.from = .train } == ["prepare kept", "train ran", "rank ran"])
        #expect(toys.resumed.isEmpty)

        toys.stopping = "train"
        #expect(throws: ToyStages.Stopped.self) { try toys.run { $0.from = .train } }
        toys.stopping = nil
        try toys.run { $0.from = .train }
        #expect(toys.resumed == ["train"])
    }

    @Test("Given --until, later stages are left, and those that hang on them, whatever their kind")
    func until() throws {
        let second = toys.stage("train-1", .train, [.file(toys.output("rank"))])
        let stages = toys.stages + [second]

        #expect(try toys.run(stages) { $0.until = .train } == ["prepare ran", "train ran"])
        #expect(
            try toys.run(stages) == ["prepare kept", "train kept", "rank ran", "train-1 ran"])
    }

    @Test("Given a trial, it tells what would be run, and not a byte is written")
    func trial() throws {
        #expect(
            try toys.run { $0.isTrial = true }
                == ["prepare would run", "train would run", "rank would run"])
        #expect(!FileManager.default.fileExists(atPath: toys.run))

        try toys.run()
        toys.settings = "b"
        let before = try toys.contents()
        #expect(
            try toys.run { $0.isTrial = true }
                == ["prepare kept", "train would run", "rank would run"])
        #expect(toys.ran.isEmpty)
        #expect(try toys.contents() == before)
    }

    @Test(
        "Given records that are damaged, their stages are run again", arguments: ["", "{", "[1]"])
    func damagedRecords(text: String) throws {
        try toys.run()
        try toys.write(text, to: toys.record("train"))
        try toys.write(text, to: toys.run + "/stages/digests.json")

        #expect(try toys.run() == ["prepare kept", "train ran", "rank kept"])
        #expect(toys.resumed.isEmpty)
    }

    @Test("Given an input that is missing, the error names it")
    func missingInput() throws {
        try FileManager.default.removeItem(atPath: toys.source)

        let error = #expect(throws: (any Error).self) { try toys.run() }

        #expect("\(try #require(error))".contains("source.txt"))
        #expect(toys.ran.isEmpty)
    }

    @Test("Given a stage that does not make what it promises, it is not finished")
    func brokenPromises() throws {
        let lazy = Stage(
            name: "lazy", kind: .crop, inputs: [], outputs: [toys.output("lazy")],
            folder: toys.run + "/lazy"
        ) {}

        #expect(throws: (any Error).self) { try toys.run([lazy]) }
        #expect(StageRecord(contentsOf: toys.record("lazy"))?.outputs == nil)
    }
}
