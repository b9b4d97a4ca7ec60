/** Says what WhatsApp itself needs words for, beside those of a reply: sentences of `locales/<lang>/messages.json`. */
export type WhatsappSay = (language: string, key: 'whatsapp.choose' | 'whatsapp.more') => string;
