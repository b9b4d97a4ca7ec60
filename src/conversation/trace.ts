import type { TurnTrace } from '../messages/trace.ts';
import type { Thought } from './think.ts';

/** A committed turn as the playground's inspector shows it. It holds people's words: for the playground alone. */
export function traceOf(thought: Thought, tookMs: number): TurnTrace {
  const { conversation, heard, feature, understood, replies, posts, writes, learnt, utterance } = thought;
  const outbound = replies.length + posts.length;
  const learntLabels = Object.keys(learnt).map(name => `person.${name}`);
  return {
    conversationId: conversation.sender.conversationId,
    heard: whatWasHeard(heard),
    language: heard.writtenIn?.language ?? heard.language,
    feature,
    ...(understood && { band: understood.band, why: understood.why }),
    scores: understood?.scores ?? [],
    state: thought.nextState,
    writes: [
      `inbound_message ×${utterance.ids.length}`,
      'conversation',
      ...learntLabels,
      ...writes.map(({ label }) => label),
      ...(outbound > 0 ? [`outbound_message ×${outbound}`] : []),
    ],
    replies: replies.map(({ text }) => text),
    tookMs,
  };
}

function whatWasHeard({ content, text }: Thought['heard']): string {
  if (content.kind === 'choice') return content.choiceId;
  return content.kind === 'command' ? `/${content.name}` : (text ?? content.kind);
}
