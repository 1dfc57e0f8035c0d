import ArgumentParser
import BenchmarkSupport
import Torch
import TorchNN

/// What the machine gives: the rate of one 3×3 convolution like those in the middle of YOLOv5s, with nothing around it.
///
/// A network's operations divided by this rate are the least time that it can take.
struct RateBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rate", abstract: "Gigaflops per second of one convolution.")

    @Option(help: "Channels in and out.")
    var channels = 128

    @Option(help: "Rows and columns of the maps.")
    var side = 40

    @Option(help: "Maps in a pass.")
    var batch = 8

    @Flag(help: "Compute in bfloat16.")
    var bfloat16 = false

    @Option(help: "Threads that one operator may use.")
    var threads = 2

    @Option(help: "Passes before the clock starts.")
    var warmUp = 10

    @Option(name: .customLong("seconds"), help: "Seconds that the measured passes take, about.")
    var wantedSeconds = 2.0

    private struct Row: Encodable {
        let measurement = "rate"
        let bfloat16: Bool
        let gigaflopsPerSecond: Double
    }

    func run() throws {
        Runtime.threads = threads
        let generator = Generator(seed: 1)
        let convolution = Conv2d(
            channels, channels, kernelSize: 3, padding: .zeros(1), generator: generator)
        let images = Tensor.randn([batch, channels, side, side], generator: generator)
            .to(bfloat16 ? .bfloat16 : .float32).to(memoryFormat: .channelsLast)
        let passes = TimedPasses(warmUp: warmUp, seconds: wantedSeconds) {
            noGrad { autocast(enabled: bfloat16) { _ = convolution.fused(images) } }
        }
        let operations = 2 * 9 * channels * channels * side * side * batch
        try printLine(
            Row(
                bfloat16: bfloat16,
                gigaflopsPerSecond: Double(operations) / median(passes.seconds) / 1e9))
    }
}
