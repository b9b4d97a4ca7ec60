import type { Choice, Reply } from '../../messages/reply.ts';
import type { Words } from '../../words/words.ts';
import type { CaseFile } from './case-file.ts';

/**
 * What a member reads of what staff do, in their language. Nothing is written by itself to somebody whose phone another may be looking at:
 * there only a person writes, who has read when and how it is safe.
 */
export interface MemberNews {
  claimed(file: CaseFile, name: string): Reply[];
  handedOver(file: CaseFile, name: string): Reply[];
  /** Exactly what arrives of a caseworker's words: under the name that they chose, with a file of ours. */
  reply(file: CaseFile, name: string, text: string, fileId?: string): Reply;
  /** And the first of the two questions that closing asks. */
  closed(file: CaseFile, name: string): Reply[];
}

export function createMemberNews(words: Words): MemberNews {
  function news(file: CaseFile, key: string, values: Record<string, string>, choices: Choice[] = []): Reply[] {
    if (mayBeWatched(file)) return [];
    const { language, reference } = file;
    return [{ text: words.say(language, key, { reference, ...values }), language, choices }];
  }

  return {
    claimed: (file, name) => news(file, 'case.claimed', { name }),
    handedOver: (file, name) => news(file, 'case.handedOver', { name }),
    reply({ language }, name, text, fileId) {
      const from = words.say(language, 'case.from', { name });
      return { text: `${from}\n\n${text}`, language, ...(fileId !== undefined && { fileId }) };
    },
    closed: (file, name) => news(file, 'case.closed', { name }, helpedChoices(file, words)),
  };
}

/** Violence and trafficking have somebody near who reads along. */
export function mayBeWatched({ intake }: CaseFile): boolean {
  return intake.crisis === 'violence-now' || intake.crisis === 'trafficking';
}

function helpedChoices({ id, language }: CaseFile, words: Words): Choice[] {
  return (['Yes', 'Partly', 'No'] as const).map(answer => ({
    id: `cases:helped:${id}:${answer.toLowerCase()}`,
    label: words.say(language, `button.helped${answer}`),
  }));
}
