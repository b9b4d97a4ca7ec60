// What WhatsApp's page keeps: ids, messages and chats, as far as whatsapp-web.js looks at them.

export class Emitter {
  handlers = new Map();
  on(names, handler) {
    for (const name of names.split(' ')) this.handlers.set(name, [...(this.handlers.get(name) ?? []), handler]);
  }
  once(name, handler) {
    const first = (...values) => {
      this.off(name, first);
      handler(...values);
    };
    this.on(name, first);
  }
  off(name, handler) {
    this.handlers.set(
      name,
      (this.handlers.get(name) ?? []).filter(each => each !== handler),
    );
  }
  fire(name, ...values) {
    for (const handler of this.handlers.get(name) ?? []) handler(...values);
  }
}

export class Wid {
  constructor(id) {
    [this.user, this.server] = id.split('@');
    this._serialized = id;
  }
  isLid = () => this.server === 'lid';
  isGroup = () => this.server === 'g.us';
  isStatus = () => this._serialized === 'status@broadcast';
  toJSON = () => ({ server: this.server, user: this.user, _serialized: this._serialized });
}

export class MsgKey {
  constructor({ to, id, selfDir, fromMe = selfDir === 'out' }) {
    Object.assign(this, { fromMe, remote: to, id, _serialized: `${fromMe}_${to._serialized}_${id}` });
  }
  static newId = async () => `3EB0${crypto.randomUUID().replaceAll('-', '').slice(0, 18).toUpperCase()}`;
}

/** A message: its own data, of which only what can be written as JSON is passed on. */
export class Msg extends Emitter {
  constructor(data) {
    super();
    const { id, chatId, ...rest } = data;
    const key = id instanceof MsgKey ? id : new MsgKey({ to: new Wid(chatId), ...id });
    Object.assign(this, rest, { id: key, mediaData: { mediaStage: 'NEEDED' } });
  }
  unsafe = () => this;
  canReply = () => true;
  msgContextInfo = () => ({ quotedStanzaID: this.id.id });
  downloadMedia = async () => {
    this.mediaData.mediaStage = 'RESOLVED';
  };
  serialize() {
    const plain = Object.entries(this).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
    const wids = ['from', 'to', 'author'].flatMap(name =>
      this[name] instanceof Wid ? [[name, this[name].toJSON()]] : [],
    );
    const quoted = this.quotedMsg && [['quotedMsg', this.quotedMsg]];
    return { ...Object.fromEntries([...plain, ...wids, ...(quoted ?? [])]), id: { ...this.id } };
  }
}

export class Chat {
  constructor(id) {
    this.id = new Wid(id);
    this.t = 0;
    this.unreadCount = 0;
    this.mute = { expiration: 0 };
    this.loaded = [];
    this.msgs = { getModelsArray: () => [...this.loaded] };
    if (this.id.isGroup()) this.groupMetadata = { serialize: () => ({ participants: [] }) };
  }
  add(msg) {
    this.loaded.push(msg);
    this.t = Math.max(this.t, msg.t ?? 0);
  }
  serialize = () => ({ id: this.id.toJSON(), t: this.t, unreadCount: this.unreadCount });
}

export class Collection extends Emitter {
  models = new Map();
  get = id => this.models.get(typeof id === 'string' ? id : id._serialized);
  set = model => void this.models.set(model.id._serialized, model);
  delete = model => void this.models.delete(model.id._serialized);
  getModelsArray = () => [...this.models.values()];
}
