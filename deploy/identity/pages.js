// What a person sees in the browser: the code of the device, and who they want to be.
import { people } from './users.js';

const page = (title, content) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Buurtbrug, development</title>
<style>
body { font: 1rem/1.5 sans-serif; max-width: 34rem; margin: 2rem auto; padding: 0 1rem }
.warning { background: #b00020; color: #fff; padding: .5rem 1rem; font-weight: bold }
.code { font: 2rem monospace }
button, input { font: inherit; padding: .3rem .8rem; margin: .2rem }
</style>
</head>
<body>
<p class="warning">For development only: there are no passwords, anybody is whoever they pick.</p>
<h1>${title}</h1>
${content}
</body>
</html>`;

export const pickUser = (action) => page('Who are you?', `<form method="post" action="${action}">
${people.map((person) => `<button name="user" value="${person}">${person}</button>`).join('\n')}
</form>`);

// The three pages of the device flow; `form` comes from the provider.
export const devicePages = {
  userCodeInputSource(ctx, form, out, error) {
    ctx.body = page('Sign in', `<p>${error ? 'That code is not known, used or too old. Try again.'
      : 'Enter the code that your terminal shows.'}</p>
${form}
<button type="submit" form="op.deviceInputForm">Continue</button>`);
  },
  userCodeConfirmSource(ctx, form, client, device, code) {
    ctx.body = page('Is this your code?', `<p class="code">${code}</p>
<p>${client.clientId} asks to act for you. Continue only when your own terminal shows this code.</p>
${form}
<button autofocus type="submit" form="op.deviceConfirmForm">Continue</button>
<button type="submit" form="op.deviceConfirmForm" name="abort" value="yes">Stop</button>`);
  },
  successSource(ctx) {
    ctx.body = page('Signed in', '<p>Go back to your terminal; this page may be closed.</p>');
  },
};
