import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { WebState } from '../../src/channels/whatsapp-web/web-state.ts';
import type { WhatsAppWebChannel } from '../../src/channels/whatsapp-web/whatsapp-web-channel.ts';
import { type FakeMember, fakeMember } from '../support/fake-whatsapp-web/fake-member.ts';
import { openPairedHouse } from '../support/fake-whatsapp-web/paired-house.ts';
import { webFamily } from '../support/fake-whatsapp-web/web-family.ts';
import type { WebHouse } from '../support/fake-whatsapp-web/web-house.ts';
import { faultSize } from '../support/fault-size.ts';
import { answer, type Spine, startSpine } from '../support/spine.ts';
import { until } from '../support/until.ts';

/** So many sends are under way when the process is killed. */
const IN_FLIGHT = faultSize(50, 10);

let house: WebHouse;
let spine: Spine;
let channel: WhatsAppWebChannel;
let people = 0;
let states: WebState['kind'][] = [];
let onState = () => {};

beforeAll(async () => {
  house = await openPairedHouse();
  channel = house.channel({
    onState({ kind }) {
      states.push(kind);
      onState();
    },
  });
  spine = await startSpine(({ text }) => answer(`You said: ${text}`), Date.now, { changeChannel: () => channel });
});
beforeEach(() => {
  states = [];
});
afterAll(async () => {
  await spine.stop();
  await house.close();
});

const member = (): FakeMember => fakeMember(house.web, `${1000100 + people++}@c.us`);
const kill = (who: 'node' | 'browser' | 'page') => process.kill(webFamily(house.folder)?.[who] ?? 0, 'SIGKILL');

/** Resolves once the channel has come to be so, since the test began. */
function untilState(kind: WebState['kind']): Promise<void> {
  return new Promise(resolve => {
    onState = () => states.includes(kind) && channel.state().kind === kind && resolve();
    onState();
  });
}

function untilAnswered(members: FakeMember[]): Promise<void> {
  return new Promise(resolve => {
    const look = () => members.every(({ shown }) => shown().length > 0) && resolve();
    house.web.events.on('sent', look);
    look();
  });
}

/** What is written now, and what was written meanwhile, is answered once. */
async function expectAnswers(asked: FakeMember[]): Promise<void> {
  const later = member();
  later.say('and now?');
  await untilAnswered([...asked, later]);
  for (const each of asked) expect(each.shown().map(({ body }) => body)).toEqual(['You said: are you there?']);
  expect(later.shown().map(({ body }) => body)).toEqual(['You said: and now?']);
}

test.each([
  ['its process is killed', () => kill('node')],
  ['its browser is killed', () => kill('browser')],
  ['its page ends', () => kill('page')],
  ['its page hangs', () => house.web.tell({ kind: 'hang' })],
  ['WhatsApp is opened somewhere else (CONFLICT)', () => house.web.tell({ kind: 'state', state: 'CONFLICT' })],
  ['WhatsApp says a word that nobody knows', () => house.web.tell({ kind: 'state', state: 'TOS_BLOCK' })],
])('when %s, it connects again by itself, and what came meanwhile is answered once', async (_, strike) => {
  expect(channel.ready()).toBe(true);
  strike();
  await untilState('away');
  expect(channel.ready()).toBe(false);
  const asked = [member(), member()];
  for (const each of asked) each.say('are you there?');
  await untilState('connected');
  expect(states).toEqual(['away', 'connected']);
  await expectAnswers(asked);
});

test('while the page cannot be reached it is tried again and again, and found when it is back', async () => {
  const page = join(house.folder, 'pages', `${house.settings().page?.version}.html`);
  rmSync(page);
  kill('browser');
  await untilState('away');
  const asked = [member()];
  for (const each of asked) each.say('are you there?');
  expect(existsSync(page)).toBe(false);
  house.settings(); // writes it again
  await untilState('connected');
  await expectAnswers(asked);
});

test('a session that WhatsApp has forgotten is paired again by hand, and nothing that was written is lost', async () => {
  house.web.loseSession();
  kill('browser');
  await untilState('pairing');
  expect(channel.ready()).toBe(false);
  const asked = [member()];
  for (const each of asked) each.say('are you there?');
  house.web.pair();
  await untilState('connected');
  await expectAnswers(asked);
});

test('a session that was ended on the telephone leaves nothing behind, and another takes its place', async () => {
  const folder = join(house.folder, 'whatsapp-web', 'RemoteAuth');
  await house.session.keep(page());
  house.web.logOut();
  await untilState('pairing');
  expect(await house.session.exists()).toBe(false);
  expect(existsSync(folder)).toBe(true);
  const asked = [member()];
  for (const each of asked) each.say('are you there?');
  house.web.pair();
  await untilState('connected');
  await expectAnswers(asked);
});

test(`of ${IN_FLIGHT} sends that are under way when it is killed, none is lost, and none is shown twice`, async () => {
  const asked = Array.from({ length: IN_FLIGHT }, member);
  const underWay = new Promise<void>(resolve => {
    let count = 0;
    // Others are about to go: all of them at once would take longer than the first are waited for.
    house.web.events.on('mishap send', () => ++count >= IN_FLIGHT / 2 && resolve());
  });
  for (const index of asked.keys())
    void house.web.failNext('send', index % 2 === 0 ? 'happens and is never answered' : 'is never answered');
  spine.fates.length = 0;
  for (const each of asked) each.say('are you there?');
  await underWay;
  kill('node');
  house.web.calm();
  await untilState('away');
  await untilState('connected');
  await untilAnswered(asked);
  await untilBooked(IN_FLIGHT);
  for (const each of asked) expect(each.shown().map(({ body }) => body)).toEqual(['You said: are you there?']);
  const sentTwice = asked.filter(
    ({ shown }) => (house.web.taken.get(house.web.serialized(shown()[0] ?? unsaid)) ?? 0) > 1,
  );
  expect(sentTwice.length).toBeLessThanOrEqual(spine.fates.filter(({ isRepeat }) => isRepeat).length);
  await expectAnswers([]);
});

const unsaid = { id: { id: '', fromMe: true }, chatId: '' };
const page = () => join(house.settings().page?.folder ?? '', `${house.settings().page?.version}.html`);

/** Resolves once so many messages have their last word. */
const untilBooked = (count: number) => until(() => spine.fates.length >= count);
