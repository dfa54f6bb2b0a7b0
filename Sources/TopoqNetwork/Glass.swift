// What light needs to know of the plant in order to be followed through it.

/// A route as light meets it.
public struct GlassRoute: Sendable {
  public var from: Int32
  public var to: Int32
  public var metres: Double
  public var isInService: Bool
  /// A fault on the record: the rows below stay, marked dark.
  public var isCut: Bool

  public init(from: Int32, to: Int32, metres: Double, isInService: Bool, isCut: Bool) {
    self.from = from
    self.to = to
    self.metres = metres
    self.isInService = isInService
    self.isCut = isCut
  }
}

/// A node as light meets it.
public struct GlassNode: Sendable {
  public var kind: NodeKind
  public var isSource: Bool
  public var isInService: Bool
  public var isCut: Bool
  /// What light loses between an input and an output, in dB.
  public var splitLoss: Double

  public init(
    kind: NodeKind, isSource: Bool, isInService: Bool, isCut: Bool, splitLoss: Double
  ) {
    self.kind = kind
    self.isSource = isSource
    self.isInService = isInService
    self.isCut = isCut
    self.splitLoss = splitLoss
  }
}

/// The plant as light sees it: in memory during an import, in the file during an edit.
public protocol Glass {
  /// The end that a joint puts opposite `end`, and the joint's loss in dB; nil where none does.
  func peer(of end: End) throws -> (end: End, loss: Double)?
  func route(_ id: Int32) throws -> GlassRoute
  func node(_ id: Int32) throws -> GlassNode
  /// The numbered ports of `node` that are in a joint, in ascending order.
  func joinedOutputs(of node: Int32) throws -> [Int32]
  /// The inputs of `node` that are in a joint: `in` first.
  func joinedInputs(of node: Int32) throws -> [PortNumber]
}
