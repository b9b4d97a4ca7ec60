import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../../../src/database/database.ts';
import { importFirstGroups } from '../../../src/features/directory/import/first-groups.ts';
import { importOrganisations } from '../../../src/features/directory/import/import-organisations.ts';
import { readGroupsCsv } from '../../../src/features/directory/import/read-groups-csv.ts';
import { readOpenReferral } from '../../../src/features/directory/import/read-open-referral.ts';
import type { ReadRecord } from '../../../src/features/directory/import/record.ts';
import { reportLines } from '../../../src/features/directory/import/report.ts';
import { createResolvePlaces } from '../../../src/features/directory/import/resolve-places.ts';
import { createOrganisationStore } from '../../../src/features/directory/organisation-store.ts';
import { readGazetteer } from '../../../src/knowledge/gazetteer.ts';
import { openTestDatabase } from '../../support/test-database.ts';
import { brokenServices, type Service } from './broken-services.ts';

const SEED = join(import.meta.dirname, '../../../prisma/seed');
const FIXTURE = join(import.meta.dirname, '../../fixtures/directory/open-referral.json');
const AT = new Date('2026-11-27T12:00:00Z');
const TODAY = '2026-11-27';
const gazetteer = readGazetteer(SEED);
const resolve = createResolvePlaces(gazetteer);
const example = () => (JSON.parse(readFileSync(FIXTURE, 'utf8')) as { contents: Service[] }).contents;
const dropIn = () => example()[0] as Service;
const read = (services: unknown[]) => readOpenReferral(services, { resolve, licence: 'OGL v3.0', today: TODAY });

let directory: string;
let database: Database;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'folding-chair-import-'));
  database = await openTestDatabase(directory);
});
beforeEach(() => database.prisma.organisation.deleteMany());
afterAll(async () => {
  await database.close();
  rmSync(directory, { recursive: true });
});

const take = (records: ReadRecord[], source = 'feed') =>
  database.prisma.$transaction(transaction => importOrganisations(transaction, source, records, AT));
const whatOf = async (services: unknown[]) => (await take(read(services))).map(({ what }) => what);
const inDirectory = () => createOrganisationStore(database).all();

describe('an Open Referral feed', () => {
  test('is taken: where each group is, what it offers, when it was checked; and nobody’s address', async () => {
    expect(await whatOf(example())).toEqual(['taken', 'taken']);
    const [hall, phone] = await inDirectory();
    expect(hall).toMatchObject({
      name: 'Example Welcome Centre: Drop-in rights information',
      url: 'https://example.org/dropin',
      nation: 'England',
      regions: ['North West'],
      councils: ['E08000003'],
      latitude: 53.478,
      needs: ['noId'],
      licence: 'OGL v3.0',
      lastCheckedOn: '2026-09-01',
    });
    expect(phone).toMatchObject({ regions: ['North West'], councils: [], lastCheckedOn: '2026-09-01' });
    expect(JSON.stringify([hall, phone])).not.toContain('@');
  });

  test('with 22 services that are none is refused service by service, each with its reason, and the rest is taken', async () => {
    const broken = brokenServices.map(([, , breakIt]) => breakIt({ ...dropIn(), id: randomUUID() }));
    const twice = broken.at(-1);
    const outcomes = await take(read([...broken.slice(0, -1), twice, twice, ...example()]));
    const refused = outcomes.filter(({ what }) => what === 'refused');
    expect(refused.map(({ why }, index) => brokenServices[index]?.[1].test(why ?? '') || why)).toEqual(
      brokenServices.map(() => true),
    );
    expect(outcomes.filter(({ what }) => what === 'taken')).toHaveLength(3);
    expect(await inDirectory()).toHaveLength(3);
  });

  test('that says the same again changes nothing, and one that says something new changes only that', async () => {
    await whatOf(example());
    const before = await database.prisma.organisation.findMany({ orderBy: { name: 'asc' } });
    expect(await whatOf(example())).toEqual(['unchanged', 'unchanged']);
    expect(await database.prisma.organisation.findMany({ orderBy: { name: 'asc' } })).toEqual(before);
    const outcomes = await take(read([{ ...dropIn(), url: 'https://example.org/new' }, ...example().slice(1)]));
    expect(reportLines(outcomes)).toEqual([
      'changed: Drop-in rights information (url)',
      '0 taken, 1 changed, 0 hidden, 0 left, 0 refused, 0 gone, 1 unchanged',
    ]);
  });

  test('leaves what staff have edited as they have it, and says what it would have changed', async () => {
    await whatOf(example());
    const [hall] = await inDirectory();
    const edit = createOrganisationStore(database).edit(
      hall?.id ?? '',
      { url: 'https://example.org/ours' },
      randomUUID(),
    );
    await database.prisma.$transaction(transaction => edit.apply(transaction));
    const [outcome] = await take(read([{ ...dropIn(), url: 'https://example.org/theirs' }]));
    expect(outcome).toMatchObject({ what: 'left', why: expect.stringContaining('the source has another url') });
    expect((await inDirectory())[0]?.url).toBe('https://example.org/ours');
  });

  test('hides what is not active any more, shows it again, and tells what it does not name any more', async () => {
    await whatOf(example());
    expect(await whatOf([{ ...dropIn(), status: 'temporarily closed' }])).toEqual(['hidden', 'gone']);
    expect((await inDirectory())[0]?.isHidden).toBe(true);
    expect(await whatOf(example())).toEqual(['changed', 'unchanged']);
    expect((await inDirectory())[0]?.isHidden).toBe(false);
  });

  test('does not make older what staff have looked at since', async () => {
    await whatOf(example());
    const [hall] = await inDirectory();
    const confirm = createOrganisationStore(database).confirm(hall?.id ?? '', '2026-11-20', randomUUID());
    await database.prisma.$transaction(transaction => confirm.apply(transaction));
    await whatOf([{ ...dropIn(), assured_date: '2026-10-01' }, ...example().slice(1)]);
    expect((await inDirectory())[0]?.lastCheckedOn).toBe('2026-11-20');
  });

  test('keeps neither who is to be contacted, nor numbers and addresses in words', async () => {
    const told = 'Ask for Example Person on 07700 900123 or example.person@example.org. <b>Open</b> on Tuesdays.';
    const contacts = [{ id: randomUUID(), name: 'Example Person', email: 'example.person@example.org' }];
    await whatOf([{ ...dropIn(), description: told, contacts, phones: [{ number: '07700 900123' }] }]);
    const rows = JSON.stringify(await inDirectory());
    expect(rows).not.toMatch(/07700|example\.person|<b>/);
    expect(rows).toContain('Open on Tuesdays.');
  });
});

describe('a table of groups', () => {
  const header = 'id,name,url,description,places,needs,languages,licence,check,last_checked';
  const line = (changes: Partial<Record<string, string>> = {}) => {
    const values: Record<string, string | undefined> = {
      id: '1',
      name: 'Example group',
      url: 'https://example.org',
      description: 'advice',
      places: 'Leeds',
      needs: 'casework|esol',
      languages: 'ar|ti',
      licence: 'OGL v3.0',
      check: 'seen',
      last_checked: '2026-11-01',
      ...changes,
    };
    return header.split(',').map(column => values[column]);
  };
  const readLines = (...lines: (string | undefined)[][]) =>
    readGroupsCsv([header, ...lines.map(values => values.join(','))].join('\n'), resolve, TODAY);

  test('is taken with its places, however many', () => {
    const [one, region, whole] = readLines(line(), line({ places: 'North West' }), line({ places: 'UK' })) as {
      entry: object;
    }[];
    expect(one?.entry).toMatchObject({
      nation: 'England',
      regions: ['Yorkshire and The Humber'],
      councils: ['E08000035'],
    });
    expect(region?.entry).toMatchObject({ regions: ['North West'], councils: [] });
    expect(whole?.entry).toMatchObject({ regions: [], councils: [] });
  });

  test.each([
    [{ name: '' }, 'has no name'],
    [{ url: 'example.org' }, 'has a url that is no web address'],
    [{ places: '' }, 'has no places'],
    [{ places: 'Leeds|Atlantis' }, 'names a place that is not known: Atlantis'],
    [{ places: 'Leds' }, 'names a place that is not known: Leds'],
    [{ needs: 'magic' }, 'has a need that is not known'],
    [{ languages: 'Arabic' }, 'has a language that is no code'],
    [{ licence: '' }, 'has no licence'],
    [{ check: 'sure' }, 'has no check'],
    [{ last_checked: '1 November' }, 'has a last_checked that is no day until today'],
    [{ last_checked: '2026-12-24' }, 'has a last_checked that is no day until today'],
  ])('refuses a line with %o, and says why', (changes, why) => {
    const [refused, taken] = readLines(line(changes), line({ id: '2' }));
    expect(refused).toMatchObject({ refused: expect.stringContaining(why) });
    expect(taken).toHaveProperty('entry');
  });
});

test('a directory that is empty begins with the groups of the seed, of which none is refused; one that is not is left', async () => {
  await importFirstGroups(database, gazetteer, SEED, AT);
  const lines = readFileSync(join(SEED, 'groups.csv'), 'utf8').trim().split('\n').length - 1;
  expect(await inDirectory()).toHaveLength(lines);
  await database.prisma.organisation.deleteMany({ where: { name: 'JCWI' } });
  await importFirstGroups(database, gazetteer, SEED, AT);
  expect(await inDirectory()).toHaveLength(lines - 1);
});
