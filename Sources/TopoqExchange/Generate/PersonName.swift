// Names for people who do not exist.

/// A given and a family name, chosen by a number; spelling 1 is a slip of the same name.
struct PersonName {
  let given: StaticString
  let family: StaticString

  init(number: Int, spelling: Int) {
    let names = PersonName.givenNames[number % PersonName.givenNames.count]
    given = spelling == 0 ? names.0 : names.1
    let families = PersonName.familyNames
    family = families[number / PersonName.givenNames.count % families.count]
  }

  private static let givenNames: [(StaticString, StaticString)] = [
    ("Asha", "Aasha"), ("Ravi", "Ravee"), ("Grace", "Grase"), ("Imran", "Imraan"),
    ("Lakshmi", "Laxmi"), ("Daniel", "Danial"), ("Meera", "Mira"), ("Samuel", "Samual"),
    ("Nisha", "Neesha"), ("Peter", "Petar"), ("Kiran", "Keeran"), ("Fatima", "Fathima"),
    ("Joyce", "Joice"), ("Vikram", "Bikram"), ("Anita", "Aneeta"), ("George", "Georg"),
    ("Joseph", "Josef"), ("Sunita", "Suneeta"), ("David", "Davide"), ("Rekha", "Reka"),
    ("Brian", "Bryan"), ("Arjun", "Arjoon"), ("Ruth", "Rut"), ("Paul", "Pal"),
    ("Devika", "Deveka"), ("Moses", "Mosses"), ("Leela", "Lila"), ("Mohan", "Mohun"),
    ("Esther", "Ester"), ("Sanjay", "Sanjai"), ("Wambui", "Wamboi"), ("Prakash", "Prakaash"),
  ]

  private static let familyNames: [StaticString] = [
    "Rao", "Menon", "Wanjiru", "Sheikh", "Pillai", "Otieno", "Joshi", "Kiprop", "Verma",
    "Njoroge", "Shetty", "Noor", "Achieng", "Desai", "Nair", "Kamau", "Mwangi", "Patil", "Mutua",
    "Iyer", "Ouma", "Bhat", "Chebet", "Khan", "Kariuki", "Kibet", "Kamath", "Das", "Naliaka",
    "Kulkarni", "Ndegwa", "Hegde", "Onyango", "Gowda", "Atieno", "Babu", "Auma", "Sinha",
    "Muthoni", "Prabhu", "Simiyu",
  ]
}
