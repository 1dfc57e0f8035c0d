// swift-tools-version: 6.1

import Foundation
import PackageDescription

/// Where libtorch lies: `LIBTORCH=path`, or what `make setup` unpacked into `.libtorch/`.
let libtorch =
    Context.environment["LIBTORCH"] ?? "\(Context.packageDirectory)/.libtorch/torch"

/// Whether that libtorch was built with CUDA.
let hasCUDA = FileManager.default.fileExists(atPath: "\(libtorch)/lib/libtorch_cuda.so")

/// Folders with the headers of CUDA and NCCL, in the order of search: with `CUDA_HOME=path`, process groups
/// over NCCL are built too. The Python packages that come with libtorch are searched as well.
let cudaHeaders: [String] =
    if hasCUDA, let home = Context.environment["CUDA_HOME"] {
        ["\(home)/include", "\(home)/include/cccl"]
            + ["cu13", "nccl"].map { "\(libtorch)/../nvidia/\($0)/include" }
    } else {
        []
    }

/// Headers are system headers, so that libtorch's own warnings stay out of the build log.
let libtorchHeaders: [CXXSetting] =
    [
        .unsafeFlags(
            ["-O2", "-g0", "-fvisibility=hidden"]
                + (["\(libtorch)/include", "\(libtorch)/include/torch/csrc/api/include"]
                + cudaHeaders).flatMap { ["-isystem", $0] })
    ] + (cudaHeaders.isEmpty ? [] : [.define("CTORCH_NCCL")])

/// The run path is baked in, so that `swift build` and `swift test` need no environment variable.
///
/// libtorch's CUDA part registers itself when it is loaded: nothing names it, but it must be linked.
let libtorchLibraries: [LinkerSetting] =
    [
        // Several times faster than the system's linker.
        .unsafeFlags(["-use-ld=lld"], .when(platforms: [.linux])),
        .unsafeFlags(["-L\(libtorch)/lib", "-Xlinker", "-rpath", "-Xlinker", "\(libtorch)/lib"]),
        .linkedLibrary("torch_cpu"),
        .linkedLibrary("c10"),
    ]
    + (hasCUDA
        ? [
            .unsafeFlags([
                "-Xlinker", "--no-as-needed", "-Xlinker", "--allow-shlib-undefined", "-ltorch_cuda",
                "-lc10_cuda", "-Xlinker", "--as-needed",
            ])
        ] : [])

let package = Package(
    name: "flukeprint",
    platforms: [.macOS(.v14)],
    products: [
        .executable(name: "flukeprint", targets: ["flukeprint"]),
        .library(name: "Torch", targets: ["Torch"]),
        .library(name: "TorchNN", targets: ["TorchNN"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        .executableTarget(
            name: "flukeprint",
            dependencies: [
                "Demonstration",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(name: "Demonstration", dependencies: ["TorchNN"]),
        .target(name: "TorchNN", dependencies: ["Torch"]),
        .target(name: "Torch", dependencies: ["CTorch", "TensorFiles"]),
        .target(name: "TensorFiles"),
        // Renders pictures: in a debug build too slow to wait for, so it is always optimized.
        .target(name: "SimulatedSea", swiftSettings: [.unsafeFlags(["-O"])]),
        .target(
            name: "CTorch", cxxSettings: [.headerSearchPath("GlooDeclarations")] + libtorchHeaders,
            linkerSettings: libtorchLibraries),

        .executableTarget(
            name: "FoundationBenchmark",
            dependencies: [
                "TorchNN", "CBaseline",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/Foundation"),
        .target(
            name: "CBaseline", path: "Benchmarks/CBaseline", cxxSettings: libtorchHeaders,
            linkerSettings: libtorchLibraries),

        .testTarget(
            name: "TensorFilesTests", dependencies: ["TensorFiles"], resources: [.copy("Goldens")]),
        .testTarget(
            name: "TorchTests", dependencies: ["Torch", "ProcessGroupWorker", "GoldenSupport"],
            resources: [.copy("Goldens")]),
        .executableTarget(
            name: "ProcessGroupWorker", dependencies: ["Torch"], path: "Tests/ProcessGroupWorker"),
        .testTarget(
            name: "TorchNNTests", dependencies: ["TorchNN", "GoldenSupport"],
            resources: [.copy("Goldens")]),
        .testTarget(name: "SimulatedSeaTests", dependencies: ["SimulatedSea"]),
        .testTarget(name: "DemonstrationTests", dependencies: ["Demonstration"]),
        .testTarget(name: "CommandTests", dependencies: ["flukeprint", "Torch"]),
        .target(name: "GoldenSupport", dependencies: ["Torch"], path: "Tests/GoldenSupport"),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)
