import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { audit, auditedActs } from '../../../src/features/audit.ts';
import { formOf, openStaffOffice, type StaffOffice, wordsOf } from './staff-office.ts';

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
  await office.database.prisma.auditEvent.deleteMany();
});
afterAll(() => office.close());

const look = (values: Record<string, string>) => office.fillIn(lead, 'staff:seek', values);

describe('the audit', () => {
  test('tells a lead who did what, and about whom, the last first, and never why', async () => {
    const caseId = await office.openCase(caseworker, 'K7M-4XP');
    const reason = 'SOMEBODY IS NOT SAFE';
    await office.keep([
      audit({ staffId: caseworker, what: 'claim', caseId }, office.seal),
      audit({ staffId: lead, what: 'handOver', caseId, aboutStaffId: caseworker }, office.seal),
      audit({ staffId: lead, what: 'reveal', caseId, reason }, office.seal),
    ]);
    const words = wordsOf(await office.command(lead, 'audit'));
    expect(
      words
        .split('\n')
        .slice(-3)
        .map(line => line.replace(/^[\d-]{10} [\d:]{5} · /, '')),
    ).toEqual([
      'Lead 1 · revealed the address · case K7M-4XP',
      'Lead 1 · handed over · case K7M-4XP · Caseworker 1',
      'Caseworker 1 · claimed · case K7M-4XP',
    ]);
    expect(words).not.toContain(reason);
    const row = await office.database.prisma.auditEvent.findFirstOrThrow({ where: { what: 'reveal' } });
    expect(office.seal.open(row.reasonSealed ?? new Uint8Array())).toBe(reason);
  });

  test('is looked at by case or by colleague, and outlives the case', async () => {
    const [one, other] = [await office.openCase(undefined, 'K7M-4XP'), await office.openCase(undefined, 'H3D-9RW')];
    await office.keep([
      audit({ staffId: caseworker, what: 'claim', caseId: one }, office.seal),
      audit({ staffId: lead, what: 'close', caseId: other }, office.seal),
    ]);
    expect(wordsOf(await look({ reference: 'k7m-4xp' }))).toMatch(/claimed · case K7M-4XP(?![\s\S]*closed)/);
    expect(wordsOf(await look({ colleague: lead }))).toMatch(/closed · case H3D-9RW(?![\s\S]*claimed)/);
    expect(wordsOf(await look({ reference: 'nothing' }))).toContain('There is no case with this reference');
    await office.database.prisma.case.deleteMany();
    expect(wordsOf(await look({ colleague: caseworker }))).toContain('claimed · a case that was deleted');
  });

  test('knows who looked at it', async () => {
    const caseId = await office.openCase(undefined, 'K7M-4XP');
    await office.keep((await office.press(lead, 'staff:audit')).writes);
    await look({ reference: 'K7M-4XP', colleague: caseworker });
    const events = await office.database.prisma.auditEvent.findMany({
      select: { staffId: true, what: true, caseId: true, aboutStaffId: true },
      orderBy: { id: 'asc' },
    });
    expect(events).toEqual([
      { staffId: lead, what: 'readAudit', caseId: null, aboutStaffId: null },
      { staffId: lead, what: 'readAudit', caseId, aboutStaffId: caseworker },
    ]);
  });

  test('shows the last fifty in fields that Slack can hold', async () => {
    const claims = Array.from({ length: 60 }, () => audit({ staffId: caseworker, what: 'claim' }, office.seal));
    await office.keep(claims);
    const form = formOf(await office.press(lead, 'staff:audit'));
    const words = form.fields.filter(({ kind }) => kind === 'words').map(({ label }) => label);
    expect(words.join('\n').split('\n')).toHaveLength(50);
    expect(words.every(label => label.length < 3000)).toBe(true);
    expect(new Set(form.fields.map(({ name }) => name)).size).toBe(form.fields.length);
  });

  test('has words for every act', () => {
    for (const act of [...auditedActs, 'unknown']) expect(office.desk.has(`staff.audit.acts.${act}`)).toBe(true);
  });
});
