// The npm package telegram-test-api, an emulator of the Bot API that was written without us: what it takes from a bot, others take, too.
// Beside the Bot API it has  POST /sendMessage { botToken, from, chat, text, … }  as a user, and  POST /getUpdatesHistory { token }  with all that was said.
// Prints:  READY http://127.0.0.1:PORT
import net from 'node:net'
import TelegramServer from 'telegram-test-api'

const free = () => new Promise(resolve => { const probe = net.createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => resolve(port)) }) })

const port = Number(process.env.PEER_PORT ?? 0) || await free()
const server = new TelegramServer({ host: '127.0.0.1', port, storeTimeout: 3600 })
await server.start()
console.log(`READY http://127.0.0.1:${port}`)

const stop = () => { server.stop().finally(() => process.exit(0)); setTimeout(() => process.exit(0), 500) }
process.on('SIGTERM', stop); process.on('SIGINT', stop)
if (process.env.PEER_STDIN === '1') { process.stdin.resume(); process.stdin.on('end', stop) }
