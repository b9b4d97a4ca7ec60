import type { PhoneView, WhatsappEvent, WhatsappView } from '../../whatsapp/whatsapp-view.ts';
import { drawer } from '../drawer.ts';
import { element } from '../element.ts';
import type { PanePart } from '../pane.ts';
import { post } from '../post.ts';
import { createWhatsappChat } from './whatsapp-chat.ts';
import { createWhatsappPeople } from './whatsapp-people.ts';

const FIELD_ID = 'whatsapp-message';

/** A WhatsApp client: the people on the left, the phone of one of them on the right. Who has it open reads what comes. */
export function createWhatsappPane(): PanePart {
  let phones: PhoneView[] = [];
  let currentId: string | undefined;
  let aheadMs = 0;
  const chat = createWhatsappChat(FIELD_ID);
  const people = createWhatsappPeople(choose, () => void post('whatsapp/members'));
  const root = element('div', { class: 'pane telegram whatsapp' }, people.element, chat.element);
  const peopleDrawer = drawer(chat.peopleButton, people.element);

  function show(): void {
    const phone = phones.find(({ userId }) => userId === currentId);
    if (phone) chat.show(phone, aheadMs);
    people.show(phones, currentId);
  }

  function read(): void {
    if (!root.hidden && currentId !== undefined) void post(`whatsapp/members/${currentId}/read`);
  }

  function choose(userId: string): void {
    currentId = userId;
    show();
    read();
    peopleDrawer.close();
  }

  function keep(phone: PhoneView): void {
    const at = phones.findIndex(({ userId }) => userId === phone.userId);
    if (at < 0) phones.push(phone);
    else phones[at] = phone;
    if (at < 0) choose(phone.userId);
    else show();
  }

  function hear(event: WhatsappEvent): void {
    if (event.kind === 'typing') {
      if (event.userId === currentId) chat.setTyping(true);
      return;
    }
    keep(event.phone);
    if (event.kind === 'message' && !event.message.isOwn && event.phone.userId === currentId) read();
  }

  return {
    name: 'whatsapp',
    label: 'WhatsApp',
    element: root,
    fieldId: FIELD_ID,
    load(state) {
      const view = state as WhatsappView;
      phones = view.phones;
      aheadMs = view.nowMs - Date.now();
      currentId = phones.find(({ userId }) => userId === currentId)?.userId ?? phones[0]?.userId;
      show();
    },
    hear: event => hear(event as WhatsappEvent),
  };
}
