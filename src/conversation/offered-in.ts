import type { Reply } from '../messages/reply.ts';

/** The ids of the choices under the last reply, in the order in which they are seen. */
export function offeredIn(replies: Reply[]): string[] {
  const { sections = [], choices = [] } = replies.at(-1) ?? {};
  return [...sections.flatMap(section => section.choices ?? []), ...choices].map(({ id }) => id);
}
