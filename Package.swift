// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target of ours; they do not reach the packages that we use.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"), .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"), .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error), .treatWarning("DeprecatedDeclaration", as: .warning),
]

func room(_ name: String, _ below: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: below, swiftSettings: house)
}

func tests(of module: String, _ more: [Target.Dependency] = [], besides files: [String] = []) -> Target {
    .testTarget(
        name: "\(module)Tests",
        dependencies: [.byName(name: module)] + more,
        exclude: files,
        swiftSettings: house
    )
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "lumbung",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "lumbung", targets: ["lumbung"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    ],
    targets: [
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        room("Civic", []),
        room("Rules", ["Civic"]),
        room("Definition", ["Civic", "Rules", crypto, yams]),
        room("Ledger", ["Civic", crypto]),
        room("Engine", ["Civic", "Rules", "Definition"]),
        room("Store", ["Civic", "Definition", "Engine", "Ledger"]),
        room("StoreSQLite", ["Civic", "Store", grdb]),
        room(
            "Node",
            ["Civic", "Rules", "Definition", "Ledger", "Engine", "Store", "CArgon2", crypto, lifecycle, logging]
        ),
        room(
            "Exchange",
            ["Civic", "Rules", "Definition", "Ledger", "Engine", "Store", "Node", crypto, lifecycle, logging]
        ),
        room("LiveRoom", ["Civic", "Rules", "Definition", "Ledger", "Engine", "Store", "Node"]),
        room(
            "Web",
            [
                "Civic", "Rules", "Definition", "Ledger", "Engine", "Store", "Node", "Exchange", "LiveRoom",
                hummingbird,
                "CZlib", mustache, logging, lifecycle, yams, crypto,
            ]
        ),
        .executableTarget(
            name: "lumbung",
            dependencies: [
                "Civic", "Rules", "Definition", "Ledger", "Engine", "Store", "StoreSQLite", "Node", "Exchange",
                "LiveRoom", "Web", "CZlib", hummingbird, arguments, lifecycle, signals, logging, yams, crypto,
            ],
            swiftSettings: house
        ),
        tests(of: "Civic"), tests(of: "Rules", ["Civic"], besides: ["expected-failures.txt"]),
        tests(of: "Definition", ["Civic", "Rules"]),
        tests(of: "Ledger", ["Civic"]),
        tests(of: "Engine", ["Civic", "Rules", "Definition"]),
        tests(of: "Store", ["Civic", "Definition", "Engine", "Ledger", "StoreSQLite", "Node"]),
        tests(of: "StoreSQLite", ["Civic", "Definition", "Engine", "Ledger", "Store"]),
        tests(
            of: "Node",
            ["Civic", "Definition", "Ledger", "Engine", "Store", "StoreSQLite", lifecycle, logging]
        ),
        tests(of: "Exchange", ["Civic", "Definition", "Ledger", "Engine", "Store", "StoreSQLite", "Node", "Web"]),
        tests(of: "LiveRoom", ["Civic", "Definition", "Engine", "Store", "StoreSQLite", "Node"]),
        tests(of: "Web", ["Civic", "Definition", "Engine", "Store", "StoreSQLite", "Node", "Exchange", "LiveRoom"]),
        .testTarget(
            name: "LumbungTests",
            dependencies: ["lumbung", "Civic", "Definition", "Engine", "Store", "StoreSQLite", "Node", "Exchange"],
            swiftSettings: house
        ),
        .testTarget(name: "HouseTests", dependencies: [], swiftSettings: house),
    ]
)
