// swift-tools-version: 6.1

import PackageDescription

/// Where libtorch lies: `LIBTORCH=path`, or what `make setup` unpacked into `.libtorch/`.
let libtorch =
    Context.environment["LIBTORCH"] ?? "\(Context.packageDirectory)/.libtorch/torch"

/// Headers are system headers, so that libtorch's own warnings stay out of the build log.
let libtorchHeaders: [CXXSetting] = [
    .unsafeFlags([
        "-O2", "-g0", "-fvisibility=hidden",
        "-isystem", "\(libtorch)/include",
        "-isystem", "\(libtorch)/include/torch/csrc/api/include",
    ])
]

/// The run path is baked in, so that `swift build` and `swift test` need no environment variable.
let libtorchLibraries: [LinkerSetting] = [
    // Several times faster than the system's linker.
    .unsafeFlags(["-use-ld=lld"], .when(platforms: [.linux])),
    .unsafeFlags(["-L\(libtorch)/lib", "-Xlinker", "-rpath", "-Xlinker", "\(libtorch)/lib"]),
    .linkedLibrary("torch_cpu"),
    .linkedLibrary("c10"),
]

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
                "TorchNN",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(name: "TorchNN", dependencies: ["Torch"]),
        .target(name: "Torch", dependencies: ["CTorch", "TensorFiles"]),
        .target(name: "TensorFiles"),
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
            name: "TorchTests", dependencies: ["Torch", "ProcessGroupWorker"],
            resources: [.copy("Goldens")]),
        .executableTarget(
            name: "ProcessGroupWorker", dependencies: ["Torch"], path: "Tests/ProcessGroupWorker"),
        .testTarget(name: "TorchNNTests", dependencies: ["TorchNN"], resources: [.copy("Goldens")]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)
