// Stopping what runs, from another thread or a signal handler.

internal import CSQLite

/// Stops the statement that runs on one connection; valid while the connection is open.
public struct Interrupt: Sendable {
  private let address: UInt

  init(_ pointer: OpaquePointer) { address = UInt(bitPattern: pointer) }

  public func callAsFunction() { sqlite3_interrupt(OpaquePointer(bitPattern: address)) }
}

extension ConnectionHandle {
  public var interrupt: Interrupt { Interrupt(pointer) }
}
