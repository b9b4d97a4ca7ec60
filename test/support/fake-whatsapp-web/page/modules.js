// The modules of WhatsApp's page that whatsapp-web.js requires, by the page's own names.
import { aliases, ask, Cmd, Conn, chatOf, collections, keep, me, Socket, setState } from './link.js';
import { Msg, MsgKey, Wid } from './models.js';

class OpaqueData {
  static async createFromData(data) {
    return Object.assign(new OpaqueData(), { data, name: data.name ?? '' });
  }
  url = () => 'blob:nothing';
  formData = () => this.data;
  autorelease() {}
}

const base64Of = async blob => {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = '';
  for (let from = 0; from < bytes.length; from += 32_768)
    binary += String.fromCharCode(...bytes.subarray(from, from + 32_768));
  return btoa(binary);
};
const bytesOf = base64 => Uint8Array.from(atob(base64), character => character.charCodeAt(0)).buffer;

const typeOf = (mimetype, { asDocument, isPtt }) => {
  const [family] = mimetype.split('/');
  if (asDocument || !['image', 'video', 'audio'].includes(family)) return 'document';
  return family === 'audio' && isPtt ? 'ptt' : family;
};
const prepRawMedia = (opaque, params) => ({
  async waitForPrep() {
    const { type: mimetype, name: filename, size } = opaque.data;
    const mediaData = {
      type: typeOf(mimetype, params),
      mimetype,
      filename,
      size,
      filehash: crypto.randomUUID(),
      mediaBlob: opaque,
      set: values => Object.assign(mediaData, values),
      toJSON: () => ({ mimetype, filename, size }),
    };
    mediaObjects.set(mediaData.filehash, { ...mediaData, opaque, contentInfo: {}, consolidate() {} });
    return mediaData;
  },
});
const mediaObjects = new Map();

/** A message of ours: it is in the chat at once, and with WhatsApp when its server says so. */
const addAndSendMsgToChat = (chat, message) => {
  const { from, to, id, ...rest } = message;
  const msg = new Msg({ ...rest, id, from, to, isNewMsg: true });
  const quoting = message.quotedStanzaID;
  const sending = ask('send', { ...msg.serialize(), chatId: chat.id._serialized, ...(quoting && { quoting }) });
  const added = (async () => {
    // An id that is there already is the same message.
    if (!collections.Msg.get(msg.id)) chat.add(msg);
    collections.Msg.set(msg);
    collections.Msg.fire('add', msg);
    return msg;
  })();
  const sent = sending.then(({ ack, isLost }) => {
    msg.ack = ack;
    if (isLost) collections.Msg.delete(msg);
    collections.Msg.fire('change:ack', msg, ack);
  });
  sent.catch(() => {});
  return [added, sent];
};

const modules = {
  WAWebSocketModel: {
    Socket: Object.assign(Socket, {
      logout: () => ask('logout', {}),
      takeover: () => setState('CONNECTED'),
      reconnect: () => setState('CONNECTED'),
    }),
  },
  WAWebConnModel: { Conn },
  WAWebCmd: { Cmd: Object.assign(Cmd, { refreshQR() {} }) },
  WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress: () => 100 } },
  WAWebAltDeviceLinkingApi: {
    setPairingType() {},
    initializeAltDeviceLinking: async () => {},
    startAltLinkingFlow: phone => ask('pairingCode', { phone }),
  },
  WABase64: { encodeB64: value => btoa(value) },
  WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: '1' },
  WAWebAdvSignatureApi: {},
  WAWebUserPrefsInfoStore: { waNoiseInfo: { get: async () => ({ staticKeyPair: { pubKey: 'noise' } }) } },
  WAWebSignalStoreApi: {
    waSignalStore: { getRegistrationInfo: async () => ({ identityKeyPair: { pubKey: 'identity' } }) },
  },
  WAWebUserPrefsMultiDevice: { getADVSecretKey: () => 'secret' },
  WAWebUserPrefsMeUser: { getMaybeMePnUser: () => me.phone, getMaybeMeLidUser: () => me.lid },
  WAWebMiscBrowserUtils: { info: () => ({ os: 'Linux', name: 'Chrome' }) },
  WAWebSyncGatingUtils: {},
  WAWebCallCollection: {},
  WAWebNonMessageDataRequestPlaceholderMessageResendUtils: { handlePlaceholderMsgsSeen() {} },
  WAWebAddonReactionTableMode: { reactionTableMode: { bulkUpsert() {} } },
  WAWebAddonPollVoteTableMode: { pollVoteTableMode: { bulkUpsert() {} } },
  WAWebBackendJobsCommon: { mediaTypeFromProtobuf() {} },
  WAWebE2EProtoUtils: { typeAttributeFromProtobuf() {} },
  WALinkify: { findLink: () => null, findLinks: () => [] },
  WAWebWidFactory: {
    createWid: id => (id instanceof Wid ? id : new Wid(id)),
    createWidFromWidLike: id => id,
    asUserWidOrThrow: id => id,
  },
  WAWebCollections: {
    ...collections,
    GroupMetadata: { update: async () => {} },
  },
  WAWebFindChatAction: {
    findOrCreateLatestChat: async wid =>
      (await ask('exists', { id: wid._serialized })) ? { chat: chatOf(wid._serialized) } : null,
  },
  WAWebLidMigrationUtils: { toPn: () => undefined },
  WAWebChatLoadMessages: { loadEarlierMsgs: async () => [] },
  WAWebStreamModel: { Stream: { markAvailable() {}, markUnavailable() {} } },
  WAWebUpdateUnreadChatAction: {
    async sendSeen({ chat }) {
      chat.unreadCount = 0;
      await ask('seen', { chatId: chat.id._serialized });
    },
  },
  WAWebChatGetters: { getIsNewsletter: () => false, getIsBroadcast: () => false },
  WAWebMsgKey: MsgKey,
  WAWebMsgReply: { canReplyMsg: () => true },
  WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
  WAWebSendMsgChatAction: { addAndSendMsgToChat },
  WAWebChatStateBridge: {
    sendChatStateComposing: wid => ask('typing', { chatId: wid._serialized }),
    sendChatStateRecording: async () => {},
    sendChatStatePaused: async () => {},
  },
  WAWebApiContact: {
    getCurrentLid: wid => (aliases.has(wid._serialized) ? new Wid(aliases.get(wid._serialized)) : undefined),
    getPhoneNumber: wid => (aliases.has(wid._serialized) ? new Wid(aliases.get(wid._serialized)) : undefined),
  },
  WAWebQueryExistsJob: { queryWidExists: async wid => ({ wid }) },
  WAWebMediaOpaqueData: OpaqueData,
  WAWebPrepRawMedia: { prepRawMedia },
  WAWebMediaStorage: { getOrCreateMediaObject: filehash => mediaObjects.get(filehash) },
  WAWebMmsMediaTypes: { msgToMediaType: ({ type }) => type, castToV4: type => type },
  WAWebMediaDataUtils: { shouldUseMediaCache: () => false },
  WAWebMediaInMemoryBlobCache: { InMemoryMediaBlobCache: { put() {} } },
  WAWebMediaMmsV4Upload: {
    async uploadMedia({ mimetype, mediaObject }) {
      const data = await base64Of(mediaObject.opaque.data);
      const directPath = await ask('upload', { data, mimetype, name: mediaObject.filename });
      return { mediaEntry: { mmsUrl: directPath, directPath, mediaKey: 'key' } };
    },
  },
  WAWebDownloadManager: {
    downloadManager: {
      async downloadAndMaybeDecrypt({ directPath }) {
        const data = await ask('download', { directPath });
        if (data === null) throw Object.assign(new Error('gone'), { status: 404 });
        return bytesOf(data);
      },
    },
  },
};

collections.Msg.getMessagesById = async ids => ({
  messages: await ask('messages', { ids }).then(found => found.map(keep)),
});
collections.Msg.modelClass = Msg;
window.Debug = { VERSION: document.title };
window.require = name => {
  if (!(name in modules)) throw new Error(`The fake page has no module ${name}: add it to modules.js.`);
  return modules[name];
};
