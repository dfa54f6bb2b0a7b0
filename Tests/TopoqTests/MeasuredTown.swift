// A random town with charges, profiles and sessions, and what follows from them by plain reading.

import TestSupport
import TopoqSQLite
import TopoqText

struct MeasuredTown {
  private struct Plan {
    let code: String
    let price: Int
    let speed: Int
  }
  private struct Session {
    let start: Int
    let stop: Int?
    let bytes: Int?
    let profile: String?
    let port: Int?
  }
  private struct Home {
    let port: Int
    var charges: [Plan] = []
    var service: (plan: Plan, isActive: Bool)?
    var provision: (plan: Plan, isBySpeed: Bool, isLive: Bool, port: Int?)?
    var sessions: [Session] = []
  }

  // L100 is sold no longer, and as fast as N100.
  private static let plans = [
    Plan(code: "N25", price: 30_000, speed: 25), Plan(code: "N50", price: 50_000, speed: 50),
    Plan(code: "N100", price: 80_000, speed: 100), Plan(code: "L100", price: 70_000, speed: 100),
  ]
  private static let firstDay = Day("2026-01-01")!
  private var homes: [Home] = []

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func plan() -> Plan { Self.plans.randomElement(using: &random)! }
    for _ in 0..<40 {
      var home = Home(port: Int.random(in: 1...3, using: &random))
      for _ in 0..<[0, 1, 1, 1, 2].randomElement(using: &random)! { home.charges.append(plan()) }
      if Bool.random(using: &random) {
        home.service = (plan(), Int.random(in: 0..<4, using: &random) > 0)
      }
      if Int.random(in: 0..<3, using: &random) == 0 {
        home.provision = (
          plan(), Bool.random(using: &random), Int.random(in: 0..<5, using: &random) > 0,
          [nil, 1, 2, 3].randomElement(using: &random)!
        )
      }
      var start = Int.random(in: 0..<80, using: &random)
      for _ in 0..<Int.random(in: 0..<4, using: &random) where start < 115 {
        let stop = min(119, start + Int.random(in: 0..<20, using: &random))
        home.sessions.append(
          Session(
            start: start, stop: [stop, stop, nil].randomElement(using: &random)!,
            bytes: [nil, 0, 900].randomElement(using: &random)!,
            profile: Bool.random(using: &random) ? plan().code : nil,
            port: [nil, home.port, 1, 2].randomElement(using: &random)!))
        start = stop + 1 + Int.random(in: 0..<15, using: &random)
      }
      homes.append(home)
    }
  }

  private func code(_ home: Int) -> String { "C\(home + 100)" }
  private static func day(_ number: Int) -> String { firstDay.adding(days: number).description }

  // MARK: As files

  var files: [String: String] {
    var nodes = "code,kind,ports,fed_by,fed_port\nOLT1,olt,4,,\n"
    for port in 1...3 { nodes += "S\(port),splitter,64,OLT1,\(port)\n" }
    var customers = "code,node,status,active_from\n"
    var services = "code,party,node,plan,status,from,username\n"
    var charges = "code,party,node,plan,from\n"
    var provisions = "party,profile,down_mbps,status,olt,port\n"
    var sessions = "username,start,stop,bytes,profile,olt,port\n"
    for (index, home) in homes.enumerated() {
      let code = code(index)
      nodes += "H\(index),premises,,S\(home.port),\n"
      customers += "\(code),H\(index),active,2026-01-01\n"
      if let service = home.service {
        services +=
          "SV\(index),\(code),H\(index),\(service.plan.code),"
          + "\(service.isActive ? "active" : "ceased"),2026-01-01,\(code)@isp\n"
      }
      for (number, plan) in home.charges.enumerated() {
        charges += "CH\(index)-\(number),\(code),H\(index),\(plan.code),2026-01-01\n"
      }
      if let given = home.provision {
        provisions +=
          "\(code),\(given.isBySpeed ? ",\(given.plan.speed)" : given.plan.code + ","),"
          + (given.isLive ? "up" : "disabled") + (given.port.map { ",OLT1,\($0)" } ?? ",,") + "\n"
      }
      for session in home.sessions {
        sessions +=
          (home.service == nil ? code : "\(code)@isp") + ","
          + "\(Self.day(session.start)) 08:00:00,"
          + (session.stop.map { Self.day($0) + " 20:00:00" } ?? "") + ","
          + "\(session.bytes.map(String.init) ?? ""),\(session.profile ?? ""),"
          + (session.port.map { "OLT1,\($0)" } ?? ",") + "\n"
      }
    }
    let plans = Self.plans.map {
      "\($0.code),internet,\($0.price),INR,\($0.speed),\($0.code == "L100" ? "2026-01-01" : "")\n"
    }
    return [
      "nodes.csv": nodes, "customers.csv": customers, "services.csv": services,
      "charges.csv": charges, "provisioned.csv": provisions, "sessions.csv": sessions,
      "plans.csv": "code,kind,price_minor,currency,down_mbps,valid_to\n" + plans.joined(),
    ]
  }

  // MARK: As read plainly

  private var measuredTo: Int {
    homes.flatMap(\.sessions).map { $0.stop ?? $0.start }.max() ?? 0
  }

  /// The last day of a session: nothing where it carried nothing, no end where it is open.
  private func seen(_ session: Session, in home: Home) -> Int {
    if session.bytes == 0 { return -1 }
    if let stop = session.stop { return stop }
    return home.sessions.contains { $0.start > session.start } ? session.start : .max
  }

  private func lastSeen(_ home: Home) -> Int? {
    guard let last = home.sessions.map({ seen($0, in: home) }).max(), last >= 0 else { return nil }
    return last == .max ? measuredTo : last
  }

  private func newestFirst(_ home: Home) -> [Session] {
    home.sessions.sorted {
      (seen($0, in: home), $0.start) > (seen($1, in: home), $1.start)
    }
  }

  private func delivered(_ home: Home) -> [Plan] {
    if let given = home.provision, given.isLive {
      let isAsFast = given.isBySpeed && given.plan.speed == 100
      return [isAsFast ? Self.plans[2] : given.plan]
    }
    if let profile = newestFirst(home).lazy.compactMap(\.profile).first {
      return Self.plans.filter { $0.code == profile }
    }
    if let service = home.service, service.isActive { return [service.plan] }
    return []
  }

  /// Delivered and not charged, charged and not delivered.
  private func difference(_ home: Home) -> (more: [Plan], less: [Plan]) {
    let delivered = delivered(home)
    return (
      delivered.filter { plan in !home.charges.contains { $0.speed == plan.speed } },
      home.charges.filter { plan in !delivered.contains { $0.speed == plan.speed } }
    )
  }

  private func codes(where test: (Home) -> Bool) -> [String] {
    homes.indices.filter { test(homes[$0]) }.map { code($0) }
  }

  var sights: [[String]] {
    homes.indices.map { index in
      let last = lastSeen(homes[index])
      return [
        code(index), last.map { Self.day($0) } ?? "", last.map { String(measuredTo - $0) } ?? "",
      ]
    }
  }
  var seen: [String] { codes { home in lastSeen(home).map { measuredTo - $0 <= 30 } ?? false } }
  var differing: [String] {
    codes { home in
      let (more, less) = difference(home)
      return !more.isEmpty && !less.isEmpty
    }
  }
  var elsewhere: [String] {
    codes { home in
      let live = home.provision.flatMap { $0.isLive ? $0.port : nil }
      let port = newestFirst(home).lazy.compactMap(\.port).first ?? live
      return port.map { $0 != home.port } ?? false
    }
  }
  var givenAway: [[String]] {
    homes.indices.map { index in
      let (more, less) = difference(homes[index])
      let money = more.reduce(0) { $0 + $1.price } - less.reduce(0) { $0 + $1.price }
      let isCompared = !more.isEmpty && !less.isEmpty && money > 0
      return [code(index), isCompared ? String(money) : ""]
    }
  }

  static func written(_ value: SQLiteValue) -> String {
    switch value {
    case .text(let text): text
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .null, .blob: ""
    }
  }
}
