import type { types } from '@slack/bolt';
import type { Choice } from '../../messages/reply.ts';
import { shortened } from './slack-paragraphs.ts';
import type { SlackSay } from './slack-say.ts';

/** https://docs.slack.dev/reference/block-kit/blocks/actions-block and https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const BUTTONS_MAX = 25;
const LABEL_CHARS_MAX = 75;
/** https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
const CONFIRM = { titleCharsMax: 100, textCharsMax: 300, buttonCharsMax: 30 };

/** The buttons of ours that carry a choice: its id is their value. */
export const CHOICE_ACTION = 'choice:';
/** Those for which a window is to be opened at once. */
export const OPENING_ACTION = `${CHOICE_ACTION}opens:`;

/** Choices as rows of buttons, of which no more than `blocksMax`. */
export function drawButtons(
  choices: Choice[],
  language: string,
  say: SlackSay,
  blocksMax: number,
): types.ActionsBlock[] {
  const buttons = choices.map((choice, index) => button(choice, index, language, say));
  const rows = Array.from({ length: Math.ceil(buttons.length / BUTTONS_MAX) }, (_, index) =>
    buttons.slice(index * BUTTONS_MAX, (index + 1) * BUTTONS_MAX),
  );
  return rows.slice(0, blocksMax).map(elements => ({ type: 'actions', elements }));
}

function button(
  { id, label, opensForm, confirm }: Choice,
  index: number,
  language: string,
  say: SlackSay,
): types.Button {
  return {
    type: 'button',
    action_id: `${opensForm ? OPENING_ACTION : CHOICE_ACTION}${index}`,
    value: id,
    text: plain(label, LABEL_CHARS_MAX),
    ...(confirm !== undefined && {
      confirm: {
        title: plain(say(language, 'confirm.title'), CONFIRM.titleCharsMax),
        text: plain(confirm, CONFIRM.textCharsMax),
        confirm: plain(say(language, 'confirm.yes'), CONFIRM.buttonCharsMax),
        deny: plain(say(language, 'button.keep'), CONFIRM.buttonCharsMax),
      },
    }),
  };
}

/** Words without markup, as many as fit. */
export function plain(text: string, charsMax: number): types.PlainTextElement {
  return { type: 'plain_text', text: shortened(text, charsMax), emoji: true };
}
