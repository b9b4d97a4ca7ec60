import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { Channel } from '../channel.ts';
import { splitText } from '../split-text.ts';

const TEXT_CHARS_MAX = 4000;

/**
 * The same conversation in a terminal: choices are numbered lines, answered by their number. One person, one chat.
 *
 * @param onEnd is told when the person closes the input.
 */
export function createConsoleChannel(input: Readable, output: Writable, onEnd: () => void): Channel {
  const lines = createInterface({ input, output, prompt: '› ' });
  let isOpen = false;
  return {
    name: 'console',
    pace: { messagesPerSecond: 1000, messagesPerSecondPerChat: 1000 },

    async start(receive) {
      isOpen = true;
      lines.on('line', line => {
        const text = line.trim();
        if (text === '') return lines.prompt();
        const [, command, argument = ''] = /^\/(\S+)\s*(.*)$/.exec(text) ?? [];
        const content = command
          ? ({ kind: 'command', name: command.toLowerCase(), argument } as const)
          : ({ kind: 'text', text } as const);
        void receive({
          from: { channel: 'console', id: 'terminal' },
          externalId: randomUUID(),
          place: 'private',
          sentAtMs: Date.now(),
          content,
        });
      });
      lines.on('close', onEnd);
      lines.prompt();
    },

    async stop() {
      isOpen = false;
      lines.close();
    },

    ready: () => isOpen,

    render(reply) {
      const choices = reply.choices ?? [];
      const numbered = choices.map(({ label }, index) => `  ${index + 1}  ${label}`).join('\n');
      const text = [reply.text, numbered].filter(part => part).join('\n\n');
      return splitText(text, TEXT_CHARS_MAX).map(chunk => ({ text: chunk, choices, rightToLeft: false }));
    },

    async send(_chatId, { text }) {
      output.write(`\n${text.replaceAll(/\*(\S[^*\n]*)\*/g, '\u001b[1m$1\u001b[22m')}\n\n`);
      lines.prompt();
    },

    async showTyping() {},
  };
}
