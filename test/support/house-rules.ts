import { posix } from 'node:path';

/** Which rooms each room may import; `log` is open to all. The house is described in docs/architecture.md. */
const MAY_IMPORT: Record<string, string[]> = {
  messages: [],
  channels: ['messages'],
  knowledge: ['messages'],
  words: ['messages'],
  'language-model': ['messages'],
  database: ['messages'],
  media: ['messages', 'database'],
  features: ['messages', 'knowledge', 'words', 'language-model', 'database', 'media'],
  outbox: ['messages', 'database', 'media', 'channels'],
  conversation: ['messages', 'knowledge', 'features', 'outbox', 'database', 'channels'],
  jobs: ['features', 'outbox', 'messages', 'database'],
  web: ['messages'],
  config: [],
  playground: ['messages'],
};
/** Files at the top wire the rooms and may know all. */
const TOP_FILES = ['main.ts', 'bot.ts', 'open-features.ts', 'edges.ts', 'config.ts', 'log.ts'];
/** Of the channels, what is not a channel itself sees the contract alone. */
const CHANNEL_CONTRACT = ['channels/channel.ts', 'channels/send-error.ts'];

/** One file of `src/` importing another, by their paths below it. */
export interface Import {
  from: string;
  to: string;
}

const CHANNEL = /^channels\/([^/]+)\//;
const FEATURE = /^features\/([^/]+)\//;

export const roomOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : file);

/** Whether a file is in a room that the house knows. */
export function isInHouse(file: string): boolean {
  return roomOf(file) in MAY_IMPORT || TOP_FILES.includes(file);
}

/** What is wrong with an import, in a word; undefined when it is allowed. */
export function faultOf({ from, to }: Import): string | undefined {
  const [room, target] = [roomOf(from), roomOf(to)];
  if (TOP_FILES.includes(from)) return undefined;
  if (crosses(FEATURE, from, to)) return 'a feature imports another';
  if (crosses(CHANNEL, from, to)) return 'a channel imports another';
  if (room === target || target === 'log.ts') return undefined;
  if (!MAY_IMPORT[room]?.includes(target)) return `${room} may not import ${target}`;
  if (target === 'channels' && !CHANNEL_CONTRACT.includes(to)) return 'a channel is known outside the channels';
  return undefined;
}

function crosses(kind: RegExp, from: string, to: string): boolean {
  const [one, other] = [kind.exec(from)?.[1], kind.exec(to)?.[1]];
  return one !== undefined && other !== undefined && one !== other;
}

/** The relative imports in a file's text: `import … from`, `export … from`, `import '…'` and `import('…')`. */
export function importsIn(file: string, text: string): Import[] {
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)['"]/g)].map(([, path = '']) => ({
    from: file,
    to: posix.normalize(posix.join(posix.dirname(file), path)),
  }));
}
