import { z } from 'zod';
import { shaped, text } from './fields.ts';

/** What both of WhatsApp's transports share. */
export const whatsappEnvironment = {
  WHATSAPP_TRANSPORT: text.pipe(z.enum(['web', 'cloud'], { error: 'must be one of web, cloud' }).optional()),
  WHATSAPP_NUMBER: shaped(
    /^\+[1-9](?:[ ()-]{0,2}\d){6,14}$/,
    'must be a number with its country code, such as +44 7700 900000',
  ),
};
