"""Text, e-mail addresses and languages."""

EXAMPLES = r"""
Append
  Append("Good ", "morning") => "Good morning"
  Append("Code ", NOT_SET, "12") => "Code 12"
  Append(ToAudioTTS("Hello"), Prompt.welcome) => Hello <welcome>
Compare
  Compare("apple", "pear") => -1
  Compare("pear", "PEAR", true) => 0
  Compare(NOT_SET, "") => -1
Contains
  Contains("order 4711", "471") => true
  Contains("Order", "order") => false
  Contains("Order", "order", true) => true
DetectLanguage
  DetectLanguage("where is my order", "de") => "en"
  DetectLanguage("4711", "de") => "de"
FindString
  FindString("banana", "an") => 1
  FindString("banana", "x") => -1
  FindString("banana", "an", 2) => 3
  FindString("Banana", "AN", true) => 1
  FindString("Banana", "AN", 2, true) => 3
Left
  Left("+13175550123", 2) => "+1"
  Left("ab", 5) => "ab"
Length
  Length("four") => 4
  Length("") => 0
Lower
  Lower("GRÜN") => "grün"
LTrim
  LTrim("  12 ") => "12 "
Replace
  Replace("1-800-555", "-", " ") => "1 800 555"
  Replace("1-800-555", "-", NOT_SET) => "1800555"
Reverse
  Reverse("123") => "321"
Right
  Right("+13175550123", 4) => "0123"
RTrim
  RTrim(" 12  ") => " 12"
Split
  Split("red,green,,blue", ",") => ["red", "green", "", "blue"]
  Split("abc", "") => ["a", "b", "c"]
Substring
  Substring("+13175550123", 2, 3) => "317"
  Substring("abc", 2, 9) => "c"
Trim
  Trim("  12  ") => "12"
Upper
  Upper("en-us") => "EN-US"
EmailAddressDomainPart
  EmailAddressDomainPart("help@example.com") => "example.com"
  EmailAddressDomainPart(MakeEmailAddress("help@example.com")) => "example.com"
  EmailAddressDomainPart("help") => NOT_SET
EmailAddressLocalPart
  EmailAddressLocalPart("help@example.com") => "help"
  EmailAddressLocalPart(MakeEmailAddress("help@example.com")) => "help"
MakeEmailAddress
  MakeEmailAddress("help@example.com") => help@example.com
  MakeEmailAddress("help@example.com", "Help desk").name => "Help desk"
GetDefaultLanguage
  GetDefaultLanguage() => "en-us"
GetSupportedLanguages
  GetSupportedLanguages() => ["en-us"]
"""
