import { join } from 'node:path';
import { CaseworkTour, said } from './casework-tour.ts';
import { inPlayground } from './in-playground.ts';
import { OrganisingTour, training } from './organising-tour.ts';

/**
 * Takes the pictures of `docs/casework.md` and `docs/organising.md`, and the README's, on the way through a case and an action:
 * `npx node test/e2e/take-screenshots.ts docs`. The machine needs a font with emoji (on Debian: fonts-noto-color-emoji).
 */
const [folder = 'docs'] = process.argv.slice(2);

await inPlayground(join(folder, 'casework'), async ({ page, url, take }) => {
  const tour = await CaseworkTour.begin(page, url);
  await tour.askForAPerson();
  await take('member', tour.member);
  await tour.sendPhoto();
  await take('card', tour.card);
  await tour.claim();
  await tour.preview(said.reply);
  await take('../telegram-and-slack', page);
  await take('preview', tour.window);
  await tour.send();
  await take('undo', tour.window);
  await tour.leaveWindow();
  await tour.heard(said.reply).waitFor();
  await tour.onCard('Timeline');
  await tour.window.getByText('we wrote').waitFor();
  await tour.window.getByText('we wrote').scrollIntoViewIfNeeded();
  await take('timeline', tour.window);
  await tour.leaveWindow();
  await tour.slack
    .getByRole('navigation')
    .getByRole('button', { name: /Folding Chair/ })
    .click();
  await tour.slack.getByText('Waiting for the member').waitFor();
  await take('home', tour.slack.locator('.sl-room'));
});

await inPlayground(join(folder, 'organising'), async ({ page, url, take }) => {
  const tour = await OrganisingTour.begin(page, url);
  await tour.writeTraining();
  await take('preview', tour.window);
  await tour.publish();

  await tour.meet('لیلا', 'fa', 3);
  await tour.find(training.town);
  await take('found', tour.chat);
  await tour.press('actions.button.join');
  await tour.press('actions.button.needs');
  await tour.press('actions.need.childcare');
  await tour.press('form.done');
  await tour.hears('actions.ticket.registered');
  await tour.heard(training.exactPlace).last().waitFor();
  await tour.card.getByText('childcare 1').waitFor();
  await take('card', tour.card);
  await tour.openHome();
  await tour.slack.getByText('Your actions').waitFor();
  await take('home', tour.slack.locator('.sl-room'));
  await tour.slack.getByRole('navigation').getByRole('button', { name: 'organising' }).click();

  await tour.windTo(0, '14:10', 0);
  await tour.onCard('List');
  await tour.window.getByText('0 of 1 are here').waitFor();
  await tour.window.getByRole('button', { name: 'Check in', exact: true }).last().click();
  await tour.window.getByText('1 of 1 are here').waitFor();
  await take('list', tour.window);
  await tour.leaveWindow();
});
