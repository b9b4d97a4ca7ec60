import { randomUUID } from 'node:crypto';
import { createInterface, type Interface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { Channel } from '../channel.ts';
import { flattenSections } from '../flatten-sections.ts';
import { splitText } from '../split-text.ts';

const TEXT_CHARS_MAX = 4000;
/** Our light markup: a star inside a word or a sum is only a star. */
const BOLD = /(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*?\S)\*(?![\p{L}\p{N}*])/gu;

/**
 * The same conversation in a terminal: choices are numbered lines, answered by their number. One person, one chat.
 *
 * @param onEnd is told when the person closes the input.
 */
export function createConsoleChannel(input: Readable, output: Writable, onEnd: () => void): Channel {
  let lines: Interface | undefined;
  return {
    name: 'console',
    pace: { messagesPerSecond: 1000, messagesPerSecondPerChat: 1000 },

    async start(receive) {
      const opened = createInterface({ input, output, prompt: '› ' });
      lines = opened;
      opened.on('line', line => {
        const text = line.trim();
        if (text === '') return opened.prompt();
        const [, name, argument = ''] = /^\/(\S+)(?:\s+(.*))?$/.exec(text) ?? [];
        const content = name
          ? ({ kind: 'command', name: name.toLowerCase(), argument } as const)
          : ({ kind: 'text', text } as const);
        void receive({
          from: { channel: 'console', id: 'terminal' },
          externalId: randomUUID(),
          place: 'private',
          sentAtMs: Date.now(),
          content,
        });
      });
      opened.on('close', onEnd);
      opened.prompt();
    },

    async stop() {
      lines?.close();
      lines = undefined;
    },

    ready: () => lines !== undefined,

    render(reply) {
      const { text: words, choices = [] } = flattenSections(reply);
      const numbered = choices.map(({ label }, index) => `  ${index + 1}  ${label}`).join('\n');
      const text = [words, numbered].filter(part => part).join('\n\n');
      return splitText(text, TEXT_CHARS_MAX).map(chunk => ({ text: chunk, choices, rightToLeft: false }));
    },

    async send(_chatId, { text }) {
      output.write(`\n${text.replaceAll(BOLD, '\u001b[1m$1\u001b[22m')}\n\n`);
      lines?.prompt();
      return undefined;
    },

    async showTyping() {},
  };
}
