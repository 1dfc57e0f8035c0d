import Foundation
import Testing

/// The run of the demonstration, against the recipe that comes with the repository.
@Suite struct DemoCommandTests {
    @Test("Given the demonstration's configuration, the recipe in Configurations/ says the same")
    func recipeIsTheDemonstration() throws {
        let scratch = try ScratchFolder()
        let recipe = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Configurations/demo.yaml").path

        let demo = try Command(
            "demo", "--output", "here", "--weights", "lite0.pth", "--print-configuration",
            in: scratch.url)
        let run = try Command(
            "run", recipe, "--table", "here/sea/sea.csv", "--set",
            "train.configuration.model.weights=\"lite0.pth\"", "--print-configuration",
            in: scratch.url)

        #expect(demo.status == 0 && run.status == 0)
        #expect(demo.output == run.output)
        #expect(demo.output.contains("rounds: 1"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).isEmpty)
    }

    @Test("Given no weights, the demonstration learns for longer, from random ones")
    func withoutWeightsItLearnsLonger() throws {
        let with = try Command("demo", "--weights", "lite0.pth", "--print-configuration")
        let without = try Command("demo", "--print-configuration")

        #expect(with.output.contains("epochs: 16"))
        #expect(without.output.contains("epochs: 40"))
    }
}
