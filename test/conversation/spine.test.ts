import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listSetAside, replay } from '../../src/conversation/set-aside.ts';
import { Seal } from '../../src/database/seal.ts';
import type { Transaction } from '../../src/database/transaction.ts';
import { Overtaken } from '../../src/messages/turn.ts';
import { answer, type Spine, startSpine } from '../support/spine.ts';
import { onEmbeddedDatabase } from '../support/test-database.ts';

onEmbeddedDatabase();

let spine: Spine;
let isPoisonous = true;
const pondered = Promise.withResolvers<void>();
let lastUserId = 200;
const heardInOrder: string[] = [];
/** How often "overtake me …" still comes too late. */
let overtakings = 0;

beforeAll(async () => {
  spine = await startSpine(async ({ text = '' }) => {
    if (text === 'ponder this') await pondered.promise;
    if (text.includes('poison') && isPoisonous) throw new TypeError(`cannot read ${text}`);
    heardInOrder.push(text);
    if (text.includes('bad write')) {
      return { ...answer('never said'), writes: [{ label: 'nothing', apply: tx => tx.$executeRaw`SELECT 1 / 0` }] };
    }
    if (text.includes('overtake me')) {
      const times = overtakings;
      const writes = [
        { label: 'person', apply: (tx: Transaction) => tx.person.create({ data: { outcode: 'FIRST' } }) },
        { label: 'race', apply: async () => lose() },
      ];
      return { ...answer(`You were overtaken, ${times} to go: ${text}`), writes };
    }
    return answer(`You said: ${text}`);
  });
}, 60_000);
afterAll(() => spine.stop());

function lose() {
  if (overtakings === 0) return;
  overtakings -= 1;
  throw new Overtaken();
}

function newMember() {
  lastUserId += 1;
  return spine.telegram.user(lastUserId);
}

const saying = (words: string) => (message: { text?: string; from?: { is_bot: boolean } }) =>
  message.from?.is_bot === true && (message.text ?? '').includes(words);

describe('the spine', () => {
  test('answers an update once, however often Telegram delivers it', async () => {
    const member = newMember();
    // The bot hears nothing of its confirmation, so the same update comes again.
    spine.telegram.fault({ kind: 'drop-after' }, { method: 'getUpdates', times: 2 });
    member.say('once, please');
    await member.waitForMessage(saying('once, please'));
    member.say('and this');
    await member.waitForMessage(saying('and this'));
    expect(member.messages().filter(saying('once, please'))).toHaveLength(1);
    expect(heardInOrder.filter(text => text === 'once, please')).toHaveLength(1);
  });

  test('keeps the order of a conversation', async () => {
    const member = newMember();
    for (let index = 0; index < 30; index++) member.say(`message ${index} of thirty`);
    await member.waitForMessage(saying('message 29 of thirty'));
    const numbers = heardInOrder.join('\n').match(/(?<=message )\d+(?= of thirty)/g);
    expect(numbers).toEqual(Array.from({ length: 30 }, (_, index) => String(index)));
  });

  test('answers others while one answer takes long to think of', async () => {
    const [slow, quick] = [newMember(), newMember()];
    slow.say('ponder this');
    quick.say('beside it');
    await quick.waitForMessage(saying('beside it'));
    quick.say('after it');
    await quick.waitForMessage(saying('after it'));
    expect(slow.messages().filter(saying(''))).toEqual([]);
    pondered.resolve();
    await slow.waitForMessage(saying('ponder this'));
  });

  test('sets a poisoned message aside with a kind reply, answers what comes after, and replays it when mended', async () => {
    const member = newMember();
    member.say('this is poison');
    await member.waitForMessage(saying('We are sorry'), 30_000);
    member.say('and after it');
    await member.waitForMessage(saying('and after it'));

    const [aside, ...others] = await listSetAside(spine.database);
    expect(others).toEqual([]);
    expect(aside?.reason).toBe('TypeError');
    isPoisonous = false;
    expect(await replay(spine, aside ? [aside.id] : [])).toBe(1);
    await member.waitForMessage(saying('You said: this is poison'));
    expect(await listSetAside(spine.database)).toEqual([]);
  }, 60_000);

  test('commits the others of a batch when one of its writes fails', async () => {
    const [poisoned, healthy] = [newMember(), newMember()];
    poisoned.say('a bad write');
    healthy.say('a good one');
    await healthy.waitForMessage(saying('a good one'));
    await poisoned.waitForMessage(saying('We are sorry'), 30_000);
  }, 60_000);

  test.each([1, 2, 7])(
    'thinks again what was overtaken %i times, keeps nothing of it, and never counts it as a failure',
    async times => {
      const [overtaken, beside] = [newMember(), newMember()];
      const before = await spine.database.prisma.person.count({ where: { outcode: 'FIRST' } });
      const asideBefore = await listSetAside(spine.database);
      overtakings = times;
      overtaken.say(`overtake me ${times}`);
      beside.say('a bystander');
      await overtaken.waitForMessage(saying('0 to go'), 20_000);
      await beside.waitForMessage(saying('a bystander'));
      expect(overtaken.messages().filter(saying('You were overtaken'))).toHaveLength(1);
      expect(await spine.database.prisma.person.count({ where: { outcode: 'FIRST' } })).toBe(before + 1);
      expect(await listSetAside(spine.database)).toEqual(asideBefore);
    },
    30_000,
  );

  test('starts anew, politely, from a state that it cannot read', async () => {
    const member = newMember();
    member.say('before the change');
    await member.waitForMessage(saying('before the change'));
    const stateSealed = spine.seal.seal({ version: 0, something: 'older' });
    await spine.database.prisma.conversation.updateMany({ data: { stateSealed } });
    member.say('after the change');
    await member.waitForMessage(saying('after the change'));
  });

  test.each([
    ['was sealed with a key that is gone', () => new Seal([randomBytes(32)]).seal({ something: 'older' })],
    ['was damaged', () => randomBytes(60)],
  ])('starts anew, politely, from a state that %s', async (_, stateSealed) => {
    const member = newMember();
    member.say('before the damage');
    await member.waitForMessage(saying('before the damage'));
    await spine.database.prisma.conversation.updateMany({ data: { stateSealed: stateSealed() } });
    member.say('after the damage');
    await member.waitForMessage(saying('after the damage'));
  });

  test('stores no word, name or platform id in the clear', async () => {
    const member = newMember();
    member.say('my secret is Quillfeather');
    await member.waitForMessage(saying('Quillfeather'));
    const tables = [
      'person',
      'conversation',
      'inbound_message',
      'outbound_message',
      'attachment',
      'answer_feedback',
      'pgboss.job',
    ];
    for (const table of tables) {
      const rows = await spine.database.prisma.$queryRawUnsafe<{ row: string }[]>(
        `SELECT t::text AS row FROM ${table} t`,
      );
      const found = rows.filter(
        ({ row }) => row.includes('Quillfeather') || row.includes(Buffer.from('Quillfeather').toString('hex')),
      );
      expect({ table, found: found.length }).toEqual({ table, found: 0 });
    }
  });
});
