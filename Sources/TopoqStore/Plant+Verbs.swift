// What can be done to the plant.

internal import TopoqVocabulary

extension Plant {
  static let verbs: [Verb] =
    Additions.verbs + Removals.verbs + FieldEdits.verbs + Feeds.verbs + Splices.verbs + Cuts.verbs
    + Reservations.verbs + Makeshift.verbs
}
