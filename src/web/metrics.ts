import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What is counted and timed. No label names or tells apart a person. */
export interface Metrics {
  registry: Registry;
  turns: Counter<'channel' | 'feature'>;
  turnSeconds: Histogram<'channel'>;
  answers: Counter<'band' | 'language'>;
  deliveries: Counter<'channel' | 'result' | 'reason'>;
  repeatedDeliveries: Counter<'channel'>;
  missingTranslations: Counter<'language'>;
  refusedRequests: Counter<'channel' | 'reason'>;
}

/** @param queueDepths how many jobs wait in each queue, asked for at each scrape. */
export function createMetrics(queueDepths: () => Promise<Map<string, number>>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'queue_depth',
    help: 'Jobs that wait or are being worked on',
    labelNames: ['queue'],
    registers,
    async collect() {
      for (const [queue, depth] of await queueDepths()) this.set({ queue }, depth);
    },
  });
  return {
    registry,
    turns: new Counter({ name: 'turns_total', help: 'Turns taken', labelNames: ['channel', 'feature'], registers }),
    turnSeconds: new Histogram({
      name: 'turn_seconds',
      help: 'From storing an inbound to committing its turn',
      labelNames: ['channel'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    answers: new Counter({
      name: 'answers_total',
      help: 'Questions by how they were understood and the language they were answered in',
      labelNames: ['band', 'language'],
      registers,
    }),
    deliveries: new Counter({
      name: 'deliveries_total',
      help: 'Messages by what became of them',
      labelNames: ['channel', 'result', 'reason'],
      registers,
    }),
    repeatedDeliveries: new Counter({
      name: 'deliveries_maybe_repeated_total',
      help: 'Messages that were with the platform when a process died or an answer was lost, and were sent again',
      labelNames: ['channel'],
      registers,
    }),
    refusedRequests: new Counter({
      name: 'webhook_requests_refused_total',
      help: 'Requests to a webhook that are not from its platform: unsigned or forged',
      labelNames: ['channel', 'reason'],
      registers,
    }),
    missingTranslations: new Counter({
      name: 'missing_translations_total',
      help: 'Sentences said in English because the language lacks them',
      labelNames: ['language'],
      registers,
    }),
  };
}
