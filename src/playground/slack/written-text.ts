/** `<@U…>`, `<#C…|name>`, `<!here>`, `<https://…|words>`: what is a reference already. */
const reference = /<(?:[@#!][^<>\s]+|(?:https?:\/\/|mailto:|tel:)[^<>]+)>/;
const address = /https?:\/\/[^\s<>|]+[^\s<>|.,;:!?'")\]]/;
/** Begins where a word does, so that a long text is read once and not from each of its letters. */
const mail = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
const parts = new RegExp(`(${reference.source})|(${address.source})|(${mail.source})`, 'g');

/**
 * A text as Slack keeps it: `&`, `<` and `>` escaped, addresses made links
 * (https://docs.slack.dev/messaging/formatting-message-text).
 * @param by an app may have escaped its text already; what a person types is taken as it is
 */
export function writtenText(text: string, by: 'app' | 'person'): string {
  let kept = '';
  let from = 0;
  for (const { index, 0: whole, 1: known, 2: url, 3: email } of text.matchAll(parts)) {
    kept += escaped(text.slice(from, index), by);
    if (known) kept += known;
    else if (url) kept += `<${escaped(url, by)}>`;
    else kept += `<mailto:${email}|${email}>`;
    from = index + whole.length;
  }
  return kept + escaped(text.slice(from), by);
}

function escaped(text: string, by: 'app' | 'person'): string {
  const ampersand = by === 'app' ? /&(?!(?:amp|lt|gt);)/g : /&/g;
  return text.replace(ampersand, '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
