import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { toBuffer } from 'qrcode';
import type { ActionFile } from '../../../src/features/actions/action-file.ts';
import { checkInCode, readCheckInCode } from '../../../src/features/actions/check-in-code.ts';
import { readClock } from '../../../src/features/actions/read-clock.ts';
import { type ActionsUnderTest, type Attendee, startActions, TUESDAY_NOON } from '../../support/member-actions.ts';
import { buttonsIn, cardOf, hireOrganiser, type Organiser, publishes, wordsOf } from '../../support/organiser.ts';

let under: ActionsUnderTest;
let organiser: Organiser;

beforeAll(async () => {
  under = await startActions();
  organiser = await hireOrganiser(under);
}, 60_000);
afterAll(() => under.stop());

async function comes(action: ActionFile, handle?: string): Promise<{ member: Attendee; id: string; code: string }> {
  const member = await under.attendee(handle ? { handle } : {});
  await member.presses(`actions:join:${action.id}`);
  await member.presses(`actions:justMe:${action.id}`);
  const { id } = await member.of(action);
  return { member, id, code: checkInCode(id) };
}
const cardText = async (action: ActionFile) =>
  wordsOf({ replies: [await cardOf(under, action)].flatMap(each => each ?? []) });

describe('to check somebody in', () => {
  beforeEach(() => {
    under.clock.at = new Date('2027-01-14T18:10:00Z');
  });
  afterEach(() => {
    under.clock.at = TUESDAY_NOON;
  });

  test('is for the day itself: before it nobody is there, whichever way it is tried', async () => {
    under.clock.at = new Date('2027-01-13T23:50:00Z');
    const action = await publishes(under, organiser);
    const { member, id, code } = await comes(action);
    const byCode = await organiser.sends(await organiser.presses(`checkIn:${action.id}`), { code });
    const counted = await organiser.sends(await organiser.presses(`walkIns:${action.id}`), { walkIns: '3' });
    for (const turn of [byCode, counted, await organiser.presses(`here:${id}:0`)])
      expect(wordsOf(turn)).toContain('on that day');
    expect((await member.of(action)).checkedInAt).toBeUndefined();
    under.clock.at = new Date('2027-01-14T00:10:00Z');
    expect(wordsOf(await organiser.presses(`here:${id}:0`))).toContain('1 of 1 are here');
  });

  test('by their code, however it is typed; the next can be typed at once', async () => {
    const action = await publishes(under, organiser);
    const { member, code } = await comes(action, 'amber-river 27');
    const window = await organiser.presses(`checkIn:${action.id}`);
    const next = await organiser.sends(window, { code: ` ${code.toLowerCase().replace('-', ' ')} ` });
    expect(wordsOf(next)).toContain('amber-river 27 is here');
    expect((await member.of(action)).checkedInAt).toEqual(under.clock.at);
    expect(wordsOf(await organiser.sends(next, { code }))).toContain('checked in already');
    const { prisma } = under.database;
    expect(await prisma.auditEvent.count({ where: { what: 'checkIn', actionId: action.id } })).toBe(1);
  });

  test.each([
    ['no code', 'hello', 'is no code'],
    ['a code of nobody', '333-333', 'Nobody of this action'],
  ])('%s checks nobody in', async (_, code, why) => {
    const action = await publishes(under, organiser);
    expect(wordsOf(await organiser.sends(await organiser.presses(`checkIn:${action.id}`), { code }))).toContain(why);
  });

  test('the code of another action counts for nothing at this one', async () => {
    const [here, there] = [await publishes(under, organiser), await publishes(under, organiser)];
    const { member, code } = await comes(there);
    const shown = await organiser.sends(await organiser.presses(`checkIn:${here.id}`), { code });
    expect(wordsOf(shown)).toContain('Nobody of this action');
    expect((await member.of(there)).checkedInAt).toBeUndefined();
  });

  test('from the list, a button each, and back again when it was the wrong one', async () => {
    const action = await publishes(under, organiser);
    const { member, id } = await comes(action, 'blue-hill 31');
    const list = await organiser.presses(`list:${action.id}`);
    expect(wordsOf(list)).toContain('blue-hill 31');
    expect(wordsOf(list)).not.toContain(member.personId);
    const after = await organiser.presses(`here:${id}:0`);
    expect(wordsOf(after)).toContain('1 of 1 are here');
    expect(buttonsIn(after)).toContain(`notHere:${id}:0`);
    expect((await member.of(action)).checkedInAt).toBeDefined();
    expect(wordsOf(await organiser.presses(`notHere:${id}:0`))).toContain('0 of 1 are here');
    expect((await member.of(action)).checkedInAt).toBeUndefined();
  });

  test('a long list has pages, and each button comes back to its own', async () => {
    const action = await publishes(under, organiser, { who: { capacity: '' } });
    for (let count = 0; count < 26; count++) await comes(action);
    const first = await organiser.presses(`list:${action.id}`);
    expect(buttonsIn(first).filter(id => id.startsWith('here:'))).toHaveLength(25);
    const second = await organiser.presses(`list:${action.id}:1`);
    const [here = ''] = buttonsIn(second).filter(id => id.startsWith('here:'));
    expect(here).toMatch(/:1$/);
    expect(Buffer.byteLength(`actions:desk:${here.replace('here', 'notHere')}`)).toBeLessThanOrEqual(64);
  });

  test('an organiser of another region checks nobody in by a button of the list', async () => {
    const action = await publishes(under, organiser);
    const { member, id } = await comes(action);
    const welsh = await hireOrganiser(under, { regions: ['Wales'] });
    expect(wordsOf(await welsh.presses(`here:${id}:0`))).toContain('region that you do not organise in');
    expect((await member.of(action)).checkedInAt).toBeUndefined();
  });

  test('walk-ins are counted, and afterwards the card says who came', async () => {
    const action = await publishes(under, organiser);
    const { id } = await comes(action);
    await comes(action);
    await organiser.presses(`here:${id}:0`);
    const window = await organiser.presses(`walkIns:${action.id}`);
    expect(wordsOf(await organiser.sends(window, { walkIns: 'some' }))).toContain('Give a number');
    await organiser.sends(window, { walkIns: '4' });
    await under.at('2027-01-14T21:00:00Z');
    expect(await cardText(action)).toContain('Came: 1 of 2 who had a place, guests counted; 4 walk-ins');
    expect(await cardText(action)).toContain('Over');
    under.clock.at = TUESDAY_NOON;
  });
});

test('the codes of a thousand registrations are told apart, and are read back', () => {
  const codes = Array.from({ length: 1000 }, (_, index) => checkInCode(`registration ${index}`));
  expect(new Set(codes).size).toBe(1000);
  expect(codes.map(readCheckInCode)).toEqual(codes);
  expect(['', 'AEIOUA', '3333', 'K7M4XPP'].map(readCheckInCode)).toEqual(Array(4).fill(undefined));
});

test.each([
  ['18:30', '18:30'],
  ['18.30', '18:30'],
  ['1830', '18:30'],
  ['9', '09:00'],
  ['6.30pm', '18:30'],
  ['6 PM', '18:00'],
  ['12am', '00:00'],
  ['12pm', '12:00'],
  ['24:00', undefined],
  ['18:60', undefined],
  ['13pm', undefined],
  ['evening', undefined],
  ['', undefined],
])('a time of day is read as people type it: %s', (typed, read) => {
  expect(readClock(typed)).toBe(read);
});

describe('the QR code', () => {
  async function pictures(of: ActionsUnderTest, who: Organiser, action: ActionFile) {
    const turn = await who.presses(`qr:${action.id}`);
    const posts = turn.posts ?? [];
    expect(posts.map(({ to }) => to)).toEqual(posts.map(() => ({ conversationId: who.conversationId })));
    const files = await Promise.all(posts.map(({ reply }) => of.files.read(reply.fileId ?? '')));
    return { window: wordsOf(turn), texts: posts.map(({ reply }) => reply.text), files };
  }
  const rendererOpts = { filterType: 2, deflateStrategy: 3 };
  const drawn = async (content: string) =>
    expect.objectContaining({
      mimeType: 'image/png',
      bytes: new Uint8Array(await toBuffer(content, { errorCorrectionLevel: 'M', scale: 12, rendererOpts })),
    });

  test('holds the bare code where no platform has told its link, and says so', async () => {
    const action = await publishes(under, organiser);
    const { window, texts, files } = await pictures(under, organiser, action);
    expect(files).toEqual([await drawn(action.code)]);
    expect(window).toContain('holds the code alone');
    expect(texts[0]).toContain(`people send the code to the bot: ${action.code}`);
  });

  test('is a picture for each platform that has a link, which says which it is and what to type without a camera', async () => {
    const linked = await startActions({
      chatLinks: async code => [
        { channel: 'telegram', link: `https://t.me/a_bot?start=${code}` },
        { channel: 'whatsapp-cloud', link: `https://wa.me/447700900000?text=${code}` },
      ],
    });
    try {
      const other = await hireOrganiser(linked);
      const action = await publishes(linked, other);
      const { window, texts, files } = await pictures(linked, other, action);
      expect(files).toEqual([
        await drawn(`https://t.me/a_bot?start=${action.code}`),
        await drawn(`https://wa.me/447700900000?text=${action.code}`),
      ]);
      expect(texts.map(text => /\*(Telegram|WhatsApp)\*/.exec(text)?.[1])).toEqual(['Telegram', 'WhatsApp']);
      for (const said of [window, ...texts]) expect(said).toContain(action.code);
    } finally {
      await linked.stop();
    }
  }, 30_000);
});

describe('who comes', () => {
  test('finds the code for the door in their ticket', async () => {
    const action = await publishes(under, organiser);
    const { member, code } = await comes(action);
    expect(member.told.some(({ text }) => text.includes(`Show this at the door: ${code}`))).toBe(true);
  });

  test('is checked in by the code at the door on that day, once, and not before', async () => {
    const action = await publishes(under, organiser);
    const { member } = await comes(action);
    await member.says(action.code);
    expect((await member.of(action)).checkedInAt).toBeUndefined();
    under.clock.at = new Date('2027-01-14T18:00:00Z');
    await member.says(action.code.toLowerCase());
    expect(member.last()).toContain('You are checked in');
    const { checkedInAt } = await member.of(action);
    expect(checkedInAt).toBeDefined();
    await member.says(action.code);
    expect((await member.of(action)).checkedInAt).toEqual(checkedInAt);
    const { member: linked } = await comes(action);
    await linked.does({ kind: 'command', name: 'start', argument: action.code });
    expect(linked.last()).toContain('You are checked in');
    expect((await linked.of(action)).checkedInAt).toBeDefined();
    const stranger = await under.attendee();
    await stranger.says(action.code);
    expect(stranger.last()).toContain('Know your rights');
    under.clock.at = TUESDAY_NOON;
  });
});
