import ArgumentParser

/// `flukeprint model …`: what can be done with weight files.
struct ModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "List and run networks; look into weight files and change their format.",
        discussion: """
            Reads safetensors, PyTorch's .pth and .pt (zip and legacy) and NumPy's .npy, told by \
            content. Nothing in a file is ever executed.
            """,
        subcommands: [
            ModelListCommand.self, ModelInspectCommand.self, ModelConvertCommand.self,
            ModelForwardCommand.self,
        ])
}

/// What the model commands take to find tensors in a file.
struct WeightFileOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The part of a nested PyTorch checkpoint to take, such as 'model' or 'state_dict'.",
            valueName: "name"))
    var entry: String?
}
