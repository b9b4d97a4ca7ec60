import type { Heard } from '../../src/features/feature.ts';

/** Something that an English speaker said in private, for tests of one feature. */
export function heard(changes: Partial<Heard> = {}): Heard {
  const { text = '' } = changes;
  return {
    sender: { personId: 'person', conversationId: 'conversation', languageChosen: false },
    language: 'en',
    place: 'private',
    channel: 'telegram',
    sentAtMs: Date.parse('2026-11-24T10:00Z'),
    hasWindow: false,
    content: { kind: 'text', text },
    ...changes,
  };
}
