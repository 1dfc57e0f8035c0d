import ArgumentParser

/// `flukeprint detect …`: boxes around fins, flukes and bodies.
struct DetectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect",
        abstract: "Find fins, flukes and bodies in photographs, and judge how well they are found.",
        subcommands: [
            DetectTrainCommand.self, DetectRunCommand.self, DetectEvaluateCommand.self,
        ])
}
