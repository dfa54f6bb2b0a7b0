// What a file holds, as text, to be compared before and after.

import TopoqExchange

/// A file's whole content as a folder and its findings, to be compared.
struct FolderContents: Equatable {
  private let files: [String: [UInt8]]
  private let findings: [String]

  init(of path: String) throws {
    let folder = try ScratchFolder()
    try FolderExport(path: path, modules: SmallNetwork.modules).write(to: folder.path)
    files = try folder.contents()
    findings = try ImportedFile(path: path).texts(
      "SELECT rule || ' ' || code || ' ' || message FROM finding ORDER BY rule, code, message")
  }
}
