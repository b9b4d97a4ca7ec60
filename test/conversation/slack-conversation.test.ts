import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import type { Message } from '../../src/playground/slack/wire.ts';
import { readSlackMessage } from '../contracts/read-slack-message.ts';
import { webClient } from '../playground/slack-web-client.ts';
import { type SlackBot, startSlackBot } from '../support/slack-bot.ts';

let running: SlackBot;

beforeAll(async () => {
  running = await startSlackBot();
}, 120_000);
afterEach(() => running.slack.clearFaults());
afterAll(() => running.stop());

/** Somebody new, and what they see of the bot in their direct message. */
function newMember(locale = 'en-GB') {
  const member = running.slack.person('Member', { locale });
  return { member, room: member.dm };
}

const textOf = (message: Message) => readSlackMessage(message).text.replaceAll(/[\u200F\u2066\u2069]/g, '');
const buttons = (message: Message) => readSlackMessage(message).choices.map(({ label }) => label);
const saying = (words: string) => (message: Message) => textOf(message).includes(words);
const fromBot = (member: SlackMember) => member.screen.messages(member.dm).filter(({ bot_id }) => bot_id !== undefined);
/** Two pushes of a button are two presses; what comes of the first must be there before the second. */
const see = (member: SlackMember, words: string) => member.screen.waitForMessage(member.dm, saying(words), 30_000);

/** Resolves when the bot has nothing left to do for a member: it answers what is asked last. */
async function settle(member: SlackMember): Promise<void> {
  await member.command(member.dm, '/folding-chair', '0');
  await see(member, 'What you can do');
}

describe('a member in Slack', () => {
  test('who asks at once is answered at once, after a welcome, in sections with buttons below', async () => {
    const { member, room } = newMember();
    member.say(room, 'my boss did not pay me my wages');
    const answer = await see(member, 'Acas');
    expect(textOf(fromBot(member)[0] as Message)).toContain('I am Folding Chair');
    expect(buttons(answer)).toContain('This helped');
    expect(answer.blocks?.map(({ type }) => type)).toEqual(expect.arrayContaining(['section', 'actions']));
    expect([answer.unfurl_links, answer.unfurl_media]).toEqual([false, false]);
    expect(answer.text).toContain('Acas');
  });

  test('who asks in Arabic is answered in Arabic, every line from right to left', async () => {
    const { member, room } = newMember();
    member.say(room, 'موظفة الاستقبال رفضت تسجلني لأن ما عندي جواز');
    const answer = await see(member, 'المصدر');
    const lines = answer.blocks?.flatMap(block => (block.type === 'section' ? block.text?.text.split('\n') : [])) ?? [];
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.filter(line => line?.trim() && !line.startsWith('\u200F'))).toEqual([]);
  });

  test('whose Slack is set to French, and who says too little to tell, is welcomed in French', async () => {
    const { member, room } = newMember('fr-FR');
    const asked = called('users.info');
    member.openApp('messages');
    await asked;
    await webClient(running.slack).auth.test(); // by when the answer has arrived as well
    member.say(room, 'ok');
    await see(member, 'Folding Chair');
    expect(textOf(fromBot(member)[0] as Message)).toContain('Bonjour');
  });

  test('goes on by buttons, and an old one still works', async () => {
    const { member, room } = newMember();
    member.say(room, 'my boss did not pay me my wages');
    await see(member, 'Acas');
    await member.tap(room, 'This helped');
    await see(member, 'Write again whenever');
    await member.tap(room, 'Not what I asked');
    await see(member, 'Write it again in other words');
  });

  test('turns pages in one message that changes', async () => {
    const { member, room } = newMember();
    await member.command(room, '/folding-chair', '0');
    await see(member, 'What you can do');
    await member.tap(room, 'Browse topics');
    const topics = await see(member, 'Choose what it is about');
    await member.tap(room, 'More');
    const others = await member.screen.waitForMessage(room, message => buttons(message).includes('Money'));
    expect(others.ts).toBe(topics.ts);
  });

  test('picks a language, and is answered in it', async () => {
    const { member, room } = newMember();
    member.say(room, '00');
    await see(member, 'Which language');
    await member.tap(room, 'Français');
    await member.screen.waitForMessage(room, saying('français'));
    member.say(room, '0');
    await member.screen.waitForMessage(room, saying('999'));
    expect(textOf(fromBot(member).at(-1) as Message)).not.toContain('What you can do');
  });

  test('says STOP and is left in peace', async () => {
    const { member, room } = newMember();
    member.say(room, 'STOP');
    expect(buttons(await see(member, 'I will only write to you'))).toEqual(['Delete my data']);
  });

  test('has their data deleted, and is a stranger after that', async () => {
    const { member, room } = newMember();
    member.say(room, '/place');
    member.say(room, 'what do you hold about me?');
    await see(member, 'What is stored of you');
    member.say(room, 'delete my data');
    await see(member, 'Delete everything?');
    await member.tap(room, 'Yes, delete everything');
    await see(member, 'I deleted what was stored of you');
    const before = fromBot(member).length;
    member.say(room, 'my boss did not pay me my wages');
    await see(member, 'Acas');
    expect(textOf(fromBot(member)[before] as Message)).toContain('I am Folding Chair');
  });

  test('in a crisis gets numbers to call first', async () => {
    const { member, room } = newMember();
    member.say(room, 'i want to kill myself tonight');
    await see(member, '116 123');
    expect(textOf(fromBot(member)[0] as Message)).toContain('116 123');
  });

  test('sends a file, and is told that it is kept', async () => {
    const { member, room } = newMember();
    member.upload(room, { name: 'letter.jpg', bytes: new Uint8Array([1, 2, 3]) });
    await see(member, 'I cannot look at pictures');
  });

  test('changes what they said, and the change is answered', async () => {
    const { member, room } = newMember();
    const asked = member.say(room, 'what is the weather in paris tomorrow');
    await see(member, 'I do not have an answer');
    member.edit(room, asked.ts, 'my boss did not pay me my wages');
    await see(member, 'Acas');
  });
});

describe('a channel', () => {
  test('hears nothing unless it speaks to the bot, and nothing personal then', async () => {
    const { member } = newMember();
    const room = running.slack.channel('general', { members: [member] });
    member.say(room, 'my boss did not pay me my wages');
    member.say(room, `<@${running.slack.world.bot.id}> my boss did not pay me my wages`);
    await member.screen.waitForMessage(room, saying('private chat'));
    await settle(member);
    expect(member.screen.messages(room).filter(({ bot_id }) => bot_id !== undefined)).toHaveLength(1);
  });
});

describe('whatever Slack brings', () => {
  test('three times more is answered once', async () => {
    const { member, room } = newMember();
    running.slack.duplicateEvents(3);
    member.say(room, 'my boss did not pay me my wages');
    await see(member, 'Acas');
    await settle(member);
    expect(fromBot(member).filter(saying('Acas'))).toHaveLength(1);
    expect(fromBot(member)).toHaveLength(3); // the welcome, one answer, what settles
  });

  test('and thinks was lost, since our word of it was, is answered once', async () => {
    const { member, room } = newMember();
    running.slack.faultAcks({ kind: 'lost' });
    const twice = delivered(2);
    member.say(room, 'my boss did not pay me my wages');
    await see(member, 'Acas');
    await twice;
    await settle(member);
    expect(fromBot(member).filter(saying('Acas'))).toHaveLength(1);
  });

  test('is acknowledged within three seconds at the first try, a hundred at once', async () => {
    const members = Array.from({ length: 100 }, () => newMember());
    const outcomes: { attempt: number; acknowledged: boolean }[] = [];
    const all = new Promise<void>(resolve => {
      running.slack.events.on('delivery', ({ attempt, outcome }) => {
        outcomes.push({ attempt, acknowledged: outcome.acknowledged });
        if (outcomes.length >= members.length) resolve();
      });
    });
    for (const { member, room } of members) member.say(room, '0');
    await all;
    running.slack.events.removeAllListeners('delivery');
    expect(outcomes.filter(({ attempt, acknowledged }) => attempt > 0 || !acknowledged)).toEqual([]);
  });
});

/** Resolves when a method has been answered. */
function called(name: string): Promise<void> {
  return new Promise(resolve => {
    running.slack.events.on('call', ({ method }) => method === name && resolve());
  });
}

/** Resolves when so many more deliveries of events have ended, acknowledged or not. */
function delivered(count: number): Promise<void> {
  return new Promise(resolve => {
    let left = count;
    running.slack.events.on('delivery', ({ type }) => {
      if (type === 'events_api') left -= 1;
      if (left === 0) resolve();
    });
  });
}
