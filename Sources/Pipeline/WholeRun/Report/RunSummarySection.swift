import Ranking

/// What was done, and how well, in a few lines and tables.
struct RunSummarySection {
    private let results: RunResults

    /// A summary of what a run found.
    init(_ results: RunResults) { self.results = results }

    /// The section.
    var html: String {
        [whatWasDone, heldOut, named, threshold, meanings].joined(separator: "\n")
    }

    private var whatWasDone: String {
        let summary = results.summary
        let folds = results.rounds.first?.count ?? 1
        let models =
            folds == 1
            ? "a model that had held some of these out to be judged by"
            : "\(folds) models together, each of which had held a part of these out to be judged by"
        let unseen =
            summary.unseen.isEmpty
            ? ""
            : " \(FigureText.count(summary.unseen.count, "photograph")) could not be read, and got "
                + "the likeliest answers without looking."
        return """
            <p>\(FigureText.count(summary.queryCount, "photograph")) were compared with \
            \(FigureText.count(summary.databaseCount, "photograph")) of \
            \(FigureText.count(summary.individualCount, "known individual")), by \(models). \
            \(summary.newCount) of them were called new individuals.\(unseen)</p>
            """
    }

    // MARK: Photographs held out

    private var heldOut: String {
        var rows: [[String]] = []
        for (round, folds) in results.rounds.enumerated() {
            let name =
                round == 0
                ? "learned from the known photographs"
                : "and from pseudo-labels" + (results.rounds.count > 2 ? ", round \(round)" : "")
            rows.append([name] + figures(folds))
            guard folds.count > 1 else { continue }
            rows += folds.enumerated().map { ["– fold \($0)"] + figures([$1]) }
        }
        let mean = results.rounds.first.map { $0.count > 1 } ?? false
        return """
            <h2>Photographs held out</h2>
            <p>\(whatIsHeldOut), some of animals that it did not know\
            \(mean ? "; means over the folds" : ""). \(change)</p>
            """
                + HTMLPage.table(
                    [
                        "the model", "MAP@5", "MAP@5, known", "top-1, known", "top-5, known",
                        "new: recall", "new: precision", "threshold",
                    ], rows)
    }

    private var whatIsHeldOut: String {
        results.isTrained
            ? "Photographs of the known part that a model had not learned from"
            : "Photographs of the known part; the model comes from elsewhere, and may have learned from them"
    }

    private func figures(_ folds: [FoldValidation]) -> [String] {
        func mean(_ value: (FoldValidation) -> Double?) -> Double? {
            let values = folds.compactMap(value)
            return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
        }
        return [
            FigureText.decimal(mean { $0.decision.map5 }),
            FigureText.decimal(mean { $0.known.map5 }), FigureText.percent(mean { $0.known.top1 }),
            FigureText.percent(mean { $0.known.top5 }),
            FigureText.percent(mean { $0.decision.recall }),
            FigureText.percent(mean { $0.decision.precision }),
            mean { Double($0.rule.threshold) }.map(FigureText.cosine) ?? "–",
        ]
    }

    /// Whether pseudo-labels helped.
    private var change: String {
        let scores = results.rounds.map { folds in
            folds.reduce(0) { $0 + $1.decision.map5 } / Double(max(folds.count, 1))
        }
        guard let first = scores.first, let last = scores.last, scores.count > 1 else { return "" }
        let texts = [first, last].map { FigureText.decimal($0) }
        guard texts[0] != texts[1] else { return "Pseudo-labels left the MAP@5 at \(texts[0])." }
        return "Pseudo-labels \(last > first ? "raised" : "lowered") the MAP@5 from \(texts[0]) to "
            + "\(texts[1])."
    }

    // MARK: Photographs to name

    private var named: String {
        let judged = results.answered.filter { $0.truth != nil }
        guard !judged.isEmpty else {
            return """
                <h2>Photographs to name</h2>
                <p>Nobody has told whom they show, so that their answers cannot be judged.</p>
                """
        }
        let nameless = results.answered.count - judged.count
        let note =
            nameless > 0
            ? "\n<p>\(FigureText.count(nameless, "more photograph")) cannot be judged: nobody has told whom "
                + "\(nameless == 1 ? "it shows" : "they show").</p>" : ""
        let decision = results.summary.decision
        return """
            <h2>Photographs to name</h2>
            <p>The answers as they stand in the submission, <code>new_individual</code> among them.\
            </p>\(note)
            """
                + HTMLPage.table(
                    ["of", "photographs", "MAP@5", "top-1", "top-5"],
                    [
                        row("known individuals", judged.filter(\.isKnown)),
                        row("new individuals", judged.filter { !$0.isKnown }), row("all", judged),
                    ])
                + HTMLPage.table(
                    ["called new", ""],
                    [
                        [
                            "new ones that are called new (recall)",
                            FigureText.percent(decision?.recall),
                        ],
                        [
                            "new ones among those called new (precision)",
                            FigureText.percent(decision?.precision),
                        ],
                    ])
    }

    private func row(_ name: String, _ queries: [AnsweredQuery]) -> [String] {
        guard !queries.isEmpty else { return [name, "0", "–", "–", "–"] }
        let metrics = IdentificationMetrics(ranks: queries.map(\.place))
        return [
            name, "\(queries.count)", FigureText.decimal(metrics.map5),
            FigureText.percent(metrics.top1), FigureText.percent(metrics.top5),
        ]
    }

    // MARK: The rule

    private var threshold: String {
        let rule = results.summary.rule
        let species =
            rule.speciesThresholds.isEmpty
            ? ""
            : "; \(FigureText.count(rule.speciesThresholds.count, "species has a threshold", "species have thresholds")) "
                + "of their own"
        let expected =
            rule.validation.map {
                """
                 By the photographs held out (where fewer than 20 show animals that the model did not know, each counts as one, \
                too), \(FigureText.percent($0.found)) of new ones are found so, and \
                \(FigureText.percent($0.falseAlarms)) of known ones are taken for new, where \
                \(FigureText.percent($0.newShare)) of the photographs are expected to show new ones.
                """
            } ?? ""
        let doubt = rule.validation?.doubt.map { " <strong>Mind: \($0).</strong>" } ?? ""
        return """
            <p><code>new_individual</code> is answered first where the best score is under \
            \(FigureText.cosine(Double(rule.threshold)))\(species), and second elsewhere.\(expected)\(doubt)</p>
            """
    }

    private var meanings: String {
        let figures = [
            (
                "MAP@5",
                "1 where the first of five answers is right, ½ where the second is, … 0 where none is: the mean"
            ), ("top-1, top-5", "the share of photographs whose first, or any, answer is right"),
            (
                "…, known",
                "of known animals alone, among photographs held out, before new_individual takes a place"
            ),
            ("new: recall", "the share of new animals' photographs that are called new"),
            ("new: precision", "the share of photographs called new that show new animals"),
            ("threshold", "the score, a cosine up to 1, under which an animal is called new"),
        ]
        return "<dl>"
            + figures.map { "<dt>\($0)</dt><dd>\($1.escapedForHTML)</dd>" }.joined(separator: "\n")
            + "</dl>"
    }
}
