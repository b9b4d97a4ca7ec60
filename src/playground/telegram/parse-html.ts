import { ApiError } from './api-error.ts';
import type { MessageEntity } from './wire.ts';

const entityOfTag: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

const namedCharacters: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface OpenTag {
  name: string;
  attributes: Record<string, string>;
  textStart: number;
}

/**
 * Reads `parse_mode: HTML` as strictly as Telegram does, and refuses in its words.
 * The grammar and the texts are those of TDLib (`parse_html` in td/telegram/MessageEntity.cpp).
 *
 * @throws {ApiError} 400 when the markup is not what Telegram accepts
 */
export function parseHtml(html: string): { text: string; entities: MessageEntity[] } {
  let text = '';
  let at = 0;
  const open: OpenTag[] = [];
  const entities: MessageEntity[] = [];

  const byteOffset = (index: number) => Buffer.byteLength(html.slice(0, index));
  function refuse(problem: string, index?: number, detail = ''): never {
    const where = index === undefined ? '' : ` at byte offset ${byteOffset(index)}`;
    throw new ApiError(400, `Bad Request: can't parse entities: ${problem}${where}${detail}`);
  }
  const skipSpace = () => {
    while (at < html.length && isSpace(html[at])) at += 1;
  };

  function readAttribute(tag: string, tagStart: number): [string, string] {
    const nameStart = at;
    while (at < html.length && !isSpace(html[at]) && !'=>/"\''.includes(html[at] ?? '')) at += 1;
    const name = html.slice(nameStart, at).toLowerCase();
    if (name === '') refuse(`Empty attribute name in the tag "${tag}"`, tagStart);
    skipSpace();
    if (at >= html.length) refuse(`Unclosed start tag "${tag}"`, tagStart);
    if (html[at] !== '=') return [name, ''];
    at += 1;
    skipSpace();
    if (at >= html.length) refuse(`Unclosed start tag "${tag}"`, tagStart);
    const quote = html[at] ?? '';
    if (quote !== '"' && quote !== "'") {
      const valueStart = at;
      while (/[a-zA-Z0-9.-]/.test(html[at] ?? '')) at += 1;
      if (html[at] !== '>' && !isSpace(html[at])) refuse('Unexpected end of name token', valueStart);
      return [name, html.slice(valueStart, at).toLowerCase()];
    }
    const valueEnd = html.indexOf(quote, at + 1);
    if (valueEnd < 0) refuse('Unclosed start tag', tagStart);
    const value = decodeCharacters(html.slice(at + 1, valueEnd));
    at = valueEnd + 1;
    return [name, value];
  }

  function readStartTag(): void {
    const tagStart = at;
    at += 1;
    while (at < html.length && !isSpace(html[at]) && html[at] !== '>') at += 1;
    if (at >= html.length) refuse('Unclosed start tag', tagStart);
    const name = html.slice(tagStart + 1, at).toLowerCase();
    if (!(name in entityOfTag)) refuse(`Unsupported start tag "${name}"`, tagStart);
    const attributes: Record<string, string> = {};
    for (skipSpace(); html[at] !== '>'; skipSpace()) {
      if (at >= html.length) refuse('Unclosed start tag', tagStart);
      const [attribute, value] = readAttribute(name, tagStart);
      attributes[attribute] = value;
    }
    at += 1;
    if (name === 'span' && attributes.class !== 'tg-spoiler')
      refuse('Tag "span" must have class "tg-spoiler"', tagStart);
    open.push({ name, attributes, textStart: text.length });
  }

  function readEndTag(): void {
    const tagStart = at;
    const tag = open.pop();
    if (tag === undefined) refuse('Unexpected end tag', tagStart);
    at += 2;
    const nameStart = at;
    while (at < html.length && !isSpace(html[at]) && html[at] !== '>') at += 1;
    const name = html.slice(nameStart, at).toLowerCase();
    skipSpace();
    if (html[at] !== '>') refuse('Unclosed end tag', tagStart);
    at += 1;
    if (name !== '' && name !== tag.name) {
      const expected = `, expected "</${tag.name}>", found "</${name}>"`;
      refuse('Unmatched end tag', tagStart, expected);
    }
    const entity = entityFor(tag, text);
    if (entity) entities.push(entity);
  }

  while (at < html.length) {
    if (html.startsWith('</', at)) readEndTag();
    else if (html[at] === '<') readStartTag();
    else {
      const next = html.indexOf('<', at);
      const end = next < 0 ? html.length : next;
      text += decodeCharacters(html.slice(at, end));
      at = end;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) refuse(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

function entityFor(tag: OpenTag, text: string): MessageEntity | undefined {
  const length = text.length - tag.textStart;
  if (length === 0) return undefined;
  const entity: MessageEntity = { type: entityOfTag[tag.name] ?? tag.name, offset: tag.textStart, length };
  if (tag.name === 'blockquote' && 'expandable' in tag.attributes) entity.type = 'expandable_blockquote';
  if (tag.name === 'a') {
    const url = asUrl(tag.attributes.href ?? text.slice(tag.textStart));
    if (url === undefined) return undefined; // Telegram drops a link that leads nowhere and keeps its words
    entity.url = url;
  }
  return entity;
}

function asUrl(written: string): string | undefined {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(written) ? written : `http://${written}`;
  if (/\s/.test(written) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.hostname.includes('.') || url.protocol === 'tg:' ? url.href : undefined;
}

/** Telegram knows four names and numbers; anything else stays as it was written. */
function decodeCharacters(written: string): string {
  const decoded = written.replace(/&(?:#(\d{1,8}|x[0-9a-f]{1,7})|([a-z]{2,4}));?/gi, (whole, code, name) => {
    if (name !== undefined) return namedCharacters[name] ?? whole;
    const point = Number(code[0].toLowerCase() === 'x' ? `0${code}` : code);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
  if (decoded.isWellFormed()) return decoded;
  throw new ApiError(
    400,
    "Bad Request: can't parse entities: Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units",
  );
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && ' \t\r\n\0\v'.includes(character);
}
