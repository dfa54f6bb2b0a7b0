// Joints for a while: a customer on a spare port until the cabinet is dry, a patch until the digger left.

internal import TopoqSQLite
internal import TopoqText
internal import TopoqVocabulary

/// Until when a joint is meant to stand, and why it was made.
///
/// It hangs on the joint itself: whoever moves the feed back, or takes the splice apart, has ended
/// it; nothing else must be kept in step. A joint without one is meant to stay.
struct Makeshift {
  let until: String
  let reason: String

  /// The columns, from version 3 of the plant on.
  static let tables = """
    ALTER TABLE joint ADD COLUMN until TEXT;
    ALTER TABLE joint ADD COLUMN reason TEXT;
    """
  static let indexes = "CREATE INDEX joint_until ON joint (until) WHERE until IS NOT NULL;"

  static let arguments = [
    VerbArgument(
      "until", .value(.day), doc: "the day by which it is to be undone; for good if not given"),
    VerbArgument("reason", .value(.text), doc: "why it is done for a while only"),
  ]

  static let verbs: [Verb] = [
    Verb(
      "keep", .thing, of: [.noun("joint")], doc: "lets a joint stay that was meant for a while",
      example: "keep joint 12"
    ) { request in
      let joint = try request.changed()
      try request.connection.kept(
        "UPDATE joint SET until = NULL, reason = NULL WHERE id = ? AND until IS NOT NULL"
      ).run([.integer(joint.id)])
      guard request.connection.changedRows > 0 else {
        throw ChangeRefusal(
          "\(joint.called) is meant to stay already",
          help: "`joints where makeshift` lists those that are not")
      }
    }
  ]

  /// What the arguments `until` and `reason` say; nil where it is for good.
  static func stated(_ request: ChangeRequest) throws -> Makeshift? {
    let reason = request.text("reason").flatMap { $0.contains { $0 != " " } ? $0 : nil }
    guard let until = request.text("until") else {
      guard reason == nil else {
        throw ChangeRefusal(
          "a reason is for what is undone again", help: "add `until` and the day, or leave it out")
      }
      return nil
    }
    guard until > request.day("on") else {
      throw ChangeRefusal(
        "until \(until) is over already", help: "give a day after \(request.day("on"))")
    }
    guard let reason else {
      throw ChangeRefusal(
        "what is done for a while needs a reason, or nobody dares to undo it",
        help: "add `reason \"...\"`")
    }
    return Makeshift(until: until, reason: reason)
  }

  static let fields: [Field] = [
    Field(
      "until", .day, of: .noun("joint"), sql: "{row}.until",
      doc: "the day by which it is to be undone; empty where it is to stay"),
    Field(
      "reason", .text, of: .noun("joint"), sql: "{row}.reason",
      doc: "why it was made for a while only"),
  ]

  static let conditions: [Condition] = [
    Condition(
      "makeshift", of: .noun("joint"), sql: "({row}.until IS NOT NULL)",
      doc: "made for a while, to be undone by a day"),
    Condition(
      "outstayed", of: .noun("joint"), sql: "({row}.until IS NOT NULL AND {row}.until <= {today})",
      doc: "made for a while, and still there though its day has come"),
  ]
}
