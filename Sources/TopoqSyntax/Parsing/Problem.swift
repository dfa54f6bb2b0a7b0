/// A diagnostic on its way, with the edits that would put its cause right.
struct Problem {
  let diagnostic: Diagnostic
  let edits: [TextEdit]
}
