/// One node of a spatial index, read where SQLite keeps it (`X_node.data`).
///
/// A view on bytes that belong to somebody else: use it while they are there. Source of the
/// format: SQLite's `ext/rtree/rtree.c`, two dimensions, 32-bit coordinates, big-endian.
public struct RTreeNode {
  public enum Fault: Error, Hashable, Sendable {
    /// The bytes are too few for the header or for the cells that it counts.
    case truncated
    /// A root that claims more levels than SQLite allows.
    case tooDeep
    /// A node below another, at no level of the tree.
    case misplaced(number: Int64)
  }

  /// `RTREE_MAX_DEPTH` in rtree.c.
  static let maximumDepth = 40

  private let bytes: UnsafeRawBufferPointer
  /// Cells in the node: entries in a leaf, nodes elsewhere.
  public let count: Int
  /// In the root, steps down to the leaves; SQLite writes 0 into all others.
  public let depth: Int

  public init(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
    guard bytes.count >= PackedRTree.bytesOfHeader else { throw .truncated }
    depth = Int(UInt16(bigEndian: bytes.loadUnaligned(as: UInt16.self)))
    count = Int(UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self)))
    guard depth <= Self.maximumDepth else { throw .tooDeep }
    let byteCount = PackedRTree.bytesOfHeader + count * PackedRTree.bytesPerCell
    guard byteCount <= bytes.count else { throw .truncated }
    self.bytes = bytes
  }

  /// The entry's id in a leaf, the lower node's number elsewhere.
  public func id(at index: Int) -> Int64 {
    Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset(of: index), as: Int64.self))
  }

  /// The cell's box, as rounded outward to 32 bits.
  public func box(at index: Int) -> BoundingBox {
    RTreeBox(from: bytes, at: offset(of: index) + 8).degrees
  }

  private func offset(of index: Int) -> Int {
    precondition(index >= 0 && index < count, "a cell's index lies below the node's count")
    return PackedRTree.bytesOfHeader + index * PackedRTree.bytesPerCell
  }
}
