// The browser of the WhatsApp Web transport is the one that CHROMIUM_PATH names: an install downloads none.
/** @type {import('puppeteer').Configuration} */
module.exports = { skipDownload: true };
