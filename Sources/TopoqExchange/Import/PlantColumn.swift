// The columns that topoq knows in the files of a network folder.

/// A column of one of the plant's files; raw values count from 0.
protocol PlantColumn: RawRepresentable<Int>, CaseIterable {
  var header: String { get }
}

enum NodeColumn: Int, PlantColumn {
  case code, kind, name, longitude, latitude, geometry, wkt, housing, ports, technology, units
  case state, reserved, feeder, feederPort

  var header: String {
    switch self {
    case .longitude: "lon"
    case .latitude: "lat"
    case .housing: "housed_in"
    case .feeder: "fed_by"
    case .feederPort: "fed_port"
    default: "\(self)"
    }
  }
}

enum RouteColumn: Int, PlantColumn {
  case code, kind, name, from, to, strands, metres, trench, state, reserved, wkt, geometry

  var header: String { self == .metres ? "length_m" : "\(self)" }
}

enum JointColumn: Int, PlantColumn {
  case node, from, to, loss, until, reason

  var header: String { self == .loss ? "loss_db" : "\(self)" }
}

enum AreaColumn: Int, PlantColumn {
  case code, name, kind

  var header: String { "\(self)" }
}
