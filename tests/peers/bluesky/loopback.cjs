// Preloaded before the peer. Its servers name no host and would listen on every interface of the machine;
// a test peer with a known admin password must be reachable from this machine only.
const { Server } = require('node:net');
const listen = Server.prototype.listen;
const LOOPBACK = '127.0.0.1';

Server.prototype.listen = function (first, ...rest) {
  const isPort = typeof first === 'number' || (typeof first === 'string' && /^\d+$/.test(first));
  if (isPort && typeof rest[0] !== 'string') return listen.call(this, first, LOOPBACK, ...rest);
  if (first && typeof first === 'object' && 'port' in first && !first.path && !first.host)
    return listen.call(this, { ...first, host: LOOPBACK }, ...rest);
  return listen.call(this, first, ...rest);
};
