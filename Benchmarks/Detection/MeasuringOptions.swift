import ArgumentParser
import Torch

/// On what, and for how long, a detector is measured.
struct MeasuringOptions: ParsableArguments {
    @Option(
        help: "The weights, images and targets of `yolov5.py make`; by default they are drawn.")
    var weights: String?

    @Option(help: "Rows and columns of the images.")
    var size = 640

    @Flag(help: "Compute convolutions in bfloat16.")
    var bfloat16 = false

    @Option(help: "Threads that one operator may use.")
    var threads = 2

    @Option(help: "Passes before the clock starts.")
    var warmUp = 2

    @Option(name: .customLong("seconds"), help: "Seconds that the measured passes take, about.")
    var wantedSeconds = 5.0

    func validate() throws {
        guard size > 0, size % 32 == 0 else {
            throw ValidationError("--size is a multiple of 32.")
        }
        guard threads > 0, warmUp > 0 else {
            throw ValidationError("--threads and --warm-up are 1 or more.")
        }
    }
}
