import ArgumentParser
import Foundation

/// The command: `flukeprint SUBCOMMAND …`.
@main
struct Flukeprint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flukeprint",
        abstract: "Identify individual whales and dolphins from photographs.",
        discussion: """
            Results go to standard output, progress and diagnostics to standard error.

            Exit codes: 0 done, 1 failed, 64 bad usage, 65 bad input data, 66 missing input, 73 cannot \
            write.
            """,
        version: Version.text,
        subcommands: [
            ClassifyCommand.self, CropCommand.self, DatasetCommand.self, DemoCommand.self,
            DetectCommand.self, EmbedCommand.self, EvaluateCommand.self, ModelCommand.self,
            PseudoLabelCommand.self, RankCommand.self, RunCommand.self, SimulateCommand.self,
            TrainCommand.self,
        ])

    /// Parses and runs, and leaves with the exit code that the error stands for.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            guard let code = ExitCode(describing: error) else { exit(withError: error) }
            FileHandle.standardError.write(Data("error: \(error)\n".utf8))
            exit(withError: code)
        }
    }
}
