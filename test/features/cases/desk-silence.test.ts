import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CaseFile } from '../../../src/features/cases/case-file.ts';
import type { Colleague } from '../../../src/features/colleagues.ts';
import type { FeatureTurn } from '../../../src/features/feature.ts';
import type { Form, FormValues } from '../../../src/messages/form.ts';
import { Overtaken } from '../../../src/messages/turn.ts';
import { choicesOf, type DeskUnderTest, startDesk } from '../../support/desk.ts';

/** What staff write, wherever they write it. */
const WORDS = 'words-among-colleagues';
const STEPS = 150;

let desk: DeskUnderTest;
let staff: Colleague[];

beforeAll(async () => {
  desk = await startDesk();
  staff = [
    await desk.hire(),
    await desk.hire({ name: 'lead', role: 'lead' }),
    await desk.hire({ name: 'lead 2', role: 'lead' }),
  ];
});
afterAll(() => desk.close());

const oneOf = <T>(all: T[]): T => all[randomInt(all.length)] as T;

/** Answers a form in some way: every text is staff's words, and no two are the same, so that none was looked at in a preview. */
function fill(form: Form): FormValues {
  return Object.fromEntries(
    form.fields.flatMap((field): [string, string | string[]][] => {
      switch (field.kind) {
        case 'line':
        case 'text':
          return [[field.name, `${WORDS} ${randomInt(1e9)}`]];
        case 'choice':
          return field.options.length > 0 ? [[field.name, oneOf(field.options).id]] : [];
        case 'choices':
          return randomInt(2) === 0 ? [[field.name, field.options.map(({ id }) => id)]] : [];
        case 'date':
          return [[field.name, '2026-12-14']];
        default:
          return [];
      }
    }),
  );
}

test('no sequence of buttons, forms and shortcuts short of an explicit Send brings a member the words of staff', async () => {
  const files: CaseFile[] = [];
  for (let count = 0; count < 4; count++)
    files.push(await desk.openCase({ topic: oneOf(['asylum', 'housing'] as const) }));
  const members = new Set(files.map(({ conversationId }) => conversationId));
  const leaks: unknown[] = [];
  let known = [
    'claim',
    'reply',
    'note',
    'handOver',
    'close',
    'reopen',
    'deadline',
    'matter',
    'timeline',
    'files',
    'reveal',
  ]
    .flatMap(step => files.map(({ id }) => `cases:desk:${step}:${id}`))
    .concat('cases:desk:find', 'cases:desk:reassign');
  let forms: Form[] = [];

  const look = (turn: FeatureTurn) => {
    for (const post of turn.posts ?? [])
      if (
        'conversationId' in post.to &&
        members.has(post.to.conversationId) &&
        JSON.stringify(post.reply).includes(WORDS)
      )
        leaks.push(post);
    known = [...known, ...turn.replies.flatMap(choicesOf)].slice(-400);
    forms = [...forms, ...turn.replies.flatMap(({ form }) => (form?.submit ? form : []))].slice(-40);
  };
  const attempt = async (doing: () => Promise<FeatureTurn>) => {
    try {
      look(await doing());
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  };
  const write = (file: CaseFile) =>
    desk.submit(
      oneOf(staff),
      `cases:desk:reply:${file.id}`,
      { words: WORDS, mark: 'information' },
      { hasWindow: true },
    );
  for (const file of files) {
    await attempt(() => desk.press(oneOf(staff), `cases:desk:claim:${file.id}`));
    await attempt(() => write(file));
  }
  // It has got as far as previews, whose Send is the one thing that may: the test would else prove nothing.
  expect(forms.filter(({ submit }) => submit === 'Send')).toHaveLength(files.length);

  for (let step = 0; step < STEPS; step++) {
    const who = oneOf(staff);
    const hasWindow = randomInt(2) === 0;
    const kind = randomInt(10);
    if (kind < 4) {
      await attempt(() => desk.press(who, oneOf(known.filter(id => id.startsWith('cases:'))), { hasWindow }));
    } else if (kind < 9) {
      const form = oneOf(forms);
      await attempt(() => desk.submit(who, form.id, fill(form), { hasWindow }));
    } else {
      const message = { messageId: '2', threadId: oneOf(['1', oneOf(files).id]), isOwn: true, text: WORDS, media: [] };
      await attempt(() => desk.act(who, { hasWindow, content: { kind: 'shortcut', name: 'send_to_member', message } }));
    }
  }
  for (const { id } of files) look({ replies: [], next: 'start', posts: await desk.desk.show(`card:${id}`) });
  expect(leaks).toEqual([]);
});
