/// A figure made of a field's values.
public enum Aggregate: String, Hashable, Sendable, CaseIterable {
  case sum, average, min, max
}
