"""Audio and communications: what would be played, as a person at the telephone would note it down."""

EXAMPLES = r"""
AudioPlaybackOptions
  AudioPlaybackOptions(ToAudioTTS("Hello"), true) => Hello
  AudioPlaybackOptions(Prompt.welcome, false) => <welcome>
  AudioPlaybackOptions(ToAudioTTS("Hello"), true, true) => Hello
ToAudio
  ToAudio(Prompt.welcome) => <welcome>
ToAudioBlank
  ToAudioBlank(500) => <500 ms of silence>
ToAudioBool
  ToAudioBool(true) => <boolean true>
  ToAudioBool(true, Format.Bool.playYesNo) => <boolean true playYesNo>
ToAudioCurrency
  ToAudioCurrency(MakeCurrency(9.99, "USD")) => <currency 9.99|USD>
  ToAudioCurrency(MakeCurrency(9.99, "USD"), Format.Currency.majorUnitsOnly) => <currency 9.99|USD majorUnitsOnly>
  ToAudioCurrency(MakeCurrency(9.99, "USD"), 1) => <currency 9.90|USD places=1>
ToAudioDate
  ToAudioDate(ToDateTime("2026-03-09T08:05:30Z")) => <date 2026-03-09T08:05:30Z>
  ToAudioDate(ToDateTime("2026-03-09T08:05:30Z"), Format.Date.monthOnly) => <date 2026-03-09T08:05:30Z monthOnly>
ToAudioDateTime
  ToAudioDateTime(ToDateTime("2026-03-09T08:05:30Z")) => <dateTime 2026-03-09T08:05:30Z>
ToAudioDuration
  ToAudioDuration(ToDuration("PT90S")) => <duration PT1M30S>
ToAudioNumber
  ToAudioNumber(12) => <number 12>
  ToAudioNumber(12, Language.Gender.feminine) => <number 12 feminine>
  ToAudioNumber(12, Format.Number.playDigits) => <number 12 playDigits>
  ToAudioNumber(12, Format.Number.playDigits, Language.Gender.feminine) => <number 12 playDigits feminine>
  ToAudioNumber(1.5) => <number 1.5>
  ToAudioNumber(1.5, Language.Case.nominative) => <number 1.5 nominative>
  ToAudioNumber(1.5, Format.Number.playDigits) => <number 1.5 playDigits>
  ToAudioNumber(1.5, Format.Number.playDigits, Language.Case.nominative) => <number 1.5 playDigits nominative>
  ToAudioNumber(1.25, 1) => <number 1.2 places=1>
  ToAudioNumber(1.25, 1, Language.Case.nominative) => <number 1.2 places=1 nominative>
  ToAudioNumber(1.25, Format.Number.playDigits, 1) => <number 1.2 playDigits places=1>
  ToAudioNumber(1.25, Format.Number.playDigits, 1, Language.Case.article) => <number 1.2 playDigits places=1 article>
ToAudioNumberOrdinal
  ToAudioNumberOrdinal(3) => <ordinal 3>
  ToAudioNumberOrdinal(3, Language.Gender.feminine) => <ordinal 3 feminine>
ToAudioPercent
  ToAudioPercent(12) => <percent 12>
  ToAudioPercent(12.5) => <percent 12.5>
  ToAudioPercent(12.25, 1) => <percent 12.2 places=1>
ToAudioPhoneNumber
  ToAudioPhoneNumber(ToPhoneNumber("tel:+13175550123")) => <phoneNumber tel:+13175550123 global>
  ToAudioPhoneNumber(ToPhoneNumber("+13175550123"), Format.PhoneNumber.local) => <phoneNumber tel:+13175550123 local>
  ToAudioPhoneNumber(ToPhoneNumber("tel:+13175550123"), "1") => <phoneNumber tel:+13175550123 local>
  ToAudioPhoneNumber("tel:+13175550123") => <phoneNumber tel:+13175550123 global>
ToAudioTTS
  ToAudioTTS("Hello") => Hello
  ToAudioTTS("Hola", "es-us") => Hola
  ToAudioTTS("AB12", Format.String.playChars) => AB12
ToAudioTime
  ToAudioTime(ToDateTime("2026-03-09T08:05:30Z")) => <time 2026-03-09T08:05:30Z>
  ToAudioTime(ToDateTime("2026-03-09"), Format.Time.twentyFourHours) => <time 2026-03-09T00:00:00Z twentyFourHours>
ToAudioTimeRange
  ToAudioTimeRange(8, 15, Format.TimePart.minutes) => <timeRange 8 to 15 minutes>
MakeCommunication
  MakeCommunication("Your number is", 12) => Your number is 12
ToCommunication
  ToCommunication("Hello") => Hello
  ToCommunication(MakeList("a", "b")) => a b
  ToCommunication(true, Format.Bool.playYesNo) => true
  ToCommunication(12, "digits") => 12
ToCommunicationBlank
  ToCommunicationBlank(500) => <500 ms of silence>
ToCommunicationSsml
  ToCommunicationSsml("<speak>Hello</speak>") => <speak>Hello</speak>
ResolveSlot
  ResolveSlot("large") => "large"
"""
