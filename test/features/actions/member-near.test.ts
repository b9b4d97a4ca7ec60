import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type ActionsUnderTest, buttonsOf, startActions, TUESDAY_NOON } from '../../support/member-actions.ts';

let house: ActionsUnderTest;

beforeAll(async () => {
  house = await startActions();
});
afterAll(() => house.stop());
afterEach(async () => {
  await house.database.prisma.action.deleteMany();
  house.clock.at = TUESDAY_NOON;
});

const title = (name: string) => [{ title: name }];
const command = (name: string, argument = '') => ({ kind: 'command' as const, name, argument });

describe('what is on near somebody', () => {
  test('is what is in their region, or can be joined online; not what is over, called off or a draft', async () => {
    await house.publish({}, title('In Manchester'));
    await house.publish({ region: 'London' }, title('In London'));
    await house.publish({ region: 'London', onlineLink: 'https://meet.example' }, title('Online'));
    await house.publish({ startsAt: new Date(0), endsAt: new Date(1) }, title('Over'));
    await house.publish({ status: 'cancelled' }, title('Called off'));
    await house.publish({ status: 'draft' }, title('Draft'));
    const who = await house.attendee();
    await who.does(command('events'));
    expect(who.last()).toContain('What’s on: North West of England');
    expect(who.last()).toMatch(/In Manchester[\s\S]*Online/);
    for (const other of ['In London', 'Over', 'Called off', 'Draft']) expect(who.last()).not.toContain(other);
    await who.taps('All of the UK');
    expect(who.last()).toContain('In London');
  });

  test('is asked for by place where that is not known, and only the outcode of a postcode is kept', async () => {
    await house.publish({}, title('In Manchester'));
    const who = await house.attendee({ nation: null, outcode: null });
    await who.does(command('events'));
    expect(who.last()).toContain('Where do you live?');
    await who.says('Nowhereville');
    expect(who.last()).toContain('I do not know that place.');
    await who.says('m14 4ab');
    expect(who.last()).toContain('In Manchester');
    const person = await house.database.prisma.person.findUniqueOrThrow({ where: { id: who.personId } });
    expect(person).toMatchObject({ outcode: 'M14', nation: 'England' });
  });

  test('can be asked for in another place, in one go', async () => {
    await house.publish({ region: 'Scotland' }, title('In Glasgow'));
    const who = await house.attendee();
    await who.does(command('events', 'G41'));
    expect(who.last()).toContain('In Glasgow');
  });

  test('gives a question back to who answers questions', async () => {
    const who = await house.attendee({ nation: null, outcode: null });
    await who.does(command('events'));
    const { next } = await who.says('can i see a doctor without papers?');
    expect(next).toEqual({ goTo: 'faq', with: undefined });
  });

  test('is filtered by kind and by language', async () => {
    await house.publish({ kind: 'social', interpreterLanguages: ['fa'] }, title('Tea'));
    await house.publish({ kind: 'training' }, title('Rights'));
    await house.publish({ kind: 'meeting' }, [{ title: 'Farsi meeting' }, { language: 'fa', title: 'جلسه' }]);
    const who = await house.attendee();
    await who.does(command('events'));
    await who.taps('Choose a kind');
    await who.taps('Time together');
    expect(who.last()).toContain('Tea');
    expect(who.last()).not.toContain('Rights');
    await house.database.prisma.person.update({ where: { id: who.personId }, data: { language: 'fa' } });
    await who.presses('actions:near:here:any:mine:0');
    expect(who.last()).toContain('Tea');
    expect(who.last()).toContain('جلسه');
    expect(who.last()).not.toContain('Rights');
  });

  test('comes in pages of five, within the ten rows of the smallest list', async () => {
    for (let day = 1; day <= 7; day++) {
      const startsAt = new Date(`2027-02-0${day}T18:00Z`);
      await house.publish({ startsAt, endsAt: new Date(startsAt.getTime() + 1) }, title(`Number ${day}`));
    }
    const who = await house.attendee();
    await who.does(command('events'));
    expect(who.last()).toContain('Number 5');
    expect(who.last()).not.toContain('Number 6');
    expect(buttonsOf(who.told.slice(-1)).length).toBeLessThanOrEqual(10);
    await who.taps('More');
    expect(who.last()).toContain('Number 6');
    expect(who.last()).not.toContain('Number 5');
    expect(buttonsOf(who.told.slice(-1)).map(({ label }) => label)).not.toContain('More');
  });

  test('hides what is for another region, and what only a code leads to', async () => {
    await house.publish({ region: 'London', visibility: 'region' }, title('Only London'));
    await house.publish({ visibility: 'region' }, title('Only here'));
    const { code } = await house.publish({ visibility: 'link' }, title('By code'));
    const who = await house.attendee();
    await who.presses('actions:near:all:any:any:0');
    expect(who.last()).toContain('Only here');
    expect(who.last()).not.toContain('Only London');
    expect(who.last()).not.toContain('By code');
    await who.says(code.toLowerCase().replace('go', 'go '));
    expect(who.last()).toContain('By code');
    await who.does(command('start', code));
    expect(who.last()).toContain('By code');
  });
});

describe('an action', () => {
  test('is read in the member’s language; what a computer translated, or nobody has, is said to be so', async () => {
    const action = await house.publish({}, [
      { title: 'Know your rights' },
      { language: 'fr', title: 'Vos droits', isMachine: true },
      { language: 'es', title: 'Sus derechos' },
    ]);
    const read = async (language: string) => {
      const who = await house.attendee({ language });
      await who.presses(`actions:see:${action.id}`);
      return who.last();
    };
    const [french, spanish, english, arabic] = await Promise.all(['fr', 'es', 'en', 'ar'].map(read));
    expect(french).toContain('Vos droits');
    expect(french).toContain('🤖');
    expect(spanish).toContain('Sus derechos');
    expect(spanish).not.toContain('🤖');
    expect(english).not.toContain('This is not in your language yet.');
    expect(arabic).toContain('Know your rights');
    expect(arabic).toContain(house.words.say('ar', 'actions.otherLanguage'));
  });

  test('on their reporting day is warned of, gently, only who has told it', async () => {
    const action = await house.publish();
    const who = await house.attendee();
    await who.fills('actions:reporting', { date: '2027-01-14', every: 'week' });
    await who.presses(`actions:see:${action.id}`);
    expect(who.last()).toContain('you must report on that day');
    const { reportingSealed } = await house.database.prisma.person.findUniqueOrThrow({ where: { id: who.personId } });
    expect(Buffer.from(reportingSealed ?? []).includes('2027-01-14')).toBe(false);
    await who.presses('actions:noReport');
    await who.presses(`actions:see:${action.id}`);
    expect(who.last()).not.toContain('you must report');
  });

  test('goes into a calendar as a file and a link, which say only when to who wishes it', async () => {
    const action = await house.publish({}, [{ exactPlace: 'Room 4' }]);
    const read = async (isDiscreet: boolean) => {
      const who = await house.attendee({ isDiscreet });
      await who.presses(`actions:join:${action.id}`);
      await who.taps('Add to calendar');
      const file = await house.files.read(who.told.at(-1)?.fileId ?? '');
      return { text: who.last(), file: new TextDecoder().decode(file?.bytes), extension: file?.extension };
    };
    const open = await read(false);
    expect(open.extension).toBe('ics');
    expect(open.file).toContain('SUMMARY:Know your rights');
    expect(open.file).toContain('LOCATION:Central Library\\, Room 4');
    const link = new URL(/https:\/\/calendar\.google\.com\/\S+/.exec(open.text)?.[0] ?? '');
    // Google is told no more than everybody may know.
    expect(link.searchParams.get('location')).toBe('Central Library');
    expect(open.text).not.toMatch(/Room/);
    const discreet = await read(true);
    expect(discreet.file).toContain('SUMMARY:Appointment');
    expect(discreet.file + discreet.text).not.toMatch(/rights|Library/);
  });
});

test('“my actions” lists what somebody has, and what becomes of a member’s reminders', async () => {
  const action = await house.publish({ capacity: 1 });
  const [first, second] = [await house.attendee(), await house.attendee()];
  for (const who of [first, second]) await who.presses(`actions:justMe:${action.id}`);
  await first.does(command('actions'));
  expect(first.last()).toContain('You have a place.');
  await second.does(command('actions'));
  expect(second.last()).toContain('You are on the waiting list.');
  await second.taps('Hide my reminders');
  await second.does(command('actions'));
  await second.taps('Show full reminders');
  const { isDiscreet } = await house.database.prisma.person.findUniqueOrThrow({ where: { id: second.personId } });
  expect(isDiscreet).toBe(false);
});
