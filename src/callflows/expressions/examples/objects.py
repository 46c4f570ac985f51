"""Objects of the org."""

EXAMPLES = r"""
ToGroup
  ToGroup(NOT_SET) => NOT_SET
ToLanguageSkill
  ToLanguageSkill(NOT_SET) => NOT_SET
ToQueue
  ToQueue(NOT_SET) => NOT_SET
  ToQueue(FindQueue("Support")) => Support
ToSkill
  ToSkill(NOT_SET) => NOT_SET
ToUser
  ToUser(NOT_SET) => NOT_SET
ToWrapupCode
  ToWrapupCode(NOT_SET) => NOT_SET
ToScheduleGroup
  ToScheduleGroup(NOT_SET) => NOT_SET
ToEmergencyGroup
  ToEmergencyGroup(NOT_SET) => NOT_SET
FindEmergencyGroup
  FindEmergencyGroup("Storm") => Storm
FindGroup
  FindGroup("Front desk") => Front desk
FindLanguageSkill
  FindLanguageSkill("Spanish") => Spanish
FindQueue
  FindQueue("Support") => Support
  FindQueue("") => NOT_SET
FindQueueById
  FindQueueById("00000000-0000-4000-8000-000000000001") => 00000000-0000-4000-8000-000000000001
FindScheduleGroup
  FindScheduleGroup("Office hours") => Office hours
FindSkill
  FindSkill("Billing") => Billing
FindSystemPrompt
  FindSystemPrompt("PromptSystem.no_entry_heard") => no_entry_heard
FindUser
  FindUser("ann@example.com").username => "ann@example.com"
FindUserById
  FindUserById("00000000-0000-4000-8000-000000000002") => 00000000-0000-4000-8000-000000000002
FindUserPrompt
  FindUserPrompt("Prompt.welcome") => welcome
  FindUserPrompt("welcome") => welcome
MakeAgentScorePair
  MakeAgentScorePair(FindUser("ann@example.com"), 80).score => 80
MakeListAgentScorePair
  Count(MakeListAgentScorePair(MakeList(FindUser("ann@example.com")), MakeList(80))) => 1
"""
