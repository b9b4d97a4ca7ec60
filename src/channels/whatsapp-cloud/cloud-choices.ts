import type { Choice } from '../../messages/reply.ts';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages */
const BUTTONS_MAX = 3;
const BUTTON_CHARS_MAX = 20;
/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages */
export const ROWS_MAX = 10;
const ROW_CHARS_MAX = 24;
const DESCRIPTION_CHARS_MAX = 72;

/** True when all fit into the rows of lists; those that do not are written as numbered lines. */
export function canBeTapped(choices: Choice[]): boolean {
  return choices.every(({ label }) => label.length <= DESCRIPTION_CHARS_MAX);
}

/** What lies below a message, as `interactive` takes it: up to three short ones are buttons, the rest a list. */
export function interactionOf(choices: Choice[], openLabel: string) {
  const labels = choices.map(({ label }) => label);
  const areButtons =
    choices.length <= BUTTONS_MAX &&
    labels.every(label => label.length <= BUTTON_CHARS_MAX) &&
    new Set(labels).size === labels.length;
  if (areButtons) {
    const buttons = choices.map(({ id, label }) => ({ type: 'reply', reply: { id, title: label } }) as const);
    return { type: 'button', action: { buttons } } as const;
  }
  const rows = choices.map(({ id, label }) =>
    label.length <= ROW_CHARS_MAX ? { id, title: label } : { id, title: clip(label), description: label },
  );
  return { type: 'list', action: { button: openLabel, sections: [{ rows }] } } as const;
}

/** Whether a file can stand above them: over buttons it can, over a list only words. */
export function areButtons(choices: Choice[]): boolean {
  return interactionOf(choices, '').type === 'button';
}

/** Choices as lines to be answered by their numbers. */
export function numberedLines(choices: Choice[]): string {
  return choices.map(({ label }, index) => `${index + 1}. ${label}`).join('\n');
}

function clip(label: string): string {
  const [start = ''] = /^.{0,23}(?=\s)|^.{0,22}(?![\uDC00-\uDFFF])/su.exec(label) ?? [];
  return `${start.slice(0, ROW_CHARS_MAX - 1).trimEnd()}…`;
}
