// How long "who can help near me" takes, for every outcode: node test/bench/directory.ts
import { startDirectory } from '../support/directory.ts';

const under = await startDirectory();
const { sender } = await under.member();
const tookMs: number[] = [];
const cpu = process.cpuUsage();
for (const outcode of under.gazetteer.outcodes.keys()) {
  const council = under.gazetteer.outcodes.get(outcode)?.[0]?.council?.code ?? '';
  const begin = performance.now();
  await under.feature.think(
    {
      sender: { ...sender, outcode, council },
      language: 'en',
      place: 'private',
      channel: 'telegram',
      sentAtMs: 0,
      hasWindow: false,
      content: { kind: 'choice', choiceId: 'directory:near', messageId: '1' },
    },
    undefined,
  );
  tookMs.push(performance.now() - begin);
}
const { user, system } = process.cpuUsage(cpu);
const cpuMs = ((user + system) / 1000 / tookMs.length).toFixed(2);
tookMs.sort((a, b) => a - b);
const at = (share: number) => (tookMs[Math.floor(share * (tookMs.length - 1))] ?? 0).toFixed(2);
console.log(
  `${tookMs.length} outcodes: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms; ${cpuMs} ms of processor time each`,
);
await under.stop();
