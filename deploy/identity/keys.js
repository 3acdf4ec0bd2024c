// Keys of the service and of its clients. Each is made once and stays in the state folder, mode 0600.
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const make = {
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
};

// The private key in `file` (PKCS #8). An interrupted start leaves no half of one.
function privateKey(file, alg) {
  if (!existsSync(file)) {
    const pem = make[alg]().privateKey.export({ type: 'pkcs8', format: 'pem' });
    writeFileSync(`${file}.new`, pem, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return createPrivateKey(readFileSync(file));
}

// The set that signs tokens, private parts included.
export function signingKeys(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    keys: Object.keys(make).map((alg) => ({
      ...privateKey(join(folder, `signing-${alg}.pem`), alg).export({ format: 'jwk' }), alg, use: 'sig',
    })),
  };
}

// The public set of a client; its private key, clients/<client>.pem, is for whoever acts as that client.
export function clientKeys(folder, client) {
  mkdirSync(join(folder, 'clients'), { recursive: true, mode: 0o700 });
  const key = createPublicKey(privateKey(join(folder, 'clients', `${client}.pem`), 'ES256'));
  return { keys: [{ ...key.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] };
}
