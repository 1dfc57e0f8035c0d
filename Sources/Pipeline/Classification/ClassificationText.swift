extension Classification {
    /// The figures in a few lines.
    public var text: String {
        let judged = classes.filter { $0.count > 0 }
        var lines = [
            "judged     \(count) photographs of \(judged.count) of \(classCount) classes"
                + (unlearnedCount > 0 ? ", \(unlearnedCount) of other classes left out" : "")
                + (namelessCount > 0 ? ", \(namelessCount) without a label left out" : ""),
            "classes    top-1 \(FigureText.percent(top1)), "
                // Of few classes the right one is always among five.
                + (classCount > 5 ? "top-5 \(FigureText.percent(top5)), " : "")
                + "mean recall \(FigureText.percent(meanRecall))",
        ]
        for group in judged.prefix(3) where group.right < group.count {
            lines.append(
                "worst      \(group.name): recall \(FigureText.percent(group.recall)) of "
                    + "\(group.count), precision \(FigureText.percent(group.precision))")
        }
        for pair in confusions.prefix(5) {
            lines.append("confused   \(pair.truth) taken for \(pair.answer), \(pair.count) ×")
        }
        return lines.joined(separator: "\n")
    }
}
