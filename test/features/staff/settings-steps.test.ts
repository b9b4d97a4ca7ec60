import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type CaseSettings, caseSettings } from '../../../src/features/case-settings.ts';
import { caseSettingsStore } from '../../../src/features/case-settings-store.ts';
import type { FeatureTurn } from '../../../src/features/feature.ts';
import type { FormValues } from '../../../src/messages/form.ts';
import { asShown, formOf, openStaffOffice, type StaffOffice, wordsOf } from './staff-office.ts';

let office: StaffOffice;
let lead: string;

beforeAll(async () => {
  office = await openStaffOffice();
});
beforeEach(async () => {
  await office.clear();
  lead = (await office.letIn('U0LEAD1', 'Lead 1', 'lead')).staffId;
});
afterAll(() => office.close());

const read = () => caseSettingsStore.read(office.database);
const store = (value: object) => office.database.prisma.setting.create({ data: { name: 'cases', value } });

/** Presses the button, changes what the form begins with, looks at the preview, and saves. @returns the preview and the end. */
async function change(choiceId: string, values: FormValues): Promise<{ preview: FeatureTurn; saved: FeatureTurn }> {
  const shown = formOf(await office.press(lead, choiceId));
  const preview = await office.fillIn(lead, shown.id, { ...asShown(shown), ...values });
  expect(preview.writes ?? []).toEqual([]);
  const saved = await office.fillIn(lead, formOf(preview).id, asShown(formOf(preview)));
  return { preview, saved };
}

describe('the settings of casework', () => {
  test('are shown as they stand, and can send cases only to the room they were asked for in', async () => {
    await store({ routes: [{ topic: 'asylum', region: 'Wales', channelId: 'C0WALES' }] });
    const inRoom = await office.command(lead, 'settings');
    expect(wordsOf(inRoom)).toMatch(/asylum, from Wales: channel C0WALES\nEverything else: nowhere yet/);
    expect(wordsOf(inRoom)).toMatch(/Monday: 09:00-17:00[\s\S]*Sunday: closed/);
    expect(wordsOf(inRoom)).toMatch(/E3 \(today\), first reply: today, within 4 hours/);
    expect(inRoom.replies[0]?.choices?.map(({ id }) => id)).toEqual([
      'staff:change:route:C0CASES',
      'staff:change:fallback:C0CASES',
      'staff:organisers:C0CASES',
      'staff:menu:C0CASES',
    ]);
    const inPrivate = await office.command(lead, 'settings', { place: 'private', roomId: '' });
    expect(wordsOf(inPrivate)).toContain('type /folding-chair settings in that channel');
    expect(inPrivate.replies[0]?.choices?.map(({ id }) => id)).toEqual(['staff:organisers', 'staff:menu']);
  });

  test('lead from a window’s list to the form of what was chosen', async () => {
    const menu = formOf(await office.press(lead, 'staff:settings'));
    expect(menu).toMatchObject({ id: 'staff:menu:C0CASES', leadsOn: true });
    for (const [what, first] of [
      ['hours', 'monday'],
      ['targets:E3', 'firstReply'],
      ['route:C0CASES', 'topic'],
    ]) {
      const form = formOf(await office.fillIn(lead, menu.id, { what: what ?? '' }));
      expect(form.fields[0]?.name).toBe(first);
    }
  });
});

describe('a change', () => {
  test.each<[string, string, FormValues, RegExp, (settings: CaseSettings) => unknown, unknown]>([
    [
      'a room for a topic and a region',
      'staff:change:route:C0CASES',
      { topic: 'asylum', region: 'Wales' },
      /asylum, from Wales: nothing → this channel/,
      ({ routes }) => routes,
      [{ topic: 'asylum', region: 'Wales', channelId: 'C0CASES' }],
    ],
    [
      'a room for everything else',
      'staff:change:fallback:C0CASES',
      {},
      /Everything else: nowhere yet → this channel/,
      ({ fallbackChannelId }) => fallbackChannelId,
      'C0CASES',
    ],
    [
      'office hours',
      'staff:change:hours',
      { monday: '9 to 12.30, 13:30–17', saturday: '10:00-12:00', friday: 'closed' },
      /Monday: 09:00-17:00 → 09:00-12:30, 13:30-17:00\nFriday: 09:00-17:00 → closed\nSaturday: closed → 10:00-12:00$/m,
      ({ officeHours }) => [officeHours.monday.length, officeHours.friday, officeHours.saturday],
      [2, [], [{ from: '10:00', to: '12:00' }]],
    ],
    [
      'how soon',
      'staff:change:targets:E3',
      { firstReply: '2 office hours', nextReply: 'today, within 90 minutes', close: '1 working day' },
      /E3 \(today\), first reply: today, within 4 hours → 2 office hours/,
      ({ targets }) => targets.E3,
      {
        firstReply: { unit: 'officeMinutes', count: 120 },
        nextReply: { unit: 'day', count: 90 },
        close: { unit: 'workingDays', count: 1 },
      },
    ],
  ])(
    'is shown before it is saved, and then is true and in the audit: %s',
    async (_, choiceId, values, shown, part, is) => {
      const pressed = await office.press(lead, choiceId);
      const { preview, saved } =
        formOf(pressed).submit === 'Save'
          ? { preview: pressed, saved: await office.fillIn(lead, formOf(pressed).id, {}) }
          : await change(choiceId, values);
      expect(wordsOf(preview)).toMatch(shown);
      expect(wordsOf(saved)).toMatch(/Saved\./);
      expect(part(await read())).toEqual(is);
      expect((await office.audited()).at(-1)).toMatchObject({ what: 'changeSettings', staffId: lead });
    },
  );

  test('is saved only as it was shown: what is changed again, or has changed meanwhile, is shown again', async () => {
    const form = formOf(await office.press(lead, 'staff:change:hours'));
    const preview = formOf(await office.fillIn(lead, form.id, { ...asShown(form), sunday: '10-12' }));
    const other = await office.fillIn(lead, preview.id, { ...asShown(preview), sunday: '10-13' });
    expect(wordsOf(other)).toContain('Sunday: closed → 10:00-13:00');
    expect(other.writes ?? []).toEqual([]);
    await store({ fallbackChannelId: 'C0OTHER' });
    const meanwhile = await office.fillIn(lead, formOf(other).id, asShown(formOf(other)));
    expect(meanwhile.writes ?? []).toEqual([]);
    await office.fillIn(lead, formOf(meanwhile).id, asShown(formOf(meanwhile)));
    expect(await read()).toMatchObject({
      fallbackChannelId: 'C0OTHER',
      officeHours: { sunday: [{ from: '10:00', to: '13:00' }] },
    });
  });

  test('keeps what another lead changes at the same moment', async () => {
    const presses = ['staff:change:fallback:C0A', 'staff:change:route:C0B'];
    const turns = await Promise.all([
      office.press(lead, presses[0] ?? '', { hasWindow: false }),
      office.press(lead, '', {
        hasWindow: false,
        content: { kind: 'form', formId: presses[1] ?? '', values: { topic: 'work' } },
      }),
    ]);
    for (const { writes } of turns) await office.keep(writes);
    expect(await read()).toMatchObject({
      fallbackChannelId: 'C0A',
      routes: [{ topic: 'work', channelId: 'C0B' }],
    });
  });

  test('puts a rule in place of the one for the same cases, and takes rules out', async () => {
    await store({
      routes: [
        { topic: 'asylum', channelId: 'C0OLD' },
        { region: 'Wales', channelId: 'C0WALES' },
      ],
    });
    const { preview } = await change('staff:change:route:C0CASES', { topic: 'asylum' });
    expect(wordsOf(preview)).toContain('asylum: channel C0OLD → this channel');
    await change('staff:change:unroute', { routes: ['/Wales'] });
    expect((await read()).routes).toEqual([{ topic: 'asylum', channelId: 'C0CASES' }]);
  });

  test.each<[string, FormValues, RegExp]>([
    ['staff:change:hours:', { monday: 'mornings' }, /Monday: write times such as 09:00-17:00, or closed/],
    ['staff:change:hours:', { monday: '17:00-09:00' }, /Monday must open before it closes/],
    ['staff:change:hours:', { monday: '25:00-26:00' }, /Monday must be a time such as 09:30/],
    [
      'staff:change:hours:',
      Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map(day => [day, 'closed'])),
      /The office must open on at least one weekday/,
    ],
    ['staff:change:targets:E3', { close: 'soon' }, /closing: write it as 30 minutes, 4 office hours/],
    ['staff:change:targets:E3', { close: '0 minutes' }, /closing: write it as 30 minutes/],
    ['staff:change:route:C0CASES', {}, /Choose a topic, a region or both/],
  ])('that makes no sense is asked for again with what to do: %s %j', async (formId, values, remedy) => {
    const turn = await office.fillIn(lead, formId, values);
    const form = formOf(turn);
    expect(form.fields[0]).toMatchObject({ kind: 'words', label: expect.stringMatching(remedy) });
    expect(asShown(form)).toMatchObject(values);
    expect(turn.writes ?? []).toEqual([]);
  });

  test('that changes nothing is said so, and is not in the audit', async () => {
    const form = formOf(await office.press(lead, 'staff:change:hours'));
    expect(wordsOf(await office.fillIn(lead, form.id, asShown(form)))).toContain('Nothing changes');
    expect((await office.audited()).map(({ what }) => what)).not.toContain('changeSettings');
  });

  test('where there is no window is saved at once, and said; a skipped question changes nothing', async () => {
    const form = formOf(await office.press(lead, 'staff:change:targets:E4', { hasWindow: false, place: 'private' }));
    const turn = await office.fillIn(lead, form.id, { close: '2 hours' }, { hasWindow: false });
    expect(wordsOf(turn)).toMatch(/Saved\.\nE4 \(now\), closing: 5 working days → 2 hours/);
    expect((await read()).targets.E4).toEqual({
      ...caseSettings.parse({}).targets.E4,
      close: { unit: 'minutes', count: 120 },
    });
  });
});

describe('settings that cannot be read', () => {
  test('count as the usual ones, part by part, and a lead is told', async () => {
    await store({ officeHours: 'always', fallbackChannelId: 'C0CASES', colour: 'red' });
    expect(await read()).toEqual({ ...caseSettings.parse({}), fallbackChannelId: 'C0CASES' });
    expect(wordsOf(await office.command(lead, 'settings'))).toContain('cannot be read');
    await office.database.prisma.setting.update({ where: { name: 'cases' }, data: { value: 'nonsense' } });
    expect(await read()).toEqual(caseSettings.parse({}));
  });

  test('are mended by the next change', async () => {
    await store({ officeHours: 'always' });
    await office.keep((await office.press(lead, 'staff:change:fallback:C0CASES', { hasWindow: false })).writes);
    expect(wordsOf(await office.command(lead, 'settings'))).not.toContain('cannot be read');
  });
});
