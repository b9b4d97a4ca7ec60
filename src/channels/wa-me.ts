/**
 * A link that opens a chat with a number on WhatsApp, with these words ready to be sent: https://faq.whatsapp.com/5913398998672934
 *
 * @param number with its country code, however it is written. @returns undefined where there are no digits in it.
 */
export function waMeLink(number: string | undefined, text: string): string | undefined {
  const digits = number?.replace(/\D/g, '');
  return digits ? `https://wa.me/${digits}?text=${encodeURIComponent(text)}` : undefined;
}
