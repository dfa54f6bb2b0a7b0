// swift-tools-version: 6.1
import PackageDescription

// The layers, bottom up. A module imports only from rows below its own; the layering test in
// Tests/TidyTests compares every import with this manifest and with Sources/README.md.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .unsafeFlags(["-warnings-as-errors"]),
]

func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

// A tool starts in half the time with Swift's own libraries inside it; SQLite stays shared.
func tool(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, swiftSettings: strict,
    linkerSettings: [
      .unsafeFlags(["-static-stdlib"], .when(platforms: [.linux], configuration: .release))
    ])
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "topoq",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Topoq", targets: ["Topoq"]),
    .executable(name: "topoq", targets: ["TopoqTool"]),
    .executable(name: "topoq-bench", targets: ["TopoqBench"]),
  ],
  targets: [
    // C
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .systemLibrary(
      name: "CSpatiaLite",
      providers: [.apt(["libspatialite-dev"]), .brew(["libspatialite"])]),
    .systemLibrary(name: "CGEOS", providers: [.apt(["libgeos-dev"]), .brew(["geos"])]),

    // text
    module("TopoqText", []),

    // foundations
    module("TopoqSyntax", ["TopoqText"]),
    module("TopoqGraph", []),
    module("TopoqGeometry", ["TopoqText", "CGEOS"]),
    module("TopoqSQLite", ["CSQLite", "CSpatiaLite"]),

    // plant
    module("TopoqNetwork", ["TopoqGraph"]),

    // socket
    module("TopoqVocabulary", ["TopoqText", "TopoqSQLite"]),

    // engine
    module(
      "TopoqStore",
      [
        "TopoqText", "TopoqGraph", "TopoqGeometry", "TopoqSQLite", "TopoqNetwork",
        "TopoqVocabulary",
      ]),
    module(
      "TopoqQuery",
      ["TopoqText", "TopoqSyntax", "TopoqSQLite", "TopoqNetwork", "TopoqVocabulary"]),

    // face
    module(
      "Topoq",
      [
        "TopoqText", "TopoqSyntax", "TopoqSQLite", "TopoqVocabulary", "TopoqStore", "TopoqQuery",
      ]),

    // rim
    module("TopoqCRM", ["TopoqText", "TopoqSQLite", "TopoqVocabulary"]),
    module("TopoqBilling", ["TopoqText", "TopoqSQLite", "TopoqVocabulary"]),
    module("TopoqAssurance", ["TopoqText", "TopoqSQLite", "TopoqVocabulary"]),
    module(
      "TopoqExchange",
      [
        "TopoqText", "TopoqGeometry", "TopoqSQLite", "TopoqNetwork", "TopoqVocabulary",
        "TopoqStore", "TopoqQuery",
      ]),

    // tool
    tool(
      "TopoqTool",
      [
        "TopoqText", "TopoqSyntax", "TopoqSQLite", "TopoqVocabulary", "TopoqStore", "TopoqQuery",
        "Topoq", "TopoqCRM", "TopoqBilling", "TopoqAssurance", "TopoqExchange",
      ]),
    tool(
      "TopoqBench",
      [
        "TopoqText", "TopoqSyntax", "TopoqSQLite", "TopoqVocabulary", "TopoqStore", "TopoqQuery",
        "Topoq", "TopoqCRM", "TopoqBilling", "TopoqAssurance", "TopoqExchange",
      ]),

    // tests
    .target(
      name: "TestSupport", dependencies: ["TopoqNetwork"], path: "Tests/TestSupport",
      swiftSettings: strict),
    tests("TopoqTextTests", ["TopoqText", "TestSupport"]),
    tests("TopoqSyntaxTests", ["TopoqSyntax", "TestSupport"]),
    tests("TopoqGraphTests", ["TopoqGraph"]),
    tests("TopoqGeometryTests", ["TopoqGeometry", "TopoqText", "TestSupport"]),
    tests("TopoqSQLiteTests", ["TopoqSQLite"]),
    tests("TopoqNetworkTests", ["TopoqNetwork", "TestSupport"]),
    tests(
      "TopoqStoreTests",
      [
        "TopoqText", "TopoqGeometry", "TopoqSQLite", "TopoqNetwork", "TopoqVocabulary",
        "TopoqStore",
      ]),
    tests(
      "TopoqBillingTests",
      [
        "TopoqText", "TopoqSQLite", "TopoqVocabulary", "TopoqQuery", "TopoqSyntax", "Topoq",
        "TopoqCRM", "TopoqBilling", "TopoqAssurance", "TopoqExchange", "TestSupport",
      ]),
    tests(
      "TopoqTests",
      [
        "TopoqText", "TopoqSyntax", "TopoqSQLite", "TopoqNetwork", "TopoqVocabulary", "TopoqStore",
        "TopoqQuery", "Topoq", "TopoqCRM", "TopoqBilling", "TopoqAssurance", "TopoqExchange",
        "TestSupport",
      ]),
    tests(
      "TopoqExchangeTests",
      [
        "TopoqText", "TopoqSyntax", "TopoqGeometry", "TopoqSQLite", "TopoqNetwork",
        "TopoqVocabulary",
        "TopoqStore", "TopoqQuery", "Topoq", "TopoqCRM", "TopoqBilling", "TopoqAssurance",
        "TopoqExchange",
        "TestSupport",
      ]),
    tests("TopoqToolTests", ["TopoqTool", "TopoqText"], exclude: ["Sessions"]),
    tests("TidyTests", []),
  ],
  swiftLanguageModes: [.v6]
)
