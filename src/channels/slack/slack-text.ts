/** What Slack puts between `<` and `>` (https://docs.slack.dev/messaging/formatting-message-text): a reference, and words for it. */
const REFERENCE = /<([^<>|]+)(?:\|([^<>]*))?>/g;
const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/**
 * A text of Slack as the person wrote it. Somebody who is mentioned is called by the name that Slack gives, and left out where it gives
 * none: an id is no word.
 */
export function readSlackText(text: string): string {
  return text
    .replace(REFERENCE, (_, reference: string, label: string | undefined) => wordsFor(reference, label))
    .replace(/&(?:amp|lt|gt);/g, entity => ENTITIES[entity] ?? entity)
    .trim();
}

function wordsFor(reference: string, label = ''): string {
  if (/^@[UW]/.test(reference)) return label && `@${label}`;
  if (reference.startsWith('#')) return label && `#${label}`;
  if (label) return label;
  if (/^!(?:here|channel|everyone)$/.test(reference)) return `@${reference.slice(1)}`;
  return reference.startsWith('!') ? '' : reference.replace(/^(?:mailto|tel):/, '');
}
