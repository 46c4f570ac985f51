"""Functions that change a type."""

EXAMPLES = r"""
ToBool
  ToBool("TRUE") => true
  ToBool("yes") => NOT_SET
  ToBool(0) => false
  ToBool(0.5) => true
  ToBool(true) => true
ToCurrency
  ToCurrency("12.5|USD") => 12.50|USD
  ToCurrency(12.5) => 12.50|
  ToCurrency(12) => 12.00|
  ToCurrency(MakeCurrency(12, "USD")) => 12.00|USD
ToDateTime
  ToDateTime("2026-03-09T08:05:30Z") => 2026-03-09T08:05:30Z
  ToDateTime(86400) => 1970-01-02T00:00:00Z
  ToDateTime(ToDateTime(0)) => 1970-01-01T00:00:00Z
ToDecimal
  ToDecimal("2.50") => 2.50
  ToDecimal(3) => 3.0
  ToDecimal(true) => 1.0
  ToDecimal(MakeCurrency(9.99, "USD")) => 9.99
  ToDecimal(1.5) => 1.5
ToDuration
  ToDuration("PT1M30S") => PT1M30S
  ToDuration(1500) => PT1.5S
  ToDuration(ToDuration("PT1S")) => PT1S
ToInt
  ToInt("42") => 42
  ToInt("") => NOT_SET
  ToInt("forty") => error conversion
  ToInt(2.9) => 2
  ToInt(true) => 1
  ToInt(ToDuration("PT1S")) => 1000
  ToInt(7) => 7
ToPhoneNumber
  ToPhoneNumber("tel:+13175550123") => tel:+13175550123
  ToPhoneNumber("+13175550123").dialingCode => "1"
  ToPhoneNumber(ToPhoneNumber("sip:help@example.com")) => sip:help@example.com
ToString
  ToString(2.0) => "2.0"
  ToString(ToDateTime(0)) => "1970-01-01T00:00:00Z"
  ToString(MakeList(1, 2)) => "1\n2"
  ToString(MakeList(1, 2), ", ") => "1, 2"
  ToString(2.345, 2) => "2.35"
  ToString(MakeCurrency(5, "USD"), 3) => "5.000|USD"
  ToString(MakeList(1.5, 2.25), 1) => "1.5\n2.3"
  ToString(MakeListCurrency(MakeList(1.5, 2.25), "USD"), 1) => "1.5|USD\n2.3|USD"
  ToString(MakeList(1.5, 2.25), " or ", 2) => "1.50 or 2.25"
  ToString(MakeListCurrency(MakeList(1.5, 2.25), "USD"), ", ", 2) => "1.50|USD, 2.25|USD"
ToDisplayString
  ToDisplayString(12) => "12"
  ToDisplayString(MakeList("a", "b")) => "a\nb"
"""
