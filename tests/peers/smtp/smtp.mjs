// An SMTP server that takes every mail, keeps it in memory and shows it over HTTP. What it understood is what counts, not what we meant to send.
//   GET /mails                all mails: from, to, subject, text, messageId
//   PUT /mood  { … }          login: what user and password must be (null: none wanted) · recipient: SMTP code for RCPT TO · down: refuse connections' greetings
// Prints:  READY http://127.0.0.1:PORT smtp=PORT
import http from 'node:http'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

const mails = []
const mood = { login: null, recipient: 0, down: false }

const refusal = (code, words) => Object.assign(new Error(words), { responseCode: code })

const smtp = new SMTPServer({
  authOptional: true,
  allowInsecureAuth: true,
  hidePIPELINING: true,
  disabledCommands: process.env.PEER_TLS === '1' ? [] : ['STARTTLS'],
  onConnect: (session, done) => done(mood.down ? refusal(421, 'come back later') : undefined),
  onAuth: (auth, session, done) => {
    const good = mood.login && auth.username === mood.login.user && auth.password === mood.login.password
    done(good ? null : refusal(535, 'authentication failed'), good ? { user: auth.username } : undefined)
  },
  onMailFrom: (address, session, done) => done(mood.login && !session.user ? refusal(530, 'authentication required') : undefined),
  onRcptTo: (address, session, done) => done(mood.recipient ? refusal(mood.recipient, 'no such mailbox') : undefined),
  onData: (stream, session, done) => {
    simpleParser(stream).then(mail => {
      mails.push({
        from: mail.from?.text, to: mail.to?.text, subject: mail.subject, text: mail.text, messageId: mail.messageId,
        secure: session.secure, auto: mail.headers.get('auto-submitted'),
      })
      done()
    }, done)
  },
})
smtp.on('error', error => { if (error.code === 'EADDRINUSE') { console.error(error.message); process.exit(1) } })

const body = async request => { let text = ''; for await (const part of request) text += part; return JSON.parse(text) }
const desk = http.createServer(async (request, response) => {
  if (request.method === 'PUT' && request.url === '/mood') Object.assign(mood, await body(request))
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(request.url === '/mails' ? mails : mood))
})

const listen = (server, port) => new Promise(resolve => { const one = server.listen(port, '127.0.0.1', () => resolve((one.server ?? one).address?.() ?? server.address())) })
const door = await new Promise(resolve => { const net = smtp.listen(Number(process.env.PEER_SMTP_PORT ?? 0), '127.0.0.1', () => resolve(net.address())) })
const shown = await listen(desk, Number(process.env.PEER_HTTP_PORT ?? 0))
console.log(`READY http://127.0.0.1:${shown.port} smtp=${door.port}`)

const stop = () => { smtp.close(() => process.exit(0)); desk.close(); setTimeout(() => process.exit(0), 500) }
process.on('SIGTERM', stop); process.on('SIGINT', stop)
if (process.env.PEER_STDIN === '1') { process.stdin.resume(); process.stdin.on('end', stop) }
