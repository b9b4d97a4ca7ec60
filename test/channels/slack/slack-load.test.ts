import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openSlackDesk, type SlackDesk } from '../../support/slack-desk.ts';

const EVENTS = 300;

let desk: SlackDesk;

beforeEach(async () => {
  desk = await openSlackDesk();
});
afterEach(() => desk.stop());

test('three hundred events at once are each acknowledged at the first try, and none before it is stored', async () => {
  const { slack, inbox } = desk;
  const members = Array.from({ length: EVENTS }, () => slack.person('Member'));
  const outcomes: { attempt: number; acknowledged: boolean }[] = [];
  const { promise: all, resolve } = Promise.withResolvers<void>();
  slack.events.on('delivery', ({ attempt, outcome }) => {
    outcomes.push({ attempt, acknowledged: outcome.acknowledged });
    if (outcomes.length === EVENTS) resolve();
  });
  inbox.holdAll();
  for (const member of members) member.say(member.dm, 'hello');
  await inbox.until((_, count) => count === EVENTS);
  expect(outcomes).toEqual([]);
  inbox.acceptAll();
  // Slack's clock stands still meanwhile: had one not been acknowledged, it would never end.
  await all;
  expect(outcomes).toEqual(members.map(() => ({ attempt: 0, acknowledged: true })));
});

test('what comes again has the name that it had', async () => {
  const { slack, inbox, caseworker } = desk;
  slack.duplicateEvents(3);
  caseworker.say(caseworker.dm, 'hello');
  const heard = await inbox.until((_, count) => count === 4);
  expect(new Set(heard.map(({ externalId }) => externalId)).size).toBe(1);
});

test('a room that Slack asks to spare holds up neither another room nor a window', async () => {
  const { slack, send, caseworker, room } = desk;
  slack.fault({ kind: 'ratelimited', retryAfterSeconds: 30 }, { method: 'chat.postMessage' });
  await expect(send(room.id, { text: 'A case' })).rejects.toMatchObject({ retryAfterSeconds: 30, retryable: true });
  await send(caseworker.user.id, { text: 'My cases' }, { onHomePage: true });
  await send(caseworker.user.id, { text: 'It is taken' }, { inRoom: room.id });
  const other = slack.channel('casework-leads', { members: [caseworker] });
  expect(await send(other.id, { text: 'A case' })).toHaveLength(1);
});
