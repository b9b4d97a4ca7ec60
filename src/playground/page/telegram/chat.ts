import type { MemberView, TelegramEvent } from '../../telegram/telegram-view.ts';
import type { Message } from '../../telegram/wire.ts';
import { chair } from '../chair.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { post, upload } from '../post.ts';
import { createChatLog } from './chat-log.ts';
import { createComposer } from './composer.ts';
import { createToast } from './toast.ts';
import { welcome } from './welcome.ts';

/** https://core.telegram.org/bots/api#sendchataction: "the status is set for 5 seconds or less". */
const typingMs = 5000;
const centralLondon = { latitude: 51.5072, longitude: -0.1276 };

export interface Chat {
  element: HTMLElement;
  /** The button that opens the list of people on a narrow screen. */
  peopleButton: HTMLElement;
  show(member: MemberView, botName: string, readUpTo: number): void;
  /** Something happened to the member that is shown. */
  hear(event: TelegramEvent, member: MemberView, readUpTo: number): void;
}

/** One member's phone: the chat with the bot. */
export function createChat(): Chat {
  let current: MemberView | undefined;
  let stopTyping: ReturnType<typeof setTimeout> | undefined;
  const waitingKeys = new Map<string, HTMLButtonElement>();
  const toast = createToast();

  const path = (action: string) => `telegram/members/${current?.id}/${action}`;
  const attempt = (doing: Promise<unknown>) =>
    doing.catch((error: unknown) => toast.show(error instanceof Error ? error.message : 'Something went wrong.'));
  const say = (text: string) => void attempt(post(path('say'), { text }));

  const composer = createComposer({
    say,
    edit: (messageId, text) => void attempt(post(path('edit'), { messageId, text })),
    sendFile: (kind, file) => void attempt(upload(path(`${kind}?name=${encodeURIComponent(file.name)}`), file)),
    sendVoice: () => void attempt(upload(path('voice'), new Blob(['OggS'], { type: 'audio/ogg' }))),
    sendLocation: () => void attempt(post(path('location'), centralLondon)),
    lastOwn: () => current?.messages.findLast(({ from, text }) => !from.is_bot && text !== undefined),
  });
  const log = createChatLog({
    async press(message, button, pressed) {
      pressed.classList.add('waiting');
      const body = { messageId: message.message_id, data: button.callback_data };
      const answer = (await attempt(post(path('press'), body))) as { queryId: string } | undefined;
      if (answer) waitingKeys.set(answer.queryId, pressed);
    },
    edit: message => composer.startEdit(message),
  });

  const name = element('strong', { id: 'bot-name' });
  const status = element('span', { class: 'bot-status' });
  const blockButton = element('button', { class: 'quiet block' });
  const peopleButton = element(
    'button',
    { class: 'quiet people-toggle', 'aria-expanded': 'false', 'aria-controls': 'people', 'aria-label': 'People' },
    icon('people'),
  );
  const chairMark = element('img', {
    src: chair,
    alt: '',
    width: 40,
    height: 40,
  });
  const header = element(
    'header',
    { class: 'chat-header' },
    peopleButton,
    chairMark,
    element('h2', {}, name, status),
    blockButton,
  );
  const root = element(
    'section',
    { class: 'chat', 'aria-labelledby': 'bot-name' },
    header,
    log.element,
    composer.element,
    toast.element,
  );

  function setTyping(typing: boolean): void {
    clearTimeout(stopTyping);
    log.setTyping(typing);
    status.replaceChildren(...(typing ? ['typing…'] : ['bot, as ', element('bdi', {}, current?.name), ' sees it']));
    status.classList.toggle('is-typing', typing);
    if (typing) stopTyping = setTimeout(() => setTyping(false), typingMs);
  }

  function adapt(member: MemberView): void {
    const unblock = { label: 'Unblock', open: () => void attempt(post(path('unblock'))) };
    const start = { label: 'Start', open: () => say('/start') };
    composer.fit(member.menu, member.blocked ? unblock : member.started ? undefined : start);
    const label = member.blocked ? 'Unblock the bot' : 'Block the bot';
    blockButton.replaceChildren(icon('block'), element('span', { class: 'unseen' }, label));
    blockButton.title = label;
    blockButton.hidden = !member.started;
    blockButton.onclick = () => void attempt(post(path(member.blocked ? 'unblock' : 'block')));
  }

  function arrived(message: Message, member: MemberView, readUpTo: number): void {
    log.put(message, readUpTo);
    if (message.from.is_bot) setTyping(false);
    adapt(member);
  }

  return {
    element: root,
    peopleButton,
    show(member, botName, readUpTo) {
      const wasFormFocused = composer.element.contains(document.activeElement);
      current = member;
      name.textContent = botName;
      setTyping(false);
      log.element.dir = composer.element.dir = directionOf(member.languageCode);
      log.load(member.messages, readUpTo, welcome(botName, member.description, say));
      adapt(member);
      if (wasFormFocused) composer.focus();
    },
    hear(event, member, readUpTo) {
      if (event.kind === 'message' || event.kind === 'edit') arrived(event.message, member, readUpTo);
      if (event.kind === 'delete') log.remove(event.messageId);
      if (event.kind === 'read') log.markRead(readUpTo);
      if (event.kind === 'action') setTyping(true);
      if (event.kind === 'blocked') adapt(member);
      if (event.kind === 'answer') {
        waitingKeys.get(event.queryId)?.classList.remove('waiting');
        waitingKeys.delete(event.queryId);
        if (event.text !== '') toast.show(event.text);
      }
    },
  };
}

/** An app in Arabic is mirrored: one's own messages are on the left. */
function directionOf(language: string): 'ltr' | 'rtl' {
  return ['ar', 'fa', 'ur', 'he', 'ps', 'ckb', 'ug', 'yi'].includes(language) ? 'rtl' : 'ltr';
}
