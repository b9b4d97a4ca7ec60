import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Overtaken } from '../../../src/messages/turn.ts';
import { asShown, formOf, openStaffOffice, type StaffOffice, wordsOf } from './staff-office.ts';

let office: StaffOffice;
let lead: string;
let caseworker: string;

beforeAll(async () => {
  office = await openStaffOffice();
});
beforeEach(async () => {
  await office.clear();
  lead = (await office.letIn('U0LEAD1', 'Lead 1', 'lead')).staffId;
  caseworker = (await office.letIn('U0CASEWORKER1', 'Caseworker 1', 'caseworker')).staffId;
});
afterAll(() => office.close());

const find = (staffId: string) => office.colleagues.find(staffId);
const choicesIn = (turn: Awaited<ReturnType<StaffOffice['press']>>) =>
  turn.replies.flatMap(({ choices = [] }) => choices.map(({ id }) => id));
const NEW = { colleague: 'U0NEW', name: 'Caseworker 2', role: 'caseworker', languages: ['ar', 'en'], iaaLevel: '0' };

describe('help', () => {
  test('tells each what they can do by their role, in a window or as a message; a member is told by somebody else', async () => {
    const { staffId: organiser } = await office.letIn('U0ORGANISER1', 'Organiser 1', 'organiser');
    const [ofLead, ofCaseworker, ofOrganiser] = await Promise.all(
      [lead, caseworker, organiser].map(async staffId => wordsOf(await office.command(staffId, 'help'))),
    );
    expect(ofLead).toMatch(/\/case.*\/folding-chair broadcast.*\/folding-chair audit/s);
    expect(ofCaseworker).toContain('Send to member');
    expect(ofCaseworker).not.toMatch(/broadcast|audit|settings/);
    expect(ofOrganiser).toContain('/folding-chair action');
    expect(ofOrganiser).not.toMatch(/\/case|audit/);
    const { personId } = await office.database.prisma.case.findUniqueOrThrow({
      where: { id: await office.openCase() },
    });
    expect(await Promise.all([lead, personId].map(id => office.claims(id, 'help')))).toEqual([true, false]);
  });
});

describe('who works here', () => {
  test('is shown to a lead, in a message with buttons or in a window that leads on', async () => {
    const typed = await office.command(lead, 'staff');
    expect(wordsOf(typed)).toContain('⚠️ Nobody is on call');
    expect(wordsOf(typed)).toMatch(/\*Caseworker 1\* · caseworker\n\*Lead 1\* · lead/);
    expect(choicesIn(typed)).toEqual(['staff:pick', 'staff:invite', 'staff:audit', 'staff:settings']);
    const pressed = await office.press(lead, 'staff:open');
    expect(formOf(pressed)).toMatchObject({ id: 'staff:pick', leadsOn: true });
    for (const [act, form] of [
      ['edit', `staff:edit:${caseworker}`],
      ['leave', `staff:leave:${caseworker}`],
      ['invite', 'staff:invite'],
      ['audit', 'staff:seek'],
      ['settings', 'staff:menu:C0CASES'],
    ]) {
      const chosen = await office.fillIn(lead, 'staff:pick', { colleague: caseworker, act: act ?? '' });
      expect(formOf(chosen).id).toBe(form);
    }
    const nobody = await office.fillIn(lead, 'staff:pick', { act: 'leave' });
    expect(formOf(nobody).fields[0]?.label).toBe('Choose whom it is about.');
    expect(asShown(formOf(nobody)).act).toBe('leave');
  });

  test.each(['staff:open', 'staff:pick', 'staff:invite', 'staff:audit', 'staff:seek', 'staff:settings', 'staff:menu'])(
    'is no business of anybody else: %s',
    async choiceId => {
      const stranger = await office.openCase();
      const { personId } = await office.database.prisma.case.findUniqueOrThrow({ where: { id: stranger } });
      for (const personOfNoRight of [personId, caseworker])
        for (const hasWindow of [true, false]) {
          const turn = await office.press(personOfNoRight, choiceId, { hasWindow });
          expect(wordsOf(turn)).toMatch(/only staff|Only a lead/);
          expect(wordsOf(turn)).not.toMatch(/Lead 1|Caseworker 1/);
          expect(turn.writes ?? []).toEqual([]);
        }
    },
  );

  test.each([
    ['invite', 'staff:invite', NEW],
    ['edit', 'staff:edit:', { ...NEW, role: 'lead' }],
    ['leave', 'staff:leave:', {}],
    ['change settings', 'staff:change:fallback:C0CASES', {}],
  ])('a caseworker who sends the form of a lead cannot %s', async (_, formId, values) => {
    const id = formId.endsWith(':') ? `${formId}${caseworker}` : formId;
    const turn = await office.fillIn(caseworker, id, values, { hasWindow: false });
    expect(turn.writes ?? []).toEqual([]);
    expect(wordsOf(turn)).toContain('Only a lead');
  });

  test('says so in a room where Slack opened no window, and asks one question at a time in private', async () => {
    const inRoom = await office.press(lead, 'staff:invite', { hasWindow: false });
    expect(wordsOf(inRoom)).toContain('Slack opened no window');
    const inPrivate = await office.press(lead, 'staff:invite', { hasWindow: false, place: 'private' });
    expect(formOf(inPrivate).id).toBe('staff:invite');
    expect(inPrivate.replies[0]?.text).toBe('*Invite somebody*');
  });

  test('commands are heard in Slack alone: elsewhere a member has slipped', async () => {
    const said = { content: { kind: 'command', name: 'settings', argument: '' } as const, hasWindow: false };
    const common = {
      sender: { personId: '1', conversationId: '1', languageChosen: false },
      language: 'en',
      sentAtMs: 0,
    };
    const claims = (channel: 'slack' | 'telegram') =>
      office.staff.claims?.({ ...common, ...said, place: 'private', channel });
    expect(await Promise.all([claims('slack'), claims('telegram')])).toEqual([true, false]);
  });
});

describe('to invite somebody', () => {
  test('makes them staff at once, tells them, and is in the audit', async () => {
    const turn = await office.fillIn(lead, 'staff:invite', {
      ...NEW,
      regions: ['Wales'],
      iaaLevel: '2',
      iaaExpires: '2027-03-31',
    });
    const invited = (await office.colleagues.all()).find(({ name }) => name === 'Caseworker 2');
    expect(invited).toMatchObject({
      role: 'caseworker',
      languages: ['ar', 'en'],
      regions: ['Wales'],
      iaaLevel: 2,
      iaaExpires: '2027-03-31',
      away: false,
    });
    expect(turn.posts?.[0]?.to).toEqual({ channel: 'slack', roomId: 'U0NEW' });
    expect((await office.audited()).at(-1)).toEqual({
      what: 'invite',
      staffId: lead,
      aboutStaffId: invited?.staffId,
    });
  });

  test('finds the person that they are already, as a member or as a room that was written to', async () => {
    const { prisma } = office.database;
    const addressHash = office.hash('slack', 'U0NEW');
    const addressSealed = office.seal.seal('U0NEW');
    const room = await prisma.conversation.create({ data: { channel: 'slack', addressHash, addressSealed } });
    await office.fillIn(lead, 'staff:invite', NEW);
    const invited = (await office.colleagues.all()).find(({ name }) => name === 'Caseworker 2');
    expect(invited?.conversationId).toBe(room.id);
    expect(await prisma.person.count()).toBe(3);
  });

  test('lets somebody back in who left, and says so of who is here', async () => {
    const before = await office.fillIn(lead, 'staff:invite', { ...NEW, colleague: 'U0CASEWORKER1' });
    expect(wordsOf(before)).toContain('Caseworker 1 works here already');
    await office.fillIn(lead, `staff:leave:${caseworker}`, {});
    await office.fillIn(lead, 'staff:invite', { ...NEW, colleague: 'U0CASEWORKER1' });
    expect(await find(caseworker)).toMatchObject({ name: 'Caseworker 2' });
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['no name', { name: ' ' }, /Give a name that members read/],
    ['a long name', { name: 'x'.repeat(41) }, /Shorten the name to 40/],
    ['a level without a last day', { iaaLevel: '3' }, /Give the last day of the registration/],
    ['a date that is none', { iaaLevel: '3', iaaExpires: '2027-02-30' }, /as a date such as 2027-03-31/],
    ['a role that is none', { role: 'boss' }, /Choose a role/],
  ])('asks again with what to do, and keeps the other answers: %s', async (_, wrong, remedy) => {
    const turn = await office.fillIn(lead, 'staff:invite', { ...NEW, ...wrong });
    const form = formOf(turn);
    expect(form.fields[0]).toMatchObject({ kind: 'words', label: expect.stringMatching(remedy) });
    expect(asShown(form)).toMatchObject({ languages: ['ar', 'en'] });
    expect(turn.writes ?? []).toEqual([]);
    const { colleague: _who, ...right } = { ...NEW, name: 'Caseworker 2' };
    await office.fillIn(lead, form.id, right);
    expect((await office.colleagues.all()).map(({ name }) => name)).toContain('Caseworker 2');
  });

  test('asks whom it is about', async () => {
    const { colleague: _, ...nobody } = NEW;
    for (const values of [nobody, { ...nobody, colleague: 'somebody' }]) {
      const turn = await office.fillIn(lead, 'staff:invite', values);
      expect(wordsOf(turn)).toContain('Choose somebody from this Slack workspace');
      expect(turn.writes ?? []).toEqual([]);
    }
  });
});

describe('to change a colleague', () => {
  test('begins with what is known, and a change of role or level is in the audit by its name', async () => {
    const id = `staff:edit:${caseworker}`;
    const form = formOf(await office.press(lead, id));
    expect(asShown(form)).toMatchObject({ name: 'Caseworker 1', role: 'caseworker', iaaLevel: '0', now: [] });
    await office.fillIn(lead, id, asShown(form));
    expect((await office.audited()).filter(({ what }) => what.startsWith('change'))).toEqual([]);
    const changed = { ...asShown(form), role: 'organiser', iaaLevel: '1', iaaExpires: '2027-03-31', now: ['onCall'] };
    await office.fillIn(lead, id, changed);
    expect(await find(caseworker)).toMatchObject({ role: 'organiser', iaaLevel: 1, onCall: true, away: false });
    const acts = (await office.audited()).filter(({ what }) => what.startsWith('change'));
    expect(acts.map(({ what }) => what)).toEqual(['changeRole', 'changeLevel', 'changeStaff']);
    expect(acts.every(({ staffId, aboutStaffId }) => staffId === lead && aboutStaffId === caseworker)).toBe(true);
  });

  test('who leaves a field empty in a window means it; who skips a question does not', async () => {
    const id = `staff:edit:${caseworker}`;
    await office.fillIn(lead, id, { name: 'Caseworker 1', role: 'caseworker', iaaLevel: '0', languages: ['ar'] });
    await office.fillIn(lead, id, { name: 'Caseworker 3' }, { hasWindow: false });
    expect(await find(caseworker)).toMatchObject({ name: 'Caseworker 3', languages: ['ar'] });
    await office.fillIn(lead, id, { name: 'Caseworker 3', role: 'caseworker', iaaLevel: '0' });
    expect((await find(caseworker))?.languages).toEqual([]);
  });

  test('who does not work here any more is said so', async () => {
    for (const staffId of ['00000000-0000-7000-8000-000000000000', 'nobody'])
      expect(wordsOf(await office.press(lead, `staff:edit:${staffId}`))).toContain('does not work here any more');
  });
});

describe('the last lead', () => {
  test('cannot become anything else, nor leave', async () => {
    const edited = await office.fillIn(lead, `staff:edit:${lead}`, {
      name: 'Lead 1',
      role: 'caseworker',
      iaaLevel: '0',
    });
    const left = await office.fillIn(lead, `staff:leave:${lead}`, {});
    for (const turn of [edited, left]) expect(wordsOf(turn)).toContain('There has to be a lead');
    expect(await find(lead)).toMatchObject({ role: 'lead' });
  });

  test('is not left to chance: of two leads who let each other go at once, one stays', async () => {
    const other = (await office.letIn('U0LEAD2', 'Lead 2', 'lead')).staffId;
    const leave = { kind: 'form', values: {} } as const;
    const turns = await Promise.all(
      [
        [lead, other],
        [other, lead],
      ].map(([who = '', whom = '']) => office.press(who, '', { content: { ...leave, formId: `staff:leave:${whom}` } })),
    );
    const outcomes = await Promise.allSettled(turns.map(({ writes }) => office.keep(writes)));
    const failures = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(failures).toEqual([expect.any(Overtaken)]);
    expect((await office.colleagues.all()).filter(({ role }) => role === 'lead')).toHaveLength(1);
  });
});

describe('who leaves', () => {
  test('has no access from that moment on, and stays in the audit', async () => {
    const asked = await office.press(lead, `staff:leave:${caseworker}`);
    expect(formOf(asked).id).toBe(`staff:leave:${caseworker}`);
    expect(await find(caseworker)).toBeDefined();
    await office.fillIn(lead, `staff:leave:${caseworker}`, {});
    expect(await find(caseworker)).toBeUndefined();
    expect(wordsOf(await office.press(caseworker, 'staff:away'))).toContain('only staff (en)');
    expect(wordsOf(await office.command(lead, 'audit'))).toContain('Lead 1 · took access away · Caseworker 1');
  });

  test('hands over their open cases first, with a button that does it, even when one is claimed at that moment', async () => {
    await office.openCase(caseworker);
    await office.openCase(caseworker);
    const turn = await office.fillIn(lead, `staff:leave:${caseworker}`, {});
    expect(wordsOf(turn)).toContain('Caseworker 1 has 2 open cases');
    expect(choicesIn(turn)).toEqual([`cases:desk:reassign:${caseworker}`]);
    expect(await find(caseworker)).toBeDefined();

    await office.database.prisma.case.updateMany({ data: { closedAt: new Date() } });
    const late = await office.press(lead, '', {
      content: { kind: 'form', formId: `staff:leave:${caseworker}`, values: {} },
    });
    await office.openCase(caseworker);
    await expect(office.keep(late.writes)).rejects.toThrow(Overtaken);
    expect(await find(caseworker)).toBeDefined();
  });
});

describe('being away', () => {
  test('is said by anybody for themselves, and by a lead for anybody', async () => {
    const turn = await office.press(caseworker, 'staff:away', { hasWindow: false });
    await office.keep(turn.writes);
    expect(await find(caseworker)).toMatchObject({ away: true });
    expect(choicesIn(turn)).toEqual(['staff:back']);
    await office.keep((await office.press(lead, `staff:back:${caseworker}`)).writes);
    expect(await find(caseworker)).toMatchObject({ away: false });
    expect((await office.audited()).slice(-2).map(({ what, staffId }) => [what, staffId])).toEqual([
      ['away', caseworker],
      ['back', lead],
    ]);
  });

  test('is never said by a caseworker of somebody else: the button means themselves', async () => {
    await office.keep((await office.press(caseworker, `staff:away:${lead}`)).writes);
    expect([await find(lead), await find(caseworker)]).toMatchObject([{ away: false }, { away: true }]);
  });

  test('offers a lead to reassign what waits', async () => {
    await office.openCase(caseworker);
    expect(choicesIn(await office.press(lead, `staff:away:${caseworker}`))).toEqual([
      `staff:back:${caseworker}`,
      `cases:desk:reassign:${caseworker}`,
    ]);
    expect(choicesIn(await office.press(caseworker, 'staff:away'))).toEqual(['staff:back']);
  });
});
