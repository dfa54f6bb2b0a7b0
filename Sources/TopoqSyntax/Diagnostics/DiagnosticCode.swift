/// The stable codes of all that can be wrong with a sentence, by the stage that finds it.
public enum DiagnosticCode: String, Hashable, Sendable, CaseIterable {
  // Characters and literals.
  case badCharacter = "E101"
  case curlyQuotes = "E102"
  case unterminatedString = "E103"
  case badNumber = "E104"
  case thousandsSeparator = "E105"
  case badDate = "E106"

  // The sentence.
  case unexpected = "E201"
  case stopsTooEarly = "E202"
  case missingName = "E203"
  case otherLanguage = "E204"
  case misplacedCondition = "E205"
  case joinedPlaces = "E206"
  case aggregateWithoutField = "E207"
  case clauseTooLate = "E208"
  case mixedAndOr = "E209"
  case trailingNot = "E210"
  case placeAfterCondition = "E211"
  case reservedWord = "E212"

  // The vocabulary.
  case unknownNoun = "E301"
  case unknownWord = "E302"
  case unknownArgument = "E303"
  case unknownFormat = "E304"
  case moduleNotLoaded = "E305"
  case unknownMeasure = "E306"
  case unknownTopic = "E307"
  case missingArgument = "E308"
  case argumentTwice = "E309"

  // Codes and names.
  case unknownCode = "E401"
  case ambiguousCode = "E402"
  case unquotedName = "E403"
  case nameTaken = "E404"
  case parameterNotSet = "E405"
  case nothingToForget = "E406"

  // Types and units.
  case missingUnit = "E501"
  case unknownUnit = "E502"
  case unitMismatch = "E503"
  case comparedCondition = "E504"
  case bareField = "E505"
  case typeMismatch = "E506"
  case pointElsewhere = "E507"

  // Meaning.
  case doesNotApply = "E601"
  case changeRefused = "E602"
  case needsConfirmation = "E603"
  case readOnly = "E604"
  case undoBlocked = "E605"
  case noPositions = "E606"
  case languageVersion = "E607"
  case portTaken = "E608"
  case notAnswered = "E609"

  // Limits.
  case textTooLong = "E701"
  case tooManyTokens = "E702"
  case tooDeep = "E703"
  case interrupted = "E704"
  case answerTooLarge = "E705"
}
