"""Numbers and money. Chance gives the highest number that it can."""

EXAMPLES = r"""
Ceiling
  Ceiling(2.1) => 3.0
  Ceiling(-2.9) => -2.0
  Ceiling(7) => 7
  Ceiling(MakeCurrency(9.01, "USD")) => 10.00|USD
Floor
  Floor(2.9) => 2.0
  Floor(-2.1) => -3.0
  Floor(7) => 7
  Floor(MakeCurrency(9.99, "USD")) => 9.00|USD
Round
  Round(2.5) => 3.0
  Round(-2.5) => -3.0
  Round(3.14159, 2) => 3.14
  Round(MakeCurrency(9.5, "USD")) => 10.00|USD
  Round(MakeCurrency(9.455, "USD"), 2) => 9.46|USD
Sum
  Sum(1, 2, NOT_SET) => 3
  Sum(1.5, 2.25) => 3.75
  Sum(MakeCurrency(1, "EUR"), MakeCurrency(2.5, "EUR")) => 3.50|EUR
  Sum(ToDuration("PT50S"), ToDuration("PT20S")) => PT1M10S
  Sum(MakeList(1, 2, 3)) => 6
  Sum(MakeList(1.5, 2.5)) => 4.0
  Sum(MakeListCurrency(MakeList(1.5, 2.0), "EUR")) => 3.50|EUR
  Sum(MakeList(ToDuration("PT1M"), ToDuration("PT2M"))) => PT3M
RandomInt
  RandomInt(6) => 5
Random
  Random() => 0.999999999
Average
  Average(1, 2, NOT_SET) => 1.5
  Average(1.5, 2.5) => 2.0
  Average(MakeCurrency(1, "EUR"), MakeCurrency(2, "EUR")) => 1.50|EUR
  Average(ToDuration("PT1M"), ToDuration("PT2M")) => PT1M30S
  Average(MakeList(1, 2)) => 1.5
  Average(MakeList(1.5, 2.5)) => 2.0
  Average(MakeListCurrency(MakeList(1.0, 2.0), "EUR")) => 1.50|EUR
  Average(MakeList(ToDuration("PT1M"), ToDuration("PT2M"))) => PT1M30S
ConvertCurrency
  ConvertCurrency(MakeCurrency(5, "USD"), "EUR") => 5.00|EUR
  ConvertCurrency(MakeCurrency(5, "USD"), "EUR", 0.9) => 4.50|EUR
GetCurrencySymbol
  GetCurrencySymbol("EUR") => "€"
  GetCurrencySymbol(MakeCurrency(5, "USD")) => "$"
MakeCurrency
  MakeCurrency(12.5, "USD") => 12.50|USD
  MakeCurrency(12, "EUR") => 12.00|EUR
MakeListCurrency
  MakeListCurrency(MakeList(1.5, 2.0), "USD") => [1.50|USD, 2.00|USD]
  MakeListCurrency(MakeList(1.5, 2.0), MakeList("USD", "EUR")) => [1.50|USD, 2.00|EUR]
"""
