import { PassThrough } from 'node:stream';
import { createConsoleChannel } from '../../src/channels/console/console-channel.ts';
import { channelContract } from './channel-contract.ts';
import type { ChannelUnderTest } from './channel-under-test.ts';

channelContract('The console', 'console', async () => consoleUnderTest(), [
  'delivery',
  'tap',
  'remove',
  'fail',
  'typing',
]);

/** A terminal acknowledges nothing, has no buttons, never fails and cannot unsay. */
function consoleUnderTest(): ChannelUnderTest {
  const input = new PassThrough();
  const written: string[] = [];
  const output = new PassThrough().on('data', chunk => written.push(String(chunk)));
  const channel = createConsoleChannel(input, output, () => {});
  const say = (line: string) => void input.write(`${line}\n`);
  return {
    channel,
    chatId: 'terminal',
    say,
    deliver: payloads => payloads.map(String).forEach(say),
    shown: () => written.filter(text => text.startsWith('\n')).map(show),
    stop: () => channel.stop(),
    close: async () => void input.destroy(),
  };
}

/** A reply stands between empty lines, its bold in the terminal's own marks, its choices numbered below it. */
function show(written: string, index: number) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's bold begins with one
  const text = written.replaceAll(/\u001b\[\d+m/g, '').trim();
  const choices = [...text.matchAll(/^ {2}(\d+) {2}(.+)$/gm)].map(([, id = '', label = '']) => ({ id, label }));
  return { id: String(index), text: text.split(/\n\n(?= {2}\d)/)[0] ?? '', choices };
}
