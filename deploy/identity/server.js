// The development identity service: a certified OpenID Connect provider whose people have no passwords.
// Everything but its keys is in memory: a restart forgets device codes that wait for approval. Tokens that
// were given out stay good, because services check them against the keys.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Provider } from 'oidc-provider';
import { clientKeys, signingKeys } from './keys.js';
import { devicePages, pickUser } from './pages.js';
import { commandLine, partners, people, personBehind, unattended } from './users.js';

const audience = 'buurtbrug';
const resource = `urn:${audience}`;
const hour = 3600;

function log(level, msg, fields = {}) {
  console.log(JSON.stringify({ ts: new Date().toISOString(), level, service: 'identity', msg, ...fields }));
}

function refuse(reason) {
  log('error', reason);
  process.exit(2);
}

const { BUURTBRUG_STATE: state, BUURTBRUG_IDENTITY_LISTEN: listen = '127.0.0.1:7100' } = process.env;
if (process.env.NODE_ENV === 'production') {
  refuse('this service has no passwords and does not run with NODE_ENV=production; see docs/identity.md');
}
if (!state) {
  refuse('BUURTBRUG_STATE names no folder');
}
let address;
try {
  address = new URL(`http://${listen}`);
} catch {
  refuse(`${listen} is no host:port`);
}
if (!/^(127(\.\d+){3}|\[::1\])$/.test(address.hostname)) {
  refuse(`this service has no passwords and listens on a loopback address only, not on ${listen}`);
}
process.umask(0o077);
const folder = join(state, 'identity');

// A client that proves itself by a signature with the key of its name.
const machine = (client_id) => ({
  client_id,
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
  token_endpoint_auth_method: 'private_key_jwt',
  token_endpoint_auth_signing_alg: 'ES256',
  jwks: clientKeys(folder, client_id),
});

const provider = new Provider(address.origin, {
  clients: [
    {
      client_id: commandLine,
      grant_types: ['urn:ietf:params:oauth:grant-type:device_code'],
      redirect_uris: [],
      response_types: [],
      token_endpoint_auth_method: 'none',
    },
    ...partners.map(machine),
    ...people.map(unattended).map(machine),
  ],
  clientAuthMethods: ['none', 'private_key_jwt'],
  jwks: signingKeys(folder),
  cookies: { keys: [randomBytes(32).toString('hex')] },
  features: {
    clientCredentials: { enabled: true },
    deviceFlow: { enabled: true, ...devicePages },
    devInteractions: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    userinfo: { enabled: false },
    // Every token is for the services, whether or not a client says so.
    resourceIndicators: {
      enabled: true,
      defaultResource: () => resource,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        audience,
        scope: '',
        accessTokenTTL: hour,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  },
  formats: {
    customizers: {
      jwt(ctx, token, jwt) {
        const person = personBehind(token.clientId);
        if (person) {
          Object.assign(jwt.payload, { sub: person, client_id: commandLine });
        }
      },
    },
  },
  ttl: {
    AccessToken: hour, ClientCredentials: hour, DeviceCode: 600, Grant: hour, IdToken: hour, Interaction: hour,
    Session: hour,
  },
  findAccount: (ctx, sub) => (people.includes(sub) ? { accountId: sub, claims: () => ({ sub }) } : undefined),
  // Our own client asks for nothing that a person could withhold.
  async loadExistingGrant(ctx) {
    const { provider: { Grant }, client, session } = ctx.oidc;
    const grant = new Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
});

async function fieldsOf(request) {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
    if (body.length > 10000) {
      throw new Error('a form of this service is shorter');
    }
  }
  return new URLSearchParams(body);
}

provider.use(async (ctx, next) => {
  // A site whose name leads to this machine gets nothing from here.
  ctx.assert(ctx.host === address.host, 421, `this service is ${address.origin}`);
  // Who enters a code is asked who they are, also in a browser that was here before.
  if (ctx.path === '/device' && ctx.method === 'GET') {
    delete ctx.req.headers.cookie;
  }
  if (!ctx.path.startsWith('/interaction/')) {
    return next();
  }
  const { uid } = await provider.interactionDetails(ctx.req, ctx.res);
  if (ctx.method !== 'POST') {
    ctx.body = pickUser(`/interaction/${uid}`);
    return undefined;
  }
  const user = (await fieldsOf(ctx.req)).get('user');
  ctx.assert(people.includes(user), 400, 'nobody of that name');
  ctx.respond = false;
  return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: user } });
});

provider.on('grant.success', ({ oidc }) => {
  const client = oidc.client.clientId;
  log('info', 'token given', { client, sub: oidc.account?.accountId ?? personBehind(client) ?? client });
});
provider.on('grant.error', ({ oidc }, { error, error_detail: detail }) => {
  if (error !== 'authorization_pending') {
    log('warning', 'token refused', { client: oidc?.client?.clientId, error, detail });
  }
});
provider.on('server_error', (ctx, error) => log('error', error.message, { stack: error.stack }));

createServer(provider.callback())
  .on('error', (error) => refuse(`cannot listen on ${listen}: ${error.message}`))
  .listen(Number(address.port || 80), address.hostname.replace(/[[\]]/g, ''), () => {
    log('warning', 'FOR DEVELOPMENT ONLY: no passwords, anybody on this machine is whoever they pick');
    log('info', 'serving', { issuer: address.origin, people: people.length });
  });
