import { readFileSync } from 'node:fs';
import { test } from '@jest/globals';
import { startCaseBot } from './support/case-bot.ts';

test('drive', async () => {
  const bot = await startCaseBot(['caseworker']);
  const out: string[] = [];
  const scripts: Record<string, string[]> = JSON.parse(readFileSync('/tmp/k/drive.json', 'utf8'));
  let id = 9000;
  for (const [name, lines] of Object.entries(scripts)) {
    out.push(`\n######## ${name}`);
    const member = bot.telegram.user(++id, { languageCode: name.slice(0, 2) } as never);
    let seen = 0;
    const flush = async () => {
      let last = -1;
      for (let quiet = 0; quiet < 8; ) {
        await new Promise(r => setTimeout(r, 400));
        const n = member.messages().length;
        quiet = n === last ? quiet + 1 : 0;
        last = n;
      }
      for (const m of member.messages().slice(seen)) {
        if (!m.from.is_bot) continue;
        out.push(`< ${m.text ?? m.caption ?? '[file]'}\n   ${(m.reply_markup?.inline_keyboard.flat() ?? []).map(b => `[${b.text}]`).join(' ')}`);
      }
      seen = member.messages().length;
    };
    for (const line of lines) {
      out.push(`> ${line}`);
      try { if (line.startsWith('@')) member.tap(line.slice(1)); else member.say(line); } catch (e) { out.push('!! ' + (e as Error).message); }
      await flush();
    }
  }
  out.push('\n#### ROOM');
  for (const m of bot.room.messages()) out.push(JSON.stringify(m).slice(0, 900));
  (await import('node:fs')).writeFileSync('/tmp/k/drive.out', out.join('\n'));
  await bot.stop();
}, 600_000);
