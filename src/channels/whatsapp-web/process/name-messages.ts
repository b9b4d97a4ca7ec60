/**
 * Runs in WhatsApp's page: a message that carries a name of ours gets it as the last part of its id, in place of a random one. So it can be
 * found again after an attempt whose answer was lost, and a telephone that gets it twice shows it once. Where the page has come to keep its
 * ids otherwise, a message goes out under the page's own, and cannot be found again.
 */
export const nameMessages = `
  window.WWebJS.injectToFunction(
    { module: 'WAWebSendMsgChatAction', function: 'addAndSendMsgToChat' },
    (module, addAndSend, chat, message, ...others) => {
      const { foldingChairName: name } = message;
      delete message.foldingChairName;
      const key = message.id;
      if (name && typeof key._serialized === 'string' && key._serialized.endsWith('_' + key.id)) {
        const serialized = key._serialized.slice(0, -key.id.length) + name;
        Reflect.set(key, 'id', name) && Reflect.set(key, '_serialized', serialized);
      }
      return addAndSend.call(module, chat, message, ...others);
    },
  );
`;
