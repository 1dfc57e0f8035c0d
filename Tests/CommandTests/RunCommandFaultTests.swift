import Foundation
import Ranking
import Testing
import Torch

/// What goes wrong in a whole run, and what is left then.
@Suite struct RunCommandFaultTests {
    private let scratch: ScratchFolder
    private let small: SmallRun

    init() throws {
        scratch = try ScratchFolder()
        small = try SmallRun(in: scratch)
    }

    private func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: path)
    }

    /// Expects an error with this code and these words, and no run.
    private func refusal(
        _ settings: [String], _ status: Int32, _ words: String, leaves isBegun: Bool = false,
        isToldByTrials: Bool = false
    ) throws {
        if isToldByTrials {
            let trial = try Command(small.arguments("refused", settings, ["--dry-run"]))
            #expect(trial.status == status && trial.errors.contains(words), "\(trial.errors)")
            #expect(!FileManager.default.fileExists(atPath: scratch.path("refused")))
        }
        let command = try Command(small.arguments("refused", settings))
        #expect(command.status == status, "\(settings): \(command.errors)")
        #expect(command.errors.contains(words), "\(settings): \(command.errors)")
        #expect(FileManager.default.fileExists(atPath: scratch.path("refused")) == isBegun)
        if isBegun {
            #expect(try small.partialFiles("refused").isEmpty)
            try remove(scratch.path("refused"))
        }
    }

    @Test("Given values that cannot be, the error comes before anything is begun")
    func refusalsAtOnce() throws {
        try refusal(["data.fold=3"], 65, "unknown key 'data.fold'")
        try refusal(["train.configuration.training.epochs=0"], 65, "a whole number from 1")
        try refusal(["train.configuration.model.architecture=resnet50"], 65, "resnet50")
        try refusal(["train.configuration.data.label=species"], 65, "expected data.label")
        try refusal(["train.configuration.model.weights=/no/w.pth"], 66, "/no/w.pth: there is no")
        try refusal(["train.configuration.input.augmentation={augmentations: [x]}"], 65, "'x'")
        try refusal(["detect.boxes=/no/boxes.csv"], 66, "detect.boxes names it")
        try refusal(
            ["train.model=\(small.animals.table)", "pseudo_labels.rounds=0"], 65, "table.csv")
        try refusal(["data.table=/no/table.csv"], 66, "data.table names it")
        let nothing = try Command("run", "--output", scratch.path("refused"))
        #expect(nothing.status == 64 && nothing.errors.contains("Name the data set"))
        let order = try Command(
            small.arguments("refused", [], ["--from", "rank", "--until", "train"]))
        #expect(order.status == 64)
    }

    @Test("Given a data set that tells too little, the error says what is wanted of it")
    func poorData() throws {
        let animals = small.animals
        try refusal(
            ["data.query=[validation]"], 65, "in the parts validation", leaves: true,
            isToldByTrials: true)
        try animals.write { $0.contains(",test,") }
        try refusal(
            [], 65, "expected photographs of known individuals", leaves: true, isToldByTrials: true)
        try animals.write { $0.contains("-0.png") }
        try refusal(
            [], 65, "give two photographs of an individual and more", leaves: true,
            isToldByTrials: true)
        try animals.write(adding: ["images/a0-1.png,Nicky 2,dolphin,train,"])
        try refusal([], 65, "such as 'Nicky_2'", leaves: true, isToldByTrials: true)
        try animals.write(adding: ["\(animals.known[0]),animal0,dolphin,test,"])
        try refusal(
            [], 65, "1 of the photographs to name are among the known ones", leaves: true,
            isToldByTrials: true)
        try animals.write()
        for more in ["train.all_folds=true", "crop.write=true"] {
            try refusal(
                [more, "crop.box=flank"], 65,
                "\(animals.table): expected boxes of the class 'flank', found none",
                leaves: true, isToldByTrials: true)
        }
    }

    @Test(
        "Given photographs that are gone, few are answered by what is likeliest, and many stop it")
    func vanishedPhotographs() throws {
        let animals = small.animals
        for name in [animals.queries[3], animals.known[5]] {
            try remove("\(animals.folder)/\(name)")
        }
        let command = try Command(small.arguments("few", ["pseudo_labels.rounds=0"]))

        #expect(command.status == 0, "\(command.errors)")
        for name in [animals.queries[3], animals.known[5]] {
            #expect(command.errors.contains("skipped: \(animals.folder)/\(name)"), "\(name)")
        }
        try small.checkSubmission("few")
        let row = try small.text("few", "rank/submission.csv").split(separator: "\n")[4]
        #expect(row.hasPrefix("\(animals.queries[3]),new_individual "))

        for name in animals.queries[6...] { try remove("\(animals.folder)/\(name)") }
        let many = try Command(small.arguments("few", ["pseudo_labels.rounds=0"]))
        #expect(many.status == 65)
        #expect(many.errors.contains("could not be made"))
    }

    @Test("Given a folder that is another's, or cannot be written, nothing in it is touched")
    func foreignFolders() throws {
        let report = small.path("mine", "report")
        try FileManager.default.createDirectory(
            atPath: report, withIntermediateDirectories: true)
        for more in [[], ["--dry-run"]] {
            let foreign = try Command(small.arguments("mine", [], more))
            #expect(foreign.status == 73)
            #expect(foreign.errors.contains("holds other things than a run; name a new folder"))
        }
        #expect(FileManager.default.fileExists(atPath: report))

        let inside = try Command(
            small.arguments("animals/images/run", [], ["--queries", small.animals.folder]))
        #expect(inside.status == 73)
        #expect(inside.errors.contains("the run's folder lies in the data set"))

        // A file stands where the folder would be.
        let impossible = try Command(small.arguments("run.yaml/run"))
        #expect(impossible.status == 73, "\(impossible.errors)")
    }

    @Test("Given a disk that is full, nothing is half written, and with room again the run goes on")
    func fullDisk() throws {
        // The first checkpoint, without an optimizer's moments, has room in 40 MB, and no later one.
        let full = try Command(small.arguments("run"), limitingFilesTo: 40_000)

        #expect(full.status == 73, "\(full.errors)")
        #expect(full.errors.contains("cannot be written"))
        #expect(try small.partialFiles("run").isEmpty)
        let resumed = try Command(small.arguments("run"))
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(resumed.errors.contains("train, round 0, fold 0: goes on"))
        _ = try small.figures("roomy")
        #expect(
            try small.text("run", "rank/submission.csv")
                == small.text("roomy", "rank/submission.csv"))
    }

    @Test("Given a run in a folder, a second one there is refused while it lasts")
    func secondRuns() throws {
        let first = try Command.start(
            small.arguments("run", ["train.configuration.training.epochs=500"]))
        defer {
            kill(first.processIdentifier, SIGKILL)
            first.waitUntilExit()
        }
        let record = small.path("run", "stages/prepare.json")
        while first.isRunning, !FileManager.default.fileExists(atPath: record) {
            Thread.sleep(forTimeInterval: 0.01)
        }
        let second = try Command(small.arguments("run"))

        #expect(second.status == 1)
        #expect(second.errors.contains("another process is running here"))
    }

    @Test("Given embeddings from elsewhere that do not go together, the error names both files")
    func strangeEmbeddings() throws {
        func write(
            _ name: String, _ images: [String], width: Int, model: String
        ) throws -> String {
            let path = scratch.path(name)
            try Embeddings(
                vectors: .ones([images.count, width]), images: images, model: model
            ).write(to: path)
            return path
        }
        let known = try write("k.safetensors", small.animals.known, width: 8, model: "one")
        func refuse(_ queries: String, _ words: String) throws {
            try refusal(
                ["pseudo_labels.rounds=0", "embed.known=\(known)", "embed.queries=\(queries)"],
                65, words, leaves: true)
        }
        try refuse(
            try write("w.safetensors", small.animals.queries, width: 4, model: "one"),
            "w.safetensors: is 4 wide, but \(known) 8")
        try refuse(
            try write("m.safetensors", small.animals.queries, width: 8, model: "other"),
            "m.safetensors: is of the model other, but \(known) of one")
        try refuse(
            try write("l.safetensors", ["images/else.png"], width: 8, model: "one"),
            "l.safetensors: it lacks 14 of 14 photographs, such as images/q0-0.png")
        try refuse(small.animals.table, "table.csv")
    }
}
