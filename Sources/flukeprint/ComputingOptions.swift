import ArgumentParser
import Torch

/// Where long work is computed, and beside what.
struct ComputingOptions: ParsableArguments {
    @Option(help: "Where to compute: cpu, or cuda:0.")
    var device = "cpu"

    @Flag(
        help:
            "Nothing else runs on this machine: wait by spinning, which is some percent faster then."
    )
    var exclusive = false

    /// Makes ready for long work.
    func prepare() {
        Interruption.explain()
        if !exclusive { Runtime.shareProcessors() }
    }

    /// The device of that name.
    ///
    /// - Throws: `TorchError` where there is none.
    func chosenDevice() throws -> Device { try Device(device) }
}
