// swift-tools-version: 6.1

import Foundation
import PackageDescription

/// Where libtorch lies: `LIBTORCH=path`, or what `make setup` unpacked into `.libtorch/`.
let libtorch =
    Context.environment["LIBTORCH"] ?? "\(Context.packageDirectory)/.libtorch/torch"

/// Whether that libtorch was built with CUDA.
let hasCUDA = FileManager.default.fileExists(atPath: "\(libtorch)/lib/libtorch_cuda.so")

/// CUDA's own folder: `CUDA_HOME=path`, or the Python packages that lie beside libtorch.
let cudaHome = Context.environment["CUDA_HOME"] ?? "\(libtorch)/../nvidia/cu13"

/// Folders with the headers of CUDA and NCCL; where they are, process groups over NCCL are built too.
let cudaHeaders: [String] =
    hasCUDA && FileManager.default.fileExists(atPath: "\(cudaHome)/include/crt/host_config.h")
    ? [
        "\(cudaHome)/include", "\(cudaHome)/include/cccl",
        "\(libtorch)/../nvidia/nccl/include",
    ] : []

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

/// Which of pkg-config's files names the headers that CVips includes. On Linux libvips' own lie in the system's
/// folder, and only GLib's need a path; `vips` itself names flags that SwiftPM refuses with a warning.
#if os(Linux)
let vipsHeaders = "gobject-2.0"
#else
let vipsHeaders = "vips"
#endif

let package = Package(
    name: "flukeprint",
    platforms: [.macOS(.v14)],
    products: [
        .executable(name: "flukeprint", targets: ["flukeprint"]),
        .library(name: "Torch", targets: ["Torch"]),
        .library(name: "TorchNN", targets: ["TorchNN"]),
        .library(name: "Detectors", targets: ["Detectors"]),
        .library(name: "Embedders", targets: ["Embedders"]),
        .library(name: "Imaging", targets: ["Imaging"]),
        .library(name: "Datasets", targets: ["Datasets"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .executableTarget(
            name: "flukeprint",
            dependencies: [
                "Datasets", "Detectors", "Embedders", "Imaging", "Pipeline",
                "Progress", "Randomness", "SimulatedDataset",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(
            name: "Datasets",
            dependencies: [
                "Imaging", "Torch", "TensorFiles", "Randomness",
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .target(
            name: "Pipeline",
            dependencies: [
                "Datasets", "Detectors", "Embedders", "Ranking", "Progress", "TorchNN",
                "TensorFiles",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(name: "Ranking", dependencies: ["Torch"]),
        .target(
            name: "Detectors", dependencies: ["TorchNN", "TensorFiles", "Datasets", "Randomness"]),
        .target(name: "Embedders", dependencies: ["TorchNN", "TensorFiles"]),
        .target(name: "TorchNN", dependencies: ["Torch", "TensorFiles"]),
        .target(name: "Torch", dependencies: ["CTorch", "TensorFiles"]),
        .target(name: "TensorFiles"),
        // Draws pictures pixel by pixel: in a debug build too slow to train with, so it is always optimized.
        .target(
            name: "Imaging", dependencies: ["CVips"], swiftSettings: [.unsafeFlags(["-O"])]),
        .target(
            name: "CVips", dependencies: ["SystemVips"], cSettings: [.unsafeFlags(["-O2"])],
            linkerSettings: [
                .linkedLibrary("vips"), .linkedLibrary("jpeg", .when(platforms: [.linux])),
            ]),
        .systemLibrary(
            name: "SystemVips", pkgConfig: vipsHeaders,
            providers: [.apt(["libvips-dev"]), .brew(["vips"])]),
        .target(
            name: "SimulatedDataset",
            dependencies: [
                "SimulatedSea", "Datasets", "Imaging",
                .product(name: "Yams", package: "Yams"),
            ]),
        // Renders pictures: in a debug build too slow to wait for, so it is always optimized.
        .target(
            name: "SimulatedSea", dependencies: ["Randomness"],
            swiftSettings: [.unsafeFlags(["-O"])]),
        .target(name: "Randomness"),
        .target(name: "Progress"),
        .target(
            name: "CTorch", cxxSettings: [.headerSearchPath("GlooDeclarations")] + libtorchHeaders,
            linkerSettings: libtorchLibraries),

        .executableTarget(
            name: "FoundationBenchmark",
            dependencies: [
                "TorchNN", "CBaseline", "BenchmarkSupport", "Datasets", "Imaging", "Randomness",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/Foundation"),
        .target(
            name: "CBaseline", path: "Benchmarks/CBaseline", cxxSettings: libtorchHeaders,
            linkerSettings: libtorchLibraries),

        .executableTarget(
            name: "ImagingBenchmark",
            dependencies: [
                "Imaging", "BenchmarkSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/Imaging"),
        .executableTarget(
            name: "LoadingBenchmark",
            dependencies: [
                "Datasets", "Imaging", "Embedders", "BenchmarkSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/Loading"),
        .executableTarget(
            name: "NetworksBenchmark",
            dependencies: [
                "Embedders", "BenchmarkSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/Networks"),
        .executableTarget(
            name: "DetectionBenchmark",
            dependencies: [
                "Detectors", "BenchmarkSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/Detection"),
        .executableTarget(
            name: "RankingBenchmark",
            dependencies: [
                "Ranking", "BenchmarkSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/Ranking"),
        .target(name: "BenchmarkSupport", path: "Benchmarks/Support"),

        .testTarget(
            name: "ImagingTests", dependencies: ["Imaging"], resources: [.copy("Goldens")]),
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
        .testTarget(
            name: "PipelineTests", dependencies: ["Pipeline", "GoldenSupport", "Randomness"],
            resources: [.copy("Goldens")]),
        .testTarget(
            name: "RankingTests", dependencies: ["Ranking", "GoldenSupport"],
            resources: [.copy("Goldens")]),
        .testTarget(
            name: "DatasetsTests", dependencies: ["Datasets", "Imaging", "Torch", "Randomness"]),
        .testTarget(
            name: "DetectorsTests",
            dependencies: ["Detectors", "GoldenSupport", "Randomness", "Datasets"],
            resources: [.copy("Goldens")]),
        .testTarget(
            name: "EmbeddersTests", dependencies: ["Embedders", "GoldenSupport"],
            resources: [.copy("Goldens")]),
        .executableTarget(
            name: "EmbedderGradients", dependencies: ["Embedders"],
            path: "Tests/EmbedderGradients"),
        .testTarget(name: "SimulatedSeaTests", dependencies: ["SimulatedSea"]),
        .testTarget(
            name: "SimulatedDatasetTests",
            dependencies: ["SimulatedDataset", "SimulatedSea", "Datasets", "Imaging"]),
        .testTarget(name: "ProgressTests", dependencies: ["Progress"]),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "flukeprint", "Torch", "Ranking", "Imaging", "Embedders", "Detectors", "Datasets",
                "Randomness",
            ]),
        .target(name: "GoldenSupport", dependencies: ["Torch"], path: "Tests/GoldenSupport"),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)
