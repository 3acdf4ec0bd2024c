// Who there is. A subject here is what tenancy appoints to a role.

const everyRole = ['coordinator', 'volunteer-coordinator', 'municipality', 'citizen', 'safety-officer'];

export const people = [
  'operator',
  ...everyRole.map((role) => `${role}-0610`),
  ...['0392', '0397', '0603', '0164'].flatMap((code) => [`coordinator-${code}`, `municipality-${code}`]),
];

export const partners = ['partner-0610'];

// The client through which people come.
export const commandLine = 'buurtbrug-cli';

// A client that stands in for a person at the keyboard: scripts have nobody to approve a device code.
export const unattended = (person) => `unattended-${person}`;

// Whom a client stands in for; undefined: nobody.
export const personBehind = (client) => people.find((person) => unattended(person) === client);
