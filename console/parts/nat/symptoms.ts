/** What a user says, and the problem that a finding names for it. */
export const symptoms: readonly { value: string; label: string }[] = [
  { value: 'OneWayAudio', label: 'Only one side is heard' },
  { value: 'RegistrationFails', label: 'The phone does not stay registered' },
  { value: 'CallDropsAt30Seconds', label: 'Calls drop after half a minute' },
  { value: 'NoIncomingCalls', label: 'Calls to the phone do not ring' },
  { value: 'DuplicatedMessages', label: 'Requests come twice' },
];
