// A village that has been billed for months by sentences: every table of every module has rows.

import Topoq
import TopoqAssurance
import TopoqBilling
import TopoqCRM
import TopoqExchange
import TopoqQuery
import TopoqStore
import TopoqSyntax
import TopoqText
import TopoqVocabulary

enum RichFile {
  static let modules: [Module] = [Plant.module, CRM.module, Billing.module, Assurance.module]

  /// Imports the village into `path` and lives through some months there.
  static func make(at path: String) throws {
    _ = try NetworkImport(
      source: "\(packageRoot)/datasets/village", into: path, modules: modules
    ).run()
    let folder = try ScratchFolder(files)
    _ = try NetworkImport(source: folder.path, into: path, modules: modules).run()
    for (day, sentences) in months {
      let file = try NetworkFile(
        path, mode: .write, modules: Array(modules.dropFirst()), today: Day(day)!, author: "anna")
      for sentence in sentences {
        var rows = HeldRows(wantsGeometry: false)
        let parsed = file.parse(sentence).parsed
        guard let statement = parsed.statements.first, !parsed.hasErrors else {
          throw WrongSentence(parsed.diagnostics)
        }
        _ = try file.run(statement, of: sentence, into: &rows, isConfirmed: true)
      }
    }
  }

  /// What no verb writes, and what came from elsewhere.
  private static let files = [
    "taxes.csv": "code,tax,place,component,rate_bp\nT1,GST,home,CGST,900\nT2,GST,home,SGST,900\n",
    "plans.csv": "code,tax,inclusive\nHOME50,GST,no\nHOME100,GST,yes\n",
    "plan_prices.csv": "code,plan,from,price_minor\nPP1,HOME100,2026-08-01,104900\n",
    "invoices.csv": """
    code,party,issued,due,total_minor,currency,paid_minor
    X-1,C1010,2026-03-01,2026-03-16,79900,INR,20000
    X-2,C1010,2026-04-01,2026-04-16,79900,INR,
    X-3,C1012,2026-04-01,,79900,INR,

    """,
    "payments.csv": """
    code,account,day,amount_minor,currency,method,reference,payer,reversed_on
    B-1,C1010,2026-04-05,50000,INR,upi,,,
    B-2,nobody,2026-04-05,1234,INR,bank,NEFT 9,A PAYER,
    B-3,,2026-04-06,79900,INR,bank,NEFT/X-3,RAO,
    B-4,C1010,2026-04-07,20000,INR,cheque,,,2026-04-20

    """,
    "partners.csv": "code,name\nLCO1,Mill Road Cable\n",
    "accounts.csv": "code,party,currency,partner\nC1010,C1010,INR,LCO1\nC1012,C1012,INR,\n",
  ]

  private static let months: [(day: String, sentences: [String])] = [
    (
      "2026-05-01",
      [
        "audit", "waive finding F-1 reason 'known' until 2026-12-31",
        "add rule 'no email' question 'customers where active and email is empty' since 'since'",
        "add share SH1 partner LCO1 percent 20%",
        "add share SH2 partner LCO1 percent 12.5% plan HOME50",
        "add account A7 for customer C1007 mode prepaid",
        "renew account A7 until 2026-06-01 amount 799 INR",
        "add account A1 for customer C1001", "assign customer C1002 to account A1",
      ]
    ),
    (
      "2026-05-04",
      [
        "add service S1004 for customer C1004 plan HOME100", "activate service S1004",
        "add lead L77 at premises H60 name \"Asha Rao\" phone \"+918040001077\"",
        "qualify lead L77", "schedule lead L77 on 2026-05-08",
        "add visit V90 for customer C1001 on 2026-05-06", "fail visit V90 reason no_access",
        "suspend customer C1003 on 2026-05-10 until 2026-06-10 reason \"on holiday\"",
      ]
    ),
    (
      "2026-05-10",
      [
        "suspend service S1004 until 2026-05-20 reason 'travelling'",
        "change service S1004 to plan HOME50 on 2026-06-16",
        "add discount D1 for customer C1004 percent 20% from 2026-06-01 until 2026-09-01",
        "install lead L77 on 2026-05-09", "activate lead L77 as C2001 on 2026-05-10",
        "cease customer C1009 on 2026-05-31 reason \"moved away\"",
      ]
    ),
    ("2026-06-01", ["bill", "pay customer C1004 amount 300 INR", "audit"]),
    (
      "2026-06-20",
      [
        "dispute invoice I-2026-0437 reason \"down for two weeks\"",
        "pay account A1 amount 4000 INR", "chase invoice I-2026-0441 note \"called\"",
        "promise customer C1006 amount 500 INR on 2026-06-24",
        "resolve invoice I-2026-0437 outcome \"credited in part\"",
        "credit invoice I-2026-0437 amount 100 INR reason \"outage\"",
      ]
    ),
    (
      "2026-07-01",
      [
        "bill", "match payment B-2 to account C1010", "reverse payment B-1 reason \"bounced\"",
        "dispute invoice I-2026-0438 reason \"not mine\"", "pay customer C1001 amount 900 INR",
      ]
    ),
    (
      "2026-08-02",
      [
        "bill", "settle partner LCO1 month \"2026-07\"",
        "write_off invoice X-2 reason \"not found\"", "audit",
        "grant account A7 grace 2026-08-20 reason \"cheque is in the post\"",
        "cut route D41", "reserve splitter S12 ports 1",
      ]
    ),
  ]
}
