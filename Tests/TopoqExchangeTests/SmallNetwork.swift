// One OLT, one cabinet with two splitters, two homes: enough for whatever can be written wrong.
//
//     OLT1:1 ── F1#1 ── S1 in CAB1 ── :1 ── D1 ── H1
//     OLT1:2 ── F1#2 ── S2 in CAB1            D2 ── H2   (D2 spliced to nothing)

import TopoqBilling
import TopoqCRM
import TopoqExchange
import TopoqStore
import TopoqVocabulary

enum SmallNetwork {
  static let modules: [Module] = [Plant.module, CRM.module, Billing.module]

  static let files: [String: String] = [
    "nodes.csv": """
    code,kind,lon,lat,housed_in,ports
    OLT1,olt,77.5900,12.9700,,4
    CAB1,cabinet,77.5950,12.9700,,
    S1,splitter,,,CAB1,8
    S2,splitter,,,CAB1,8
    H1,premises,77.5960,12.9700,,
    H2,premises,77.5950,12.9710,,

    """,
    "routes.csv": """
    code,kind,from,to,strands,length_m,wkt
    F1,feeder,OLT1,CAB1,12,550,"LINESTRING(77.59 12.97, 77.595 12.97)"
    D1,drop,CAB1,H1,1,110,
    D2,drop,CAB1,H2,1,,

    """,
    "joints.csv": """
    node,from,to,loss_db
    OLT1,OLT1:1,F1#1,0.3
    CAB1,F1#1,S1:in,
    CAB1,S1:1,D1#1,
    H1,D1#1,H1:in,
    OLT1,OLT1:2,F1#2,0.3
    CAB1,F1#2,S2:in,

    """,
    "customers.csv": """
    code,name,node,status,active_from,active_to
    C1,Asha Rao,H1,active,2025-01-01,
    C2,Ravi Menon,H2,ceased,2024-01-01,2025-06-30

    """,
    "plans.csv": """
    code,name,kind,price_minor,currency
    P50,Home 50,internet,59900,INR

    """,
    "charges.csv": """
    code,party,node,plan,price_minor,currency,from,to
    CH1,C1,H1,P50,,,2025-01-01,

    """,
  ]

  /// The network with some of its files said otherwise; nil leaves a file out.
  static func files(with changes: [String: String?]) -> [String: String] {
    var files = files
    for (name, text) in changes { files[name] = text }
    return files
  }

  /// Imports a folder of files into `into`.
  @discardableResult
  static func `import`(
    _ files: [String: String] = SmallNetwork.files, into: String
  ) throws -> ImportReport {
    let folder = try ScratchFolder(files)
    return try NetworkImport(source: folder.path, into: into, modules: modules).run()
  }
}
