/** What people come together for. Each is a kind of consent, too: who came to a training has agreed to nothing else. */
export const actionKinds = ['meeting', 'training', 'campaign', 'demonstration', 'courtSolidarity', 'social'] as const;
export type ActionKind = (typeof actionKinds)[number];
