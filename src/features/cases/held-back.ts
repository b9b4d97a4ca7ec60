import { z } from 'zod';
import type { FeatureTurn, Heard } from '../feature.ts';
import { kindsInWords, strike } from '../personal-details.ts';
import { askedShape } from './intake-answers.ts';
import type { MemberDeps } from './member-deps.ts';
import type { MemberSay } from './member-say.ts';

/** What a member wrote and has not sent yet: something in it could tell who they are, and they have been asked. */
export const heldShape = z.discriminatedUnion('for', [
  z.object({ for: z.literal('intake'), asked: askedShape, isNew: z.boolean() }),
  z.object({
    for: z.literal('case'),
    caseId: z.string(),
    text: z.string(),
    fileIds: z.array(z.string()),
    isCorrection: z.boolean(),
  }),
]);
export type Held = z.infer<typeof heldShape>;

/** How the conversation waits: for what is to become of words that are held back. */
export const casesState = z.object({ version: z.literal(1), held: heldShape });
export type CasesState = z.infer<typeof casesState>;

export interface HeldBack {
  /** Asks what is to become of it; undefined when nothing in it gives cause. */
  ask(heard: Heard, held: Held): FeatureTurn | undefined;
  /** Without what was found. */
  struck(held: Held): Held;
}

export function createHeldBack({ findPersonalDetails, words, now }: MemberDeps, say: MemberSay): HeldBack {
  const find = (text: string) => findPersonalDetails(text, now());
  const strikeAll = (text: string) => strike(text, find(text));

  return {
    ask({ language }, held) {
      const texts = textsOf(held);
      const spans = texts.flatMap(find);
      if (spans.length === 0) return undefined;
      const what = kindsInWords(words, language, spans);
      const warning = words.say(language, 'details.found', { what });
      const choices = (['sendStruck', 'sendWhole', 'sendNot'] as const).map(answer =>
        say.button(language, answer, `cases:${answer}`),
      );
      const text = [warning, ...texts.map(strikeAll)].join('\n\n');
      return {
        replies: [{ text, language, choices }],
        next: { wait: { version: 1, held } satisfies CasesState },
      };
    },

    struck(held) {
      if (held.for === 'case') return { ...held, text: strikeAll(held.text) };
      const { asked } = held;
      const { safeTimes, safeWays } = asked.intake;
      const intake = {
        ...asked.intake,
        ...(safeTimes && { safeTimes: strikeAll(safeTimes) }),
        ...(safeWays && { safeWays: strikeAll(safeWays) }),
      };
      return { ...held, asked: { ...asked, intake, ...(asked.words && { words: strikeAll(asked.words) }) } };
    },
  };
}

/** The same with what the member goes on to say: it is asked about together. */
export function andThen(held: Held, text: string): Held {
  if (held.for === 'case') return { ...held, text: `${held.text}\n${text}` };
  const words = [held.asked.words, text].filter(part => part).join('\n');
  return { ...held, asked: { ...held.asked, words } };
}

/** Words that came with a file, behind those that are held back already for the same case. */
export function withHeld(before: Held | undefined, held: Extract<Held, { for: 'case' }>): Held {
  if (before?.for !== 'case' || before.caseId !== held.caseId) return held;
  const text = [before.text, held.text].join('\n');
  return { ...held, text, fileIds: [...before.fileIds, ...held.fileIds] };
}

function textsOf(held: Held): string[] {
  const texts =
    held.for === 'case' ? [held.text] : [held.asked.words, held.asked.intake.safeTimes, held.asked.intake.safeWays];
  return texts.flatMap(text => (text ? [text] : []));
}
