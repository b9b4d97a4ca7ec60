import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { choicesOf, type DirectoryUnderTest, NOON, startDirectory, textOf } from '../../support/directory.ts';

let under: DirectoryUnderTest;
beforeAll(async () => {
  under = await startDirectory();
});
afterAll(() => under.stop());

describe('who asks who can help near them', () => {
  test('is asked once for a town or the first half of a postcode, and then known by it', async () => {
    const member = await under.member('fa');
    const asked = await member.presses('directory:near');
    expect(textOf(asked)).toContain('M14');
    expect(choicesOf(asked)).toEqual(['directory:skip']);
    const answered = await member.says('لیدز');
    expect(answered.learnt).toEqual({ nation: 'England', outcode: null, council: 'E08000035' });
    expect(textOf(answered)).toContain('PAFRAS');
    expect(textOf(await member.presses('directory:near'))).toContain('PAFRAS');
  });

  test('is answered in their language, with the organiser, groups near them and the day each was checked', async () => {
    const member = await under.member('en', { nation: 'England', outcode: 'M14' });
    const turn = await member.presses('directory:near');
    const text = textOf(turn);
    expect(text).toMatch(/^\*Help near Manchester, M14\*/);
    expect(text).toContain('*North West organiser*');
    expect(text).toMatch(
      /\*GMIAU;[^*]*\*[^*]*Helps with: [^*]*legal advice[^*]*https:\/\/gmiau\.org\/\nLast checked: 2026-11-23/,
    );
    expect(text.match(/^\*/gm)?.length).toBe(1 + 1 + 3 + 1 + 2);
    expect(choicesOf(turn)).toEqual([
      'directory:meet',
      'directory:needs',
      'directory:place',
      'cases:person',
      'directory:data',
    ]);
    const inArabic = await (await under.member('ar', { outcode: 'M14' })).presses('directory:near');
    expect(textOf(inArabic)).toContain('مشورة قانونية');
    expect(textOf(inArabic)).not.toContain('Helps with');
  });

  test('and sends a whole postcode is kept by its first half', async () => {
    const member = await under.member();
    await member.presses('directory:near');
    const turn = await member.says('12 Oxford Rd, M14 5GP');
    expect(turn.learnt?.outcode).toBe('M14');
    expect(JSON.stringify(turn)).not.toMatch(/5GP/i);
  });

  test('from an outcode in several councils is asked which, and is known by the one they choose', async () => {
    const member = await under.member('en', { outcode: 'AB12', nation: 'Scotland' });
    const asked = await member.presses('directory:near');
    expect(choicesOf(asked)).toEqual([
      'directory:area:S12000033:AB12',
      'directory:area:S12000034:AB12',
      'directory:place',
    ]);
    const chosen = await member.presses('directory:area:S12000034:AB12');
    expect(chosen.learnt).toEqual({ nation: 'Scotland', outcode: 'AB12', council: 'S12000034' });
    expect(textOf(chosen)).toContain('Aberdeenshire');
    expect(textOf(await member.presses('directory:near'))).toContain('Aberdeenshire');
  });

  test('with a name that two places share is asked which', async () => {
    const member = await under.member();
    await member.presses('directory:near');
    const asked = await member.says('Newport');
    expect(asked.replies[0]?.choices?.map(({ label }) => label)).toEqual([
      'Newport (Wales)',
      'Isle of Wight (South East)',
      'Another place',
    ]);
  });

  test('and does not want to say is told what there is for everybody', async () => {
    const member = await under.member();
    const turn = await member.presses('directory:skip');
    expect(textOf(turn)).toContain('Help in the whole country');
    expect(choicesOf(turn)).toContain('cases:person');
  });

  test('with the command and a town is answered at once; and a place that is unknown is asked for again', async () => {
    const member = await under.member();
    const asks = (argument: string) => member.does({ content: { kind: 'command', name: 'near', argument }, text: '' });
    expect(textOf(await asks('leeds'))).toContain('PAFRAS');
    expect(textOf(await asks('Atlantis'))).toContain('I do not know that place');
  });

  test('and then asks something else is heard', async () => {
    const member = await under.member();
    await member.presses('directory:near');
    expect((await member.says('can i see a doctor without papers?')).next).toEqual({ goTo: 'faq', with: undefined });
  });
});

describe('what somebody needs', () => {
  test('is asked for only where a group offers it, and narrows the answer', async () => {
    const member = await under.member('en', { outcode: 'E8' });
    const asked = choicesOf(await member.presses('directory:needs'));
    expect(asked).toContain('directory:need:esol');
    const turn = await member.presses('directory:need:esol');
    expect(textOf(turn)).toContain('English for Action');
    expect(textOf(turn)).not.toContain('Hackney Migrant Centre');
    expect(choicesOf(turn)).toContain('directory:meet:esol');
  });

  test('may come with the place from a question: "English classes in Hackney"', async () => {
    const member = await under.member();
    const turn = await member.does({ handedOver: { show: 'near', place: 'Hackney', need: 'esol' } });
    expect(textOf(turn)).toContain('English for Action');
    expect(textOf(turn)).not.toContain('Hackney Migrant Centre');
    expect(textOf(await member.does({ handedOver: { show: 'near', place: 'Hackney' } }))).toContain(
      'Hackney Migrant Centre',
    );
  });

  test('may be their language', async () => {
    const member = await under.member('sq', { outcode: 'N1', nation: 'England' });
    expect(choicesOf(await member.presses('directory:needs'))).toContain('directory:language');
    expect(textOf(await member.presses('directory:language'))).toContain('Shpresa Programme');
  });

  test('that nobody near offers is said, with something to do next', async () => {
    const member = await under.member('en', { nation: 'Scotland', outcode: 'ZE1' });
    const turn = await member.presses('directory:need:work');
    expect(textOf(turn)).toContain('I know of no group close to you for this');
    expect(choicesOf(turn)).toContain('cases:person');
  });
});

test('what was checked more than six months ago, or is hidden, is shown to nobody', async () => {
  const member = await under.member('en', { outcode: 'LS1', nation: 'England' });
  const pafras = (await under.organisations.all()).find(({ name }) => name.startsWith('PAFRAS'));
  under.clock.at = new Date('2027-05-22T12:00:00+01:00');
  expect(textOf(await member.presses('directory:near'))).toContain('PAFRAS');
  under.clock.at = new Date('2027-05-23T00:30:00+01:00');
  const turn = await member.presses('directory:near');
  expect(textOf(turn)).not.toMatch(/Last checked|PAFRAS/);
  expect(textOf(turn)).toContain('Charity: https://example.org');
  expect(choicesOf(turn)).toContain('cases:person');
  under.clock.at = new Date(NOON.getTime() + 60_000);
  await under.commit({ writes: [under.organisations.hide(pafras?.id ?? '', NOON)] });
  under.clock.at = new Date(NOON.getTime() + 120_000);
  expect(textOf(await member.presses('directory:near'))).not.toContain('PAFRAS');
});

test('a group that nobody has looked at says so instead of a day', async () => {
  const member = await under.member('en', { outcode: 'PL1', nation: 'England' });
  expect(textOf(await member.presses('directory:near'))).toMatch(
    /\*Devon and Cornwall Refugee Support\*[^*]*Not checked yet/,
  );
});

test('where the data is from is told with its licences', async () => {
  const member = await under.member('so');
  const text = textOf(await member.presses('directory:data'));
  expect(text).toContain('Open Government Licence v3.0');
  expect(text).toContain('mySociety');
});

describe('everywhere', () => {
  test('each of the 3,075 outcodes is answered with where it is, something to read and something to do next', async () => {
    const member = await under.member();
    const faults: string[] = [];
    for (const outcode of under.gazetteer.outcodes.keys()) {
      const { council } = under.gazetteer.outcodes.get(outcode)?.[0] ?? {};
      const turn = await under.feature.think(
        {
          ...HEARD,
          sender: { ...member.sender, outcode, ...(council && { council: council.code }) },
        },
        undefined,
      );
      if (!isWhole(turn, outcode)) faults.push(outcode);
    }
    expect(faults).toEqual([]);
  });

  test('and so is each of the 361 councils', async () => {
    const member = await under.member();
    const faults: string[] = [];
    for (const [council, area] of under.gazetteer.councils) {
      const turn = await under.feature.think({ ...HEARD, sender: { ...member.sender, council } }, undefined);
      if (!isWhole(turn, area.council?.name ?? '')) faults.push(council);
    }
    expect(faults).toEqual([]);
  });

  const HEARD = {
    language: 'en',
    place: 'private',
    channel: 'telegram',
    sentAtMs: NOON.getTime(),
    hasWindow: false,
    content: { kind: 'choice', choiceId: 'directory:near', messageId: '1' },
  } as const;

  function isWhole(turn: Parameters<typeof textOf>[0], place: string): boolean {
    const text = textOf(turn);
    const choices = choicesOf(turn);
    return (
      text.includes(place) &&
      /https:\/\//.test(text) &&
      choices.includes('directory:meet') &&
      choices.includes('cases:person')
    );
  }
});
