import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Message } from '../../src/playground/telegram/wire.ts';
import { startTelegramBot, type TelegramBot } from '../support/telegram-bot.ts';
import { onEmbeddedDatabase } from '../support/test-database.ts';

onEmbeddedDatabase();

let running: TelegramBot;
let lastUserId = 100;

beforeAll(async () => {
  running = await startTelegramBot();
}, 120_000);
afterAll(() => running.stop());

/** Somebody new, who writes English. */
function newMember(languageCode = 'en') {
  lastUserId += 1;
  return running.telegram.user(lastUserId, { languageCode });
}

const fromBot = (message: Message) => message.from?.is_bot === true;
const saying = (words: string) => (message: Message) => fromBot(message) && (message.text ?? '').includes(words);
const buttons = (message: Message) => message.reply_markup?.inline_keyboard.flat().map(({ text }) => text) ?? [];

/** Resolves when the bot has nothing left to do for a member: it answers what is asked last. */
async function settle(member: ReturnType<typeof newMember>): Promise<void> {
  member.say('/about');
  await member.waitForMessage(saying('About this service'));
}

describe('a stranger', () => {
  test('who presses start is welcomed and may pick a language', async () => {
    const member = newMember();
    member.say('/start');
    const welcome = await member.waitForMessage(fromBot);
    expect(welcome.text).toContain('I am Folding Chair');
    expect(buttons(welcome)).toContain('English');
  });

  test('who asks at once is answered at once, after a welcome', async () => {
    const member = newMember();
    member.say('my boss did not pay me my wages');
    await member.waitForMessage(saying('Acas'));
    const texts = member
      .messages()
      .filter(fromBot)
      .map(({ text }) => text ?? '');
    expect(texts).toHaveLength(2);
    expect(texts[0]).toContain('I am Folding Chair');
  });
});

describe('a burst of messages', () => {
  test('is answered once, as one question', async () => {
    const member = newMember();
    member.say('/start');
    await member.waitForMessage(fromBot);
    member.say('hi');
    member.say('i have a question');
    member.say('my boss did not pay me my wages');
    await member.waitForMessage(saying('Acas'));
    await settle(member);
    expect(member.messages().filter(fromBot)).toHaveLength(3); // the welcome, one answer, what settles
  });
});

describe('a burst in which somebody steers', () => {
  test.each([
    ['STOP', 'I will only write'],
    ['9', 'Talk to a person'],
    ['0', 'What you can do'],
  ])('is answered, and so is %s', async (steering, words) => {
    const member = newMember();
    member.say('/start');
    await member.waitForMessage(fromBot);
    member.say('my boss did not pay me my wages');
    member.say(steering);
    await member.waitForMessage(saying('Acas'));
    await member.waitForMessage(saying(words));
  });
});

describe('what people press', () => {
  test('leads on from an answer, and an old button still works', async () => {
    const member = newMember();
    member.say('my boss did not pay me my wages');
    const answer = await member.waitForMessage(saying('Acas'));
    member.press(answer.message_id, 'faq:helped:WRK-02');
    await member.waitForMessage(saying('Write again whenever'));
    member.press(answer.message_id, 'faq:not:WRK-02');
    const other = await member.waitForMessage(saying('Write it again in other words'));
    expect(buttons(other).at(-1)).toBe('Talk to a person');
    await settle(member);
    member.press(answer.message_id, 'cases:person:WRK-02');
    await member.waitForMessage(saying('0800 160 1004'));
  });

  test('can also be said by its number, in the digits of any script', async () => {
    const member = newMember();
    member.say('my boss did not pay me my wages');
    await member.waitForMessage(saying('Acas'));
    member.say('١');
    await member.waitForMessage(saying('Write again whenever'));
  });
});

describe('browsing', () => {
  test('leads from the menu to an answer by buttons alone, in one message that changes', async () => {
    const member = newMember();
    member.say('0');
    await member.waitForMessage(saying('What you can do'));
    member.tap('Browse topics');
    const topics = await member.waitForMessage(saying('Choose what it is about'));
    expect(buttons(topics)).toContain('Work');
    member.tap('More');
    const others = await member.waitForMessage(message => buttons(message).includes('Money'));
    member.tap('More');
    await member.waitForMessage(message => buttons(message).includes('Visa and status'));
    member.tap('Visa and status');
    const cards = await member.waitForMessage(saying('Choose a question'));
    expect(buttons(cards)).toEqual(expect.arrayContaining(['More', 'Back', 'Talk to a person']));
    member.tap('Back');
    const again = await member.waitForMessage(message => buttons(message).includes('Work'));
    expect([others, cards, again].map(message => message.message_id)).toEqual(Array(3).fill(topics.message_id));
    member.tap('Work');
    await member.waitForMessage(message => buttons(message).includes('Boss did not pay me'));
    member.tap('Boss did not pay me');
    await member.waitForMessage(saying('Acas'));
  });

  test('is offered with every "I do not know", and by a command', async () => {
    const member = newMember();
    member.say('what is the weather in paris tomorrow');
    const unknown = await member.waitForMessage(saying('I do not have an answer'));
    expect(buttons(unknown)).toContain('Browse topics');
    member.say('/topics');
    await member.waitForMessage(saying('Choose what it is about'));
    expect(running.telegram.world.bots[0]?.menuFor(member.user.id, 'en')).toContainEqual(
      expect.objectContaining({ command: 'topics' }),
    );
  });

  test('of a danger gives numbers to call alone, and the card behind a button', async () => {
    const member = newMember();
    member.say('/topics');
    await member.waitForMessage(saying('Choose what it is about'));
    member.tap('Safety');
    await member.waitForMessage(message => buttons(message).includes('Abuse at home: get help'));
    member.tap('Abuse at home: get help');
    const numbers = await member.waitForMessage(saying('If you are in danger, call now'));
    expect(buttons(numbers)).toEqual(['Talk to a person', 'Read about this']);
    member.tap('Read about this');
    await member.waitForMessage(saying('Source:'));
    expect(member.messages().filter(({ text }) => text?.includes('If you are in danger, call now'))).toHaveLength(1);
  });
});

describe('the universal keys', () => {
  test.each([
    ['0', 'What you can do'],
    ['00', 'Which language'],
    ['٩', 'Talk to a person'],
    ['help', 'What you can do'],
  ])('%s works wherever the conversation is', async (key, words) => {
    const member = newMember();
    member.say('my boss did not pay me my wages');
    await member.waitForMessage(saying('Acas'));
    member.say(key);
    await member.waitForMessage(saying(words));
  });

  test('9 is a person even where nine things are offered', async () => {
    const member = newMember();
    member.say('00');
    await member.waitForMessage(saying('Which language'));
    member.say('9');
    await member.waitForMessage(saying('A person from our team reads it'));
  });
});

describe('where somebody lives', () => {
  test('is asked for once, picks the nation, and shows the card again', async () => {
    const member = newMember();
    member.say('receptionist said no passport no doctor');
    const answer = await member.waitForMessage(message => buttons(message).includes('Where I live'));
    member.tap('Where I live');
    await member.waitForMessage(saying('first half of your postcode'));
    member.say('BT1 4GT');
    await member.waitForMessage(saying('the rules for Northern Ireland'));
    const again = await member.waitForMessage(
      message => message.message_id > answer.message_id && saying('In Northern Ireland')(message),
    );
    expect(again.text).not.toContain('In Scotland');
    expect(buttons(again)).not.toContain('Where I live');
  });

  test('that is not known is asked again, kindly; a question is answered instead', async () => {
    const member = newMember();
    member.say('/place');
    await member.waitForMessage(saying('first half of your postcode'));
    member.say('Atlantis');
    await member.waitForMessage(saying('I do not know that place'));
    member.say('my boss did not pay me my wages');
    await member.waitForMessage(saying('Acas'));
  });

  test('is not what a question says that names something shaped like a postcode', async () => {
    const member = newMember();
    member.say('/place');
    await member.waitForMessage(saying('first half of your postcode'));
    member.say('B1 exam?');
    await member.waitForMessage(saying('Is it one of these'));
    await settle(member);
    expect(member.messages().filter(saying('I will show you the rules'))).toHaveLength(0);
  });
});

describe('what is not text', () => {
  test('a photo, a voice message and a document are kept, with a kind reply', async () => {
    const member = newMember();
    member.sendPhoto(new Uint8Array([1, 2, 3]));
    await member.waitForMessage(saying('I cannot look at pictures'));
    member.sendVoice(new Uint8Array([1, 2, 3]));
    member.sendDocument(new Uint8Array([1, 2, 3]), 'letter.pdf');
    await settle(member);
    expect(member.messages().filter(saying('I cannot look at pictures'))).toHaveLength(3);
  });

  test('an edited question is answered anew', async () => {
    const member = newMember();
    const asked = member.say('what is the weather in paris tomorrow');
    await member.waitForMessage(saying('I do not have an answer'));
    member.edit(asked.message_id, 'my boss did not pay me my wages');
    await member.waitForMessage(saying('Acas'));
  });
});

describe('words that something else carries', () => {
  test.each(['/start i want to kill myself tonight', '/help i want to kill myself', '/xyz i want to kill myself'])(
    'are heard for a crisis: %s',
    async said => {
      const member = newMember();
      member.say(said);
      expect((await member.waitForMessage(fromBot)).text).toContain('116 123');
    },
  );

  test('after a command that we do not have are a question', async () => {
    const member = newMember();
    member.say('/ask my boss did not pay me my wages');
    await member.waitForMessage(saying('Acas'));
  });

  test('under a photo are heard for a crisis, also when they are changed later', async () => {
    const member = newMember();
    const photo = member.sendPhoto(new Uint8Array([1, 2, 3]), 'i want to kill myself');
    await member.waitForMessage(saying('116 123'));
    await settle(member);
    expect(member.messages().filter(saying('I cannot look at'))).toHaveLength(0);
    const { world } = running.telegram;
    const changed = member.room.edit(photo, { ...photo, caption: 'my husband is beating me right now' });
    world.tellBots(member.room, changed, 'edited_message');
    await member.waitForMessage(saying('0808 2000 247'));
  });

  test('under a photo are answered as a question, and the photo is kept', async () => {
    const member = newMember();
    member.sendPhoto(new Uint8Array([1, 2, 3]), 'my boss did not pay me my wages');
    await member.waitForMessage(saying('kept locked'));
    await member.waitForMessage(saying('Acas'));
  });

  test('that were changed steer as new ones do', async () => {
    const member = newMember();
    const asked = member.say('what is the weather in paris tomorrow');
    await member.waitForMessage(saying('I do not have an answer'));
    member.edit(asked.message_id, 'STOP');
    await member.waitForMessage(saying('I will only write to you'));
  });
});

describe('a group', () => {
  test('hears nothing unless it speaks to the bot, and nothing personal then', async () => {
    const member = newMember();
    const group = running.telegram.group('Leeds');
    const inGroup = member.in(group);
    inGroup.say('my boss did not pay me my wages');
    inGroup.say('@folding_chair_bot my boss did not pay me my wages');
    await inGroup.waitForMessage(saying('private chat'));
    expect(inGroup.messages().filter(fromBot)).toHaveLength(1);
  });

  test('cannot tell from the answer what somebody said: no number, no button, the same words for all', async () => {
    const inGroup = newMember().in(running.telegram.group('Hull'));
    const said = [
      'my boss did not pay me my wages',
      'i want to kill myself tonight',
      'my husband is beating me right now',
      'talk to a person',
      'stop',
    ];
    for (const words of said) {
      inGroup.say(`@folding_chair_bot ${words}`);
      await inGroup.waitForMessage(saying('private chat'));
    }
    inGroup.say('/person@folding_chair_bot');
    await inGroup.waitForMessage(saying('private chat'));
    const replies = inGroup.messages().filter(fromBot);
    expect(replies).toHaveLength(6);
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect(replies[0]?.text).toContain('call 999');
    expect(replies.flatMap(buttons)).toEqual([]);
  });

  test('is answered in the language of whoever speaks', async () => {
    const inGroup = newMember().in(running.telegram.group('Bath'));
    inGroup.say('@folding_chair_bot can my landlord throw me out of my home without any notice');
    await inGroup.waitForMessage(saying('private chat'));
    inGroup.say('@folding_chair_bot mi jefe no me ha pagado el salario de este mes, qué puedo hacer');
    await inGroup.waitForMessage(saying('chat privado'));
  });
});

describe('what is stored of somebody', () => {
  test('is told when they ask, and deleted when they say so; after that they are a stranger', async () => {
    const member = newMember();
    member.say('/place');
    await member.waitForMessage(saying('first half of your postcode'));
    member.say('CF10 1AA');
    await member.waitForMessage(saying('the rules for Wales'));
    member.say('what do you hold about me?');
    expect((await member.waitForMessage(saying('What is stored of you'))).text).toContain('CF10\n');
    member.say('/forget');
    await member.waitForMessage(saying('Delete everything?'));
    member.tap('No');
    await member.waitForMessage(saying('I deleted nothing'));
    member.say('delete my data');
    await member.waitForMessage(saying('Delete everything?'));
    member.tap('Yes, delete everything');
    await member.waitForMessage(saying('I deleted what was stored of you'));
    member.say('what do you hold about me?');
    expect((await member.waitForMessage(saying('What is stored of you'))).text).not.toContain('Where you live');
  });

  test('is offered to be told and deleted where the service is explained, and where somebody stops', async () => {
    const member = newMember();
    member.say('/about');
    const about = await member.waitForMessage(saying('About this service'));
    expect(buttons(about)).toEqual(['What is stored of me', 'Delete my data', 'What can I ask?']);
    member.say('STOP');
    expect(buttons(await member.waitForMessage(saying('I will only write to you')))).toEqual(['Delete my data']);
  });
});

describe('a place', () => {
  test.each([
    ['who helps near Birmingham', 'Help near Birmingham'],
    ['Manchester', 'Help near Manchester'],
    ['any events in Leeds', 'What’s on: Yorkshire'],
    ['events', 'Where do you live?'],
    ['فعاليات', 'أين تسكن'],
  ])('asked about in a free sentence, "%s", is answered at once', async (question, words) => {
    const member = newMember();
    member.say(question);
    await member.waitForMessage(saying(words));
  });

  test('is understood in Arabic by its mere name', async () => {
    const member = newMember();
    member.say('هل أستطيع رؤية طبيب بدون أوراق');
    await member.waitForMessage(saying('طبيب عام'));
    member.say('مانشستر');
    await member.waitForMessage(saying('مساعدة قرب Manchester'));
  });

  test('does not tell a stranger’s language against that of their app', async () => {
    const member = newMember('ar');
    member.say('مانشستر');
    await member.waitForMessage(saying('مساعدة قرب Manchester'));
  });

  test('that is not theirs changes nothing of where they live', async () => {
    const member = newMember();
    member.say('/near Cardiff');
    await member.waitForMessage(saying('Help near Cardiff'));
    member.say('any events in Leeds');
    await member.waitForMessage(saying('Yorkshire'));
    member.say('near me');
    await member.waitForMessage(saying('Help near Cardiff'));
  });

  test('that is asked for is an answer, and no question', async () => {
    const member = newMember();
    member.say('/place');
    await member.waitForMessage(saying('Where do you live?'));
    member.say('Cardiff');
    await member.waitForMessage(saying('the rules for Wales'));
  });
});

describe('a crisis', () => {
  test('gets numbers to call before anything else, from a stranger too', async () => {
    const member = newMember();
    member.say('i want to kill myself tonight');
    const first = await member.waitForMessage(fromBot);
    expect(first.text).toContain('116 123');
    expect(first.text).toContain('999');
  });
});
