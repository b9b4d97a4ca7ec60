import type { InboundContent } from './inbound.ts';
import type { Choice, Reply } from './reply.ts';

/** What a button or a form is about stands in its id: our own ids, among the words that say what is to be done. */
const OWN_ID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;

/** @param ids of choices and forms. @returns our own ids in them, each once. */
export function aboutIds(ids: string[]): string[] {
  return [...new Set(ids.flatMap(id => id.match(OWN_ID) ?? []))];
}

/** What somebody did is about what their button or form is about. */
export function aboutIdsOfContent(content: InboundContent): string[] {
  if (content.kind === 'choice') return aboutIds([content.choiceId]);
  return content.kind === 'form' ? aboutIds([content.formId]) : [];
}

/** What is shown is about what can be done with it. */
export function aboutIdsOfReply({ form, choices = [], sections = [] }: Reply): string[] {
  const all: Choice[] = [...choices, ...sections.flatMap(section => section.choices ?? [])];
  return aboutIds([...(form ? [form.id] : []), ...all.map(({ id }) => id)]);
}
