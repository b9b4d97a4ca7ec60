import { z } from 'zod';
import { type CrisisKind, crisisKinds } from '../../knowledge/crisis.ts';
import { goTo, type Next } from '../../messages/turn.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import type { Danger } from '../recent-danger.ts';
import { newEntry } from './case-change.ts';
import type { CaseFile } from './case-file.ts';
import type { MemberDeps } from './member-deps.ts';
import type { FilesOf } from './member-files.ts';
import { reopensUntil } from './member-rules.ts';
import { inLanguageOf, type MemberSay, said } from './member-say.ts';
import type { OpenCase } from './open-case.ts';
import type { PassOn } from './pass-on.ts';

/** What safety hands over once it has given the numbers to call: what it heard, and whether it is plain. */
export const crisisHandedOver = z.object({ crisis: z.enum(crisisKinds), isPlain: z.boolean(), language: z.string() });
export type CrisisHandedOver = z.infer<typeof crisisHandedOver>;

/** Words of danger, after the numbers to call. */
export interface CrisisCase {
  /** What safety heard. */
  heard(heard: Heard, found: CaseFile | undefined, handed: CrisisHandedOver): Promise<FeatureTurn>;
  /** A person is asked for after the numbers, from under them or later: nothing is asked back. */
  asked(heard: Heard, found: CaseFile | undefined, danger: Partial<Danger>): Promise<FeatureTurn>;
}

/**
 * In plain danger a person is told by itself. One line says so, without a word of what it is about, since another may be looking at the phone;
 * nothing is asked, and a button takes it back. What was written goes as it is: where somebody is may be what saves them. What
 * only sounds like danger reaches a case that is open, and else waits for whether a person is asked for.
 */
export function createCrisisCase(
  { now }: MemberDeps,
  say: MemberSay,
  { openCase, passOn, filesOf }: { openCase: OpenCase; passOn: PassOn; filesOf: FilesOf },
): CrisisCase {
  async function tell(
    heard: Heard,
    found: CaseFile | undefined,
    crisis: CrisisKind | undefined,
    given: { text?: string | undefined; fileIds?: string[] },
  ): Promise<FeatureTurn> {
    const { language } = heard;
    if (found && isNear(found, now())) {
      const turn = await passOn.given(heard, found, { ...given, mark: 'crisis', crisis }, false);
      return { ...turn, replies: [await say.told(inLanguageOf(found, heard), now())] };
    }
    const entry = {
      ...newEntry('memberSaid', { at: now(), ...(given.text !== undefined && { text: given.text }) }),
      fileIds: given.fileIds ?? [],
      mark: 'crisis' as const,
    };
    const asked = { level: 'E4' as const, intake: crisis ? { crisis } : {} };
    const { file, turn } = await openCase(heard, asked, entry);
    const withdraw = say.button(language, 'withdraw', `cases:withdraw:${file.id}`);
    return said({ ...(await say.told(file, now())), choices: [withdraw] }, turn);
  }

  return {
    async heard(before, found, { crisis, isPlain, language }) {
      const heard = { ...before, language };
      const isWithPerson = found !== undefined && !found.closedAt && !found.withBot;
      if (!isPlain && !isWithPerson) return { replies: [], next: keptFile(heard) };
      const { fileIds } = await filesOf(heard);
      const given = { text: heard.text, fileIds };
      return isPlain || !isWithPerson ? tell(heard, found, crisis, given) : passOn.given(heard, found, given, false);
    },
    async asked(heard, found, { kind, words }) {
      const turn = await tell(heard, found, kind, { text: words });
      const isBelowNumbers =
        heard.content.kind === 'choice' && heard.content.choiceId.startsWith('cases:person:crisis');
      if (isBelowNumbers || !kind) return turn;
      return { ...turn, replies: [say.reply(heard.language, `crisis.${kind}`), ...turn.replies] };
    },
  };
}

/** A file that came with these words is kept as any other is. */
function keptFile({ content }: Heard): Next {
  return content.kind === 'media' ? goTo('members') : 'start';
}

/** A case to which what is said now still belongs. */
function isNear({ closedAt }: CaseFile, at: Date): boolean {
  return !closedAt || at < reopensUntil(closedAt);
}
