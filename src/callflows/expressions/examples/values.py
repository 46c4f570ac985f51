"""Decisions, comparisons, collections and JSON."""

EXAMPLES = r"""
If
  If(Hour(ToDateTime("2026-03-01T09:00:00Z")) < 12, "morning", "later") => "morning"
  If(NOT_SET, 1, 2) => 2
  If(true, MakeList(1), MakeList(2, 3)) => [1]
  If(false, ToAudio(Prompt.open), ToAudioTTS("Closed")) => Closed
IsSet
  IsSet("") => true
  IsSet(ToInt(NOT_SET)) => false
AreEqual
  AreEqual(1, 1, 1) => true
  AreEqual("a", "A") => false
  AreEqual(MakeList(1, 2), MakeList(1, 2)) => true
  AreEqual(true, "a", "A") => true
  AreEqual(true, MakeList("a"), MakeList("A")) => true
IsNotSetOrEmpty
  IsNotSetOrEmpty("") => true
  IsNotSetOrEmpty(0) => false
  IsNotSetOrEmpty(MakeEmptyList("a")) => true
AddItem
  AddItem(MakeList(1, 2), 3) => [1, 2, 3]
Count
  Count(MakeList("a", "b")) => 2
Find
  Find(MakeList("a", "b", "a"), "a") => [0, 2]
FindFirst
  FindFirst(MakeList("a", "b", "a"), "b") => 1
  FindFirst(MakeList("a"), "x") => -1
GetAt
  GetAt(MakeList("a", "b"), 1) => "b"
  GetAt(MakeList("a"), 1) => error index
MakeEmptyList
  MakeEmptyList(1) => []
  Count(MakeEmptyList(ToQueue(NOT_SET))) => 0
MakeList
  MakeList(1, 2, 3) => [1, 2, 3]
  MakeList("a", NOT_SET) => ["a", NOT_SET]
JsonParse
  JsonParse("{\"tries\": 2}") => {"tries":2}
  JsonParse("") => NOT_SET
ToJson
  ToJson("x") => "x"
  ToJson(MakeList(1, 2)) => [1,2]
ToJsonCollection
  ToJsonCollection(JsonParse("[1, \"a\"]")) => [1, "a"]
GetJsonObjectProperty
  GetJsonObjectProperty(JsonParse("{\"tries\": 2}"), "tries") => 2
  GetJsonObjectProperty(JsonParse("{}"), "tries") => NOT_SET
SetJsonObjectProperty
  SetJsonObjectProperty(JsonParse("{\"a\": 1}"), "b", true) => {"a":1,"b":true}
GetJsonObjectPropertyNames
  GetJsonObjectPropertyNames(JsonParse("{\"a\": 1, \"b\": 2}")) => ["a", "b"]
IsJsonObject
  IsJsonObject(JsonParse("{}")) => true
  IsJsonObject(JsonParse("[]")) => false
IsJsonArray
  IsJsonArray(JsonParse("[]")) => true
ReplaceJsonArrayItem
  ReplaceJsonArrayItem(JsonParse("[1, 2]"), 2, 3) => [1,3]
"""
