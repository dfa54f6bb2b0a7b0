// A file with several currencies: amounts are shown, each in its own, and never mixed.

import Testing
import Topoq
import TopoqSQLite

@Suite("Currencies")
struct CurrencyTests {
  private let files = [
    "nodes.csv": "code,kind\nH1,premises\nH2,premises\nH3,premises\n",
    "customers.csv": "code,name,node\nC1,Asha,H1\nC2,Ben,H2\nC3,Chi,H3\n",
    "charges.csv": """
    code,party,node,price_minor,currency,from,to
    X1,C1,H1,50000,INR,2020-01-01,
    X2,C2,H2,900,USD,2020-01-01,
    X3,C2,H2,1100,USD,2020-01-01,

    """,
  ]

  @Test("a list shows money once for each currency, and orders by each")
  func lists() throws {
    let network = try TestNetwork.of(files)
    let file = try network.open()
    let list = try file.answer("customers show code, mrr order by mrr desc, code")
    #expect(list.columns == ["code", "mrr_INR", "mrr_USD"])
    #expect(list.column("code") == ["C1", "C2", "C3"])
    #expect(list.values[0][1] == .integer(50000))
    #expect(list.values[1][2] == .integer(2000))
    #expect(list.values[1][1] == .null)
    let near = try file.answer("charges show code, price order by price")
    #expect(near.columns == ["code", "price_INR", "price_USD"])
    #expect(try file.codes("customers where mrr is empty") == ["C3"])
    #expect(try file.codes("customers where mrr > 10 USD") == ["C2"])
  }

  @Test("one currency is one column under its own name")
  func one() throws {
    var files = files
    files["charges.csv"] = "code,party,price_minor,currency\nX1,C1,50000,INR\n"
    let network = try TestNetwork.of(files)
    #expect(try network.open().answer("customers show mrr").columns == ["mrr"])
  }
}
