import type { Inline } from './inline.ts';

/**
 * What stands between `<` and `>` in Slack's text: an address, or somebody or something that is mentioned
 * (https://docs.slack.dev/messaging/formatting-message-text).
 */
export function parseReference(written: string): Inline {
  const bar = written.indexOf('|');
  const [target, label] = bar < 0 ? [written, ''] : [written.slice(0, bar), written.slice(bar + 1)];
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1) };
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1), name: label };
  if (target.startsWith('!date^')) {
    const [, seconds = '', format = '', url] = target.split('^');
    return { kind: 'date', timestampSeconds: Number(seconds), format, fallback: label, url };
  }
  if (target.startsWith('!')) return { kind: 'broadcast', range: label.replace(/^@/, '') || target.slice(1) };
  const words = label || target.replace(/^(mailto|tel):/, '');
  return { kind: 'link', url: unescaped(target), inlines: [{ kind: 'text', text: unescaped(words) }] };
}

/** Slack's text escapes these three and nothing else. */
export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
