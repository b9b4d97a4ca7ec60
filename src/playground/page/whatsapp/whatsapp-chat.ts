import type { MessageView, PhoneView } from '../../whatsapp/whatsapp-view.ts';
import { chair } from '../chair.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { post, upload } from '../post.ts';
import { createToast } from '../telegram/toast.ts';
import { whenLetGo } from '../when-let-go.ts';
import { whatsappBubble } from './whatsapp-bubble.ts';
import { createWhatsappComposer } from './whatsapp-composer.ts';
import { createWindowClock } from './window-clock.ts';

const DAY_MINUTES = 24 * 60;

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/typing-indicators: until the answer, or for so long. */
const TYPING_MS = 25_000;
const centralLondon = { latitude: 51.5072, longitude: -0.1276 };

export interface WhatsappChat {
  element: HTMLElement;
  /** The button that opens the list of people on a narrow screen. */
  peopleButton: HTMLElement;
  /** @param aheadMs how far the time in the playground is ahead */
  show(phone: PhoneView, aheadMs: number): void;
  setTyping(typing: boolean): void;
}

/** One member's phone: the chat with the business. */
export function createWhatsappChat(fieldId: string): WhatsappChat {
  let current: PhoneView | undefined;
  let stopTyping: ReturnType<typeof setTimeout> | undefined;
  const toast = createToast();
  const windowClock = createWindowClock();
  const path = (action: string) => `whatsapp/members/${current?.userId}/${action}`;
  const attempt = (doing: Promise<unknown>) =>
    void doing.catch((error: unknown) => toast.show(error instanceof Error ? error.message : 'Something went wrong.'));

  const list = element('div', { class: 'log-list', role: 'log', 'aria-label': 'Messages', 'aria-live': 'polite' });
  const typing = element(
    'div',
    { class: 'typing', hidden: true, 'aria-hidden': 'true' },
    element('i'),
    element('i'),
    element('i'),
  );
  const log = element('div', { class: 'log', tabindex: 0, role: 'region', 'aria-label': 'Conversation' }, list, typing);
  const composer = createWhatsappComposer(fieldId, {
    say: text => attempt(post(path('say'), { text })),
    sendFile: (kind, file) => attempt(upload(path(`${kind}?name=${encodeURIComponent(file.name)}`), file)),
    sendVoice: () => attempt(upload(path('voice'), new Blob(['OggS'], { type: 'audio/ogg' }))),
    sendLocation: () => attempt(post(path('location'), centralLondon)),
  });
  const windForward = 'Wind the clock forward by a day';
  const laterButton = element(
    'button',
    { class: 'quiet block', title: windForward, onclick: () => attempt(post('later', { minutes: DAY_MINUTES })) },
    icon('later'),
    element('span', { class: 'unseen' }, windForward),
  );
  const blockButton = element('button', { class: 'quiet block' });
  const peopleButton = element(
    'button',
    {
      class: 'quiet people-toggle',
      'aria-expanded': 'false',
      'aria-controls': 'whatsapp-people',
      'aria-label': 'People',
    },
    icon('people'),
  );
  const header = element(
    'header',
    { class: 'chat-header' },
    peopleButton,
    element('img', { src: chair, alt: '', width: 40, height: 40 }),
    element('h2', { id: 'whatsapp-name' }, element('strong', {}, 'Folding Chair'), windowClock.element),
    laterButton,
    blockButton,
  );
  const root = element(
    'section',
    { class: 'chat', 'aria-labelledby': 'whatsapp-name' },
    header,
    log,
    composer,
    toast.element,
  );

  function draw({ messages }: PhoneView): void {
    whenLetGo(list, () => {
      list.replaceChildren(...messages.map(message => whatsappBubble(message, press)));
      log.scrollTo({ top: log.scrollHeight });
    });
  }

  function press(message: MessageView, { id }: { id: string }): void {
    attempt(post(path('press'), { messageId: message.id, optionId: id }));
  }

  function setTyping(isTyping: boolean): void {
    clearTimeout(stopTyping);
    typing.hidden = !isTyping;
    if (isTyping) stopTyping = setTimeout(() => setTyping(false), TYPING_MS);
  }

  return {
    element: root,
    peopleButton,
    setTyping,
    show(phone, aheadMs) {
      const isNew = phone.userId !== current?.userId || phone.messages.length !== current.messages.length;
      current = phone;
      if (isNew) setTyping(false);
      log.dir = composer.dir = ['ar', 'fa', 'ur'].includes(phone.languageCode) ? 'rtl' : 'ltr';
      windowClock.show(phone.windowEndsAtMs, aheadMs);
      draw(phone);
      const label = phone.blocked ? 'Unblock the business' : 'Block the business';
      blockButton.replaceChildren(icon('block'), element('span', { class: 'unseen' }, label));
      blockButton.title = label;
      blockButton.onclick = () => attempt(post(path(phone.blocked ? 'unblock' : 'block')));
    },
  };
}
