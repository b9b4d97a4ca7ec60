import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Feature } from '../../src/features/feature.ts';
import type { Inbound } from '../../src/messages/inbound.ts';
import { Overtaken } from '../../src/messages/turn.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { answer, type Spine, startSpine } from '../support/spine.ts';
import { until } from '../support/until.ts';

const CONVERSATIONS = 30;
const MESSAGES_PER_CONVERSATION = 10;
const FIRST_USER_ID = 700;

const PAIRS = 50;

let postgres: TestPostgres;
let workers: Spine[];
/** How many turns each worker has taken. */
const turns = [0, 0, 0];

beforeAll(async () => {
  postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  const start = (index: number, beside?: Spine) =>
    startSpine(
      ({ text = 'nothing' }) => {
        turns[index] = (turns[index] ?? 0) + 1;
        return answer(`You said: ${text}`);
      },
      Date.now,
      { databaseUrl, features: [claims(() => workers[index])], ...(beside && { beside }) },
    );
  const all = await start(0);
  workers = [all, await start(1, all), await start(2, all)];
}, 120_000);
afterAll(async () => {
  for (const worker of workers.toReversed()) await worker.stop();
  await postgres.stop();
});

/** Lets whoever comes first have a thing: a setting of that name, which is theirs as long as it says so. */
function claims(spine: () => Spine | undefined): Feature {
  return {
    name: 'claims',
    state: z.unknown(),
    async think({ content, sender }) {
      const name = content.kind === 'choice' ? content.choiceId : '';
      const owner = await spine()?.database.prisma.setting.findUniqueOrThrow({ where: { name } });
      if (owner?.value !== 'nobody') return answer(`Somebody else has ${name}.`);
      return {
        ...answer(`You have ${name}.`),
        writes: [
          {
            label: 'setting',
            async apply(transaction) {
              const where = { name, value: { equals: 'nobody' } };
              const { count } = await transaction.setting.updateMany({ where, data: { value: sender.personId } });
              if (count === 0) throw new Overtaken();
            },
          },
        ],
      };
    },
  };
}

const fromBot = (message: { from?: { is_bot: boolean } }) => message.from?.is_bot === true;

/** What a person says, as it arrives, however often it does. */
function inbound(userId: number, index: number): Inbound {
  return {
    from: { channel: 'telegram', id: String(userId) },
    externalId: `${userId} says ${index}`,
    place: 'private',
    sentAtMs: Date.now(),
    content: { kind: 'text', text: `number ${index}` },
  };
}

test('three workers answer every message once, in the order of its conversation, though each arrives twice', async () => {
  const [all, second] = workers as [Spine, Spine];
  const userIds = Array.from({ length: CONVERSATIONS }, (_, index) => FIRST_USER_ID + index);
  const members = userIds.map(userId => all.telegram.user(userId));
  for (const member of members) member.say('/start');
  await Promise.all(members.map(member => member.waitForMessage(fromBot, 30_000)));

  for (let index = 0; index < MESSAGES_PER_CONVERSATION; index++) {
    const arriving = userIds.flatMap(userId => [all, second].map(({ receive }) => receive(inbound(userId, index))));
    await Promise.all(arriving);
  }
  const last = `number ${MESSAGES_PER_CONVERSATION - 1}`;
  await Promise.all(members.map(member => member.waitForMessage(({ text }) => text?.includes(last) === true, 30_000)));

  const heard = members.map(member =>
    member
      .messages()
      .filter(fromBot)
      .flatMap(({ text = '' }) => text.match(/(?<=number )\d+/g) ?? [])
      .map(Number),
  );
  const inOrder = Array.from({ length: MESSAGES_PER_CONVERSATION }, (_, index) => index);
  expect(heard).toEqual(userIds.map(() => inOrder));
  await expect(all.database.prisma.inboundMessage.count({ where: { status: 'answered' } })).resolves.toBe(
    CONVERSATIONS * (MESSAGES_PER_CONVERSATION + 1),
  );
  expect(turns.filter(count => count > 0).length).toBeGreaterThan(1);
}, 120_000);

test('a reply is booked while a turn holds its conversation: the two never wait for each other', async () => {
  const [all, second] = workers as [Spine, Spine];
  const member = all.telegram.user(FIRST_USER_ID + CONVERSATIONS);
  member.say('/start');
  await member.waitForMessage(fromBot);
  const { id: conversationId } = await all.database.prisma.conversation.findFirstOrThrow({ orderBy: { id: 'desc' } });
  await all.database.prisma.$transaction(async transaction => {
    await transaction.$executeRaw`SELECT id FROM conversation WHERE id = ${conversationId}::uuid FOR NO KEY UPDATE`;
    await second.send([{ conversationId, reply: { text: 'a reply', language: 'en' } }]);
    await member.waitForMessage(({ text }) => text === 'a reply');
    const isOnItsWay = { where: { conversationId, status: { not: 'sent' as const } } };
    await until(async () => (await second.database.prisma.outboundMessage.count(isOnItsWay)) === 0);
  });
});

test(`of ${PAIRS} pairs of simultaneous claims exactly one wins and the other is told`, async () => {
  const [all, second, third] = workers as [Spine, Spine, Spine];
  const names = Array.from({ length: PAIRS }, (_, index) => `claims:case ${index}`);
  await all.database.prisma.setting.createMany({ data: names.map(name => ({ name, value: 'nobody' })) });
  const pairs = names.map((name, index) => {
    const userIds = [FIRST_USER_ID + 100 + 2 * index, FIRST_USER_ID + 101 + 2 * index];
    return { name, userIds, members: userIds.map(userId => all.telegram.user(userId)) };
  });
  const members = pairs.flatMap(pair => pair.members);
  for (const member of members) member.say('/start');
  await Promise.all(members.map(member => member.waitForMessage(fromBot, 60_000)));

  const presses = pairs.flatMap(({ name, userIds }) =>
    userIds.map((userId, index) => {
      const content = { kind: 'choice', choiceId: name, messageId: '' } as const;
      return (index === 0 ? second : third).receive({
        ...inbound(userId, 0),
        externalId: `${userId} presses`,
        content,
      });
    }),
  );
  await Promise.all(presses);
  const said = await Promise.all(
    pairs.map(({ members }) =>
      Promise.all(
        members.map(
          async member => (await member.waitForMessage(({ text }) => text?.includes('case') === true, 60_000)).text,
        ),
      ),
    ),
  );
  expect(said.map(texts => texts.toSorted())).toEqual(
    names.map(name => [`Somebody else has ${name}.`, `You have ${name}.`]),
  );
}, 120_000);
