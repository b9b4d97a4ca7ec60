import type { Reply } from '../messages/reply.ts';

/** A reply for a platform that shows no parts: one text, and all choices below it, in the order of their parts. */
export function flattenSections({ sections = [], ...reply }: Reply): Reply {
  if (sections.length === 0) return reply;
  return {
    ...reply,
    text: [reply.text, ...sections.map(({ text }) => text)].filter(text => text.trim() !== '').join('\n\n'),
    choices: [...sections.flatMap(({ choices = [] }) => choices), ...(reply.choices ?? [])],
  };
}
