import Foundation

/// How well classes are told apart, as a page to look at, complete in itself.
public struct ClassificationPage {
    private static let confusionsShown = 24
    private static let classesShown = 100

    private let classification: Classification
    private let thumbnails: Thumbnails

    /// A page; `photographs` is the folder that the images' names start from.
    public init(of classification: Classification, photographs: String) {
        self.classification = classification
        thumbnails = Thumbnails(folder: photographs)
    }

    /// The document.
    public var html: String {
        HTMLPage(
            title: "Classes by \(classification.label)",
            body: [summary, matrix, confusions, classes]
        ).text
    }

    private var summary: String {
        let judged = classification.classes.count { $0.count > 0 }
        let unlearned =
            classification.unlearnedCount > 0
            ? " \(classification.unlearnedCount) more are of classes that were not learned." : ""
        return """
            <p>\(classification.count) photographs of \(judged) of the \(classification.classCount) classes \
            were judged.\(unlearned)</p>
            """
                + HTMLPage.table(["", "share"], figures)
    }

    private var figures: [[String]] {
        let top5 = ["right class among five", FigureText.percent(classification.top5)]
        return [
            ["likeliest class right", FigureText.percent(classification.top1)],
            // Of few classes the right one is always among five.
            classification.classCount > 5 ? top5 : nil,
            ["mean of the classes' recalls", FigureText.percent(classification.meanRecall)],
        ].compactMap { $0 }
    }

    private var matrix: String {
        let chart = ConfusionChart(of: classification)
        let note =
            chart.isPartial
            ? " Shown are the classes that are confused most often; all others stand together." : ""
        return """
            <h2>What is taken for what</h2>
            <p>A row is a class, a column what its photographs are called; the colour is the share of the row.\(note)</p>
            <div class="plots">\(chart.svg)</div>
            """
    }

    private var confusions: String {
        guard !classification.confusions.isEmpty else { return "" }
        let shown = classification.confusions.prefix(Self.confusionsShown)
        let pairs = shown.map { pair in
            let taken = thumbnails.figure(
                pair.image,
                caption: "\(pair.truth), taken for \(pair.answer) \(pair.count) ×, here by "
                    + "\(FigureText.percent(Double(pair.probability))) (\(pair.image))")
            let example = pair.example.map {
                thumbnails.figure($0, caption: "\(pair.answer), rightly called so (\($0))")
            }
            return "<div class=\"pair\">\(taken)\(example ?? "")</div>"
        }
        return """
            <h2>The worst confusions</h2>
            <p>The \(shown.count) most frequent of \(classification.confusions.count) pairs: the photograph that is \
            most surely taken for another class, and beside it one that is rightly called so, where there is one.</p>
            <div class="pairs">
            \(pairs.joined(separator: "\n"))
            </div>
            """
    }

    private var classes: String {
        let shown = classification.classes.prefix(Self.classesShown)
        let note =
            classification.classes.count > shown.count
            ? "<p>The \(shown.count) worst of \(classification.classes.count); the JSON lists all.</p>"
            : ""
        return "<h2>Classes, the worst first</h2>\n\(note)\n"
            + HTMLPage.table(
                ["", "learned from", "judged", "called so", "recall", "precision"],
                shown.map { group in
                    [
                        group.name, "\(group.learned)", "\(group.count)", "\(group.answered)",
                        FigureText.percent(group.recall), FigureText.percent(group.precision),
                    ]
                })
    }
}
