import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { caseCard } from '../../../src/features/cases/case-card.ts';
import type { CaseEntry, CaseFile } from '../../../src/features/cases/case-file.ts';
import type { CaseView } from '../../../src/features/cases/case-view.ts';
import { topics } from '../../../src/knowledge/card.ts';
import { crisisKinds } from '../../../src/knowledge/crisis.ts';
import { calendars } from '../../../src/knowledge/deadline-radar-calendar.ts';
import { type DeskWords, loadDeskWords } from '../../../src/words/desk-words.ts';
import { choicesOf, textOf } from '../../support/desk.ts';

const LOCALES = join(import.meta.dirname, '../../../locales');
const AT = new Date('2026-11-27T12:00:00Z');
const ID = '01900000-0000-7000-8000-000000000001';

let say: DeskWords['say'];

beforeAll(async () => {
  say = (await loadDeskWords(LOCALES)).say;
});

const file = (changes: Partial<CaseFile> = {}): CaseFile => ({
  id: ID,
  reference: 'K7M-4XP',
  handle: 'amber-river 27',
  personId: 'person',
  conversationId: 'conversation',
  channel: 'telegram',
  roomId: 'C0001',
  topic: 'housing',
  level: 'E3',
  language: 'ar',
  region: 'London',
  outcode: 'E8',
  intake: {},
  openedAt: AT,
  climbed: 0,
  withBot: false,
  ...changes,
});
const view = (changes: Partial<CaseView> = {}): CaseView => ({
  file: file(),
  entries: [],
  clocks: [],
  calendar: 'gregorian',
  nameOf: staffId => `caseworker ${staffId}`,
  couldTake: [],
  at: AT,
  ...changes,
});
const entry = (changes: Partial<CaseEntry>): CaseEntry => ({
  id: 'entry',
  kind: 'memberSaid',
  at: AT,
  fileIds: [],
  ...changes,
});
const cardText = (changes: Partial<CaseView> = {}) => textOf([caseCard(view(changes), say)]);

describe('a card', () => {
  test('says who, what, where, in which language, how soon, and who could take it', () => {
    const text = cardText({
      couldTake: ['caseworker 1', 'caseworker 2'],
      clocks: [{ kind: 'firstReply', dueAt: AT, state: 'late' }],
    });
    for (const part of ['amber-river 27', 'K7M-4XP', 'Housing', 'Arabic', 'London, E8', 'Today', 'Telegram'])
      expect(text).toContain(part);
    expect(text).toContain('*late*');
    expect(text).toContain('caseworker 1, caseworker 2');
  });

  test('has the five buttons that are asked for, and Claim only while it is free', () => {
    const steps = (changes: Partial<CaseFile>) =>
      choicesOf(caseCard(view({ file: file(changes) }), say)).map(id => id.split(':')[2]);
    expect(steps({})).toEqual(
      expect.arrayContaining(['claim', 'reply', 'note', 'handOver', 'close', 'deadline', 'matter', 'timeline']),
    );
    expect(steps({ ownerId: '1' })).not.toContain('claim');
    for (const id of choicesOf(caseCard(view(), say))) expect(Buffer.byteLength(id)).toBeLessThanOrEqual(64);
  });

  test('calls a deadline found until a caseworker has confirmed it, and converts no other calendar', () => {
    const deadline = { date: '2026-12-14', words: 'hearing on 14 December', isSure: false };
    const found = cardText({ file: file({ deadline }) });
    expect(found).toContain('Mon, 14 December 2026');
    expect(found).toContain('“\u2068hearing on 14 December\u2069” · not confirmed');
    const sure = cardText({ file: file({ deadline: { ...deadline, isSure: true } }) });
    expect(sure).toContain('(confirmed)');
    expect(sure).not.toContain('not confirmed');
    const persian = cardText({
      file: file({ deadline: { words: '۲۳ آذر ۱۴۰۵', isSure: false } }),
      calendar: 'persian',
    });
    expect(persian).toContain('Persian calendar');
    expect(persian).toContain('۲۳ آذر ۱۴۰۵');
    expect(persian).not.toContain('2026');
  });

  test('shows what they wrote since our last reply, and not what was taken back as one', () => {
    const entries = [
      entry({ text: 'first' }),
      entry({ kind: 'reply', fate: { status: 'sent' }, staffId: '1' }),
      entry({ text: 'second' }),
      entry({ kind: 'reply', fate: { status: 'takenBack' }, staffId: '1' }),
      entry({ text: 'third' }),
    ];
    const text = cardText({ entries });
    expect(text).toContain('second\nthird');
    expect(text).not.toContain('first');
  });

  test('keeps what never arrived in sight, however much was sent after it', () => {
    const lost = entry({ kind: 'reply', staffId: '1', fate: { status: 'failed', reason: 'recipient gone' } });
    const sent = entry({ kind: 'reply', staffId: '2', fate: { status: 'sent' } });
    const lines = cardText({ entries: [lost, lost, sent, sent, sent, sent] })
      .split('\n')
      .filter(line => line.startsWith('✉️'));
    expect(lines.map(line => line.includes('failed: they have blocked us'))).toEqual([true, true, false, false, false]);
  });

  test.each([
    ['queued', 0, 'goes in 10 seconds'],
    ['queued', 60, 'queued'],
    ['sending', 60, 'sending'],
    ['waitsForThem', 60, 'waits until they write'],
    ['sent', 60, 'sent'],
    ['delivered', 60, 'delivered'],
    ['read', 60, 'read'],
    ['failed', 60, 'failed: they have blocked us'],
    ['expired', 60, 'expired'],
    ['takenBack', 60, 'taken back'],
  ] as const)('tells that a send is %s after %i seconds', (status, seconds, words) => {
    const reply = entry({ kind: 'reply', staffId: '1', fate: { status, reason: 'recipient gone' } });
    expect(cardText({ entries: [reply], at: new Date(AT.getTime() + seconds * 1000) })).toContain(words);
  });

  test('never shows what staff said to each other', () => {
    const entries = [entry({ kind: 'note', text: 'a secret' }), entry({ kind: 'handedOver', text: 'a secret' })];
    expect(cardText({ entries })).not.toContain('secret');
  });

  test('closed, shrinks to a line with two buttons', () => {
    const card = caseCard(
      view({
        file: file({ closedAt: AT, helped: 'yes' }),
        entries: [entry({ text: 'words' }), entry({ kind: 'closed', staffId: '2' })],
      }),
      say,
    );
    expect(card.sections ?? []).toEqual([]);
    expect(card.text).toContain('caseworker 2');
    expect(card.text).not.toContain('words');
    expect(choicesOf(card)).toHaveLength(2);
  });

  test('stays small whatever is in it', () => {
    const long = 'w'.repeat(10_000);
    const entries = Array.from({ length: 200 }, (_, index) =>
      entry({ kind: index % 2 ? 'memberSaid' : 'reply', text: long, staffId: '1', fate: { status: 'sent' } }),
    );
    const card = caseCard(
      view({
        entries,
        file: file({ deadline: { words: long, isSure: false }, intake: { safeTimes: long, safeWays: long } }),
        couldTake: Array.from({ length: 300 }, (_, index) => `caseworker ${index}`),
      }),
      say,
    );
    expect(textOf([card]).length).toBeLessThan(4000);
    expect(card.sections?.length).toBeLessThan(10);
  });

  test('has words for all that a case can be', () => {
    for (const topic of topics) cardText({ file: file({ topic }) });
    for (const crisis of crisisKinds) cardText({ file: file({ intake: { crisis } }) });
    for (const level of ['E0', 'E1', 'E2', 'E3', 'E4'] as const) cardText({ file: file({ level }) });
    for (const urgency of ['today', 'week', 'wait'] as const) cardText({ file: file({ intake: { urgency } }) });
    for (const matter of ['none', 'application', 'casework', 'appeal'] as const) cardText({ file: file({ matter }) });
    for (const channel of ['telegram', 'slack', 'whatsapp-web', 'whatsapp-cloud', 'console'] as const)
      cardText({ file: file({ channel, withBot: true }) });
    for (const calendar of calendars)
      cardText({ file: file({ deadline: { words: 'words', isSure: false } }), calendar });
    for (const kind of ['firstReply', 'nextReply', 'close'] as const)
      for (const state of ['onTime', 'soon', 'late'] as const) cardText({ clocks: [{ kind, dueAt: AT, state }] });
    for (const helped of ['yes', 'partly', 'no'] as const) cardText({ file: file({ closedAt: AT, helped }) });
  });
});
