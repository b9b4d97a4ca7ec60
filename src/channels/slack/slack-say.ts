/** Says what Slack itself needs words for, beside those of a reply: a sentence of `locales/<lang>/messages.json`. */
export type SlackSay = (
  language: string,
  key:
    | 'window.wait'
    | 'window.sorry'
    | 'window.close'
    | 'window.cancel'
    | 'confirm.title'
    | 'confirm.yes'
    | 'button.keep'
    | 'list.more',
  values?: Record<string, string | number>,
) => string;
