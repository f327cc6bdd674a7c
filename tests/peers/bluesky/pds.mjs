// A real Bluesky PDS and a PLC directory in memory. Settings come from the environment (see ./start); prints READY when both answer.
import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';
import { Secp256k1Keypair } from '@atproto/crypto';
import { PDS } from '@atproto/pds';
import { Database, PlcServer } from '@did-plc/server';

const { PEER_DATA: data, PEER_DATA_TEMPORARY: temporary, PEER_RATE_LIMITS: rateLimits, PEER_STDIN: stdin } = process.env;
const plcPort = await portOrFree(process.env.PEER_PLC_PORT);
const pdsPort = await portOrFree(process.env.PEER_PDS_PORT);

const directory = PlcServer.create({ db: Database.mock(), port: plcPort });
await directory.start();

const rotationKey = await Secp256k1Keypair.create({ exportable: true });
const recoveryKey = await Secp256k1Keypair.create();
const pds = await PDS.fromEnv({
  devMode: true,
  hostname: 'localhost',
  port: pdsPort,
  dataDirectory: data,
  blobstoreDiskLocation: `${data}/blobs`,
  didPlcUrl: `http://localhost:${plcPort}`,
  recoveryDidKey: recoveryKey.did(),
  plcRotationKeyK256PrivateKeyHex: Buffer.from(await rotationKey.export()).toString('hex'),
  adminPassword: 'admin-of-a-test-peer',
  jwtSecret: 'secret-of-a-test-peer',
  serviceHandleDomains: ['.test'],
  inviteRequired: false,
  disableSsrfProtection: true,
  rateLimitsEnabled: rateLimits === '1',
  // Enough for a small film.
  blobUploadLimit: 20_000_000,
  // The PDS wants to know an app view and a moderation service; these names can never be resolved.
  bskyAppViewUrl: 'https://appview.invalid',
  bskyAppViewDid: 'did:example:invalid',
  bskyAppViewCdnUrlPattern: 'http://cdn.appview.invalid/%s/%s/%s',
  modServiceUrl: 'https://moderation.invalid',
  modServiceDid: 'did:example:invalid',
});
await pds.start();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
if (stdin === '1') process.stdin.on('end', stop).on('error', stop).resume();
console.log(`READY http://localhost:${pdsPort} plc=http://localhost:${plcPort}`);

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(0), 5000).unref();
  await pds.destroy();
  await directory.destroy();
  if (temporary) await fs.rm(temporary, { recursive: true, force: true });
  process.exit(0);
}

async function portOrFree(wanted) {
  if (+wanted) return +wanted;
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  return port;
}
