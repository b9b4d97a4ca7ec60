import type { App } from '@slack/bolt';
import type { Playground } from '../../src/playground/playground.ts';
import type { AppManifest } from '../../src/playground/slack/app-manifest.ts';
import { startSocketApp } from '../playground/start-socket-app.ts';
import { everyInput } from './every-input.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const words = (text: string) => ({ type: 'mrkdwn' as const, text });
const button = (action_id: string, text: string, more: object = {}) => ({
  type: 'button' as const,
  action_id,
  text: plain(text),
  ...more,
});

export const caseManifest: Partial<AppManifest> = {
  commands: ['/case', '/slow'],
  commandDescriptions: { '/case': 'Shows a case', '/slow': 'Never answers' },
  shortcuts: [
    { callbackId: 'new_case', type: 'global', name: 'New case' },
    { callbackId: 'send_on', type: 'message', name: 'Send to the member' },
  ],
};

/** A case in a channel, as a caseworker's app might show it. */
export function caseCard(holder?: string) {
  return [
    { type: 'header' as const, text: plain('quiet river 7') },
    {
      type: 'section' as const,
      text: words(
        '*Housing* · <!here> _urgent_ ~old~ `HOU-02` :warning:\n> صاحب البيت يريد إخراجي من البيت غداً.\nSee <https://example.org/rules|the rules>.',
      ),
      accessory: {
        type: 'overflow' as const,
        action_id: 'more',
        options: [
          { text: plain('Hand over'), value: 'hand-over' },
          { text: plain('Timeline'), value: 'timeline' },
        ],
      },
    },
    {
      type: 'section' as const,
      fields: [
        words('*Language*\nArabic'),
        words('*Area*\nE8'),
        words('*Urgency*\nToday'),
        words('*Deadline*\nFriday'),
      ],
    },
    { type: 'context' as const, elements: [words(holder ? `Claimed by <@${holder}>` : 'Nobody has this case yet.')] },
    { type: 'divider' as const },
    {
      type: 'actions' as const,
      block_id: 'choices',
      elements: [
        ...(holder ? [] : [button('claim', 'Claim', { style: 'primary' })]),
        button('reply', 'Reply'),
        button('close', 'Close', {
          style: 'danger',
          confirm: {
            title: plain('Close this case?'),
            text: words('The person is asked *two questions*.'),
            confirm: plain('Close it'),
            deny: plain('Keep it open'),
            style: 'danger' as const,
          },
        }),
        { type: 'users_select' as const, action_id: 'assign', placeholder: plain('Assign to') },
        { type: 'datepicker' as const, action_id: 'due' },
      ],
    },
  ];
}

export interface CaseApp {
  app: App;
  /** Everything it was told: the action or view, and what came with it. */
  heard: [what: string, given: unknown][];
  post(): Promise<string>;
  /** Shows that somebody has the case now. @param ts of its message */
  hold(ts: string, holder: string): Promise<unknown>;
}

/** A little app on Bolt that uses every surface of the local Slack. */
export async function startCaseApp({ slack }: Playground, endings: (() => Promise<unknown>)[]): Promise<CaseApp> {
  const app = await startSocketApp(slack, endings);
  const heard: CaseApp['heard'] = [];
  const channel = [...slack.world.conversations.values()].find(({ name }) => name === 'casework')?.id ?? '';

  app.action('claim', async ({ ack, body, respond }) => {
    await ack();
    heard.push(['claim', body.user.name]);
    await respond({ text: 'quiet river 7, claimed', blocks: caseCard(body.user.id), replace_original: true });
  });
  app.action('close', async ({ ack, body, client }) => {
    await ack();
    const thread_ts = 'message' in body ? body.message?.ts : undefined;
    heard.push(['close', body.user.name]);
    await client.chat.postEphemeral({ channel, user: body.user.id, text: 'Only you can close it.' });
    await client.chat.postMessage({ channel, thread_ts: thread_ts ?? '', text: 'The case is *closed*.' });
  });
  app.action('reply', async ({ ack, body, client }) => {
    if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: everyInput() });
    await ack();
  });
  app.action('help', async ({ ack }) => {
    heard.push(['help', undefined]);
    await ack();
  });
  app.action(/^(assign|due|more|topic|add)$/, async ({ ack, action, body, client }) => {
    heard.push([action.type === 'button' ? 'add' : (action as { action_id: string }).action_id, action]);
    await ack();
    if ((action as { action_id: string }).action_id === 'add' && 'view' in body && body.view) {
      const { id, hash } = body.view;
      await client.views.update({ view_id: id, hash, view: everyInput('A deadline was added.') });
    }
  });
  app.options('place', ({ ack, payload }) =>
    ack({ options: ['North', 'South'].map(side => ({ text: plain(`${payload.value} ${side}`), value: side })) }),
  );
  app.view('every_input', async ({ ack, view }) => {
    const { values } = view.state;
    if (values.words?.words?.value === 'wrong') {
      await ack({ response_action: 'errors', errors: { words: 'This would not reach the person.' } });
      return;
    }
    heard.push(['every_input', values]);
    const blocks = [{ type: 'section' as const, text: words(`They will read:\n>${values.words?.words?.value}`) }];
    const preview = {
      type: 'modal' as const,
      callback_id: 'preview',
      title: plain('Preview'),
      submit: plain('Send'),
      blocks,
    };
    await ack({ response_action: 'push', view: preview });
  });
  app.view('preview', async ({ ack, body, client }) => {
    await ack({ response_action: 'clear' });
    await client.chat.postMessage({ channel, text: `Sent by <@${body.user.id}>` });
  });
  app.shortcut('send_on', async ({ ack, shortcut, client }) => {
    const message = shortcut.type === 'message_action' ? shortcut.message.text : '';
    const blocks = [{ type: 'section' as const, text: words(`>${message}`) }];
    const view = {
      type: 'modal' as const,
      callback_id: 'preview',
      title: plain('Send this?'),
      submit: plain('Send'),
      blocks,
    };
    await client.views.open({ trigger_id: shortcut.trigger_id, view });
    await ack();
  });
  app.shortcut('new_case', async ({ ack, shortcut, client }) => {
    await client.views.open({ trigger_id: shortcut.trigger_id, view: everyInput() });
    await ack();
  });
  app.command('/case', ({ ack, command }) => ack(`You asked for ${command.text}`));
  app.command('/slow', async () => {});
  app.event('app_home_opened', async ({ event, client }) => {
    const blocks = [
      { type: 'header' as const, text: plain('My cases') },
      {
        type: 'section' as const,
        text: words(`Hello <@${event.user}>, nothing is due today.`),
        accessory: button('help', 'Help'),
      },
    ];
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
  });

  return {
    app,
    heard,
    async post() {
      const posted = await app.client.chat.postMessage({ channel, text: 'quiet river 7', blocks: caseCard() });
      return posted.ts ?? '';
    },
    hold: (ts, holder) =>
      app.client.chat.update({ channel, ts, text: 'quiet river 7, claimed', blocks: caseCard(holder) }),
  };
}
