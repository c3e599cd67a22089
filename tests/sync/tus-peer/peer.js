// SPDX-License-Identifier: EUPL-1.2
// A tus server that others wrote (@tus/server), behind TLS with the test town's certificate.
// node peer.js CERTIFICATE KEY FOLDER [SECONDS]: uploads arrive in FOLDER, those that are older than SECONDS have expired; says
// "listening on PORT".
import {readFileSync} from 'node:fs'
import https from 'node:https'
import {FileStore} from '@tus/file-store'
import {Server} from '@tus/server'

const [certificate, key, directory, seconds] = process.argv.slice(2)
const expirationPeriodInMilliseconds = seconds === undefined ? 0 : seconds * 1000
const tus = new Server({path: '/v1/uploads', relativeLocation: true, datastore: new FileStore({directory, expirationPeriodInMilliseconds})})
const server = https.createServer({cert: readFileSync(certificate), key: readFileSync(key)}, tus.handle.bind(tus))

server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`))
