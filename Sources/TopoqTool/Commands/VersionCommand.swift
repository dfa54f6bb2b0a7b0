// `topoq --version`

enum VersionCommand {
  static func run() throws -> ExitStatus {
    try Console().print("topoq \(Tool.version)\n")
    return .done
  }
}
